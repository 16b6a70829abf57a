"""An answer as text: Markdown for the contract, plain lines for a terminal or a printed page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.types import Section


def as_markdown(sections: Sequence[Section]) -> str:
    """The whole answer as Markdown: its sections in order, with `[n]` markers."""
    return "\n\n".join(section.text for section in sections)


def as_plain(text: str) -> str:
    """Markdown of ours without its marks, for a reader of plain text."""
    text = re.sub(r"\*\*(.+?)\*\*", r"\1", text)
    text = re.sub(r"^> ", "“", text, flags=re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", text)
