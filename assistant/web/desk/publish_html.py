"""A publication as the desk shows it: what it holds, what the checks said, and which answers would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from assistant.web.desk.html import block, heading, lines, listed, pairs

STATES = {
    "building": "Being built and checked",
    "ready": "Passed, and waiting to be put into service",
    "failed": "Stopped: it cannot be put into service",
    "active": "In service",
    "replaced": "Was in service",
    "abandoned": "Given up",
    "interrupted": "Interrupted before it was done: nothing was changed. Start it again",
}
WORDS = {
    "none": "Nothing has been published from the desk yet.",
    "same": "Every saved question is answered as before.",
    "differ": "{count} of the saved questions would be answered otherwise.",
    "before": "Today",
    "after": "With this publication",
}


def batch_html(batch: Any) -> str:
    """One publication, from its state to its preview."""
    facts = pairs(
        [
            ("Publication", f"{batch.number}: {batch.kind}"),
            ("State", STATES.get(batch.state, batch.state)),
            ("By", batch.who),
            ("Why", batch.why),
            ("Release", batch.release or ""),
        ]
    )
    parts = facts + heading("What goes in") + listed(str(one) for one in batch.items)
    if batch.problems:
        parts += heading("What stops it") + listed((str(one) for one in batch.problems), "problems")
    if batch.gate is not None:
        parts += heading("What the checks said") + _gate_html(batch.gate)
    if batch.preview is not None:
        parts += heading("Saved questions, before and after") + preview_html(batch.preview)
    return block(parts)


def preview_html(preview: Sequence[Any]) -> str:
    """The saved questions whose answers differ, both answers side by side."""
    rows = [one if isinstance(one, Mapping) else vars(one) for one in preview]
    if not rows:
        return f"<p>{WORDS['same']}</p>"
    made = f"<p>{WORDS['differ'].format(count=len(rows))}</p>"
    for row in rows:
        sides = "".join(
            f"<div><h4>{name}</h4>{lines(str(row.get(side) or ''))}</div>"
            for name, side in ((WORDS["before"], "before"), (WORDS["after"], "after"))
        )
        made += f'<h4>{escape(str(row.get("question", "")))}</h4><div class="sides">{sides}</div>'
    return made


def batches_html(batches: Iterable[Any]) -> str:
    """Earlier publications, newest first."""
    entries = [f"{one.number}: {STATES.get(one.state, one.state)} – {one.who}: {one.why}" for one in batches]
    return block(listed(entries) or f"<p>{WORDS['none']}</p>")


def _gate_html(gate: Any) -> str:
    if isinstance(gate, Mapping):
        return pairs((str(name).replace("_", " "), _plain(value)) for name, value in gate.items())
    return f"<p>{lines(str(gate))}</p>"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return "\n".join(f"{name}: {_plain(inner)}" for name, inner in value.items())
    if isinstance(value, (list, tuple)):
        return "\n".join(_plain(inner) for inner in value)
    return str(value)
