"""The order of statements: the fused score, and agreement in subject, facet, place and name beside it."""

from __future__ import annotations

from assistant.evidence.naming import named_sources, own_documents, own_sources, owning_sources
from assistant.evidence.settings import RANKING
from assistant.library import Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from index.hybrid import Hit


def ranked(
    library: Library,
    understanding: Understanding,
    suspended: frozenset[str] = frozenset(),
    without: frozenset[str] = frozenset(),
) -> list[Hit]:
    """The statements for a question, best first, without the suspended ones.

    `without` holds keys of vector rows that do not count; see `HybridRetriever.statements`.
    """
    found = library.retriever.statements(understanding.searched, understanding.vector, without)
    return _reranked(library, understanding, [hit for hit in found if hit.id not in suspended])


def _reranked(library: Library, understanding: Understanding, hits: list[Hit]) -> list[Hit]:
    """Agreement in subject, place, facet and name beside the fused score."""
    named = named_sources(library, understanding.asked)
    owning = owning_sources(library, understanding.asked)
    own, documents = own_sources(library, understanding), own_documents(library, understanding)

    def score(hit: Hit) -> float:
        one = library.statement(hit.id)
        total = hit.score
        total += RANKING.subject * covered(understanding.subjects, library.statement_concepts[hit.id])
        total += RANKING.facet * understanding.facets.get(one.statement.facet, 0.0)
        total += _place_agreement(understanding, one.statement.place, one.statement.facet)
        total += RANKING.own_source if one.source.id in own else 0.0
        if one.source.id in documents and understanding.answers_as in (None, "international", one.statement.place):
            total += RANKING.own_publisher  # "Thailand's FDA" is not the American one
        total += RANKING.named if one.source.id in named else 0.0
        return total + (RANKING.named if one.source.id in owning else 0.0)

    every = [*hits, *_of_named(library, named | own, hits)]
    scored = [Hit(hit.id, score(hit), hit.similarity, hit.lexical) for hit in every]
    return sorted(scored, key=lambda hit: (-hit.score, hit.id))


def _of_named(library: Library, named: frozenset[str], hits: list[Hit]) -> list[Hit]:
    """Statements of a source that is named and that no search found."""
    found = {hit.id for hit in hits}
    least = min((hit.score for hit in hits), default=0.0)
    return [
        Hit(key, least, 0.5, 0.5)
        for key, one in library.contents.statements.items()
        if one.source.id in named and key not in found
    ]


def covered(subjects: frozenset[str], concepts: frozenset[str]) -> float:
    """The share of `subjects` that are among `concepts`; 0 where there are none."""
    return len(subjects & concepts) / len(subjects) if subjects else 0.0


def _place_agreement(understanding: Understanding, place: str, facet: str) -> float:
    asked = understanding.answers_as
    if asked is None or asked == "international":
        return 0.0
    if place == asked:
        return RANKING.same_place
    if place == "international":
        return 0.0
    return RANKING.other_place_rules if facet in PLACE_BOUND else RANKING.other_place
