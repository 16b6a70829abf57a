"""A plain word that no statement has, told by what the line means with it, without it and with the statement's own word.

A true paraphrase often holds one such word (`misled` for `deceived`). It may stay where the line with the nearest word
of the statements in its place means the same, and lies no nearer to the statements; and where it does not lead away.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.writing.types import Failure
from assistant.writing.verify.reading import Text, Token
from assistant.writing.verify.support import equals

MOST_NEW = 2
"""Such words of a line; more, and it is another text."""
SAME_LINE = 0.958
"""Cosine of the line and the line with the statements' word, from which they mean the same."""
NO_NEARER = 0.0155
"""By how much the line with the statements' word may lie nearer to the statements."""
NOT_AWAY = -0.0085
"""By how much less near than without the word the line may lie. These three: chosen on the work lines of November 2026, where of
the corruptions that a new word alone gave away none passes, and of the paraphrases that one alone stopped half do."""

Nearness = Callable[[str, Sequence[str]], float | None]


def may_stay(failures: Sequence[Failure], written: str, line: Text, cited: str, theirs: Text, nearness: Nearness) -> bool:
    """Whether `failures` are nothing but new plain words, each of which leaves the meaning of the line as it is."""
    found = [_token(line, failure) for failure in failures]
    tokens = [token for token in found if token is not None and not token.classes and not token.is_name]
    if len(tokens) != len(failures) or len(tokens) > MOST_NEW:
        return False
    free = [
        one.written.casefold()
        for one in dict.fromkeys(theirs.tokens)
        if one.carries and one.value is None and not one.is_name and not equals(one.stem) & line.stems
    ]
    return bool(free) and all(_stays(token.written, written, cited, free, nearness) for token in tokens)


def _token(line: Text, failure: Failure) -> Token | None:
    if failure.name != "word-not-there":
        return None
    return next((token for token in line.tokens if token.written == failure.detail), None)


def _stays(word: str, written: str, cited: str, free: Sequence[str], nearness: Nearness) -> bool:
    nearest = max(free, key=lambda other: nearness(word.casefold(), [other]) or 0.0)
    whole = re.compile(rf"\b{re.escape(word)}\b")
    theirs = whole.sub(lambda hit: nearest, written, count=1)
    without = " ".join(whole.sub("", written, count=1).split())
    same = nearness(written, [theirs]) or 0.0
    here, there, bare = (nearness(text, [cited]) or 0.0 for text in (written, theirs, without))
    return same >= SAME_LINE and there - here <= NO_NEARER and here - bare >= NOT_AWAY
