"""Plain strings of which a text must hold at least one before a pattern can match: a quick first look."""

from __future__ import annotations

import re
from typing import Any

_MOST = 80
_Wanted = frozenset[str] | None


def anchors(pattern: str) -> frozenset[str] | None:
    """Strings one of which is in every match; None where that cannot be told: always try the pattern."""
    # The standard library's own reading of a pattern. Without it all are tried: slower, no less right.
    parser: Any = getattr(re, "_parser", None)
    if parser is None:
        return None
    found: _Wanted = _of_sequence(parser.parse(pattern))
    return found


def _of_sequence(parts: Any) -> _Wanted:
    best: _Wanted = None
    word = ""
    for name, value in parts:
        if str(name) == "LITERAL":
            word += chr(value)
            continue
        best = _better(best, frozenset({word}) if word else None)
        word = ""
        best = _better(best, _of_part(str(name), value))
    return _better(best, frozenset({word}) if word else None)


def _of_part(name: str, value: Any) -> _Wanted:
    if name == "SUBPATTERN":
        return _of_sequence(value[-1])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_sequence(value[2]) if value[0] else None
    if name == "BRANCH":
        every: set[str] = set()
        for branch in value[1]:
            found = _of_sequence(branch)
            if found is None:
                return None
            every |= found
        return _bare(frozenset(every))
    return None


def _bare(words: frozenset[str]) -> _Wanted:
    """Without words that hold another of them; None when there are too many to be quick."""
    kept: list[str] = []
    for word in sorted(words, key=len):
        if not any(short in word for short in kept):
            kept.append(word)
    return frozenset(kept) if len(kept) <= _MOST else None


def _better(one: _Wanted, other: _Wanted) -> _Wanted:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(3, min(map(len, words))), -len(words)))
