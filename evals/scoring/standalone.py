"""Whether a follow-up was read as it was meant: the question that the answer shows, compared by its words."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.measure import Measure, unscored

ENOUGH = 0.6
"""Share of the expected words below which something is missing: the same question can be put in other words."""

_WORD = re.compile(r"[^\W_]+")
_SAY_LITTLE = frozenset(
    "a an and any are be been can did do does for has have how i if in is it its me my of on or that the there they "
    "this to was were what when where which who why will with would you your".split()
)


def read_as(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Share of the words of the expected question that stand in the one that was answered, by their stems."""
    wanted = item.expected.standalone
    if wanted is None:
        return unscored()
    shown = _shown(reference.assistant.library.wording["understood-as"].body).search(answer.text)
    asked = shown["question"] if shown else item.question.text
    stems, found = _stems(wanted), _stems(asked)
    if not stems:
        return unscored()
    value = len(stems & found) / len(stems)
    why = f"read as {asked!r}, wanted {wanted!r}" if value < ENOUGH else ""
    return Measure(value, why, {"read_as": asked})


@cache
def _shown(wording: str) -> re.Pattern[str]:
    """The wording that shows a rewritten question, with the question as a group."""
    before, _, after = wording.partition("{question}")
    end = re.escape(after.strip()) or r"(?:\n|\Z)"
    return re.compile(f"{re.escape(before)}(?P<question>.+?){end}", re.DOTALL)


def _stems(text: str) -> frozenset[str]:
    words = (word.casefold() for word in _WORD.findall(text.replace("\\", "")))
    return frozenset(_stemmer().stemWords([word for word in words if word not in _SAY_LITTLE]))


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")
