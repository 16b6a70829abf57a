"""How good an order is: nDCG, recall and reciprocal rank of one query, 0 to 1.

Written out and not taken from ir-measures: the recall of sources counts what found documents belong to, which that
library has no measure for, and our own set has to run without the extra. A test compares the three with ir-measures.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import log2


def ndcg(found: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """Discounted gain of the first `depth` as a share of the best possible; every relevant document gains 1."""
    gain = sum(1 / log2(rank + 2) for rank, one in enumerate(found[:depth]) if one in relevant)
    best = sum(1 / log2(rank + 2) for rank in range(min(depth, len(relevant))))
    return gain / best


def recall(found: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """The share of the relevant documents that is among the first `depth`."""
    return len(set(found[:depth]) & set(relevant)) / len(relevant)


def reciprocal_rank(found: Sequence[str], relevant: Collection[str], depth: int = 10) -> float:
    """One over the place of the first relevant document among the first `depth`, else 0."""
    return next((1 / (rank + 1) for rank, one in enumerate(found[:depth]) if one in relevant), 0.0)
