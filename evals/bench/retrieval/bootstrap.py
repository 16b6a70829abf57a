"""How far a figure could be from what it would be over other questions of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

ROUNDS = 2000


class Interval(NamedTuple):
    """A figure with its 95 % percentile interval."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float], seed: int) -> Interval:
    """The mean with its interval, over resampled queries."""
    table = np.asarray(values, float)
    low, high = np.percentile(table[_resampled(len(table), seed)].mean(axis=1), [2.5, 97.5])
    return Interval(float(table.mean()), float(low), float(high))


def percentile(values: Sequence[float], share: float, seed: int) -> Interval:
    """The `share`-th percentile (0 to 100) with its interval."""
    table = np.asarray(values, float)
    low, high = np.percentile(np.percentile(table[_resampled(len(table), seed)], share, axis=1), [2.5, 97.5])
    return Interval(float(np.percentile(table, share)), float(low), float(high))


def difference(values: Sequence[float], beside: Sequence[float], seed: int) -> Interval:
    """The mean of `values` less that of `beside`, where each pair is of the same query and stays together."""
    return mean(np.asarray(values, float) - np.asarray(beside, float), seed)


def _resampled(size: int, seed: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(0, size, (ROUNDS, size))
