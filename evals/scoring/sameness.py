"""Whether the same question in other words gets the same answer: what each answer is compared by."""

from __future__ import annotations

from assistant import Answer
from evals.items import Item
from evals.reference import MARK, Reference
from evals.scoring.measure import Measure, unscored


def fingerprint(item: Item, answer: Answer, reference: Reference) -> Measure:
    """No value of its own: behaviour, lead and statements, to compare over the item's group."""
    if item.group is None:
        return unscored()
    # The first lead may repeat the question as it was understood, which differs from wording to wording.
    leads = [section.text for section in answer.plain_sections if section.kind in ("lead", "decline", "signpost")]
    parts = {
        "group": item.group,
        "behaviour": answer.behaviour,
        "lead": " ".join(MARK.sub("", leads[-1]).split()) if leads else "",
        "statements": [citation.statement_id for citation in answer.citations],
    }
    return Measure(None, parts=parts)
