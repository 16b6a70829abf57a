"""Fixed wording with variables, found in an answer: every literal word in its place, every value of its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from prompts.wording import Wording

_VARIABLE = re.compile(r"\{(\w+)\}")
MOST_TRIES = 40
"""Ends that are tried for one value, where the words after it stand in it as well."""

Fits = Callable[[str, str], bool]
"""Whether a text is a value of a kind: `fits(kind, value)`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A wording that stands in a text: its name, where it ends, and its values."""

    name: str
    end: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A wording, in turn the words before a variable and the variable; the last words may be empty."""

    name: str
    opening: str
    rest: tuple[tuple[str, str], ...]
    """Each variable with the words that follow it."""

    @classmethod
    def of(cls, wording: Wording) -> Template:
        """The parts of a wording that has variables."""
        parts = _VARIABLE.split(wording.body)
        return cls(wording.name, parts[0], tuple(zip(parts[1::2], parts[2::2], strict=True)))

    def at(self, text: str, place: int, kinds: Mapping[str, str], fits: Fits) -> Found | None:
        """The wording where it stands at `place` with values that fit; None otherwise."""
        if not text.startswith(self.opening, place):
            return None
        for end, values in self._values(text, place + len(self.opening), 0, kinds, fits):
            return Found(self.name, end, values)
        return None

    def _values(
        self, text: str, place: int, number: int, kinds: Mapping[str, str], fits: Fits
    ) -> Iterator[tuple[int, dict[str, str]]]:
        if number == len(self.rest):
            yield place, {}
            return
        variable, after = self.rest[number]
        for end in _ends(text, place, after):
            value = text[place:end]
            if not fits(kinds[variable], value):
                continue
            for last, values in self._values(text, end + len(after), number + 1, kinds, fits):
                yield last, {variable: value, **values}


def _ends(text: str, place: int, after: str) -> Iterator[int]:
    """Where a value can end: before the words that follow it; a value at the end of a wording, at the end of a line
    or of a word, the longest first."""
    if after:
        end = text.find(after, place)
        for _ in range(MOST_TRIES):
            if end < 0:
                return
            yield end
            end = text.find(after, end + 1)
        return
    line = text.find("\n", place)
    stop = len(text) if line < 0 else line
    yield stop
    ends = [place + found.start() for found in re.finditer(r"[ ,;.)*]", text[place:stop])]
    yield from reversed(ends[-MOST_TRIES:])
