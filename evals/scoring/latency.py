"""How long the answer took. Reported, and never a reason to stop a release: it says as much about the machine."""

from __future__ import annotations

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.measure import Measure, unscored


def milliseconds(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Milliseconds from the question to the answer, with those of each step."""
    total = answer.timings_ms.get("total")
    return Measure(total, parts=dict(answer.timings_ms)) if total is not None else unscored()
