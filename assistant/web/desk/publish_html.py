"""A publication as the desk shows it: what it holds, what the checks said, and which answers would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from assistant.web.desk.html import block, heading, lines, listed, pairs, table
from corpus.desk.batches import Batch

KINDS = {"publish": "of approved items", "rollback": "back to an earlier release"}
STATES = {
    "building": "Being built and checked",
    "ready": "Passed, and waiting to be put into service",
    "failed": "Stopped: it cannot be put into service",
    "activating": "Being put into service",
    "active": "In service",
    "replaced": "Was in service",
    "rolled-back": "Was in service, and was taken back",
    "abandoned": "Given up",
    "interrupted": "Interrupted before it was done: nothing was changed. Start it again",
}
WORDS = {
    "none": "Nothing has been published from the desk yet.",
    "same": "Every saved question is answered as before.",
    "differ": "{count} of the saved questions would be answered otherwise.",
    "no-answer": "Nothing was in service.",
    "before": "Today",
    "after": "With this publication",
}


def batch_html(batch: Batch) -> str:
    """One publication, from its state to its preview."""
    facts = pairs(
        [
            ("Publication", f"{batch.number}, {KINDS[batch.kind]}"),
            ("State", STATES.get(batch.state, batch.state)),
            ("By", batch.who),
            ("Why", batch.why),
            ("Release", batch.release or ""),
        ]
    )
    parts = facts
    if batch.items:
        parts += heading("What goes in") + listed(key for key, _ in batch.items)
    if batch.problems:
        parts += heading("What stops it") + listed((str(one) for one in batch.problems), "problems")
    if batch.gate is not None:
        parts += heading("What the checks said") + _gate_html(batch.gate)
    if batch.preview is not None:
        parts += heading("Saved questions, before and after") + preview_html(batch.preview)
    return block(parts)


def preview_html(preview: Sequence[Mapping[str, Any]]) -> str:
    """The saved questions whose answers differ, both answers side by side."""
    if not preview:
        return f"<p>{WORDS['same']}</p>"
    made = f"<p>{WORDS['differ'].format(count=len(preview))}</p>"
    for row in preview:
        sides = "".join(
            f"<div><h4>{name}</h4>{_answer_html(row.get(side))}</div>"
            for name, side in ((WORDS["before"], "before"), (WORDS["after"], "after"))
        )
        made += f'<h4>{escape(str(row.get("question", "")))}</h4><div class="sides">{sides}</div>'
    return made


def batches_html(batches: Iterable[Batch]) -> str:
    """Earlier publications, newest first."""
    entries = [f"{one.number}: {STATES.get(one.state, one.state)} – {one.who}: {one.why}" for one in batches]
    return block(listed(entries) or f"<p>{WORDS['none']}</p>")


def _answer_html(answer: Mapping[str, Any] | None) -> str:
    if answer is None:
        return f"<p>{WORDS['no-answer']}</p>"
    return f'<p class="kind">{escape(str(answer.get("behaviour", "")))}</p><p>{lines(str(answer.get("text", "")))}</p>'


def _gate_html(gate: Mapping[str, Any]) -> str:
    """What the gate said: whether it let the release out, and each figure beside what was wanted of it."""
    asked = f"{gate['questions']} questions of {len(gate.get('sets', ()))} sets" if "questions" in gate else ""
    facts = pairs([("Gate", "passed" if gate.get("passed") else "not passed"), ("Asked", asked)])
    wrong = [f"{name}: {', '.join(map(str, items))}" for name, items in (gate.get("failed_items") or {}).items()]
    return facts + listed(wrong, "problems") + table(("Figure", "Measured", "Wanted"), _figures(gate))


def _figures(gate: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    measured = gate.get("figures") or {}
    for wanted, words in (("at_least", "at least"), ("at_most", "at most")):
        for name, number in (gate.get(wanted) or {}).items():
            found = measured.get(name)
            yield name, f"{found[0]:g}" if found else "not asked", f"{words} {number:g}"
