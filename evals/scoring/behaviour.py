"""Whether the answer ended in the way that is right."""

from __future__ import annotations

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.measure import Measure, unscored


def ending(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when the behaviour is one of the expected; the first expected one stands for the class."""
    wanted = item.expected.behaviours
    if wanted is None:
        return unscored()
    right = answer.behaviour in wanted
    parts = {"wanted": answer.behaviour if right else wanted[0], "got": answer.behaviour}
    return Measure(float(right), "" if right else f"{answer.behaviour} instead of {' or '.join(wanted)}", parts)
