"""Text as it was typed or pasted: paragraphs are what blank lines part, or each line where there are none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importers.document import Block, ImportedDocument, Limits
from corpus.importers.kinds import decoded
from corpus.importers.lines import Line, blocks_of
from corpus.importers.passages import assembled

_MARKED = re.compile(r"^\s*(?:#{1,6}\s+|[-*•]\s+)(?=\S)")
_TYPICAL_WRAP = 100
"""Characters; a text whose longest line is shorter was wrapped at the end of its lines."""


def read_text(data: bytes, limits: Limits, charset: str | None = None) -> ImportedDocument:
    """The document in a plain text. Raises `NoText`, `TooMuchText`."""
    text = decoded(data, charset).replace("\r\n", "\n").replace("\r", "\n")
    return assembled("text", _blocks(re.split(r"[\f\v]|\n\s*\n", text)), limits)


def _blocks(parts: list[str]) -> Iterator[Block]:
    for part in parts:
        lines = [line for line in part.split("\n") if line.strip()]
        if not lines:
            continue
        if len(lines) == 1 and _titles(lines[0]):
            yield Block(re.sub(r"^#{1,6}\s+", "", lines[0].strip()), "heading")
        elif max(map(len, lines)) <= _TYPICAL_WRAP:
            yield from _wrapped(lines)
        else:
            yield from (Block(line, "item" if _MARKED.match(line) else "paragraph") for line in lines)


def _titles(line: str) -> bool:
    words = line.strip()
    if re.match(r"#{1,6}\s+\S", words):
        return True
    return (
        len(words) <= 80 and len(words.split()) <= 12 and not re.search(r"[.!?:;,)\"”]$", words) and words[:1].isupper()
    )


def _wrapped(lines: list[str]) -> Iterator[Block]:
    """Lines that were wrapped: joined, but for those that open an item of a list."""
    for block in blocks_of([[Line(line) for line in lines]])[0]:
        yield Block(block.text, block.role)
