"""Which statements an answer shows."""

from __future__ import annotations

from collections import Counter

from assistant.evidence.naming import named_sources
from assistant.evidence.settings import PER_SOURCE, STANDS_ON_SHOWN, STATEMENTS_SHOWN, THRESHOLDS
from assistant.library import Library
from assistant.understand.reading import Understanding
from corpus.model import KeyAnswer
from index.contents import PublishedStatement
from index.hybrid import Hit


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
