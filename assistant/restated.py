"""Which question is answered, said before a yes or no that a negative question would turn round."""

from __future__ import annotations

import re

from assistant.case import Case
from assistant.evidence import THRESHOLDS, asks_yes_or_no
from assistant.sections import say

_YES_OR_NO = re.compile(
    r"(?:yes|no|not|usually not|mostly not|only possibly)\b(?=[,.:]| yet| really| for| in)", re.IGNORECASE
)
"""How a lead begins that answers yes or no."""
_CUT_SHORT = re.compile(r"(?!(?:yes|no|not)\b)(?:[\w'’-]+ ){1,3}[\w'’-]+\.", re.IGNORECASE)
"""How a lead begins that is no sentence without its question: "The product itself." """


def restated(case: Case) -> str | None:
    """The line that names the question answered; None where the answer cannot be read as its opposite.

    "So it is not dangerous?" answered with "No." says two things at once. A lead that is a key answer then follows
    the question that the editor wrote for it. A "why" keeps its "not": nothing of it is turned round. "What does it
    cost?" answered with "Usually not." needs the question as well, and so does a "No" to a question only like it.
    """
    if case.understanding is None or case.evidence is None or case.evidence.key_answer is None:
        return None
    answer = case.evidence.key_answer
    if case.understanding.negation in ("yes-no", "which"):
        return say("restated", question=answer.question)
    told_apart = asks_yes_or_no(case.understanding.searched) and case.evidence.nearness >= THRESHOLDS.other_facet
    cut_short = _CUT_SHORT.match(answer.lead) is not None and case.evidence.nearness < THRESHOLDS.unknown_word
    if cut_short or (_YES_OR_NO.match(answer.lead) and not told_apart):
        return say("answers-question", question=answer.question)
    return None
