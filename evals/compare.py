"""What changed between two runs: figures that moved, items that fail or no longer do, answers that read otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evals.figures import figures
from evals.records import Log, Record
from evals.tables import in_units

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Change:
    """One item that both runs asked, and that is not the same in both."""

    before: Record
    after: Record

    @property
    def kind(self) -> str:
        """`worse`, `better`, `failing otherwise`, or `other words` where the scores are the same."""
        old, new = set(self.before.failures), set(self.after.failures)
        if old == new:
            return "other words" if self.before.failures == self.after.failures else "failing otherwise"
        if old < new:
            return "worse"
        return "better" if new < old else "failing otherwise"


ORDER = ("worse", "failing otherwise", "better", "other words")


def changes(before: Log, after: Log) -> tuple[Change, ...]:
    """Items of both runs whose answer or failures differ, what got worse first."""
    old = {record.key: record for record in before.records}
    pairs = [Change(old[record.key], record) for record in after.records if record.key in old]
    changed = [one for one in pairs if one.before.text != one.after.text or one.before.failures != one.after.failures]
    return tuple(sorted(changed, key=lambda one: ORDER.index(one.kind)))


def print_changes(console: Console, before: Log, after: Log) -> None:
    """Prints them, and how the figures over the items of both runs moved."""
    from rich.table import Table
    from rich.text import Text

    both = {record.key for record in before.records} & {record.key for record in after.records}
    console.print(
        Text(
            f"{before.file.name} (release {before.description.get('release')}) and "
            f"{after.file.name} (release {after.description.get('release')}): {len(both)} items in both"
        )
    )
    moved = Table(box=None, pad_edge=False)
    for name in ("figure", "before", "after"):
        moved.add_column(name, justify="left" if name == "figure" else "right")
    for name, unit, old, new in _moved(before, after, both):
        moved.add_row(name, in_units(unit, old), in_units(unit, new))
    console.print(moved)
    found = changes(before, after)
    for change in found:
        console.print()
        console.print(Text.assemble((change.kind, "bold"), f"  {change.after.key}  {change.after.question}"))
        sides = Table(expand=True, show_lines=False)
        sides.add_column("before", ratio=1, overflow="fold")
        sides.add_column("after", ratio=1, overflow="fold")
        sides.add_row(_why(change.before), _why(change.after))
        if change.before.text != change.after.text:
            sides.add_row(*(Text(side) for side in _differing(change.before.text, change.after.text)))
        console.print(sides)
    counted = ", ".join(f"{sum(one.kind == kind for one in found)} {kind}" for kind in ORDER)
    console.print(Text(f"\n{len(found)} of {len(both)} items changed: {counted}"))


def _moved(before: Log, after: Log, both: set[str]) -> list[tuple[str, str, float, float]]:
    """Name, unit, old and new value of each figure over the shared items that is not the same; times are left out."""
    old, new = (
        {figure.name: figure for figure in figures([one for one in log.records if one.key in both])}
        for log in (before, after)
    )
    return [
        (name, new[name].unit, old[name].value, new[name].value)
        for name in new
        if name in old and new[name].unit != "ms" and abs(new[name].value - old[name].value) > 1e-9
    ]


def _why(record: Record) -> str:
    from rich.markup import escape

    behaviour = record.answer.get("behaviour", "no answer")
    return escape("\n".join([behaviour, *(f"{name}: {why}" for name, why in record.failures.items())]))


def _differing(before: str, after: str) -> tuple[str, str]:
    """The paragraphs and lines of each text that the other has not; a mark where a run of the same ones is left out."""
    sides = [text.split("\n") for text in (before, after)]
    return _only(sides[0], set(sides[1])), _only(sides[1], set(sides[0]))


def _only(lines: list[str], other: set[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if line not in other:
            kept.append(line)
        elif kept and kept[-1] != "…":
            kept.append("…")
    return "\n".join(kept)
