"""Figures: known counts give known shares, intervals hold the value and are the same at every run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evals import bootstrap
from evals.figures import confusion, figures
from evals.records import Record

MakeRecord = Callable[..., Record]


def behaviour(wanted: str, got: str) -> tuple[float, dict[str, str]]:
    return float(wanted == got), {"wanted": wanted, "got": got}


def test_recall_precision_and_f1_are_those_of_the_confusion(make_record: MakeRecord) -> None:
    pairs = [("crisis", "crisis")] * 3 + [("crisis", "answer")] + [("answer", "answer")] * 5
    pairs += [("answer", "crisis")] * 2
    records = [make_record(f"s/{place}", behaviour=behaviour(*pair)) for place, pair in enumerate(pairs)]
    assert confusion(records)["crisis", "answer"] == 1
    found = {figure.name: figure for figure in figures(records)}
    assert found["behaviour"].value == pytest.approx(8 / 11) and found["behaviour"].count == 11
    assert found["recall of crisis"].value == pytest.approx(3 / 4)
    assert found["precision of crisis"].value == pytest.approx(3 / 5)
    assert found["F1 of crisis"].value == pytest.approx(6 / 9)
    assert "recall of emergency" not in found and "citation integrity" not in found


def test_what_is_not_scored_is_no_zero(make_record: MakeRecord) -> None:
    records = [make_record("s/1", sources=1.0), make_record("s/2", sources=None), make_record("s/3")]
    (found,) = [figure for figure in figures(records) if figure.name == "an expected source is cited"]
    assert found.value == 1 and found.count == 1


def test_an_item_that_raised_an_error_counts_against_answering_alone(make_record: MakeRecord) -> None:
    records = [make_record("s/1", frame=1.0), make_record("s/2", error="boom")]
    found = {figure.name: figure.value for figure in figures(records)}
    assert found["answered without an error"] == 0.5 and found["framing present"] == 1


def test_sameness_is_over_groups_of_a_set(make_record: MakeRecord) -> None:
    def same(lead: str, statements: list[str], group: str = "g") -> tuple[None, dict[str, object]]:
        return None, {"group": group, "behaviour": "answer", "lead": lead, "statements": statements}

    records = [
        make_record("s/1", sameness=same("a", ["x", "y"])),
        make_record("s/2", sameness=same("a", ["x", "y"])),
        make_record("s/3", sameness=same("b", ["x", "z"])),
        make_record("s/4", sameness=same("b", [], "alone")),
        make_record("other/1", sameness=same("b", [])),
    ]
    found = {figure.name: figure for figure in figures(records)}
    assert found["same lead over paraphrases"].value == pytest.approx(2 / 3)
    assert found["same statements over paraphrases"].value == pytest.approx((1 + 1 / 3 + 1 / 3) / 3)
    assert found["same behaviour over paraphrases"].count == 1


def test_an_interval_holds_the_value_narrows_with_items_and_repeats() -> None:
    few, many = bootstrap.mean([1, 1, 1, 0] * 5), bootstrap.mean([1, 1, 1, 0] * 100)
    assert few and many and few.value == many.value == 0.75
    assert few.low < 0.75 < few.high
    assert few.high - few.low > 2 * (many.high - many.low) > 0
    assert bootstrap.mean([1, 1, 1, 0] * 5) == few
    # A share of 0.75 over 400 items: plus and minus 1.96 standard errors, 0.0424.
    assert many.low == pytest.approx(0.7076, abs=0.01) and many.high == pytest.approx(0.7924, abs=0.01)


def test_where_nothing_was_judged_there_is_no_figure() -> None:
    assert bootstrap.mean([]) is None and bootstrap.ratio([0.0], [0.0]) is None and bootstrap.percentile([], 50) is None
