"""What is searched, what is asked, and which documents answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random


@dataclass(frozen=True, slots=True)
class Document:
    """One thing to be found. Sets from elsewhere have a text alone."""

    id: str
    text: str
    names: str = ""
    """By what its source is asked for: title, product, identifiers."""
    asks: tuple[str, ...] = ()
    """Questions that it answers."""

    @property
    def whole(self) -> str:
        """Everything that is known of it as one text, for a system without fields."""
        return " ".join(part for part in (self.names, self.text, *self.asks) if part)


@dataclass(frozen=True, slots=True)
class Query:
    """A question, and the ids of the documents that answer it (one or more, all equally good)."""

    id: str
    text: str
    relevant: frozenset[str]


@dataclass(frozen=True, slots=True)
class Collection:
    """A set to measure on."""

    name: str
    documents: Sequence[Document]
    queries: Sequence[Query]
    source_of: Mapping[str, str] | None = None
    """The source of each document, where another document of the right source is better than nothing."""

    def with_fewer_queries(self, most: int, seed: int) -> Collection:
        """The same documents with at most `most` of the queries, chosen by `seed`."""
        if len(self.queries) <= most:
            return self
        kept = sorted(Random(seed).sample(range(len(self.queries)), most))
        return replace(self, queries=[self.queries[position] for position in kept])
