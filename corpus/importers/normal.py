"""Text in one form: what a reader sees is kept, what nobody sees is taken out."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BLANK = re.compile(r"[\s\u0085\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u2800\u3164]+")
_UNSEEN_KEPT = frozenset("\u200c\u200d")
"""Joiners, which change how the letters beside them are written in several scripts."""
_JOINED_SCRIPTS = re.compile(r"[\u0590-\u0dff\u0f00-\u109f\u1780-\u18af\U0001f000-\U0001ffff\u2600-\u27bf\ufe0f]")


def on_one_line(text: str) -> str:
    """The words of `text` on one line in Unicode's composed form.

    Taken out: control signs, invisible and direction-changing ones, soft hyphens, private and unassigned signs.
    Ligatures
    of letters are spelled out. Superscripts, fractions and other compatibility forms stay, because 10⁶ is not 106.
    """
    composed = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    joined = _JOINED_SCRIPTS.search(composed) is not None
    seen = "".join(
        sign if sign.isspace() or _is_seen(sign) or (joined and sign in _UNSEEN_KEPT) else "" for sign in composed
    )
    return _BLANK.sub(" ", unicodedata.normalize("NFC", seen)).strip()


def _is_seen(sign: str) -> bool:
    # Cc, Cf, Co, Cn and Cs: control, format, private, unassigned, and halves of pairs.
    return not unicodedata.category(sign).startswith("C") and not _is_filler(sign)


def _is_filler(sign: str) -> bool:
    """Letters and marks that are drawn as nothing."""
    return sign in "\u115f\u1160\uffa0\u034f\u17b4\u17b5" or "\ufe00" <= sign <= "\ufe0e" or "\U000e0100" <= sign


def has_unseen(text: str) -> bool:
    """Whether `text` holds signs that change what it says without being seen: a hidden message, or reversed letters."""
    return any(
        sign not in "\u00ad\ufeff\u200b\u200c\u200d\u200e\u200f\u2060" and unicodedata.category(sign) == "Cf"
        for sign in text
    )
