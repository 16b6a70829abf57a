"""An answer as text: Markdown for the contract, plain lines for a terminal or a printed page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Section

_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def as_markdown(sections: Sequence[Section]) -> str:
    """The whole answer as Markdown: its sections in order, with `[n]` markers."""
    return "\n\n".join(section.text for section in sections)


def as_plain(text: str) -> str:
    """Markdown of ours without its marks, for a reader of plain text. Nothing in it steers a terminal."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    text = re.sub(r"^> ", "“", text, flags=re.MULTILINE)
    return harmless(re.sub(r"\\(.)", r"\1", text))


def harmless(text: str) -> str:
    """`text` with what steers a terminal or turns a line shown as its code: `\\u001b`. New lines stay.

    The codes are those of JSON, so that a JSON text stays one and means the same.
    """
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
