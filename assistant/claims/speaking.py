"""The statements and key answers that speak of a claim's own subjects; sharing a topic alone is not enough."""

from __future__ import annotations

from typing import NamedTuple

from assistant.claims.points import Point
from assistant.claims.subjects import Subjects
from assistant.library import GENERIC, Library
from assistant.understand.facets import PLACE_BOUND
from corpus.model import Distinction, KeyAnswer
from index.contents import PublishedStatement
from index.embeddings import Vectors
from index.hybrid import Hit

NEAR = 0.6
"""Cosine from which a key answer or statement speaks of what a claim says."""
NEAR_WITHOUT_SUBJECT = 0.7
"""The same for a claim that names no disease and no product."""
NEAR_BY_NAME = 0.5
"""The same where claim and record name the same product, trial or rule."""
WORDS_ALONE = 0.75
"""Share of the best document's BM25, where there is no embedding model."""
_FACETS: dict[Point, frozenset[str]] = {
    "safety": frozenset({"harm", "benefit", "oversight", "advice"}),
    "benefit": frozenset({"benefit", "trial-design", "count", "advice", "history", "definition"}),
    "approval": frozenset({"approval", "oversight", "history", "access-cost"}),
    "price": frozenset({"access-cost"}),
    "evidence": frozenset({"benefit", "trial-design", "count", "history", "harm", "approval", "oversight"}),
    "mechanism": frozenset({"how-made", "definition", "benefit", "harm"}),
    "credentials": frozenset({"oversight", "approval", "how-made"}),
    "story": frozenset({"benefit", "harm"}),
    "count": frozenset({"count", "trial-design", "benefit", "history"}),
}
"""Kinds of fact that speak to a kind of point; a claim of no known kind takes any."""


class Speaking(NamedTuple):
    """What is near a claim and about the same thing, nearest first."""

    key_answers: tuple[tuple[KeyAnswer, float], ...]
    statements: tuple[tuple[PublishedStatement, float], ...]


def speaking_of(
    library: Library, subjects: Subjects, points: frozenset[Point], vector: Vectors | None, left_out: frozenset[str]
) -> Speaking:
    """What speaks of a claim. `left_out`: ids of what is suspended, and of statements, or too old to lead."""
    answers = library.contents.key_answers
    key_answers = [
        (answer, hit.similarity)
        for hit in library.retriever.key_answers(vector)[:12]
        if left_out.isdisjoint([hit.id, *(answer := answers[hit.id]).stands_on])
        and _same_subject(
            library,
            subjects,
            library.key_answer_concepts[hit.id],
            frozenset(answer.topics),
            answer.facet == "harm" and "safety" in points,
        )
        and _asks_no_more(library, subjects, answer)
        and _asks_here(library, subjects, answer)
        and _is_near(subjects, hit)
    ]
    statements = [
        (one, hit.similarity)
        for hit in library.retriever.statements(subjects.in_words, vector)
        if hit.id not in left_out
        and not (one := library.statement(hit.id)).statement.names
        and _speaks_to(points, one.statement.facet)
        and _same_subject(
            library,
            subjects,
            library.statement_concepts[hit.id],
            frozenset(one.statement.topics),
            one.statement.facet == "harm",
        )
        and _same_place(subjects, one)
        and (_is_near(subjects, hit) if vector is not None else hit.lexical >= WORDS_ALONE)
    ]
    key_answers.sort(key=lambda pair: -pair[1])
    statements.sort(key=lambda pair: -pair[1])
    return Speaking(tuple(key_answers), tuple(statements))


def _is_near(subjects: Subjects, hit: Hit) -> bool:
    if subjects.named:
        return hit.similarity >= NEAR_BY_NAME
    return hit.similarity >= (NEAR if subjects.specific else NEAR_WITHOUT_SUBJECT)


def _speaks_to(points: frozenset[Point], facet: str) -> bool:
    wanted = [_FACETS[point] for point in points if point in _FACETS]
    return not wanted or any(facet in facets for facets in wanted)


def _same_subject(
    library: Library, subjects: Subjects, concepts: frozenset[str], topics: frozenset[str], of_harm: bool = False
) -> bool:
    """Whether a record is about the claim's disease, its products and whatever it calls by name."""
    if not subjects.named <= concepts:
        return False
    conditions = subjects.conditions
    if of_harm and not subjects.named and topics.isdisjoint(library.contents.vocabulary.conditions):
        return True  # what can go wrong with any of them can go wrong with this one
    if conditions and not (conditions <= topics or (len(conditions) > 1 and conditions & topics)):
        return False
    if not conditions and not subjects.named and not of_harm and _is_about_one_disease(library, topics):
        return False
    listed = frozenset(library.contents.vocabulary.products)
    products = topics & listed
    return not subjects.products or not products or bool(subjects.products & products)


def _asks_no_more(library: Library, subjects: Subjects, answer: KeyAnswer) -> bool:
    """Whether a key answer's question names nothing that the claim is silent on.

    "Is an FDA-registered product approved?" does not speak to "The FDA approved the study".
    """
    asked = [library.concept(concept) for concept in library.asked_of(answer)]
    kinds = _TELLING_APART - _FAMILIES if subjects.named else _TELLING_APART
    named = {item.id for item in asked if item.kind in kinds and item.id not in GENERIC | {"stem-cell"}}
    diseases = {item.id for item in asked if item.kind == "condition"}
    return named <= subjects.concepts and (not diseases or bool(subjects.conditions))


def _asks_here(library: Library, subjects: Subjects, answer: KeyAnswer) -> bool:
    """Whether a key answer's question is about the claim's place, where both name one."""
    if subjects.place is None:
        return True
    asked = {place.answers_as for place in library.place_finder.named(answer.question)} - {"international"}
    return not asked or subjects.place in asked


_FAMILIES = frozenset({"product", "cell", "procedure"})
"""What a named product is one of: a question about gene therapy speaks of Casgevy, when it names it."""
_TELLING_APART = _FAMILIES | {"brand", "trial", "law", "marketing-term", "registry"}


def _is_about_one_disease(library: Library, topics: frozenset[str]) -> bool:
    """A fact about one disease does not speak to a claim that names none."""
    return len(topics.intersection(library.contents.vocabulary.conditions)) == 1


def _same_place(subjects: Subjects, one: PublishedStatement) -> bool:
    """A rule of one place does not speak to a claim about another."""
    if subjects.place is None or one.statement.facet not in PLACE_BOUND:
        return True
    return one.statement.place in (subjects.place, "international")


def backing(
    library: Library, distinction: Distinction, near: tuple[PublishedStatement, ...], left_out: frozenset[str]
) -> tuple[PublishedStatement, ...]:
    """Statements that a distinction stands on, those near the claim first; at most two, and one of a source."""
    sources = frozenset(distinction.source_ids)
    found = [one for one in near if one.source.id in sources]
    found += [library.statement(key) for key in library.backing(distinction.id) if key not in left_out]
    by_source = {one.source.id: one for one in reversed(found) if not one.statement.names}
    first = dict.fromkeys(one.source.id for one in found if one.source.id in by_source)
    return tuple(by_source[source] for source in first)[:2]
