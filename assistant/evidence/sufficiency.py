"""Whether what was found is enough, and what is missing from it."""

from __future__ import annotations

from assistant.evidence.found import Sufficiency
from assistant.evidence.naming import named_sources
from assistant.evidence.settings import THRESHOLDS
from assistant.library import Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from corpus.model import KeyAnswer
from index.contents import PublishedStatement
from index.hybrid import Hit


def missing_subjects(
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


def sufficiency(
    library: Library,
    understanding: Understanding,
    key_answer: KeyAnswer | None,
    ranked: list[Hit],
    missing: frozenset[str],
    places: tuple[str, ...],
) -> Sufficiency:
    if not ranked:
        return "nothing"
    if named_sources(library, understanding.asked):
        return "enough"
    if understanding.vector is None:
        return "enough" if ranked[0].lexical >= THRESHOLDS.words_alone else "nothing"
    best = max(hit.similarity for hit in ranked[:5])
    if key_answer is not None:
        return "partly" if missing or (places and understanding.facet in PLACE_BOUND) else "enough"
    about_something_known = bool(understanding.subjects) and best >= THRESHOLDS.known_subject
    if (understanding.unknown and not about_something_known) or (missing and missing == understanding.subjects):
        return "nothing"
    elsewhere_too = understanding.answers_as not in (None, "international")
    if understanding.uncovered_country and understanding.facet in PLACE_BOUND and not elsewhere_too:
        return "nothing"
    if best < THRESHOLDS.partly:
        return "nothing"
    if (
        missing
        or (places and understanding.facet in PLACE_BOUND)
        or understanding.uncovered_country
        or best < THRESHOLDS.enough
    ):
        return "partly"
    return "enough"
