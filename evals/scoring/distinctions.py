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
    """1 when none was drawn where none may be (but for those listed as fair), or none of those listed as unfair."""
    expected = item.expected
    if expected.distinctions == ():
        extra = [one for one in answer.distinctions if one not in expected.fair_distinctions]
    elif expected.unfair_distinctions:
        extra = [one for one in answer.distinctions if one in expected.unfair_distinctions]
    else:
        return unscored()
    parts = {"drawn": len(answer.distinctions), "fair": len(answer.distinctions) - len(extra)}
    return Measure(float(not extra), f"drawn, and may not be: {', '.join(extra)}" if extra else "", parts)
