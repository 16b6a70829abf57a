"""A source read again: is it the same text, and if not, what became of the words that statements stand on?

The same words means: every word, number and sign of the span, whole at both ends, in one paragraph or over the same
paragraphs.
Blanks and the form of quotation marks and dashes do not count. What is not found exactly is never called the same.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from corpus.importers.document import BETWEEN, ImportedDocument, Passage
from corpus.importers.passages import folded

Verdict = Literal["same", "moved", "changed", "gone"]

LIKE_ENOUGH = 0.6
"""Likeness from which other words are offered as what a span has become."""
AROUND = 120
"""Characters on each side by which one of several places with the same words is chosen."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that was read before, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SpanChange:
    """What became of one span."""

    verdict: Verdict
    """same: the same words at the same place. moved: the same words elsewhere. changed: other words that are like them.
    gone: nothing like them."""
    old: str
    new: Passage | None = None
    """Where the same words stand now, or the nearest new wording."""
    likeness: float = 0.0
    """Of the old and the new words, 0 to 1; 1 for the same words."""
    around_changed: bool = True
    """Whether the paragraph around the words reads otherwise than before."""

    @property
    def looks_settled(self) -> bool:
        """Whether the words and all of their paragraph are as they were."""
        return self.verdict in ("same", "moved") and not self.around_changed


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readings of one source."""

    unchanged: bool
    """The whole normalised text is the same, character for character."""
    spans: dict[str, SpanChange]
    removed: tuple[str, ...]
    """Paragraphs that only the old text has."""
    added: tuple[str, ...]
    """Paragraphs that only the new text has."""


def compare(new: ImportedDocument, spans: Mapping[str, Span], old_text: str) -> Comparison:
    """What became of each span of `old_text` in `new`. Raises `ValueError` for a span outside the old text."""
    for key, span in spans.items():
        if not 0 <= span.start < span.end <= len(old_text) or not old_text[span.start : span.end].strip():
            raise ValueError(f"the span of {key} is empty or outside the text that was read before")
    unchanged = old_text == new.text
    now = _Text(new.text)
    before = Counter(old_text.split(BETWEEN))
    after = Counter(new.text.split(BETWEEN))
    return Comparison(
        unchanged,
        {key: _became(old_text, span, new, now) for key, span in spans.items()},
        tuple((before - after).keys()),
        tuple((after - before).keys()),
    )


class _Text:
    """A text with one form of blanks, marks and dashes, and the way back to its own characters."""

    def __init__(self, text: str) -> None:
        self.text = text
        starts: list[int] = []
        made: list[str] = []
        for match in re.finditer(r"\s+|\S", text):
            made.append(" " if match[0].isspace() else folded(match[0]))
            starts.append(match.start())
        self.folded = "".join(made)
        self._starts = [*starts, len(text)]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the text itself of a span in the folded text."""
        return self._starts[start], self._starts[end - 1] + 1

    def places(self, words: str, beside: tuple[str, str]) -> list[tuple[int, int]]:
        """Every place where the words stand whole, or in the same longer word as before, in folded characters."""
        found = re.finditer(f"(?={re.escape(words)})", self.folded)
        spans = [(match.start(), match.start() + len(words)) for match in found]
        return [
            (start, end)
            for start, end in spans
            if _beside(self.folded, start, end) == beside or _whole(self.folded, start, end)
        ]


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands next to a span without a blank between them."""
    left, right = re.search(r"\S*$", text[max(0, start - 100) : start]), re.match(r"\S*", text[end : end + 100])
    return (left[0] if left else "", right[0] if right else "")


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word, number or sign of one is cut at either end: `5 mg` does not stand in `0.5 mg` or in `-5 mg`."""
    left, right = text[max(0, start - 2) : start], text[end : end + 2]
    first, last = text[start], text[end - 1]
    if first.isalnum() and left:
        number = first.isdigit()
        if left[-1].isalnum() or left[-1] in "_'" and left[:-1].isalnum():
            return False
        if left[-1] in "-+±<>≤≥~≈=$€£¥" and number or left[-1] == "-" and left[:-1].isalnum():
            return False
        if number and left[-1] in ".,/:" and left[:-1].isdigit():
            return False
    if (last.isalnum() or last in "%°") and right:
        if right[0].isalnum() or right[0] in "_%°²³" or right[0] in "-'" and right[1:].isalnum():
            return False
        if last.isdigit() and right[0] in ".,/:" and right[1:].isdigit():
            return False
    return True


def _became(old_text: str, span: Span, new: ImportedDocument, now: _Text) -> SpanChange:
    start, end = _trimmed(old_text, span)
    old = old_text[start:end]
    words = folded(old)
    left, right = _beside(old_text, start, end)
    places = now.places(words, (folded(left), folded(right)))
    if places:
        found = _passage(new, *now.original(*_best(places, old_text, Span(start, end), now)))
        around = _paragraphs(old_text, start, end) != _paragraphs(new.text, found.start, found.end)
        return SpanChange("same" if found.start == start else "moved", old, found, 1.0, around)
    return _nearest(old, words, new)


def _trimmed(text: str, span: Span) -> tuple[int, int]:
    picked = text[span.start : span.end]
    return span.start + len(picked) - len(picked.lstrip()), span.end - (len(picked) - len(picked.rstrip()))


def _best(places: Sequence[tuple[int, int]], old_text: str, span: Span, now: _Text) -> tuple[int, int]:
    """Of several places, the one whose surroundings are most like those of the span."""
    if len(places) == 1:
        return places[0]
    left = folded(old_text[max(0, span.start - AROUND) : span.start])
    right = folded(old_text[span.end : span.end + AROUND])

    def likeness(place: tuple[int, int]) -> tuple[float, int]:
        start, end = place
        before, after = now.folded[max(0, start - AROUND) : start], now.folded[end : end + AROUND]
        return fuzz.ratio(left, before) + fuzz.ratio(right, after), -abs(start - span.start)

    return max(places[:200], key=likeness)


def _paragraphs(text: str, start: int, end: int) -> str:
    """The whole paragraphs in which a span lies."""
    opens = text.rfind(BETWEEN, 0, start)
    closes = text.find(BETWEEN, end)
    return folded(text[0 if opens < 0 else opens + len(BETWEEN) : len(text) if closes < 0 else closes])


def _passage(new: ImportedDocument, start: int, end: int) -> Passage:
    """The span in the new text, with the page and the heading of the passage in which it begins."""
    at = bisect.bisect_right([one.start for one in new.passages], start) - 1
    inside = new.passages[max(at, 0)]
    return Passage(new.text[start:end], start, end, inside.role, inside.page, inside.heading)


def _nearest(old: str, words: str, new: ImportedDocument) -> SpanChange:
    """The new wording that is most like the old one: sentence by sentence, over as many as the old words had."""
    sentences = _sentences(new)
    count = max(1, len(_CUT.split(words)))
    best: tuple[float, int, int] | None = None
    for at in range(len(sentences)):
        for width in {count, max(1, count - 1), count + 1}:
            if at + width > len(sentences):
                continue
            start, end = sentences[at][0], sentences[at + width - 1][1]
            score = fuzz.ratio(words, folded(new.text[start:end]), score_cutoff=100 * (best[0] if best else 0)) / 100
            if best is None or score > best[0]:
                best = (score, start, end)
    part = _nearest_part(words, new, sentences)
    if part is not None and (best is None or part[0] > best[0]):
        best = part
    if best is None or best[0] < LIKE_ENOUGH:
        return SpanChange("gone", old, None, round(best[0], 3) if best else 0.0)
    likeness, start, end = best
    return SpanChange("changed", old, _passage(new, start, end), round(min(likeness, 0.999), 3))


_CUT = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9\"(])")


def _sentences(new: ImportedDocument) -> list[tuple[int, int]]:
    found = []
    for one in new.passages:
        start = 0
        for match in [*_CUT.finditer(one.text), None]:
            end = match.start() if match else len(one.text)
            if end > start:
                found.append((one.start + start, one.start + end))
            start = match.end() if match else end
    return found


def _nearest_part(
    words: str, new: ImportedDocument, sentences: Sequence[tuple[int, int]]
) -> tuple[float, int, int] | None:
    """The part of one sentence that is most like a few words out of a sentence, whole at both ends."""
    best: tuple[float, int, int] | None = None
    for start, end in sentences:
        sentence = folded(new.text[start:end])
        if len(sentence) <= len(words):
            continue
        found = fuzz.partial_ratio_alignment(words, sentence, score_cutoff=100 * (best[0] if best else LIKE_ENOUGH))
        if found is None or (best is not None and found.score / 100 <= best[0]):
            continue
        left, right = found.dest_start, found.dest_end
        while left > 0 and not sentence[left - 1].isspace():
            left -= 1
        while right < len(sentence) and not sentence[right].isspace():
            right += 1
        # What was cut in the middle of a word counts for less than it seemed.
        score = fuzz.ratio(words, sentence[left:right].strip()) / 100
        if right > left and (best is None or score > best[0]):
            begin = left + len(sentence[left:right]) - len(sentence[left:right].lstrip())
            best = (score, start + begin, start + left + len(sentence[left:right].rstrip()))
    return best
