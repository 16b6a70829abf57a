"""Which key answer answers the question, and which glossary terms do."""

from __future__ import annotations

import re

from assistant.evidence.naming import named_sources, owning_sources
from assistant.evidence.settings import ANSWER_RANKING, OTHER_FACET, OTHER_FACET_APPROVAL, THRESHOLDS
from assistant.library import NAMED_KINDS, Library
from assistant.understand.reading import Understanding
from corpus.model import Concept
from index.hybrid import Hit

_YES_OR_NO = re.compile(
    r"(?:^|[.,;:!?]\s*)(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|has|have|will|would)(?:n['’]?t)?\b",
    re.IGNORECASE,
)


DECIDES = frozenset({"approval", "oversight", "access-cost"})
"""Kinds of fact that can say yes or no to whether something is approved."""


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
    asked = understanding.answers_as

    def score(hit: Hit) -> float:
        answer = library.contents.key_answers[hit.id]
        total = hit.score
        total += ANSWER_RANKING.subject * _alike(understanding.subjects, library.key_answer_subjects[hit.id])
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
    least = THRESHOLDS.very_question if _is_about_the_same(library, understanding, hit.id) else THRESHOLDS.key_answer
    if hit.score < least:
        return False
    if (understanding.unknown or understanding.uncovered_country) and hit.similarity < THRESHOLDS.unknown_word:
        return False
    if not understanding.subjects <= library.key_answer_concepts[hit.id] and hit.similarity < THRESHOLDS.same_question:
        return False
    if understanding.facets.get(answer.facet, 0.0) < OTHER_FACET and hit.similarity < THRESHOLDS.other_facet:
        return False
    approval = understanding.facets.get("approval", 0.0)
    if answer.facet == "approval" and approval < OTHER_FACET_APPROVAL and hit.similarity < THRESHOLDS.same_question:
        return False  # "Is MACI a stem cell treatment?" is not answered by its approval
    if (
        understanding.facet == "approval"
        and answer.polarity is not None
        and answer.facet not in DECIDES
        and hit.similarity < THRESHOLDS.same_question
    ):
        return False  # "Has Japan approved it?" is not answered by the "No." to "Does it work?"
    asked = understanding.answers_as
    if asked and asked not in answer.places and "international" not in answer.places:
        return False
    if answer.polarity is not None and not asks_yes_or_no(understanding.searched) and defined(library, understanding):
        return False  # "What is PRP?" is not answered by "No."
    named = owning_sources(library, understanding.asked) or named_sources(library, understanding.asked)
    return not named or any(statement.split("/")[0] in named for statement in answer.stands_on)


def _is_about_the_same(library: Library, understanding: Understanding, key: str) -> bool:
    """Whether a key answer is about the very product or trial, and the very kind of fact, that is asked about.

    An embedding knows little of a brand name; where subject and facet agree, less of a cosine is enough.
    """
    named = any(library.concept(item).kind in NAMED_KINDS for item in understanding.subjects)
    same = understanding.subjects <= library.key_answer_subjects[key]
    return named and same and understanding.facet == library.contents.key_answers[key].facet


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
