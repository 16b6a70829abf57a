"""The language of a message. Short messages are hard, so a word of the field or of plain English decides first."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from typing import Any

LANGUAGES = (
    "ENGLISH SPANISH FRENCH GERMAN ITALIAN PORTUGUESE JAPANESE KOREAN CHINESE THAI ARABIC HINDI VIETNAMESE RUSSIAN "
    "DUTCH POLISH TURKISH INDONESIAN SWEDISH UKRAINIAN GREEK HEBREW CZECH ROMANIAN HUNGARIAN PERSIAN TAGALOG"
).split()
"""What lingua is asked to tell apart: the fourteen with messages of their own and the commonest others."""

_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "DEVANAGARI": "hi",
    "GREEK": "el",
    "HEBREW": "he",
    "ARABIC": "ar",
    "CYRILLIC": "ru",
    "CJK": "zh",
}
_TRADITIONAL = frozenset("們個這麼說國學體與癌療幹細胞準備請問醫師為對發後灣還會來時過點種產")
_SIMPLIFIED = frozenset("们个这么说国学体与疗细干准备请问医师为对发后湾还来时过点种产")
_ENGLISH = frozenset(
    """a about after all am an and any are as at be been best but by can cure cured did do does don't for from get
    had has have he help her his how i if in into is it its like me my new no not of off on or our out please she
    should so some than that the their them there they this to treatment was we were what when where which who why
    will with work works would you your""".split()
)


def detect(text: str, known_words: frozenset[str]) -> str:
    """The BCP 47 tag of the language of `text`; `en` when nothing speaks against English.

    `known_words` are the words of the corpus: a message of which half is known is English, whatever else it
    looks like.
    """
    by_script = _script(text)
    if by_script is not None:
        return _finer(by_script, text)
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", text.casefold())
    if not words:
        return "en"
    english = sum(word in _ENGLISH for word in words) / len(words)
    known = sum(word in _ENGLISH or word in known_words for word in words) / len(words)
    if english >= 0.34 or (known >= 0.5 and not _accented(text)) or (len(words) < 3 and not _accented(text)):
        return "en"
    if "¿" in text or "¡" in text:
        return "es"
    confidences = _detector().compute_language_confidence_values(text[:400])
    best = confidences[0]
    of_english = next((entry.value for entry in confidences if entry.language.name == "ENGLISH"), 0.0)
    if best.language.name == "ENGLISH" or of_english > 0.2 or (best.value < 0.4 and known >= 0.25):
        return "en"
    return str(best.language.iso_code_639_1.name).lower()


@cache
def _detector() -> Any:
    from lingua import Language, LanguageDetectorBuilder

    chosen = [getattr(Language, name) for name in LANGUAGES]
    return LanguageDetectorBuilder.from_languages(*chosen).build()


def _script(text: str) -> str | None:
    """The language that a writing system gives away, when a third of the letters are in it."""
    scripts: Counter[str] = Counter()
    for letter in text[:1000]:
        if letter.isalpha() and not letter.isascii():
            name = unicodedata.name(letter, "").split(" ", 1)[0]
            scripts[_SCRIPTS.get(name, "")] += 1
        elif letter.isalpha():
            scripts["latin"] += 1
    # A Japanese sentence may be mostly Chinese characters; one kana is enough to tell.
    if scripts["ja"]:
        scripts["ja"] += scripts.pop("zh", 0)
    total = sum(scripts.values())
    for language, count in scripts.most_common():
        if language not in ("latin", "") and total and count / total >= 0.34:
            return language
    return None


def _finer(language: str, text: str) -> str:
    if language == "zh":
        letters = frozenset(text)
        return "zh-Hant" if len(letters & _TRADITIONAL) > len(letters & _SIMPLIFIED) else "zh-Hans"
    if language in ("ru", "ar"):
        best = _detector().detect_language_of(text[:400])
        if best is not None:
            return str(best.iso_code_639_1.name).lower()
    return language


def _accented(text: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in text)
