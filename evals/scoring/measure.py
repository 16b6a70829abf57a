"""What a scorer returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant import Answer
from evals.items import Item
from evals.reference import Reference


@dataclass(frozen=True, slots=True)
class Measure:
    """One judgement of one answer."""

    value: float | None
    """Usually 0 to 1, where 1 is right; None: there was nothing to judge."""
    why: str = ""
    """What is wrong, for a reader; empty when nothing is."""
    parts: Mapping[str, Any] = field(default_factory=dict)
    """What figures over many items are worked out from; plain data."""


Scorer = Callable[[Item, Answer, Reference], Measure]


def unscored(why: str = "") -> Measure:
    """There is nothing to judge: it counts neither for nor against."""
    return Measure(None, why)
