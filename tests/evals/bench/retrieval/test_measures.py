"""The three measures against values worked out by hand, and against ir-measures."""

from __future__ import annotations

from math import log2
from random import Random

import pytest

from evals.bench.retrieval.measures import ndcg, recall, reciprocal_rank


@pytest.mark.parametrize(
    ("found", "relevant", "expected"),
    [
        pytest.param(["a", "b"], {"a"}, (1.0, 1.0, 1.0), id="first"),
        pytest.param(["b", "a"], {"a"}, (1 / log2(3), 1.0, 0.5), id="second"),
        pytest.param(["b", "c"], {"a"}, (0.0, 0.0, 0.0), id="not found"),
        pytest.param([], {"a"}, (0.0, 0.0, 0.0), id="nothing found"),
        pytest.param(["a", "x", "b"], {"a", "b"}, ((1 + 1 / 2) / (1 + 1 / log2(3)), 1.0, 1.0), id="two of two"),
        pytest.param(["x", "a"], {"a", "b", "c", "d"}, (0.6309 / 2.5616, 0.25, 0.5), id="one of four"),
        pytest.param([*"0123456789", "a"], {"a"}, (0.0, 0.0, 0.0), id="at place eleven"),
        pytest.param([*"012345678", "a"], {"a"}, (1 / log2(11), 1.0, 0.1), id="at place ten"),
    ],
)
def test_an_order_is_worth_what_the_definitions_say(
    found: list[str], relevant: set[str], expected: tuple[float, float, float]
) -> None:
    given = ndcg(found, relevant), recall(found, relevant), reciprocal_rank(found, relevant)
    assert given == pytest.approx(expected, abs=1e-4)


def test_the_best_order_of_more_than_ten_is_worth_one() -> None:
    relevant = [str(number) for number in range(15)]
    assert ndcg(relevant, relevant) == 1.0
    assert recall(relevant, relevant) == pytest.approx(10 / 15)


def test_ir_measures_says_the_same() -> None:
    ir = pytest.importorskip("ir_measures", reason="ir-measures is in the extra dev: pip install -e '.[dev]'")
    chance = Random(7)
    documents = [f"d{number}" for number in range(30)]
    orders = {f"q{number}": chance.sample(documents, 12) for number in range(25)}
    relevant = {query: set(chance.sample(documents, chance.randint(1, 12))) for query in orders}
    judged = {query: dict.fromkeys(wanted, 1) for query, wanted in relevant.items()}
    run = {query: {one: -float(rank) for rank, one in enumerate(order)} for query, order in orders.items()}
    ours = {"nDCG@10": ndcg, "R@10": recall, "RR@10": reciprocal_rank}
    theirs = list(ir.iter_calc([ir.nDCG @ 10, ir.R @ 10, ir.RR @ 10], judged, run))
    assert len(theirs) == 3 * len(orders)
    for one in theirs:
        value = ours[str(one.measure)](orders[one.query_id], relevant[one.query_id])
        assert value == pytest.approx(one.value), (one.query_id, one.measure)
