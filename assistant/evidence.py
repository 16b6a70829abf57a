"""Hits become evidence: the key answer that fits, the statements that answer, and whether they are enough."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Literal

from assistant.library import Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from corpus.importers.registry import registry_numbers
from corpus.model import Concept, KeyAnswer
from index.contents import PublishedStatement
from index.hybrid import Hit

Sufficiency = Literal["enough", "partly", "older", "nothing"]
"""`older`: only statements that nobody has read again for too long answer it."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is enough; chosen on the development sets (see docs/architecture.md)."""

    key_answer: float = 0.70
    """Cosine of the question with a key answer's nearest ask, for it to lead."""
    other_facet: float = 0.85
    """The same for a key answer about another kind of fact than the question asks for."""
    same_question: float = 0.88
    """Cosine from which a key answer's ask is the question itself."""
    enough: float = 0.6
    """Cosine of the question with the best statement or its ask, for the statements to answer it."""
    known_subject: float = 0.75
    """From which an unknown word in a subject's place is outweighed by a subject that is known."""
    partly: float = 0.5
    about_record: float = 0.72
    """For a statement that names a business: the question is about that very record."""
    words_alone: float = 0.5
    """Share of the question's words that a statement has, where there is no embedding model."""
    one_fact: float = 0.8
    """Cosine from which a statement's ask is so near that the statement may lead in place of a key answer."""
    outweighs: float = 0.1
    """By how much it has to be nearer than the key answer's nearest ask."""
    keep: float = 0.8
    """A statement stays beside the best one when its score is at least this share of it."""


THRESHOLDS = Thresholds()
STATEMENTS_SHOWN = 4
OLDER_SHOWN = 3
STANDS_ON_SHOWN = 5
PER_SOURCE = 2
_YES_OR_NO = re.compile(
    r"(?:^|[.,;:!?]\s*)(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|has|have|will|would)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer is made of."""

    key_answer: KeyAnswer | None
    defined: tuple[Concept, ...]
    """Glossary entries that answer a question for a meaning, where no key answer does."""
    statements: tuple[PublishedStatement, ...]
    """Best first; the lead statement is the first one where there is no key answer."""
    sufficiency: Sufficiency
    similarity: float
    """Of the best hit: the score that sufficiency was judged by."""
    missing_subjects: frozenset[str] = frozenset()
    """Subjects of the question that no statement here speaks of."""
    missing_place: str | None = None
    """The place asked about, where nothing here holds for it."""
    related: tuple[KeyAnswer, ...] = ()
    """Key answers near by, for follow-ups."""
    older: tuple[PublishedStatement, ...] = ()
    """Statements that would answer, and were not read again in time: offered as older information."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind the statements, each once, in order."""
        return tuple(dict.fromkeys(one.source.id for one in self.statements))

    @property
    def topics(self) -> frozenset[str]:
        """Topics of the key answer, else of the leading statement."""
        if self.key_answer is not None:
            return frozenset(self.key_answer.topics)
        return frozenset(self.statements[0].statement.topics) if self.statements else frozenset()

    @property
    def lead_statement(self) -> str | None:
        return self.statements[0].id if self.statements else None

    @property
    def lead_source(self) -> str | None:
        return self.statements[0].source.id if self.statements else None


def gather(
    library: Library,
    understanding: Understanding,
    suspended: frozenset[str],
    aged: frozenset[str] = frozenset(),
) -> Evidence:
    """The evidence for a question: nothing suspended, and nothing led by what is in `aged`.

    What is in `aged` and would have been shown stands in `older`, so that an unattended copy does not go dark.
    """
    hits = _reranked(library, understanding, _found(library, understanding, suspended))
    near = _reranked_answers(library, understanding, _found_answers(library, understanding, suspended))
    found = _judged(library, understanding, hits, near)
    if not aged:
        return found
    fresh = _judged(
        library,
        understanding,
        [hit for hit in hits if hit.id not in aged],
        [hit for hit in near if aged.isdisjoint(library.contents.key_answers[hit.id].stands_on)],
    )
    older = tuple(one for one in found.statements if one.id in aged)[:OLDER_SHOWN]
    if older and fresh.sufficiency == "nothing" and found.sufficiency != "nothing":
        return replace(found, key_answer=None, defined=(), statements=(), sufficiency="older", older=older)
    return replace(fresh, older=older)


def _found(library: Library, understanding: Understanding, suspended: frozenset[str]) -> list[Hit]:
    hits = library.retriever.statements(understanding.searched, understanding.vector)
    return [hit for hit in hits if hit.id not in suspended]


def _found_answers(library: Library, understanding: Understanding, suspended: frozenset[str]) -> list[Hit]:
    answers = library.contents.key_answers
    return [
        hit
        for hit in library.retriever.key_answers(understanding.vector)
        if hit.id not in suspended and suspended.isdisjoint(answers[hit.id].stands_on)
    ]


def _judged(library: Library, understanding: Understanding, ranked: list[Hit], near: list[Hit]) -> Evidence:
    """The key answer that fits, the statements beside it, and whether they are enough."""
    fitting = next((hit for hit in near[:5] if _fits(library, understanding, hit)), None)
    if fitting is not None and _outweighed(library, fitting, ranked):
        fitting = None
    key_answer = library.contents.key_answers[fitting.id] if fitting else None
    chosen = _chosen(
        library, understanding, key_answer, [hit for hit in ranked if _may_show(library, understanding, hit)]
    )
    similarity = max([fitting.similarity if fitting else 0.0, *(hit.similarity for hit in ranked[:5])])
    defined = _defined(library, understanding) if key_answer is None else ()
    missing = _missing(library, understanding, key_answer, chosen)
    place = _missing_place(understanding, key_answer, chosen)
    return Evidence(
        key_answer=key_answer,
        defined=defined,
        statements=chosen,
        sufficiency=("enough" if defined else _sufficiency(library, understanding, key_answer, ranked, missing, place)),
        similarity=similarity,
        missing_subjects=missing,
        missing_place=place,
        related=tuple(library.contents.key_answers[hit.id] for hit in near[:8] if hit is not fitting),
    )


def asks_yes_or_no(question: str) -> bool:
    """Whether a question can be answered by yes or no."""
    return _YES_OR_NO.search(question) is not None


def named_sources(library: Library, text: str) -> frozenset[str]:
    """Sources whose trial number or other identifier, or whose named party, stands in `text`."""
    by_number = (library.identifiers.get(number.plain, frozenset()) for number in registry_numbers(text))
    # Names count as they are written: "US Stem Cell Clinic" is a party to a case, "US stem cell clinics" are many.
    by_name = (sources for name, sources in library.named_parties.items() if name in text)
    return frozenset[str]().union(*by_number, *by_name)


def owning_sources(library: Library, text: str) -> frozenset[str]:
    """Sources that are the record of a trial number in `text`, or the report of that very trial."""
    numbers = registry_numbers(text)
    return frozenset[str]().union(*(library.owners.get(number.plain, frozenset()) for number in numbers))


def _reranked(library: Library, understanding: Understanding, hits: list[Hit]) -> list[Hit]:
    """Agreement in subject, place and facet beside the fused score."""
    named = named_sources(library, understanding.asked)
    owning = owning_sources(library, understanding.asked)

    def score(hit: Hit) -> float:
        one = library.statement(hit.id)
        total = hit.score
        total += 0.25 * _covered(understanding.subjects, library.statement_concepts[hit.id])
        total += 0.15 * understanding.facets.get(one.statement.facet, 0.0)
        total += _place_agreement(understanding, one.statement.place, one.statement.facet)
        return total + (1.0 if one.source.id in named else 0.0) + (1.0 if one.source.id in owning else 0.0)

    scored = [Hit(hit.id, score(hit), hit.similarity, hit.lexical) for hit in [*hits, *_of_named(library, named, hits)]]
    return sorted(scored, key=lambda hit: (-hit.score, hit.id))


def _of_named(library: Library, named: frozenset[str], hits: list[Hit]) -> list[Hit]:
    """Statements of a source that is named by its number and that no search found."""
    found = {hit.id for hit in hits}
    return [
        Hit(key, 0.5, 0.5, 0.5)
        for key, one in library.contents.statements.items()
        if one.source.id in named and key not in found
    ]


def _reranked_answers(library: Library, understanding: Understanding, hits: list[Hit]) -> list[Hit]:
    yes_or_no = asks_yes_or_no(understanding.asked)

    def score(hit: Hit) -> float:
        answer = library.contents.key_answers[hit.id]
        total = 0.3 * hit.score + 0.7 * hit.similarity
        total += 0.2 * _covered(understanding.subjects, library.key_answer_concepts[hit.id])
        total += 0.2 * understanding.facets.get(answer.facet, 0.0)
        if answer.polarity is not None:
            total += 0.06 if yes_or_no else -0.06
        if understanding.answers_as in answer.places:
            total += 0.08
        return total

    return sorted(hits, key=lambda hit: (-score(hit), hit.id))


def _covered(subjects: frozenset[str], concepts: frozenset[str]) -> float:
    return len(subjects & concepts) / len(subjects) if subjects else 0.0


def _place_agreement(understanding: Understanding, place: str, facet: str) -> float:
    asked = understanding.answers_as
    if asked is None or asked == "international":
        return 0.0
    if place == asked:
        return 0.15
    if place == "international":
        return 0.0
    return -0.15 if facet in PLACE_BOUND else -0.03


def _fits(library: Library, understanding: Understanding, hit: Hit) -> bool:
    """Whether a key answer answers this question, and not one like it about something or somewhere else."""
    answer = library.contents.key_answers[hit.id]
    if hit.similarity < THRESHOLDS.key_answer:
        return False
    if (understanding.unknown or understanding.uncovered_country) and hit.similarity < THRESHOLDS.same_question:
        return False
    if not understanding.subjects <= library.key_answer_concepts[hit.id] and hit.similarity < THRESHOLDS.same_question:
        return False
    if understanding.facets.get(answer.facet, 0.0) < 0.2 and hit.similarity < THRESHOLDS.other_facet:
        return False
    asked = understanding.answers_as
    if asked and asked not in answer.places and "international" not in answer.places:
        return False
    if answer.polarity is not None and not asks_yes_or_no(understanding.asked) and _defined(library, understanding):
        return False  # "What is PRP?" is not answered by "No."
    named = owning_sources(library, understanding.asked) or named_sources(library, understanding.asked)
    return not named or any(statement.split("/")[0] in named for statement in answer.stands_on)


def _outweighed(library: Library, key_answer: Hit, ranked: list[Hit]) -> bool:
    """Whether the question is asked for one fact, and the key answer is about something wider and does not hold it."""
    stands_on = library.contents.key_answers[key_answer.id].stands_on
    nearest = max(ranked[:5], key=lambda hit: hit.similarity, default=None)
    return (
        nearest is not None
        and nearest.id not in stands_on
        and nearest.similarity >= max(THRESHOLDS.one_fact, key_answer.similarity + THRESHOLDS.outweighs)
    )


def _may_show(library: Library, understanding: Understanding, hit: Hit) -> bool:
    """A statement that names a business or person is shown only where the question is about that record."""
    names = library.statement(hit.id).statement.names
    if not names:
        return True
    if understanding.behaviour == "decline-clinic-ranking":
        return False
    return hit.similarity >= THRESHOLDS.about_record or any(name in understanding.asked for name in names)


def _chosen(
    library: Library, understanding: Understanding, key_answer: KeyAnswer | None, ranked: list[Hit]
) -> tuple[PublishedStatement, ...]:
    """What the key answer stands on, then the best of what was found; at most two from one source."""
    order = {hit.id: position for position, hit in enumerate(ranked)}
    chosen: list[str] = []
    if key_answer is not None:
        chosen = sorted(dict.fromkeys(key_answer.stands_on), key=lambda key: (order.get(key, len(order)), key))[
            :STANDS_ON_SHOWN
        ]
    limit = max(STATEMENTS_SHOWN, len(chosen))
    named = named_sources(library, understanding.asked)
    per_source = Counter(library.statement(key).source.id for key in chosen)
    best = ranked[0].score if ranked else 0.0
    for hit in ranked:
        if len(chosen) >= limit:
            break
        source = library.statement(hit.id).source.id
        most = limit if source in named else PER_SOURCE
        if hit.id in chosen or per_source[source] >= most:
            continue
        if hit.score < THRESHOLDS.keep * best or hit.similarity < 0.4 and hit.lexical < 0.6:
            continue
        chosen.append(hit.id)
        per_source[source] += 1
    return tuple(library.statement(key) for key in chosen)


def _missing(
    library: Library,
    understanding: Understanding,
    key_answer: KeyAnswer | None,
    chosen: tuple[PublishedStatement, ...],
) -> frozenset[str]:
    spoken_of = frozenset[str]().union(*(library.statement_concepts[one.id] for one in chosen))
    if key_answer is not None:
        spoken_of |= library.key_answer_concepts[key_answer.id]
    topics = {topic for one in chosen for topic in one.statement.topics}
    return frozenset(
        subject
        for subject in understanding.subjects - spoken_of
        if not topics.intersection(library.concept(subject).topics)
    )


def _missing_place(
    understanding: Understanding, key_answer: KeyAnswer | None, chosen: tuple[PublishedStatement, ...]
) -> str | None:
    asked = understanding.answers_as
    if asked is None or asked == "international":
        return None
    if key_answer is not None and asked in key_answer.places:
        return None
    if any(one.statement.place == asked for one in chosen):
        return None
    return understanding.place


def _defined(library: Library, understanding: Understanding) -> tuple[Concept, ...]:
    """The one or two terms whose meaning is asked for."""
    if understanding.facet != "definition" or len(understanding.asked.split()) > 16:
        return ()
    if _YES_OR_NO.match(understanding.asked):
        return ()  # "Do stem cells help psoriasis?" is not asked for a meaning, whatever the classifier says
    terms = [library.concept(concept) for concept in sorted(understanding.concepts)]
    terms = [term for term in terms if term.kind != "cue"]
    return tuple(terms) if len(terms) <= 2 else ()


def _sufficiency(
    library: Library,
    understanding: Understanding,
    key_answer: KeyAnswer | None,
    ranked: list[Hit],
    missing: frozenset[str],
    missing_place: str | None,
) -> Sufficiency:
    if not ranked:
        return "nothing"
    if named_sources(library, understanding.asked):
        return "enough"
    if understanding.vector is None:
        return "enough" if ranked[0].lexical >= THRESHOLDS.words_alone else "nothing"
    best = max(hit.similarity for hit in ranked[:5])
    if key_answer is not None:
        return "partly" if missing or (missing_place and understanding.facet in PLACE_BOUND) else "enough"
    about_something_known = bool(understanding.subjects) and best >= THRESHOLDS.known_subject
    if (understanding.unknown and not about_something_known) or (missing and missing == understanding.subjects):
        return "nothing"
    if understanding.uncovered_country and understanding.facet in PLACE_BOUND:
        return "nothing"
    if best < THRESHOLDS.partly:
        return "nothing"
    if missing or missing_place or understanding.uncovered_country or best < THRESHOLDS.enough:
        return "partly"
    return "enough"
