"""Which key answer answers the question, and which glossary terms do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from assistant.evidence.naming import named_sources, owning_sources
from assistant.evidence.settings import ANSWER_RANKING, OTHER_FACET, OTHER_FACET_APPROVAL, THRESHOLDS
from assistant.library import NAMED_KINDS, Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from corpus.model import Concept
from index.hybrid import Hit

_YES_OR_NO = re.compile(
    r"(?:^|[.,;:!?]\s*)(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|has|have|will|would)(?:n['’]?t)?\b",
    re.IGNORECASE,
)


_OF_RULES = frozenset({"approval", "oversight", "access-cost"})
DECIDES: Mapping[str, frozenset[str]] = MappingProxyType(
    {**dict.fromkeys(_OF_RULES, _OF_RULES), "harm": frozenset({"harm"})}
)
"""By what a question asks for, the kinds of fact that can say yes or no to it: "No, not better than a placebo" is no
answer to "is it dangerous?", and "Yes, for some people" none to "does insurance pay?"."""
SURELY = 0.7
"""How likely a kind of fact must be the one asked for, for a key answer without a yes or no to need it too."""
OF_ONE_KIND = frozenset({"access-cost", "harm"})
"""What no other kind of fact answers: who pays, and what can go wrong."""
_CARRIED_OVER = re.compile(r"\bin (?:an)?other countr(?:y|ies)\b|\belsewhere\b", re.IGNORECASE)
"""In the question of a key answer: whether what one country decides counts in another."""
_ASKS_TO_REPORT = re.compile(
    r"\b(?:who|whom|where|how|can)\b[^.?!]{0,40}"
    r"\b(?:report(?! (?:say|said|find|show))|complain|make a complaint|blow the whistle)\b",
    re.IGNORECASE,
)
REPORTING_HARM = "reporting-harm"
"""The topic of key answers on whom to tell."""
REPORTING = 0.15
"""What that topic adds where somebody asks whom to tell: the place and the harm are only what is to be told."""
_ASKS_ELSEWHERE = re.compile(
    r"\b(?:other|another|elsewhere|abroad|outside|overseas|everywhere|anywhere|every country|world\w*|international\w*|"
    r"counts?|valid|cover|means?|here|home|too|also|foreign)\b",
    re.IGNORECASE,
)


def asks_yes_or_no(question: str) -> bool:
    """Whether a question can be answered by yes or no."""
    return _YES_OR_NO.search(question) is not None


def ranked_answers(library: Library, understanding: Understanding, suspended: frozenset[str]) -> list[Hit]:
    """The key answers for a question, best first: none that is suspended or stands on what is."""
    answers = library.contents.key_answers
    return _reranked(
        library,
        understanding,
        [
            hit
            for hit in library.retriever.key_answers(understanding.vector)
            if hit.id not in suspended and suspended.isdisjoint(answers[hit.id].stands_on)
        ],
    )


def _reranked(library: Library, understanding: Understanding, hits: list[Hit]) -> list[Hit]:
    asked, subjects = understanding.answers_as, _things(library, understanding.subjects)

    def score(hit: Hit) -> float:
        answer = library.contents.key_answers[hit.id]
        total = hit.score
        total += ANSWER_RANKING.subject * _alike(subjects, _things(library, library.key_answer_subjects[hit.id]))
        total += REPORTING if _tells_whom_to_report_to(library, understanding, hit.id) else 0.0
        total += ANSWER_RANKING.facet * understanding.facets.get(answer.facet, 0.0)
        if asked in answer.places:
            total += ANSWER_RANKING.place
        elif asked and "international" not in answer.places:
            total += ANSWER_RANKING.other_place
        return total

    return sorted(hits, key=lambda hit: (-score(hit), hit.id))


def fits(library: Library, understanding: Understanding, hit: Hit) -> bool:
    """Whether a key answer answers this question, and not one like it about something or somewhere else."""
    answer = library.contents.key_answers[hit.id]
    if hit.score < _least(library, understanding, hit.id):
        return False
    if _tells_whom_to_report_to(library, understanding, hit.id):
        return True
    asked, answered = (_things(library, ids) for ids in (understanding.subjects, library.key_answer_subjects[hit.id]))
    stranger = understanding.unknown and not (asked and asked == answered)
    if (stranger or understanding.uncovered_country) and hit.similarity < THRESHOLDS.unknown_word:
        return False
    if _about_one_not_named(library, understanding, hit.id) and hit.similarity < THRESHOLDS.one_not_named:
        return False  # "Does red light boost stem cells?" is not answered by what is known of one disease
    if not understanding.subjects <= library.key_answer_concepts[hit.id] and hit.similarity < THRESHOLDS.same_question:
        return False
    if understanding.facets.get(answer.facet, 0.0) < OTHER_FACET and hit.similarity < THRESHOLDS.other_facet:
        return False
    approval = understanding.facets.get("approval", 0.0)
    if answer.facet == "approval" and approval < OTHER_FACET_APPROVAL and hit.similarity < THRESHOLDS.same_question:
        return False  # "Is MACI a stem cell treatment?" is not answered by its approval
    deciding = DECIDES.get(understanding.facet or "")
    if deciding is not None and answer.facet not in deciding and hit.similarity < THRESHOLDS.same_question:
        surely = understanding.facets.get(understanding.facet or "", 0.0) >= SURELY
        if answer.polarity is not None or (surely and understanding.facet in OF_ONE_KIND):
            return False  # "Has Japan approved it?" is not answered by the "No." to "Does it work?"
    if _CARRIED_OVER.search(answer.question) and not _asks_elsewhere(library, understanding):
        return False  # "Has Korea approved any?" is not answered by the "No." to "Does that count elsewhere?"
    place = understanding.answers_as
    differs = PLACE_BOUND & {answer.facet, understanding.facet}
    if differs and place and place not in answer.places and "international" not in answer.places:
        return False  # what was found in a trial holds wherever somebody reads it
    if answer.polarity is not None and not asks_yes_or_no(understanding.searched) and defined(library, understanding):
        return False  # "What is PRP?" is not answered by "No."
    named = owning_sources(library, understanding.asked) or named_sources(library, understanding.asked)
    return not named or any(statement.split("/")[0] in named for statement in answer.stands_on)


def _asks_elsewhere(library: Library, understanding: Understanding) -> bool:
    places = {place.answers_as for place in library.place_finder.named(understanding.asked)}
    return len(places) > 1 or _ASKS_ELSEWHERE.search(understanding.asked) is not None


def _least(library: Library, understanding: Understanding, key: str) -> float:
    """The score that a key answer needs.

    An embedding knows little of a brand name, and of slang; where subject and kind of fact are the very ones that are
    asked about, less of a cosine is enough.
    """
    asked, answered = (_things(library, ids) for ids in (understanding.subjects, library.key_answer_subjects[key]))
    if _tells_whom_to_report_to(library, understanding, key):
        return THRESHOLDS.very_question
    if understanding.facet != library.contents.key_answers[key].facet:
        return THRESHOLDS.key_answer
    if asked <= answered and any(library.concept(item).kind in NAMED_KINDS for item in asked):
        return THRESHOLDS.very_question
    return THRESHOLDS.same_subject if asked and asked == answered else THRESHOLDS.key_answer


def _tells_whom_to_report_to(library: Library, understanding: Understanding, key: str) -> bool:
    """Whether somebody asks whom to tell, and a key answer says it: for all places, or for the one that is named."""
    answer, place = library.contents.key_answers[key], understanding.answers_as
    return (
        REPORTING_HARM in answer.topics
        and (place is None or place in answer.places or "international" in answer.places)
        and _ASKS_TO_REPORT.search(understanding.asked) is not None
    )


def _about_one_not_named(library: Library, understanding: Understanding, key: str) -> bool:
    """Whether a key answer is about one disease or product, and the question names none at all."""
    kinds = {library.concept(item).kind for item in library.key_answer_subjects[key]}
    return not understanding.subjects and bool(kinds & {"condition", *NAMED_KINDS})


def _things(library: Library, subjects: frozenset[str]) -> frozenset[str]:
    """Subjects without the authors of what is known of them: who published a finding is not what it is about."""
    return frozenset(item for item in subjects if library.concept(item).kind != "organisation")


def _alike(asked: frozenset[str], answered: frozenset[str]) -> float:
    """The share of subjects that question and key answer have in common; 0 where neither has any."""
    return len(asked & answered) / len(asked | answered) if asked | answered else 0.0


def outweighed(library: Library, key_answer: Hit, ranked: list[Hit]) -> bool:
    """Whether the question is asked for one fact, and the key answer is about something wider and does not hold it."""
    stands_on = library.contents.key_answers[key_answer.id].stands_on
    nearest = max(ranked[:5], key=lambda hit: hit.similarity, default=None)
    return (
        nearest is not None
        and nearest.id not in stands_on
        and nearest.similarity >= max(THRESHOLDS.one_fact, key_answer.similarity + THRESHOLDS.outweighs)
    )


def defined(library: Library, understanding: Understanding) -> tuple[Concept, ...]:
    """The one or two terms whose meaning is asked for."""
    if understanding.facet != "definition" or len(understanding.asked.split()) > 16:
        return ()
    if _YES_OR_NO.match(understanding.searched):
        return ()  # "Do stem cells help psoriasis?" is not asked for a meaning, whatever the classifier says
    if named_sources(library, understanding.asked):
        return ()  # a trial number asks for that trial, and not for a word
    terms = [library.concept(concept) for concept in sorted(understanding.concepts)]
    terms = [term for term in terms if term.kind != "cue"]
    return tuple(terms) if len(terms) <= 2 else ()
