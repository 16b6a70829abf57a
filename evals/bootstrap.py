"""How sure a figure is: percentile intervals over resampled items, the same at every run.

Every share is a ratio of two sums over items (right and judged; true and claimed), so one function serves recall,
precision and F1 alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SEED = 20261121
ROUNDS = 1_000
COVERAGE = 95
"""Percent of the resampled figures that lie between low and high."""

Numbers = NDArray[np.float64]


class Interval(NamedTuple):
    """A figure with the bounds between which it lies when other items of the same kind had been drawn."""

    value: float
    low: float
    high: float


@lru_cache(maxsize=8)
def _draws(count: int) -> NDArray[np.int16]:
    """How often each of `count` items is drawn, a row a round."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(count, np.full(count, 1 / count), size=ROUNDS).astype(np.int16)


def ratio(above: Sequence[float], below: Sequence[float]) -> Interval | None:
    """Sum of `above` by sum of `below`, over items; None where nothing is below."""
    counted = [(top, bottom) for top, bottom in zip(above, below, strict=True) if bottom or top]
    tops, bottoms = (np.array(side, np.float64) for side in zip(*counted, strict=True)) if counted else ((), ())
    if not len(bottoms) or not float(np.sum(bottoms)):
        return None
    draws = _draws(len(counted)).astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        drawn = (draws @ tops) / (draws @ bottoms)
    low, high = _bounds(drawn[np.isfinite(drawn)])
    return Interval(float(np.sum(tops) / np.sum(bottoms)), low, high)


def mean(values: Sequence[float]) -> Interval | None:
    """The mean of `values`; None where there are none."""
    return ratio(values, [1.0] * len(values))


def percentile(values: Sequence[float], at: float) -> Interval | None:
    """The value below which `at` percent of `values` lie; None where there are none."""
    if not values:
        return None
    found = np.array(values, np.float64)
    generator = np.random.default_rng(SEED)
    drawn = np.percentile(generator.choice(found, (ROUNDS, len(found))), at, axis=1)
    return Interval(float(np.percentile(found, at)), *_bounds(drawn))


def _bounds(drawn: Numbers) -> tuple[float, float]:
    outside = (100 - COVERAGE) / 2
    low, high = np.percentile(drawn, [outside, 100 - outside])
    return float(low), float(high)
