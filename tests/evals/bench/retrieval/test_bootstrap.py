"""Intervals on data whose spread is known."""

from __future__ import annotations

import numpy as np
import pytest

from evals.bench.retrieval.bootstrap import difference, mean, percentile


def test_what_never_varies_has_no_width() -> None:
    assert mean([0.25] * 40, seed=1) == (0.25, 0.25, 0.25)
    assert percentile([3.0] * 40, 95, seed=1) == (3.0, 3.0, 3.0)


def test_the_interval_of_a_mean_is_two_standard_errors_to_each_side() -> None:
    coins = [0.0, 1.0] * 200
    found = mean(coins, seed=1)
    error = 0.5 / np.sqrt(len(coins))
    assert found.value == 0.5
    assert (found.high - found.value, found.value - found.low) == pytest.approx((1.96 * error,) * 2, rel=0.15)


def test_a_difference_keeps_each_pair_together() -> None:
    """Queries differ far more than systems do: a constant gain is certain, however wide the two intervals are."""
    hard_and_easy = list(np.random.default_rng(3).uniform(0, 0.9, 50))
    better = [value + 0.1 for value in hard_and_easy]
    assert mean(hard_and_easy, seed=1).high > mean(better, seed=1).low
    assert difference(better, hard_and_easy, seed=1) == pytest.approx((0.1, 0.1, 0.1))


def test_no_difference_holds_zero() -> None:
    chance = np.random.default_rng(5)
    one, other = chance.uniform(size=200), chance.uniform(size=200)
    found = difference(list(one), list(other), seed=1)
    assert found.low < 0 < found.high


def test_the_same_seed_gives_the_same_interval() -> None:
    values = list(np.random.default_rng(9).uniform(size=30))
    assert mean(values, seed=4) == mean(values, seed=4)
    assert mean(values, seed=4) != mean(values, seed=5)


def test_a_percentile_lies_in_its_interval() -> None:
    found = percentile([float(number) for number in range(101)], 95, seed=1)
    assert found.value == 95.0 and found.low < 95.0 < found.high <= 100.0
