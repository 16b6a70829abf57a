"""Figures over answers that a model was asked to write beside: how often, how it ended, what the checker said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evals import bootstrap
from evals.records import Record


def asked(records: Sequence[Record]) -> list[Mapping[str, Any]]:
    """What happened at each answer for which a model was asked."""
    return [found for record in records if (found := record.observed.get("writing"))]


def shares(records: Sequence[Record]) -> Iterator[tuple[str, bootstrap.Interval, int, str]]:
    """Name, interval, count and unit of every figure; nothing where no model was set."""
    found = asked(records)
    if not found:
        return
    lines: Counter[str] = sum((Counter(one["verdicts"]) for one in found), Counter())
    rows = (
        ("written: answers that fell back to the plain one", [float(one["fallback"] is not None) for one in found]),
        ("written: lines that passed", [1.0] * lines["passed"] + [0.0] * (lines.total() - lines["passed"])),
    )
    for name, values in rows:
        if (interval := bootstrap.mean(values)) is not None:
            yield name, interval, len(values), "share"
    for name, key, unit in (("calls", "calls", "calls"), ("tokens", "tokens", "tokens")):
        if (interval := bootstrap.mean([float(one[key]) for one in found])) is not None:
            yield f"written: {name} for one answer", interval, len(found), unit


def counted(records: Sequence[Record]) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Verdicts of the checker by name, and reasons why the plain answer went out alone; most frequent first."""
    found = asked(records)
    verdicts: Counter[str] = sum((Counter(one["verdicts"]) for one in found), Counter())
    fallbacks = Counter(str(one["fallback"]) for one in found if one["fallback"])
    return verdicts.most_common(), fallbacks.most_common()
