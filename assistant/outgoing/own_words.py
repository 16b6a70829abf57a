"""A person's own words where an answer gives them back: escaped, and no word in them that was not sent."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from assistant.case import Case
from assistant.phrases import escaped
from assistant.screen import clean

_ESCAPED = re.compile(r"(?:\\[^\w\s]|[^\\`*_{}\[\]()#+!|<>~\n])*")
_WORD = re.compile(r"\w+")
_JOINING = frozenset({"and", "more"})
"""Words of ours between several numbers that were sent."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What one person sent: the words, and the questions as they were read."""

    words: frozenset[str]
    questions: frozenset[str]
    """Escaped."""

    def has(self, value: str) -> bool:
        """Whether `value` is words of the person's own, with no mark in it that a reader would obey."""
        if value in self.questions:
            return True
        if not _ESCAPED.fullmatch(value):
            return False
        written = _words(re.sub(r"\\(.)", r"\1", value).removesuffix("…"))
        # A long quotation is cut, at a word or in the middle of one.
        whole = written[:-1] if value.endswith("…") else written
        return self.words.issuperset(whole)


def own_words(case: Case) -> OwnWords:
    """The own words of a case: of the message, the turns before it, and the record that came with it."""
    sent = [
        case.question.text,
        case.text,
        *(turn.content for turn in case.question.history),
        case.question.record or "",
    ]
    if case.record is not None:
        sent += [text for record in case.record.records for text in _texts(asdict(record))]
        sent += [case.record.own_words, case.record.question]
    read = [part.text for part in case.parts]
    if case.record is not None and case.record.question:
        read.append(case.record.question)
    if case.understanding is not None:
        read.append(case.reading.asked)
    words = frozenset(word for text in sent for form in (text, clean(text)) for word in _words(form))
    return OwnWords(words | _JOINING, frozenset(escaped(text) for text in read))


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _texts(value: Any) -> Iterator[str]:
    """Every text in plain data, however deep."""
    if isinstance(value, str):
        yield value
        yield value.replace("_", " ")
    elif isinstance(value, dict):
        yield from _all(value.values())
    elif isinstance(value, (list, tuple)):
        yield from _all(value)


def _all(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        yield from _texts(value)
