"""Which part of a sentence belongs to which of the numbers or names in it."""

from __future__ import annotations

from assistant.writing.verify.reading import Sentence

_JOINTS = frozenset("and or but while with against".split())


def boundary(sentence: Sentence, left: int, right: int) -> int:
    """Where between two places the part of the first ends: at the strongest mark or joint, else at the second."""
    between = range(left + 1, right)
    marks = [place for place in between if sentence[place].written in ";:."]
    joints = [place for place in between if sentence[place].written.casefold() in _JOINTS]
    commas = [place for place in between if sentence[place].written in ",()"]
    found = marks or joints or commas
    return found[-1] if found else right
