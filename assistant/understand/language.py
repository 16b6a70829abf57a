"""The language of a message. Short messages are hard, so small words decide before letters do.

A message in Latin letters is taken for another language when small words of that language stand in it and outnumber the
English ones, or when it has letters English has not and hardly a word that the corpus knows. A name, a typing error or a
term of the field is never enough: to answer an English question with "I can only answer in English" helps nobody.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

LANGUAGES = (
    "ENGLISH SPANISH FRENCH GERMAN ITALIAN PORTUGUESE JAPANESE KOREAN CHINESE THAI ARABIC HINDI VIETNAMESE RUSSIAN "
    "DUTCH POLISH TURKISH INDONESIAN SWEDISH UKRAINIAN GREEK HEBREW CZECH ROMANIAN HUNGARIAN PERSIAN TAGALOG"
).split()
"""What lingua is asked to tell apart: the fourteen with messages of their own and the commonest others."""

_SMALL_WORDS = Path(__file__).parent / "function_words.yaml"

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
_JAPANESE = re.compile("治験|再生医療|費用対効果|保険適用|[々〆]")
"""Words in Chinese characters that only Japanese uses."""
_TRADITIONAL = frozenset(
    "們個這麼說國學體與療幹細準備請問醫師為對發後灣還會來時過點種產腫見殺風險樓藥氣壓頭關節費復頸臟腦顧題話語寫讀應該認識長門開車馬書習經現實際處場廣業專員證據權錢價標斷狀檢驗試臨術將無條紅線輸腎癱歲媽兒謝嗎聽從隻雙塊嚴"
)
_SIMPLIFIED = frozenset("们个这么说国学体与疗细干准备请问医师为对发后湾还来时过点种产")
_ENGLISH = frozenset(
    """a about after again all also am an and any anyone anything are as ask at be because been before being best better
    between both but by can can't cannot could cure cured cures did didn't difference do does doesn't doing don't each
    every few first for from get gets getting give given go going good got had has have having he help helped helps her
    here him his how i i'm if in into is isn't it it's its just know less let like long make many may me mean means might
    more most much must my need never new no not nothing now of off often old on one only or other our out over own pay
    people please really right safe said same say says see she should show since so some someone something still such
    take tell than that that's the their them then there these they they're thing this those through to too trial
    treatment trials two under until up us use used using very want was wasn't way we were what what's when where which
    while who whose why will with without won't work worked works would yes yet you your hello hi thanks thank dear""".split()
)


SURE, ENGLISH_AT_MOST = 0.6, 0.05
"""How sure lingua has to be of another language, and how unsure of English, where no small word decides."""
SHORTEST_SENTENCE = 3
"""Words below which letters alone never decide for another language."""


def detect(text: str, known_words: frozenset[str]) -> str:
    """The BCP 47 tag of the language of `text`; `en` when nothing speaks against English.

    `known_words` are the words of the corpus and its terms.
    """
    by_script = _script(text)
    if by_script is not None:
        return _finer(by_script, text)
    written = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text.replace("’", "'"))
    if not written:
        return "en"
    # A short form in capitals is a name: ALS is no Dutch "als", unless everything is in capitals.
    shouted = sum(word.isupper() for word in written) > len(written) / 2
    words = [word.casefold() for word in written]
    names = {word.casefold() for word in written if word.isupper() and len(word) > 1 and not shouted}
    # A word of both, such as "was" or "no", speaks for neither more than for the other.
    weight = {word: 0.5 if word in _shared() else 1.0 for word in words}
    small = {
        name: sum(weight[word] for word in words if word in listed and word not in names)
        for name, listed in _small_words().items()
    }
    foreign = max(small.values())
    english = sum(weight[word] for word in words if word in _ENGLISH)
    unknown = [word for word in words if not known_words.issuperset(re.split(r"['-]", word))]
    if foreign >= max(english, 1) and (foreign >= 2 or unknown):
        best = [language for language, count in small.items() if count == foreign]
        clear = foreign > english and (foreign >= 2 or foreign >= max(1.5, 3 * english))
        return best[0] if len(best) == 1 and clear else _likeliest(text, best, clear, len(words))
    if english or len(words) < SHORTEST_SENTENCE and not _accented(text):
        return "en"
    if "¿" in text or "¡" in text:
        return "es"
    if len(unknown) <= len(words) / 2 or (len(words) == 1 and not _accented(text)):
        return "en"
    return _by_letters(text, unknown, known_words)


def _likeliest(text: str, languages: list[str], clear: bool, words: int) -> str:
    """Which of the languages with the most small words it is; one small word needs the letters to agree."""
    confidences = {_tag(entry): entry.value for entry in _detector().compute_language_confidence_values(text[:400])}
    best = max(languages, key=lambda language: confidences.get(language, 0.0))
    least = 0.3 if words >= SHORTEST_SENTENCE else 0.8
    agrees = confidences.get(best, 0.0) > max(least, 3 * confidences.get("en", 0.0))
    return best if clear or agrees else "en"


def _by_letters(text: str, unknown: list[str], known_words: frozenset[str]) -> str:
    """The language that lingua is sure of, unless the words look like misspelt words of the corpus."""
    confidences = _detector().compute_language_confidence_values(text[:400])
    best = confidences[0]
    of_english = next((entry.value for entry in confidences if _tag(entry) == "en"), 0.0)
    if _tag(best) == "en" or best.value < SURE or of_english > ENGLISH_AT_MOST:
        return "en"
    vocabulary = _listed(known_words)
    misspelt = sum(
        process.extractOne(word, vocabulary, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2) is not None
        for word in unknown[:12]
    )
    return "en" if misspelt >= len(unknown[:12]) / 2 else _tag(best)


def _tag(entry: Any) -> str:
    return str(entry.language.iso_code_639_1.name).lower()


@cache
def _listed(known_words: frozenset[str]) -> list[str]:
    return sorted(word for word in known_words | _ENGLISH if len(word) > 2)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    """Small words by language, from `function_words.yaml`."""
    listed: dict[str, str] = yaml.safe_load(_SMALL_WORDS.read_text(encoding="utf-8"))
    return {str(language): frozenset(words.split()) for language, words in listed.items()}


@cache
def _shared() -> frozenset[str]:
    return frozenset[str]().union(*_small_words().values()) & _ENGLISH


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
    if scripts["ja"] or (scripts["zh"] and not scripts["latin"] and _JAPANESE.search(text)):
        scripts["ja"] += scripts.pop("zh", 0)
    total = sum(scripts.values())
    for language, count in scripts.most_common():
        if language not in ("latin", "") and total and count / total >= 0.34:
            return None if _english_around(text) else language
    return None


def _english_around(text: str) -> bool:
    """Whether words in another script are what an English question is about: "What does 再生医療 mean?"."""
    words = re.findall(r"[a-z']+", text.casefold())
    return sum(word in _ENGLISH for word in words) >= 2


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
