"""Whether the "not the same as" that the question forces were drawn, and none where none may be."""

from __future__ import annotations

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.measure import Measure, unscored


def drawn(item: Item, answer: Answer, reference: Reference) -> Measure:
    """The share of the required distinctions that the answer draws; what else it draws is counted beside it."""
    wanted = item.expected.distinctions
    if not wanted:
        return unscored()
    missing = [one for one in wanted if one not in answer.distinctions]
    fair = {*wanted, *item.expected.fair_distinctions}
    parts = {
        "required": len(wanted),
        "found": len(wanted) - len(missing),
        "drawn": len(answer.distinctions),
        "fair": sum(one in fair for one in answer.distinctions),
    }
    return Measure(1 - len(missing) / len(wanted), f"not drawn: {', '.join(missing)}" if missing else "", parts)


def none_drawn(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when no distinction was drawn where none may be (one that is listed as fair may)."""
    if item.expected.distinctions != ():
        return unscored()
    extra = [one for one in answer.distinctions if one not in item.expected.fair_distinctions]
    parts = {"drawn": len(answer.distinctions), "fair": len(answer.distinctions) - len(extra)}
    return Measure(float(not extra), f"drawn, and none may be: {', '.join(extra)}" if extra else "", parts)
