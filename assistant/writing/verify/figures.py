"""Numbers: each stands in the cited statements with its unit, and says there what it says here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from assistant.writing.types import Failure
from assistant.writing.verify.durations import UNITS, same_length
from assistant.writing.verify.reading import Sentence, Text, Token
from assistant.writing.verify.spans import boundary
from assistant.writing.verify.support import equals

_UNITS = {
    "day": "day", "days": "day", "week": "week", "weeks": "week", "month": "month", "months": "month", "year": "year",
    "years": "year", "hour": "hour", "hours": "hour", "minute": "minute", "minutes": "minute", "%": "percent",
    "percent": "percent", "percentage": "points of percent", "point": "point", "points": "point",
    "million": "million", "thousand": "thousand", "billion": "billion", "mg": "mg", "ml": "ml", "kg": "kg",
    "dollars": "dollar", "euros": "euro", "pounds": "pound", "times": "times", "cells": "cells", "fold": "times",
}  # fmt: skip


COUNTED = 8
"""Tokens before and after a number among which the statements name what it counts."""
FOREIGN = 2
"""Words of another number around a number that has none of its own, from which it is that other number's."""


_LABELS = frozenset(f"{word} label" for word in "type phase day week month year grade order no line version".split())
"""Numbers that name a thing and count nothing: `type 1`, `phase 2`."""
_NEARLY = frozenset("about around roughly approximately nearly almost over under than".split())
"""Words before a number after which it may be rounded."""
ROUNDED = 0.021
"""Share of a number by which `about` that number may be off."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, or its month, and the words of the part of the sentence it stands in."""

    value: float
    unit: str
    written: str
    around: frozenset[str]
    is_one: bool = False
    rounded: str = ""
    """The word by which it is said to be no exact figure."""

    def is_of(self, other: Figure) -> bool:
        """Whether it is the other figure, in another unit of time or rounded as it says."""
        if self.value == other.value:
            return True
        if self.unit in UNITS and other.unit in UNITS:
            return same_length(self.value, self.unit) == same_length(other.value, other.unit)
        return self._rounds(other)

    def _rounds(self, other: Figure) -> bool:
        if not self.rounded or abs(self.value - other.value) > ROUNDED * other.value or other.value < 10:
            return False
        if self.unit != other.unit or 1900 <= other.value <= 2100:
            return False
        match self.rounded:
            case "over" | "more":
                return other.value > self.value
            case "under" | "less" | "fewer" | "nearly" | "almost":
                return other.value < self.value
            case _:
                return True


def figures(line: Text, cited: Text) -> Iterator[Failure]:
    """Numbers that no statement has, have another unit there, or are said of something else there."""
    there, mine = [*_figures(cited), *_shares(cited)], list(_figures(line))
    for figure in mine:
        same = [other for other in there if figure.is_of(other)]
        if not same:
            if figure.is_one:
                continue
            yield Failure("number-not-there", figure.written)
            continue
        if figure.unit and not any(_same_unit(figure, other) for other in same):
            yield Failure("unit", f"{figure.written} {figure.unit}")
            continue
        others = [other for other in there if not figure.is_of(other) and _comparable(figure, other)]
        if _said_of_another(figure, same, others, mine):
            yield Failure("number-of-something-else", figure.written)
    yield from _units_without_number(line, cited)
    yield from _shares_turned(line)
    yield from _counted_otherwise(line, cited)


def _same_unit(mine: Figure, other: Figure) -> bool:
    if mine.unit in UNITS and other.unit in UNITS:
        return same_length(mine.value, mine.unit) == same_length(other.value, other.unit)
    return mine.unit == other.unit or {mine.unit, other.unit} <= {"million", "cells"}


def _comparable(one: Figure, other: Figure) -> bool:
    if one.unit in _LABELS or other.unit in _LABELS:
        return one.unit == other.unit
    if (one.is_one and other.written[0].isdigit()) or (other.is_one and one.written[0].isdigit()):
        return False
    if (one.unit == "percent") != (other.unit == "percent"):
        return False
    is_year = 1900 <= one.value <= 2100 and not one.unit
    other_is_year = 1900 <= other.value <= 2100 and not other.unit
    return is_year == other_is_year and (one.unit == other.unit or not one.unit or not other.unit)


def _said_of_another(figure: Figure, same: list[Figure], others: list[Figure], line: list[Figure]) -> bool:
    """Whether the words around the number stand, in the statements, around another number.

    Two numbers of the line are held against each other; a number alone has to be far from its own words.
    """
    for other in others:
        partner = next((one for one in line if one.is_of(other) and one is not figure), None)
        if partner is not None:
            kept = max(_likeness(figure, one, other) + _likeness(partner, other, one) for one in same)
            swapped = max(_likeness(figure, other, one) + _likeness(partner, one, other) for one in same)
            if swapped > kept:
                return True
        elif not figure.is_one:
            own = max(_likeness(figure, one, other) for one in same)
            if own == 0 and min(_likeness(figure, other, one) for one in same) >= FOREIGN:
                return True
    return False


def _likeness(figure: Figure, here: Figure, against: Figure) -> int:
    """Words around a figure of the line that stand around `here`, and not around `against`."""
    return len(_widened(figure.around) & (here.around - against.around))


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for one in stems for stem in equals(one)) | stems


def _units_without_number(line: Text, cited: Text) -> Iterator[Failure]:
    """`percentage points` beside a statement that has no points, `million` where there is none."""
    there = cited.stems
    for token in line.tokens:
        if token.written.casefold() in ("percentage", "million", "billion", "thousand") and token.stem not in there:
            yield Failure("unit", token.written)


def _shares_turned(line: Text) -> Iterator[Failure]:
    """`12 of the 10`: a part that is more than the whole."""
    for sentence in line.sentences:
        for place, token in enumerate(sentence):
            rest = [one for one in sentence[place + 1 : place + 5] if one.written.casefold() not in ("the", "out")]
            if token.value is None or len(rest) < 2 or rest[0].written != "of" or rest[1].value is None:
                continue
            if token.value > rest[1].value and not _unit(sentence, place):
                yield Failure("number-of-something-else", token.written)


def _counted_otherwise(line: Text, cited: Text) -> Iterator[Failure]:
    """`12 doses` where the statements count 12 people, and nothing else by that number."""
    for word, token in _counted(line):
        if not equals(word) & cited.stems:
            continue  # a new word is another check's business
        near = [
            frozenset(
                one.stem for one in (*before, *sentence[max(0, place - COUNTED) : place + COUNTED]) if one.carries
            )
            for before, sentence in pairwise(((), *cited.sentences))
            for place, one in enumerate(sentence)
            if one.value == token.value
        ]
        if near and not any(equals(word) & stems for stems in near):
            yield Failure("number-of-something-else", f"{token.written} {word}")


def _counted(text: Text) -> Iterator[tuple[str, Token]]:
    """The stem of what a number counts, where it stands right behind it, with the number."""
    for sentence in text.sentences:
        for place, (token, after) in enumerate(pairwise(sentence)):
            if _unit(sentence, place) in _LABELS:
                continue
            if token.value is None or token.written.casefold() == "one" or not after.carries or after.value is not None:
                continue
            if 1900 <= token.value <= 2100 or after.is_name or after.has("order"):
                continue
            if after.stem not in UNITS and not _is_month(after) and after.written.casefold() not in _UNITS:
                yield after.stem, token


def _figures(text: Text) -> Iterator[Figure]:
    for sentence in text.sentences:
        groups = _groups(sentence)
        for number, group in enumerate(groups):
            start = boundary(sentence, groups[number - 1][-1], group[0]) if number else 0
            end = boundary(sentence, group[-1], groups[number + 1][0]) if number + 1 < len(groups) else len(sentence)
            around = frozenset(one.stem for one in sentence[start:end] if one.carries and one.value is None)
            for place in group:
                token = sentence[place]
                is_one = token.written.casefold() == "one"
                rounded = _rounded(sentence, place)
                yield Figure(token.value or 0.0, _unit(sentence, place), token.written, around, is_one, rounded)


def _shares(text: Text) -> Iterator[Figure]:
    """What `57 of 74` is in percent: whole, and to one decimal place."""
    for sentence in text.sentences:
        for place, token in enumerate(sentence):
            rest = [one for one in sentence[place + 1 : place + 4] if one.written.casefold() not in ("the", "out")]
            if token.value is None or len(rest) < 2 or rest[0].written != "of" or rest[1].value is None:
                continue
            if 0 < token.value <= rest[1].value and rest[1].value >= 2:
                around = frozenset(one.stem for one in sentence if one.carries and one.value is None)
                share = 100 * token.value / rest[1].value
                for value in dict.fromkeys((float(round(share)), round(share, 1))):
                    yield Figure(value, "percent", f"{value:g}%", around)


def _rounded(sentence: Sentence, place: int) -> str:
    before = [token.written.casefold() for token in sentence[max(0, place - 2) : place]]
    if not before or before[-1] not in _NEARLY:
        return ""
    return before[-2] if before[-1] == "than" and len(before) > 1 else before[-1]


def _groups(sentence: Sentence) -> list[list[int]]:
    """The places of numbers; those with nothing but small words between them (`19 of the 20`, `7 May 2024`) together."""
    groups: list[list[int]] = []
    for place, token in enumerate(sentence):
        if token.value is None:
            continue
        between = sentence[groups[-1][-1] + 1 : place] if groups else ()
        if groups and not any(
            (one.carries and not _is_month(one)) or (one.is_mark and one.written != "(") for one in between
        ):
            if not any(one.written.casefold() in ("and", "but") for one in between):
                groups[-1].append(place)
                continue
        groups.append([place])
    return groups


def _is_month(token: Token) -> bool:
    return token.stem.endswith("-month")


def _unit(sentence: Sentence, place: int) -> str:
    before = sentence[place - 1].written.casefold() if place else ""
    if f"{before} label" in _LABELS:
        return f"{before} label"
    after = [token.written.casefold() for token in sentence[place + 1 : place + 3]]
    if not after:
        return "year" if before in ("aged", "age", "ages") else ""
    if _is_month(sentence[place + 1]):
        return sentence[place + 1].stem
    if after[0] == "per" and after[1:] == ["cent"]:
        return "percent"
    unit = _UNITS.get(after[0], "")
    if not unit and before in ("aged", "age", "ages"):
        return "year"
    if unit in ("million", "thousand", "billion") and len(after) > 1 and after[1] in ("euros", "pounds"):
        return f"{unit} {_UNITS[after[1]]}"
    return unit
