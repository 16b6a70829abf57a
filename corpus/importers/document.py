"""A document as it was read: its normalised text, and the passages in it with exact spans."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

DocumentKind = Literal["pdf", "html", "docx", "text", "registry-record"]
Role = Literal["heading", "paragraph", "item", "row"]

BETWEEN = "\n\n"
"""Between two passages of a text. No passage holds a line break."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a document is read. More is a named fault, never a part of the document."""

    bytes: int = 25_000_000
    pages: int = 600
    characters: int = 3_000_000
    seconds: int = 60
    """Of computing; the clock may show twice as many on a busy machine."""
    unpacked_bytes: int = 120_000_000
    """What a packed part may unpack to."""
    memory_bytes: int = 1_500_000_000
    """Address space of the process that reads."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text as a reader found it: a heading, a paragraph, an item of a list or a row of a table."""

    text: str
    role: Role = "paragraph"
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document's text: `document.text[start:end] == text`, in characters."""

    text: str
    start: int
    end: int
    role: Role = "paragraph"
    page: int | None = None
    heading: str | None = None
    """The heading under which it stands."""

    @property
    def locator(self) -> str:
        """Where to look in the original: `page 3, under “Results”`."""
        under = f"under “{self.heading}”" if self.heading else ""
        where = [f"page {self.page}" if self.page else "", under]
        return ", ".join(filter(None, where)) or "the text"


@dataclass(frozen=True, slots=True)
class ImportedDocument:
    """What was read. The hash of the text is its identity: the same words have the same hash, whatever the file."""

    kind: DocumentKind
    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    date: str | None = None
    """As the document itself states it: `2024`, `2024-03` or `2024-03-12`."""
    pages: int | None = None
    address: str | None = None
    """Where it was fetched from, after redirects."""
    notes: tuple[str, ...] = ()
    """For the editor: what was left out, and what to look at."""
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", text_hash(self.text))

    def as_plain(self) -> dict[str, Any]:
        """The document as data for JSON; `from_plain` reads it back."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> ImportedDocument:
        """The document that `as_plain` wrote. Raises `ValueError` where a span or the hash does not hold."""
        try:
            given = dict(plain)
            hashed = given.pop("sha256", None)
            given["passages"] = tuple(Passage(**one) for one in given["passages"])
            given["notes"] = tuple(given.get("notes", ()))
            made = cls(**given)
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is not an imported document ({error}): import it again") from None
        if made.kind not in get_args(DocumentKind) or (hashed is not None and hashed != made.sha256):
            raise ValueError("the text of an imported document is not what was stored: import it again")
        if any(made.text[one.start : one.end] != one.text for one in made.passages):
            raise ValueError("a passage of an imported document is not where it should be: import it again")
        return made


def text_hash(text: str) -> str:
    """SHA-256 of a normalised text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
