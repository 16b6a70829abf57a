"""The blocks of a web page in their order: headings, paragraphs, items of lists, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from corpus.importers.document import Block, Role
from corpus.importers.normal import on_one_line

MOSTLY_LINKS = 0.6
"""Share of links from which a block is navigation."""
_ROLES: dict[str, Role] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    "tr": "row",
    **dict.fromkeys(
        ("p", "div", "section", "article", "main", "blockquote", "pre", "figcaption", "caption"), "paragraph"
    ),
    **dict.fromkeys(
        ("ul", "ol", "dl", "table", "figure", "center", "address", "details", "summary", "body"), "paragraph"
    ),
}
_AROUND = frozenset({"nav", "footer", "aside", "menu"})
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A block, and how much of it is links."""

    block: Block
    share_of_links: float


@dataclass
class _Open:
    """A block that is being gathered."""

    role: Role
    parts: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0

    def add(self, text: str | None, in_link: bool) -> None:
        if text:
            self.parts.append(text)
            self.letters += len(text.strip())
            self.linked += len(text.strip()) if in_link else 0

    def closed(self) -> Iterator[PageBlock]:
        text = on_one_line("".join(self.parts))
        if self.role == "row":
            text = " | ".join(part.strip() for part in text.split("\u2502") if part.strip())
        if text:
            yield PageBlock(Block(text, self.role), self.linked / max(self.letters, 1))
        self.parts, self.letters, self.linked = [], 0, 0


def page_blocks(tree: Any) -> Iterator[PageBlock]:
    """The blocks of a page, without its navigation, its foot and what stands at its side.

    What is gathered ends where an element begins or ends that is a block of its own; inside a row nothing is.
    """
    body = tree.find("body")
    opened = [_Open("paragraph")]
    links = rows = 0
    stack: list[tuple[Any, bool]] = [(tree if body is None else body, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        own = tag in _ROLES and (not rows or (tag == "tr" and rows == 1 and leaving))
        if leaving:
            links -= tag == "a"
            if tag in _CELLS and rows:
                opened[-1].add(" \u2502 ", False)
            elif tag in _ROLES and not own:
                opened[-1].add(" ", False)
            if own:
                yield from opened.pop().closed()
            rows -= tag == "tr"
            opened[-1].add(element.tail, links > 0)
            continue
        if tag in _AROUND or (tag == "header" and not _inside_article(element)):
            opened[-1].add(element.tail, links > 0)
            continue
        if own:
            yield from opened[-1].closed()
            opened.append(_Open(_ROLES[tag]))
        links += tag == "a"
        rows += tag == "tr"
        if tag == "br":
            opened[-1].add(" ", False)
        opened[-1].add(element.text, links > 0)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(list(element)))
    yield from opened[0].closed()


def _inside_article(element: Any) -> bool:
    return any(parent.tag in ("article", "main") for parent in element.iterancestors())
