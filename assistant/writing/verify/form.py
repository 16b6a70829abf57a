"""The form of a line: its signs, its length, no mark-up, no link, and English."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.writing.types import Failure
from assistant.writing.verify.reading import Text, vocabulary

SHORTEST, LONGEST = 5, 60
"""Words of a line."""
LONGEST_IN_SIGNS = 500

_MARKUP = re.compile(r"[<>`*_#|\[\]{}\\~^=@]|https?:|www\.|//|!\[|^\s*[-+>]\s|^\s*\d+[.)]\s", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.])\w[\w-]+(?:\.[\w-]*[^\W\d_][\w-]+)+")
"""What could be followed as an address, whatever it ends in: letters on both sides of a stop, and no space."""
_PUNCTUATION = frozenset("‘’“”–—-'\".,;:()/%$€£?!& ")


def form(line: str, cited: str) -> Iterator[Failure]:
    """What is wrong with the signs and the length of a line. What a cited statement has itself is no fault."""
    if not line.strip():
        yield Failure("empty")
        return
    strange = [sign for sign in line if not _is_plain(sign) and sign not in cited]
    if strange:
        names = sorted({unicodedata.name(sign, f"U+{ord(sign):04X}") for sign in strange})
        yield Failure("strange-signs", ", ".join(names[:3]))
    if _MARKUP.search(line) or any(hit[0] not in cited for hit in _ADDRESS.finditer(line)):
        yield Failure("mark-up-or-link")
    words = len(line.split())
    if not SHORTEST <= words <= LONGEST or len(line) > LONGEST_IN_SIGNS:
        yield Failure("length", f"{words} words")
    if line.rstrip()[-1:] not in ".!" or "?" in line:
        yield Failure("no-sentence", "a line is one or two whole sentences that state something")


def _is_plain(sign: str) -> bool:
    return (sign.isascii() and sign.isprintable()) or sign in _PUNCTUATION


def english(line: Text) -> Iterator[Failure]:
    """Whether small English words hold the line together."""
    words = [token for token in line.tokens if not token.is_mark and token.value is None]
    known = vocabulary().classes
    small = sum(token.written.casefold() in known["glue"] or bool(token.classes) for token in words)
    if words and small / len(words) < 0.2:
        yield Failure("not-english")
