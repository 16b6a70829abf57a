"""The nine questions for a headline, held against a text: which it answers, with its words, and which it dodges."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.splitting import sentences_of
from corpus.field_map import HeadlineQuestion

_LONGEST = 160
"""Characters of a sentence that are quoted around the words that answer."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that the text answers, and the text's own words that do."""

    row: HeadlineQuestion
    words: str


def answers(row: HeadlineQuestion, text: str) -> str | None:
    """The words with which a text answers one of the nine questions, or None.

    Wording that only looks like an answer counts for none: a text that dodges a question has not answered it.
    """
    if any(re.search(pattern, text, re.IGNORECASE) for pattern in row.dodge_patterns):
        return None
    hits = [re.search(pattern, text, re.IGNORECASE) for pattern in row.answered_patterns]
    found = [hit for hit in hits if hit is not None]
    return _around(text, found[0]) if len(found) >= row.needs else None


def answered(rows: Sequence[HeadlineQuestion], text: str) -> tuple[Answered, ...]:
    """Those of the nine questions that a text answers."""
    return tuple(Answered(row, words) for row in rows if (words := answers(row, text)) is not None)


def _around(text: str, hit: re.Match[str]) -> str:
    """The sentence that holds a match, cut at both ends where it is long; whole words only."""
    position = 0
    for line in text.split("\n"):
        for sentence in sentences_of(line):
            start = text.find(sentence, position)
            if start < 0:
                continue
            position = start
            if start <= hit.start() < start + len(sentence):
                return _cut(sentence, hit.start() - start, min(hit.end() - start, len(sentence)))
    return hit[0]


def _cut(sentence: str, start: int, end: int) -> str:
    if len(sentence) <= _LONGEST:
        return sentence
    room = max(0, _LONGEST - (end - start)) // 2
    left, right = max(0, start - room), min(len(sentence), max(end, start + 1) + room)
    left = sentence.rfind(" ", 0, left) + 1 if left else 0
    stop = sentence.find(" ", right)
    right = stop if stop >= 0 else len(sentence)
    return ("… " if left else "") + sentence[left:right].strip() + (" …" if right < len(sentence) else "")
