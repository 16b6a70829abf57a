"""Texts that may be said, found at a place in an answer: the longest one that stands there, whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

KEY, SHORT_KEY = 16, 2
"""Characters of its beginning by which a text is looked up."""


class Role(StrEnum):
    """What a vetted text is, as far as a check has to know it."""

    STATEMENT = "statement"
    PASSAGE = "passage"
    LEAD = "lead"
    LIMITS = "limits"
    DISTINCTION = "distinction"
    WORDING = "wording"
    FRAME = "frame"


@dataclass(frozen=True, slots=True)
class Piece:
    """One vetted text, and what it is: by role, the ids of the records that have these very words."""

    text: str
    roles: tuple[tuple[Role, str], ...]

    def ids(self, role: Role) -> tuple[str, ...]:
        """The ids under one role; none where it does not have it."""
        return tuple(key for has, key in self.roles if has is role)


@dataclass
class Pieces:
    """Vetted texts, each found by its beginning."""

    _long: dict[str, list[Piece]] = field(default_factory=dict)
    _short: dict[str, list[Piece]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Role, str]]) -> Pieces:
        """The index of `texts`: each with its role and the id of its record."""
        roles: dict[str, list[tuple[Role, str]]] = {}
        for text, role, key in texts:
            if text.strip():
                roles.setdefault(text.strip(), []).append((role, key))
        made = cls()
        for text in sorted(roles, key=len, reverse=True):
            by, key = (made._long, text[:KEY]) if len(text) >= KEY else (made._short, text[:SHORT_KEY])
            by.setdefault(key, []).append(Piece(text, tuple(roles[text])))
        return made

    def at(self, text: str, place: int) -> Piece | None:
        """The longest vetted text that begins at `place` and ends at the end of a word."""
        nearby = self._long.get(text[place : place + KEY], ())
        candidates: tuple[Piece, ...] = (*nearby, *self._short.get(text[place : place + SHORT_KEY], ()))
        for piece in candidates:
            if text.startswith(piece.text, place) and _ends_there(piece.text, text, place + len(piece.text)):
                return piece
        return None


def _ends_there(piece: str, text: str, end: int) -> bool:
    """Whether no word of the text goes on where the piece ends."""
    return not (piece[-1].isalnum() and text[end : end + 1].isalnum())
