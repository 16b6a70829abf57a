"""The report needs nothing but itself and runs nothing; a comparison says what changed and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant import Answer
from evals.charts import binned
from evals.compare import changes, print_changes
from evals.items import Item
from evals.records import Log, Record
from evals.report import page

MakeItem = Callable[..., Item]
MakeRecord = Callable[..., Record]
Evaluated = Callable[..., Log]
SNEAKY = "<script>alert(1)</script> {{ 7*7 }} does zimislecel cure type 1 diabetes?"


@pytest.fixture(scope="module")
def runs(make_item: MakeItem, evaluated: Evaluated) -> tuple[Log, Log]:
    """The same items, the second time answered worse."""

    def worse(answer: Answer) -> Answer:
        return replace(answer, behaviour="out-of-scope", text=answer.text + "\n\nA new line.")

    items: Sequence[Item] = [
        make_item(SNEAKY, id="sneaky", behaviours=("crisis",)),
        make_item(id="plain", behaviours=("answer",)),
    ]
    return evaluated(items), evaluated(items, worse)


def test_the_page_is_whole_and_harmless(runs: tuple[Log, Log]) -> None:
    html = page(runs[0])
    assert "<script" not in html and "&lt;script&gt;alert(1)" in html and "{{ 7*7 }}" in html
    fetched = re.findall(r"""(?:src|href)=["'](?!#)[^"']*|url\((?!#)[^)]*|@import""", html)
    assert fetched == []
    assert 'name="viewport"' in html and "default-src 'none'" in html
    assert html.count("<svg") >= 2
    assert "some/sneaky" in html and "instead of crisis" in html and "recall of crisis" in html
    assert len(html) < 400_000


def test_what_is_right_is_not_listed(runs: tuple[Log, Log]) -> None:
    listed = re.findall(r"<summary><strong>([^<]+)", page(runs[0]))
    assert listed == ["some/sneaky"]


def test_a_comparison_names_what_changed_with_both_answers(runs: tuple[Log, Log]) -> None:
    before, after = runs
    assert [(one.after.key, one.kind) for one in changes(before, after)] == [
        ("some/plain", "worse"),
        ("some/sneaky", "failing otherwise"),
    ]
    assert changes(before, before) == ()
    printed = StringIO()
    print_changes(Console(file=printed, width=120), before, after)
    text = printed.getvalue()
    assert "A new line." in text and "not medical advice" not in text
    assert "2 of 2 items changed: 1 worse, 1 failing otherwise, 0 better, 0 other words" in text
    assert re.search(r"behaviour +50\.0 % +0\.0 %", text) and "latency" not in text


def test_better_and_other_words_are_told_apart(make_record: MakeRecord, tmp_path: Path) -> None:
    def log(*records: Record) -> Log:
        return Log(tmp_path, "2026", {}, records)

    wrong, right = make_record(frame=0.0), make_record(frame=1.0)
    assert [one.kind for one in changes(log(wrong), log(right))] == ["better"]
    assert [one.kind for one in changes(log(right), log(make_record(text="new", frame=1.0)))] == ["other words"]
    assert changes(log(right), log(make_record("some/other", frame=0.0))) == ()


def test_bins_of_a_calibration_are_shares_with_their_intervals() -> None:
    rows = binned([(0.72, True), (0.78, False), (0.95, True), (1.0, True), (-0.1, False)])
    assert [(round(row["at"], 3), row["share"], row["count"]) for row in rows] == [
        (-0.1, 0.0, 1),
        (0.75, 0.5, 2),
        (0.975, 1.0, 2),
    ]
