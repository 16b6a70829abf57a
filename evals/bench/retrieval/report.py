"""What is printed, and the same as plain data for a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.bench.retrieval.bootstrap import Interval
from evals.bench.retrieval.collection import Collection
from evals.bench.retrieval.measure import Row
from evals.bench.retrieval.systems import INSTALL, OURS, Entry


@dataclass(frozen=True, slots=True)
class SetReport:
    """One set: its size, and every system that ran or could not."""

    name: str
    documents: int
    queries: int
    rows: Sequence[Row]
    not_installed: Sequence[Entry] = field(default=())

    @classmethod
    def of(cls, collection: Collection, rows: Sequence[Row], not_installed: Sequence[Entry]) -> SetReport:
        """The report of a measured collection."""
        return cls(collection.name, len(collection.documents), len(collection.queries), rows, not_installed)


def verdict(rows: Sequence[Row]) -> str | None:
    """Where ours stands in nDCG@10, or None where nothing stands beside it.

    Level with the best means that the interval of the paired difference holds zero.
    """
    ours = next((row for row in rows if row.name == OURS.name), None)
    peers = [row for row in rows if row is not ours]
    if ours is None or not peers:
        return None
    best = max(peers, key=lambda row: row.figures["nDCG@10"].value)
    less = best.less_ours["nDCG@10"]
    apart = f"{best.name} less ours: {less.value:+.3f} ({less.low:+.3f} to {less.high:+.3f})"
    if less.value <= 0:
        return f"nDCG@10: ours is the best of all{', clearly' if less.high < 0 else ''}; next, {apart}"
    if less.low <= 0:
        return f"nDCG@10: ours is level with the best within the interval; {apart}"
    return f"nDCG@10: ours is behind the best; {apart}"


def show(console: Console, report: SetReport) -> None:
    """Prints the tables of one set: what was found, and what it took."""
    console.print(_found(report))
    if (words := verdict(report.rows)) is not None:
        console.print(words, highlight=False)
    console.print(_cost(report))


def _found(report: SetReport) -> Table:
    measures = list(report.rows[0].figures) if report.rows else []
    table = _table(
        f"{report.name}: {report.documents:,} documents, {report.queries:,} queries", [*measures, "nDCG@10 less ours"]
    )
    for row in report.rows:
        less = row.less_ours.get("nDCG@10")
        table.add_row(row.name, *(_share(row.figures[name]) for name in measures), _share(less, "+") if less else "")
    for entry in report.not_installed:
        table.add_row(entry.name, "not installed")
    return table


def _cost(report: SetReport) -> Table:
    table = _table(f"{report.name}: time without embedding", ["search, p50 ms", "search, p95 ms", "index, s"])
    for row in report.rows:
        table.add_row(
            row.name,
            *(f"{each.value:.1f}\n{each.low:.1f} to {each.high:.1f}" for each in (row.p50, row.p95)),
            f"{row.index_seconds:.1f}",
        )
    return table


def _table(title: str, columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("system", no_wrap=True)
    for name in columns:
        table.add_column(name, justify="right")
    return table


def not_installed(entries: Sequence[Entry]) -> str:
    """Which systems are missing, and the command that installs them."""
    names = "; ".join(f"{entry.name} (needs {', '.join(entry.missing)})" for entry in entries)
    return f"Not installed: {names}. Run: {INSTALL} (make bench-retrieval does so in an environment apart)"


def as_data(report: SetReport) -> dict[str, Any]:
    """One set as plain data; figures are value, low and high."""
    return {
        "set": report.name,
        "documents": report.documents,
        "queries": report.queries,
        "verdict": verdict(report.rows),
        "systems": [
            {
                "name": row.name,
                **{name: each._asdict() for name, each in row.figures.items()},
                "less ours": {name: each._asdict() for name, each in row.less_ours.items()},
                "p50 ms": row.p50._asdict(),
                "p95 ms": row.p95._asdict(),
                "index s": row.index_seconds,
            }
            for row in report.rows
        ]
        + [{"name": entry.name, "not installed": list(entry.missing)} for entry in report.not_installed],
    }


def _share(each: Interval, sign: str = "") -> str:
    return f"{each.value:{sign}.3f}\n{each.low:{sign}.3f} to {each.high:{sign}.3f}"
