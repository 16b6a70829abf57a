"""One system on one set: what it found for every query, how long it took, and what that is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from evals.bench.retrieval import bootstrap
from evals.bench.retrieval.bootstrap import Interval
from evals.bench.retrieval.collection import Collection
from evals.bench.retrieval.measures import ndcg, recall, reciprocal_rank
from evals.bench.retrieval.shared_vectors import SharedVectors
from evals.bench.retrieval.systems import Entry

DEPTH = 10
WARM_UP = 5
STATEMENT_RECALL, SOURCE_RECALL = "statement recall@5", "source recall@5"


@dataclass(frozen=True, slots=True)
class Measured:
    """The raw figures of one system on one set."""

    name: str
    values: Mapping[str, Sequence[float]]
    """By measure, one value a query, 0 to 1."""
    milliseconds: Sequence[float]
    """Of each search, without embedding the question."""
    index_seconds: float
    """From the documents to the first search, without embedding."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: every figure with its interval."""

    name: str
    figures: Mapping[str, Interval]
    less_ours: Mapping[str, Interval]
    """This system less ours, over pairs of the same query; empty for ours."""
    p50: Interval
    p95: Interval
    index_seconds: float


def measure(entry: Entry, collection: Collection, vectors: SharedVectors) -> Measured:
    """Indexes the documents and asks every query once, after a few that are not counted."""
    embedding, started = vectors.seconds, perf_counter()
    system = entry.make(vectors)
    try:
        system.index(collection.documents)
        index_seconds = perf_counter() - started - (vectors.seconds - embedding)
        vectors.prepare([query.text for query in collection.queries])
        for query in collection.queries[:WARM_UP]:
            system.search(query.text, DEPTH)
        found, milliseconds = [], []
        for query in collection.queries:
            before = perf_counter()
            found.append(system.search(query.text, DEPTH))
            milliseconds.append((perf_counter() - before) * 1000)
    finally:
        system.close()
    return Measured(entry.name, values(collection, found), milliseconds, index_seconds)


def values(collection: Collection, found: Sequence[Sequence[str]]) -> dict[str, list[float]]:
    """Each measure for each query, given what was found for it, best first."""
    pairs = [(order, query.relevant) for order, query in zip(found, collection.queries, strict=True)]
    counted = {
        "nDCG@10": [ndcg(order, relevant, 10) for order, relevant in pairs],
        "recall@10": [recall(order, relevant, 10) for order, relevant in pairs],
        "MRR": [reciprocal_rank(order, relevant, 10) for order, relevant in pairs],
    }
    if (source_of := collection.source_of) is not None:
        counted[STATEMENT_RECALL] = [recall(order, relevant, 5) for order, relevant in pairs]
        counted[SOURCE_RECALL] = [
            recall([source_of[one] for one in order[:5]], {source_of[one] for one in relevant}, 5)
            for order, relevant in pairs
        ]
    return counted


def row(measured: Measured, ours: Measured | None, seed: int) -> Row:
    """The figures of `measured` with intervals, and its difference to `ours`."""
    beside = ours.values if ours is not None and ours is not measured else {}
    return Row(
        name=measured.name,
        figures={name: bootstrap.mean(each, seed) for name, each in measured.values.items()},
        less_ours={
            name: bootstrap.difference(each, beside[name], seed)
            for name, each in measured.values.items()
            if name in beside
        },
        p50=bootstrap.percentile(measured.milliseconds, 50, seed),
        p95=bootstrap.percentile(measured.milliseconds, 95, seed),
        index_seconds=measured.index_seconds,
    )
