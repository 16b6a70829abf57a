"""From lines on pages to headings and paragraphs: what is repeated on each page goes, what was cut is joined again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.importers.document import Block, Role
from corpus.importers.normal import on_one_line

EDGE = 3
"""Lines at the top and at the bottom of a page among which a header or a footer is looked for."""
REPEATED_ON = 0.4
"""Share of the pages on which a line at the edge has to stand to be left out. Left and right pages may differ."""
LONGEST_JOINED = 6_000
"""Characters; what is longer is no paragraph that goes on over a page."""
_ITEM = re.compile(r"^(?:[-•‣▪●◦∙·–—*]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+")
_PAGE_NUMBER = re.compile(
    r"^[-–—\[(\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\])\s]*$", re.I
)
_CONTENTS = re.compile(r"(?:\.[ \u00a0]?){5,}\s*(?:\d{1,4}|[ivxl]{1,7})?$")
"""A line of a table of contents, with its row of dots."""
_ENDS = re.compile(r"[.!?:;…][\"”’)\]]*\s*(?:\[?\d{0,3}\]?)$")
_CUT_WORD = re.compile(r"(\w*[^\W\d_])[-\u2010\u00ad]$")
_CUT_RANGE = re.compile(r"\w[-\u2010\u2013]$")
_STARTS_WORD = re.compile(r"^([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on a page; `top` grows upwards, sizes are in points. 0 where the file does not say."""

    text: str
    top: float = 0.0
    left: float = 0.0
    size: float = 0.0
    bold: bool = False


def blocks_of(pages: Sequence[Sequence[Line]]) -> tuple[list[Block], list[str]]:
    """The blocks of all pages in order, and the headers and footers that were left out, each once."""
    kept, dropped = _without_repeated([[line for line in page if _says_something(line)] for page in pages])
    body = _body_size(kept)
    words = Counter(word for page in kept for line in page for word in _words(line.text))
    blocks: list[Block] = []
    for number, page in enumerate(kept, 1):
        for block in _of_page(page, number, body, words):
            if blocks and _goes_on(blocks[-1], block):
                blocks[-1] = Block(_joined(blocks[-1].text, block.text, words), blocks[-1].role, blocks[-1].page)
            else:
                blocks.append(block)
    return blocks, dropped


def _says_something(line: Line) -> bool:
    text = on_one_line(line.text)
    return bool(text) and not _CONTENTS.search(text)


def stated_title(pages: Sequence[Sequence[Line]]) -> str | None:
    """The largest lines of the first page, where they are clearly larger than the rest and no more than four."""
    first = [line for line in (pages[0] if pages else []) if on_one_line(line.text)]
    body = _body_size(pages)
    largest = max((line.size for line in first), default=0.0)
    if not body or largest < 1.25 * body:
        return None
    title = [on_one_line(line.text) for line in first if line.size > 0.97 * largest]
    return " ".join(title) if len(title) <= 4 else None


def _body_size(pages: Sequence[Sequence[Line]]) -> float:
    sizes = [line.size for page in pages for line in page if line.size for _ in range(len(line.text) // 10 + 1)]
    return median(sizes) if sizes else 0.0


def _without_repeated(pages: list[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    pages = [_without_number(page) for page in pages]
    if len(pages) < 3:
        return pages, []
    edges = [_edges(page) for page in pages]
    counted = Counter(key for page, edge in zip(pages, edges, strict=True) for key in {_key(page[at]) for at in edge})
    repeated = {key for key, times in counted.items() if times >= max(3, REPEATED_ON * len(pages))}
    kept, dropped = [], dict[str, None]()
    for page, edge in zip(pages, edges, strict=True):
        gone = {at for at in edge if _key(page[at]) in repeated}
        dropped.update(
            (on_one_line(page[at].text), None) for at in sorted(gone) if re.search(r"[^\W\d_]", page[at].text)
        )
        kept.append([line for at, line in enumerate(page) if at not in gone])
    once = {_key(Line(text)): text for text in reversed(dropped)}
    return kept, list(reversed(once.values()))


def _without_number(page: list[Line]) -> list[Line]:
    """A page without its number, where that stands alone in the first or the last line."""
    order = _from_top(page)
    outer = {at for at in (*order[:1], *order[-1:]) if _PAGE_NUMBER.match(on_one_line(page[at].text))}
    return [line for at, line in enumerate(page) if at not in outer] if len(page) > 1 else page


def _edges(page: Sequence[Line]) -> set[int]:
    order = _from_top(page)
    return {*order[:EDGE], *order[-EDGE:]}


def _from_top(page: Sequence[Line]) -> list[int]:
    """The places of the lines from the top of the page down; in their own order where the file does not say."""
    if len({line.top for line in page}) < 2:
        return list(range(len(page)))
    return sorted(range(len(page)), key=lambda at: -page[at].top)


def _key(line: Line) -> str:
    """A header without what counts in it."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", on_one_line(line.text).casefold())


def _of_page(page: Sequence[Line], number: int, body: float, words: Counter[str]) -> Iterable[Block]:
    steps = [
        one.top - two.top for one, two in zip(page, page[1:], strict=False) if 0 < one.top - two.top < 4 * (body or 12)
    ]
    # Where a page has a few lines far apart, the distance between them is no measure of a line.
    placed = len({line.top for line in page}) > 1
    step = min(median(steps), 1.8 * (body or 12)) if steps else 1.2 * body if placed else 0.0
    widths = [len(line.text) for line in page]
    wide = sorted(widths)[int(len(widths) * 0.8)] if widths else 0
    gathered: list[Line] = []
    for line in page:
        if gathered and _breaks(gathered[-1], line, step, wide, body):
            yield _block(gathered, number, body, words)
            gathered = []
        gathered.append(line)
    if gathered:
        yield _block(gathered, number, body, words)


def _breaks(before: Line, line: Line, step: float, wide: int, body: float) -> bool:
    """Whether a new block begins with `line`."""
    if _is_heading(before, body) != _is_heading(line, body) or _ITEM.match(on_one_line(line.text)):
        return True
    if before.size and line.size and abs(before.size - line.size) > 0.15 * max(before.size, line.size):
        return True
    down = before.top - line.top
    if step and down > max(1.45 * step, 1.4 * min(before.size, line.size)):
        return True
    ended = _ENDS.search(before.text.strip()) is not None
    if step and down < -step:
        # The next column: the paragraph goes on unless it had ended.
        return ended and len(before.text) < 0.85 * wide
    indented = line.left - before.left > 0.8 * (line.size or body or 10) and down > 0
    return ended and (indented or len(before.text.strip()) < 0.75 * wide)


def _is_heading(line: Line, body: float) -> bool:
    text = on_one_line(line.text)
    if len(text) > 140 or not re.search(r"[^\W\d_]{2}", text) or text.endswith((",", ";")):
        return False
    larger = body and line.size > 1.12 * body
    return bool(larger or (line.bold and not _ENDS.search(text)))


def _block(lines: Sequence[Line], page: int, body: float, words: Counter[str]) -> Block:
    text = ""
    for line in lines:
        text = _joined(text, line.text.strip(), words)
    heading = all(_is_heading(line, body) for line in lines)
    marked = _ITEM.match(on_one_line(text))
    role: Role = "heading" if heading else "item" if marked else "paragraph"
    return Block(text, role, page)


def _goes_on(before: Block, block: Block) -> bool:
    """Whether a block is the rest of the last one of the page before."""
    if before.page == block.page or "heading" in (before.role, block.role) or block.role == "item":
        return False
    if len(before.text) > LONGEST_JOINED:
        return False
    text = on_one_line(before.text[-400:])
    small = re.match(r"[a-z(,]", on_one_line(block.text)) is not None
    return not _ENDS.search(text) and (small or (before.role == "paragraph" and len(text) > 80))


def _joined(text: str, after: str, words: Counter[str]) -> str:
    """Two parts with a blank between them, or a word that was cut at the end of a line whole again."""
    if not text:
        return after
    # Only the end is looked at: a text may grow to a whole document.
    end = text[-60:]
    if _CUT_RANGE.search(end) and after[:1].isdigit():
        return f"{text}{after}"
    cut, start = _CUT_WORD.search(end), _STARTS_WORD.match(after)
    if cut is None or start is None:
        return f"{text} {after}"
    if not start[1][0].islower() or text.endswith("--"):
        return f"{text}{after}" if text[-1] == "-" and start[1][0].isupper() else f"{text} {after}"
    whole, hyphened = f"{cut[1]}{start[1]}".casefold(), f"{cut[1]}-{start[1]}".casefold()
    # What the document writes elsewhere decides: `double-blind` keeps its hyphen, `trans-plant` loses it.
    if words[hyphened] > words[whole]:
        return f"{text.rstrip(chr(0xAD))}{after}"
    return f"{text[:-1]}{after}"


def _words(text: str) -> list[str]:
    return [word.casefold() for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text)]
