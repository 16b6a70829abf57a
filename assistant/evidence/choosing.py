"""Which statements an answer shows."""

from __future__ import annotations

from collections import Counter

from assistant.evidence.answering import DECIDES
from assistant.evidence.naming import named_sources
from assistant.evidence.places import about_the_same, holds_for, names_another
from assistant.evidence.settings import PER_SOURCE, STANDS_ON_SHOWN, STATEMENTS_SHOWN, THRESHOLDS
from assistant.library import Library
from assistant.understand.reading import Understanding
from corpus.model import KeyAnswer
from index.contents import PublishedStatement
from index.hybrid import Hit

FEWEST_ABOUT_IT = 2
"""Statements about the disease itself, for those about others to be left out."""


def may_show(library: Library, understanding: Understanding, hit: Hit) -> bool:
    """A statement that names a business or person is shown only where the question is about that record."""
    names = library.statement(hit.id).statement.names
    if not names:
        return True
    if understanding.behaviour == "decline-clinic-ranking":
        return False
    return hit.similarity >= THRESHOLDS.about_record or any(name in understanding.asked for name in names)


def choose(
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
    ranked = _answering_first(library, understanding, ranked)
    for hit in ranked:
        if len(chosen) >= limit:
            break
        source = library.statement(hit.id).source.id
        most = limit if source in named else PER_SOURCE
        if hit.id in chosen or per_source[source] >= most:
            continue
        if hit.score < THRESHOLDS.keep * best or hit.similarity < 0.4 and hit.lexical < 0.6:
            if not holds_for(library, understanding, library.statement(hit.id)):
                continue
        chosen.append(hit.id)
        per_source[source] += 1
    return tuple(library.statement(key) for key in chosen)


def _answering_first(library: Library, understanding: Understanding, ranked: list[Hit]) -> list[Hit]:
    """The same without those that are about other diseases or products alone, where two or more are left.

    A rule of the very place that is asked about goes first. Then, of what is within reach of the best one, what speaks
    of every disease that is asked about, and of that what tells the kind of fact that was asked for, where no other
    kind can answer. What is far from the question and about a disease or product that it does not name goes last.
    """
    diseases = frozenset(item for item in understanding.subjects if library.concept(item).kind == "condition")
    deciding = DECIDES.get(understanding.facet or "", frozenset[str]())
    same = [hit for hit in ranked if about_the_same(library, understanding, library.statement(hit.id))]
    kept = same if diseases and len(same) >= FEWEST_ABOUT_IT else ranked
    least = THRESHOLDS.keep * kept[0].score if kept else 0.0

    def behind(hit: Hit) -> tuple[bool, int]:
        """Where it stands: what holds in the place first, then 0 for what speaks of the disease and of the kind of
        fact, up to 3 for neither, or for what is out of reach."""
        one = library.statement(hit.id)
        if holds_for(library, understanding, one):
            return False, 0
        if hit.score < least or (hit.similarity < THRESHOLDS.enough and names_another(library, understanding, one)):
            return True, 3
        speaks = diseases <= library.statement_concepts[hit.id]
        decides = not deciding or one.statement.facet in deciding
        return True, (0 if decides else 2) if speaks else (1 if decides and deciding else 3)

    return sorted(kept, key=behind)
