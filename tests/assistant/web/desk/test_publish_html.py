"""What a publisher reads of a publication."""

from __future__ import annotations

from assistant.web.desk.publish_html import batch_html
from corpus.desk.batches import Batch

GATE = {
    "passed": False,
    "problems": ["citation integrity is 0.98, and at least 1 is wanted"],
    "failed_items": {"citation integrity": ["answers/17"]},
    "questions": 470,
    "sets": ["answers", "scope"],
    "figures": {"citation integrity": [0.98, 0.97, 0.99, 470], "reading grade": [7.5, 7.4, 7.6, 470]},
    "at_least": {"citation integrity": 1.0, "recall of crisis": 1.0},
    "at_most": {"reading grade": 9.0},
    "measured_with": "abc",
}


def batch(gate: dict[str, object], **other: object) -> Batch:
    given: dict[str, object] = {
        "number": 3, "kind": "publish", "state": "failed", "who": "cleo", "why": "a <b>try</b>", "started": "",
        "ended": None, "items": (("statement:a/b", 2),), "previous": None, "release": "r", "problems": ("too few",),
        "gate": gate, "preview": None,
    }  # fmt: skip
    return Batch(**{**given, **other})  # type: ignore[arg-type]


def test_each_figure_stands_beside_what_was_wanted() -> None:
    shown = batch_html(batch(GATE))
    assert "not passed" in shown and "470 questions of 2 sets" in shown and "answers/17" in shown
    for cells in (("citation integrity", "0.98", "at least 1"), ("reading grade", "7.5", "at most 9")):
        row = next(part for part in shown.split("<tr>") if f">{cells[0]}<" in part)
        assert all(f">{cell}<" in row for cell in cells)
    assert "not asked" in next(part for part in shown.split("<tr>") if "recall of crisis" in part)
    assert "<b>" not in shown and "measured_with" not in shown


def test_a_gate_that_could_not_be_run_is_no_fault_of_the_page() -> None:
    shown = batch_html(batch({"passed": False, "problems": ["no sets"], "when": "2026-11-22"}))
    assert "not passed" in shown and "too few" in shown
