"""An answer read back: which vetted text, fixed wording or own words each part of it is, and what is none of them.

The composer is not asked. What is allowed comes from the release, the wording files and the person's message alone,
so a sentence that came in by any other way is found, whoever put it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.outgoing.own_words import OwnWords
from assistant.outgoing.pieces import Piece, Role
from assistant.outgoing.values import FORMS, KINDS
from assistant.outgoing.vetted import Vetted
from assistant.types import Section

_BETWEEN = re.compile(r"\s+|\*\*|[.:](?=\*\*)")
_LINE_OPENS = re.compile(r"- |> ?|### ")
_MARKS = re.compile(r"\s*((?:\[\d+\])+)")
_MARKS_LAST = re.compile(r"(?:\s*\[\d+\])+\s*$")
_JOINS = re.compile(r",? and |, |; ")
_IN_A_RECORD = re.compile(r"[(),.;]|\d[\d,]*(?!\w)")
_UNTIL = re.compile(r"\n|(?<=[.!?]) ")


@dataclass(frozen=True, slots=True)
class Spoken:
    """One part of an answer that is accounted for."""

    section: int
    text: str
    piece: Piece | None = None
    wording: str | None = None
    """The name of the wording, where it has variables."""
    values: Mapping[str, str] = field(default_factory=dict)
    marks: tuple[int, ...] = ()
    """The citations that follow it."""
    by: str = "vetted"
    """`vetted`, `own` for a person's own words, `model` for a line that was verified."""

    def ids(self, role: Role) -> tuple[str, ...]:
        """Ids of the records with this text, under one role."""
        return self.piece.ids(role) if self.piece else ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an answer that is nothing we say."""

    section: int
    text: str


@dataclass(frozen=True)
class Reader:
    """Reads the sections of one answer."""

    vetted: Vetted
    own: OwnWords
    quotes: Sequence[str]
    explains_record: bool = False
    verified: frozenset[str] = frozenset()
    """Lines that a model wrote and `verify` let pass."""

    def read(self, sections: Sequence[Section]) -> tuple[list[Spoken], list[Unread]]:
        """What the sections say, in order, and what in them is not accounted for."""
        spoken: list[Spoken] = []
        unread: list[Unread] = []
        for number, section in enumerate(sections):
            for part in self._parts(number, section.text):
                if isinstance(part, Spoken):
                    spoken.append(part)
                else:
                    unread.append(part)
        return spoken, unread

    def _parts(self, number: int, text: str) -> Iterator[Spoken | Unread]:
        place = 0
        while place < len(text):
            found = self._next(number, text, place)
            if found is None and (between := self._between(text, place)):
                place = between
                continue
            if found is None:
                stop = _UNTIL.search(text, place + 1)
                end = stop.start() if stop else len(text)
                yield Unread(number, text[place:end])
                place = end
                continue
            end, part = found
            if marks := _MARKS.match(text, end):
                end = marks.end()
                numbers = tuple(int(one) for one in re.findall(r"\d+", marks[1]))
                part = Spoken(part.section, part.text, part.piece, part.wording, part.values, numbers, part.by)
            yield part
            place = end

    def _between(self, text: str, place: int) -> int | None:
        """Where what merely stands between sentences ends; None where nothing of the kind begins."""
        found = _BETWEEN.match(text, place)
        if found is None and (place == 0 or text[place - 1] == "\n"):
            found = _LINE_OPENS.match(text, place)
        if found is None and self.explains_record:
            found = _IN_A_RECORD.match(text, place)
        return found.end() if found else None

    def _next(self, number: int, text: str, place: int) -> tuple[int, Spoken] | None:
        """The longest thing of ours that begins here, with where it ends."""
        if text[place].isspace():
            return None
        found = list(self._wording(number, text, place))
        piece = self._piece(text, place)
        if piece is not None:
            found.append((place + len(piece.text), Spoken(number, piece.text, piece)))
        if found:
            return max(found, key=lambda one: one[0])
        return next(self._other(number, text, place), None)

    def _piece(self, text: str, place: int) -> Piece | None:
        found = [self.vetted.texts.at(text, place)]
        if self.explains_record:
            # A heading of a record may begin with the words of a shorter text.
            found.append(self.vetted.record_texts.at(text, place))
        return max((piece for piece in found if piece), key=lambda piece: len(piece.text), default=None)

    def _wording(self, number: int, text: str, place: int) -> Iterator[tuple[int, Spoken]]:
        for template in self.vetted.templates_at(text, place):
            found = template.at(text, place, KINDS, self.fits)
            if found is not None and found.end > place:
                yield found.end, Spoken(number, text[place : found.end], wording=found.name, values=found.values)

    def _other(self, number: int, text: str, place: int) -> Iterator[tuple[int, Spoken]]:
        if (end := self._label(text, place)) is not None:
            yield end, Spoken(number, text[place:end])
        if (end := self._own(text, place)) is not None:
            yield end, Spoken(number, text[place:end], by="own")
        line = text[place:].partition("\n")[0]
        line = _MARKS_LAST.sub("", line)
        if line in self.verified:
            yield place + len(line), Spoken(number, line, by="model")
        if self.explains_record and (day := FORMS["day"].match(text, place)):
            yield day.end(), Spoken(number, day[0])

    def _label(self, text: str, place: int) -> int | None:
        """A name before a statement: `**Japan:** …` in a list, `(Japan) …` in a table of two."""
        before = text[max(0, place - 2) : place]
        if before == "**":
            end = text.find(":**", place)
            return end if end > 0 and self._are_names(text[place:end]) else None
        if text.startswith("(", place):
            end = text.find(") ", place)
            return end + 1 if end > 0 and self._are_names(text[place + 1 : end]) else None
        return None

    def _own(self, text: str, place: int) -> int | None:
        """A person's own words: a quotation in “”, or the question that heads its own answer."""
        line_end = text.find("\n", place)
        line = text[place : line_end if line_end >= 0 else len(text)]
        if text[max(0, place - 4) : place] == "### ":
            return place + len(line) if self.own.has(line) else None
        if not line.startswith("“"):
            return None
        ends = [found.start() for found in re.finditer("”", line)]
        # A record's quotations hold no quotation mark; a pasted claim may, and is the last on its line.
        for end in ends if self.explains_record else reversed(ends):
            if self.own.has(line[1:end]):
                return place + end + 1
        return None

    def fits(self, kind: str, value: str) -> bool:
        """Whether a value of the fixed wording is of its kind."""
        if form := FORMS.get(kind):
            return form.fullmatch(value) is not None
        match kind:
            case "names":
                return self._are_names(value) or value in self.vetted.signposts
            case "signpost":
                return value in self.vetted.signposts
            case "own":
                return self.own.has(value)
            case "number":
                return FORMS["count"].fullmatch(value) is not None or self._is_own(value)
            case "question":
                return value in self.own.questions or self._is_covered(value)
            case "quotation":
                return self._is_own(value)
            case "figure":
                return bool(value) and any(value.casefold() in quote.casefold() for quote in self.quotes)
            case "covered":
                return self._is_covered(value)
            case _:
                return False

    def _is_own(self, value: str) -> bool:
        return self.own.has(value.removeprefix("“").removesuffix("”"))

    def _are_names(self, value: str) -> bool:
        """Whether a text is known names, joined as a list or by "for"."""
        place = 0
        while place < len(value):
            name = self.vetted.names.at(value, place)
            if name is None:
                return False
            place += len(name.text)
            if place == len(value):
                return True
            joined = re.compile(r",? and |, | for ").match(value, place)
            if joined is None:
                return False
            place = joined.end()
        return False

    def _is_covered(self, value: str) -> bool:
        """Whether a text is nothing but fixed wording and texts of the frame, joined as a list; no statement is."""
        place = 0
        while place < len(value):
            found = self._next(0, value, place)
            if found and (found[1].ids(Role.STATEMENT) or found[1].ids(Role.LEAD)):
                return False
            joined = _JOINS.match(value, place)
            end = found[0] if found else joined.end() if joined else self._between(value, place)
            if end is None:
                return False
            place = end
        return bool(value.strip())
