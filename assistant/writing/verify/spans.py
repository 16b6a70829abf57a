"""Which part of a sentence belongs to which of the numbers or names in it."""

from __future__ import annotations

from assistant.writing.verify.reading import Sentence

_JOINTS = frozenset("and or but while with against".split())


def boundary(sentence: Sentence, left: int, right: int) -> int:
    """Where between two numbers the part of the first ends: at the strongest mark or joint, else right after it."""
    between = range(left + 1, right)
    for wanted in (
        lambda token: token.written in ";:.",
        lambda token: token.written.casefold() in _JOINTS,
        lambda token: token.written in ",()",
    ):
        hits = [place for place in between if wanted(sentence[place])]
        if hits:
            return hits[-1]
    return right
