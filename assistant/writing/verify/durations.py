"""Lengths of time that are equal: 12 months and one year, 52 weeks and one year, 14 days and two weeks."""

from __future__ import annotations

from assistant.writing.verify.reading import Sentence, Text

UNITS = frozenset("minute hour day week month year".split())
"""The stems of units of time."""
_SMALLER = {"year": ("month", 12.0), "week": ("day", 7.0), "hour": ("minute", 60.0)}
_WEEKS_AS_MONTHS = {52.0: 12.0, 104.0: 24.0, 26.0: 6.0}
"""Weeks that a trial counts where it means a year, two, or half of one."""

Duration = tuple[float, str]
"""A count of one unit."""


def same_length(value: float, unit: str) -> Duration:
    """The one way to write a length of time: two that are equal are written alike."""
    if unit == "week" and value in _WEEKS_AS_MONTHS:
        return _WEEKS_AS_MONTHS[value], "month"
    smaller, times = _SMALLER.get(unit, (unit, 1.0))
    return value * times, smaller


def duration_at(sentence: Sentence, place: int) -> Duration | None:
    """The length of time that begins at a place: a number, or `a`, and a unit; None where there is none."""
    token = sentence[place]
    after = sentence[place + 1] if place + 1 < len(sentence) else None
    counted = token.value is not None or token.written.casefold() in ("a", "an")
    if not counted or after is None or after.stem not in UNITS or after.written.casefold().endswith("ly"):
        return None
    return same_length(1.0 if token.value is None else token.value, after.stem)


def durations(text: Text) -> frozenset[Duration]:
    """Every length of time in a text."""
    found = (duration_at(sentence, place) for sentence in text.sentences for place in range(len(sentence)))
    return frozenset(one for one in found if one is not None)
