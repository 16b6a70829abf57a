"""Which question is answered, said before a yes or no that a negative question would turn round."""

from __future__ import annotations

from assistant.case import Case
from assistant.sections import say


def restated(case: Case) -> str | None:
    """The line that names the question answered; None where the answer cannot be read as its opposite.

    "So it is not dangerous?" answered with "No." says two things at once. A lead that is a key answer then follows
    the question that the editor wrote for it. A "why" keeps its "not": nothing of it is turned round.
    """
    if case.understanding is None or case.evidence is None or case.understanding.negation not in ("yes-no", "which"):
        return None
    answer = case.evidence.key_answer
    return say("restated", question=answer.question) if answer is not None else None
