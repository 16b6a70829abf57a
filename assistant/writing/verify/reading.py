"""A text as the checker reads it: sentences of tokens, each with its stem, its value and its classes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from assistant.number_words import SMALL, TENS, VALUES
from assistant.writing.verify.plainer import plainer

WORDS = Path(__file__).parent / "words.yaml"

_TOKEN = re.compile(
    r"(?=\w*[A-Z])[^\W\d_]+-?\d\w*|\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[%$€£]|[.!?;:,()]"
)
SENTENCE_END = re.compile(r"(?<=[.!?])['\"’”)]*\s+(?=[A-Z0-9'\"‘“])")
_MONTHS = "january february march april may june july august september october november december".split()
_DECADES = {"twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"}
_BESIDE_NUMBERS = frozenset("over under above below".split())
"""Words that compare only beside a number: `under the exemption` compares nothing."""
_CLASSES = (
    "negation hedge doubt duty address all some restriction up down order cause proof standing saying study arm "
    "population provenance glue telling sided nearly ends order-given species"
).split()


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark."""

    written: str
    stem: str
    value: float | None
    classes: frozenset[str]
    is_mark: bool
    is_name: bool
    """Written with a capital where a plain word would have none."""

    def has(self, name: str) -> bool:
        return name in self.classes

    @property
    def carries(self) -> bool:
        """Whether it carries a part of what is said, and does not only join words."""
        return not self.is_mark and (self.value is not None or not self.classes & {"glue", "negation"})


Sentence = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in sentences."""

    written: str
    sentences: tuple[Sentence, ...]

    @property
    def tokens(self) -> Iterator[Token]:
        for sentence in self.sentences:
            yield from sentence

    @property
    def stems(self) -> frozenset[str]:
        """Of every word that is no mark."""
        return frozenset(token.stem for token in self.tokens if not token.is_mark)

    def any(self, name: str) -> bool:
        """Whether a word of a class stands in it."""
        return any(token.has(name) for token in self.tokens)


@dataclass(frozen=True)
class Vocabulary:
    """The words of `words.yaml`."""

    classes: dict[str, frozenset[str]]
    equal: dict[str, frozenset[str]]
    """From the stem of a word to the stems that may stand for it."""
    opposite: dict[str, str]
    """From the stem of a word to the stem of what it denies."""


@lru_cache(maxsize=512)
def read(text: str) -> Text:
    """`text`, read. The same text is read once."""
    return Text(text, tuple(_sentence(part) for part in SENTENCE_END.split(text) if part.strip()))


def stemmed(word: str) -> str:
    """The stem of a word, whatever its case."""
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    return str(_stemmer().stemWord(plain))


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


@cache
def vocabulary() -> Vocabulary:
    """The shipped words. A word may be in several classes."""
    found: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    equal: dict[str, set[str]] = {}
    for group in found.pop("equal"):
        stems = {stemmed(str(word)) for word in group}
        for stem in stems:
            equal.setdefault(stem, set()).update(stems)
    opposite = {stemmed(word): stemmed(denied) for word, denied in found.pop("opposite")}
    classes = {name: frozenset(str(word).casefold() for word in found[name]) for name in _CLASSES}
    return Vocabulary(classes, {stem: frozenset(stems) for stem, stems in equal.items()}, opposite)


def _sentence(part: str) -> Sentence:
    found = list(_TOKEN.finditer(plainer(part)))
    tokens: list[Token] = []
    for place, hit in enumerate(found):
        before = found[place - 1][0] if place else ""
        after = found[place + 1][0] if place + 1 < len(found) else ""
        tokens.append(_token(hit[0], first=place == 0, before=before, after=after))
    return tuple(_joined(tokens))


def _token(written: str, first: bool, before: str, after: str) -> Token:
    low = written.casefold().replace("’", "'")
    if not any(sign.isalnum() for sign in written) and written not in "%$€£":
        return Token(written, written, None, frozenset(), True, False)
    if written[0].isdigit():
        value = float(written.replace(",", ""))
        return Token(written, f"{value:g}", value, frozenset(), False, False)
    is_month = low in _MONTHS and (before[:1].isdigit() or after[:1].isdigit() or written[0].isupper() and not first)
    if low in VALUES and low != "one":
        return Token(written, f"{VALUES[low]:g}", VALUES[low], frozenset(), False, False)
    if low == "one":
        return Token(written, "1", 1.0, frozenset({"glue"}), False, False)
    capitals = sum(sign.isupper() for sign in written)
    is_name = capitals > 1 or (capitals == 1 and not first) or not written.isascii()
    if is_month:
        return Token(written, f"{low}-month", None, frozenset(), False, True)
    words = vocabulary().classes
    classes = frozenset(name for name in _CLASSES if low in words[name] and not (written.isupper() and len(low) > 1))
    if low == "so" and after.casefold() == "that":
        classes = frozenset({"glue"})
    if low == "failure" and after.casefold() == "to":
        classes |= {"negation"}  # `failure to correct`, not `heart failure`
    if low in _BESIDE_NUMBERS and not (after[:1].isdigit() or after.casefold() in VALUES):
        classes = frozenset({"glue"})
    stem = low if low in _DECADES else stemmed(written)
    return Token(written, stem, None, classes, False, is_name)


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """Two words of one number as one: `fifty one` is 51."""
    place = 0
    while place < len(tokens):
        token = tokens[place]
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        unit = after.value if after is not None and after.written.isalpha() else None
        if token.value is not None and token.written.casefold() in TENS and unit and unit < 10:
            total = token.value + unit
            yield Token(f"{token.written}-{SMALL[int(unit)]}", f"{total:g}", total, frozenset(), False, False)
            place += 2
        else:
            yield token
            place += 1
