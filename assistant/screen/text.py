"""The message as it is read: cleaned for every later step, folded for matching only."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from assistant.screen._legible import unreadable_reason

__all__ = ["clean", "folded", "hidden", "plain", "unaccented", "unreadable_reason"]

# Format characters that join emoji and Indic or Persian letters carry meaning; everything else in the
# category draws nothing and is used to hide or to split words.
_JOINER = "\u200d"
_NON_JOINER = "\u200c"
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
_VARIATION = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TAGS = re.compile("[\U000e0000-\U000e007f]+")
_FLAG = "\U0001f3f4"
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n ?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")

# Letters of other alphabets that are drawn like a Latin one (after lower-casing).
_LOOKALIKES = str.maketrans(
    "авсԁеɡһіјκӏмпоρрԛгѕтυνѡхуүьαβεηικοτωχγɑɩıоοаᴀᴇɪᴏᴜᴠᴡᴢʏʀ",
    "abcdeghijklmnoppqrstuvwxyybabenikotwxyaiiooaaeiouvwzyr",
)
_APOSTROPHES = str.maketrans("\u2018\u2019\u201b\u02bc\u02b9\u00b4\u0060\u2032\u055a\uff07", "''''''''''")
_QUOTES = str.maketrans("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"""""""')
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-------")
# Letters that no Unicode decomposition turns into the one people type instead.
_PLAIN = str.maketrans(
    {
        "đ": "d",
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ة": "ه",
        "ـ": None,
        "'": None,
        "ё": "е",
    }
)


def clean(raw: str) -> str:
    """The message without invisible characters, in one Unicode form, with single spaces and its own lines.

    Superscripts, subscripts and fractions keep their form (NFKC would turn 10⁶ cells into 106 cells).
    """
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.isascii():
        text = "".join(map(_shown, _VARIATION.sub("", text)))
        text = _without_stray_joiners(unicodedata.normalize("NFC", text))
    else:
        text = "".join(map(_shown, text)) if not text.isprintable() else text
    text = _BREAKS.sub("\n", _SPACES.sub(" ", text))
    return _MANY_BREAKS.sub("\n\n", text).strip()


def hidden(raw: str) -> str:
    """The words written in tag characters, which no screen shows; a flag's own tags are not words."""
    words = []
    for run in _TAGS.finditer(raw):
        if run.start() and raw[run.start() - 1] == _FLAG and len(run.group()) <= 8:
            continue
        words.append("".join(chr(ord(c) - 0xE0000) for c in run.group() if 0xE0020 <= ord(c) <= 0xE007E))
    return " ".join(words).strip()


def folded(text: str) -> str:
    """The text for matching only: lower case, look-alikes inside Latin words mapped, one apostrophe."""
    low = text.lower()
    if low.isascii():
        return low.replace("`", "'")
    low = low.translate(_APOSTROPHES).translate(_QUOTES).translate(_DASHES)
    return _LATIN_WORD.sub(_latin_letters, low)


def plain(text: str) -> str:
    """The folded text on one line without accents and apostrophes, as people type in a hurry."""
    low = folded(text).replace("\n", " ")
    if low.isascii():
        return low.replace("'", "")
    return unaccented(low).translate(_PLAIN)


def unaccented(text: str) -> str:
    """The text without the marks that people leave out when they type; patterns are read the same way."""
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in apart if not _is_accent(c)))


@cache
def _shown(character: str) -> str:
    if character in "\n\t":
        return character
    if character in (_JOINER, _NON_JOINER):
        return character
    category = unicodedata.category(character)
    if category in ("Cc", "Cf", "Cs", "Co", "Cn") or character in _BLANK_LETTERS:
        return " " if category == "Cc" else ""
    decomposition = unicodedata.decomposition(character)
    # Thai and Lao "am" is one letter to those who type it.
    if decomposition.startswith(("<super>", "<sub>", "<fraction>")) or character in "\u0e33\u0eb3":
        return character
    return unicodedata.normalize("NFKC", character) if decomposition else character


def _without_stray_joiners(text: str) -> str:
    if _JOINER not in text and _NON_JOINER not in text:
        return text
    kept = []
    for place, character in enumerate(text):
        if character in (_JOINER, _NON_JOINER):
            before = text[place - 1] if place else " "
            if not _needs_joiner(before):
                continue
        kept.append(character)
    return "".join(kept)


def _needs_joiner(before: str) -> bool:
    point = ord(before)
    return 0x0600 <= point <= 0x0DFF or (point > 0x2190 and unicodedata.category(before) in ("So", "Sk"))


def _latin_letters(word: re.Match[str]) -> str:
    letters = word.group()
    if letters.isascii():
        return letters
    mapped = letters.translate(_LOOKALIKES)
    if mapped == letters:
        return letters
    # One Latin letter shows the word is meant as Latin. Without any, it stays what it is: Russian, Greek.
    return mapped if any("a" <= c <= "z" for c in letters) and mapped.isascii() else letters


@cache
def _is_accent(character: str) -> bool:
    """Whether a mark is often left out: Latin accents, Arabic vowels, the nukta; not Thai or Hindi vowels."""
    point = ord(character)
    return 0x0300 <= point <= 0x036F or 0x064B <= point <= 0x0652 or point == 0x0670 or point == 0x093C
