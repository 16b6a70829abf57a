"""The lines of the checker are read whole or not at all, and its figures are worked out from them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.writing.types import WritingRecord
from evals.checking import CheckedLine, measured, read_lines
from evals.errors import UnreadableSet
from evals.records import Log, Record
from evals.report import page
from evals.writing import counted, shares

GOOD = {"id": "a", "statements": ["s/one"], "text": "Some line.", "kind": "simpler", "verdict": "pass"}


def written(folder: Path, *lines: object) -> list[Path]:
    file = folder / "work.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return [file]


@pytest.mark.parametrize(
    "line",
    [
        [],
        {**GOOD, "verdict": "maybe"},
        {**GOOD, "statements": []},
        {**GOOD, "text": ""},
        {**GOOD, "more": 1},
        {key: value for key, value in GOOD.items() if key != "kind"},
    ],
)
def test_a_faulty_line_is_named_and_nothing_is_measured(line: object, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSet, match=r"work.jsonl, line 2"):
        read_lines(written(tmp_path, GOOD, line))
    with pytest.raises(UnreadableSet, match="stands twice"):
        read_lines(written(tmp_path, GOOD, GOOD))


class Double:
    """Refuses what says so, and does not know one statement."""

    def check_line(self, text: str, statements: Sequence[str]) -> tuple[str, ...] | None:
        if "s/gone" in statements:
            return None
        return ("unit",) if "refuse" in text else ()


def test_figures_are_shares_by_part_and_kind_and_faults_are_listed() -> None:
    lines = [
        CheckedLine("a", "work", ("s/one",), "fine", "simpler", "pass"),
        CheckedLine("b", "work", ("s/one",), "refuse this", "simpler", "pass"),
        CheckedLine("c", "work", ("s/one",), "refuse this", "unit", "fail"),
        CheckedLine("d", "work", ("s/gone",), "fine", "unit", "fail"),
    ]
    found = measured(lines, Double())
    values = {(one["part"], one["name"]): (one["value"], one["count"]) for one in found["figures"]}
    assert values[("work", "paraphrases that pass")] == (0.5, 2)
    assert values[("work", "corruptions that are refused: unit")] == (1.0, 1)
    assert [one["id"] for one in found["wrong"]] == ["b"] and found["not in the release"] == 1


def record(writing: WritingRecord | None) -> Record:
    from dataclasses import asdict

    observed = {"writing": asdict(writing)} if writing else {}
    return Record(
        "s/one", {"set": "s", "id": "one"}, "q", "a", {"behaviour": "answer", "citations": []}, observed, {}, None
    )


def test_written_answers_have_figures_and_plain_ones_have_none(tmp_path: Path) -> None:
    assert list(shares([record(None)])) == []
    records = [
        record(WritingRecord("m", 1, 900, 2, None, {"passed": 2, "unit": 1})),
        record(WritingRecord("m", 2, 100, 0, "timeout", {})),
    ]
    found = {name: interval.value for name, interval, _, _ in shares(records)}
    assert found["written: answers that fell back to the plain one"] == 0.5
    assert found["written: tokens for one answer"] == 500
    assert counted(records) == ([("passed", 2), ("unit", 1)], [("timeout", 1)])
    file = tmp_path / "run.eval"
    (tmp_path / "run.comments.json").write_text('{"s/one": "<b>short</b>"}', encoding="utf-8")
    html = page(Log(file, "2026-11-21T10:00", {"release": "r"}, tuple(records)))
    assert "plain answer, timeout: 1" in html and "&lt;b&gt;short" in html
