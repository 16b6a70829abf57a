"""The few Markdown marks that our own sections use, as HTML. Nothing else in a text is ever a mark.

Paragraphs, `### ` headings, `- ` and `1. ` lists, `> ` quotations, `**bold**`, `[n]` markers and backslash
escapes. No link, image or tag can come out of a text: everything is escaped, and only these marks add tags.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the number of a quoted statement while the marks are read, so that no mark inside a quote counts."""

_BLOCK = re.compile(r"(?P<heading>### )|(?P<ul>[-*] )|(?P<ol>\d{1,2}\. )|(?P<blockquote>> ?)")
_MARK = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!|<>~:@])"
    r"|\*\*(?P<bold>(?:\\.|[^*\\]|\*(?!\*))+?)\*\*"
    r"|\[(?P<number>\d{1,3})\]"
    rf"|{OPEN}(?P<quote>\d+){CLOSE}"
)

Marker = Callable[[int], str | None]


def to_html(text: str, marker: Marker, quotes: Iterable[str] = ()) -> str:
    """`text` as HTML.

    `marker` makes the HTML of `[n]`; where it returns None the brackets stay as they are. Each of `quotes`
    that stands in the text is printed character for character, in `<span class="quoted">`.
    """
    text = text.replace(OPEN, "").replace(CLOSE, "")
    kept: dict[int, str] = {}
    for number, quote in enumerate(sorted({*quotes} - {""}, key=len, reverse=True)):
        if quote in text:
            kept[number] = quote
            text = text.replace(quote, f"{OPEN}{number}{CLOSE}")
    return "".join(_blocks(text, lambda line: _inline(line, marker, kept)))


def _blocks(text: str, inline: Callable[[str], str]) -> Iterable[str]:
    kind, lines = "p", list[str]()
    for line in [*text.splitlines(), ""]:
        found = _BLOCK.match(line)
        new = (found.lastgroup or "p") if found else "p" if line.strip() else ""
        content = line[found.end() :] if found else line.strip()
        continues = new == "p" and lines and (kind != "heading")
        if continues and kind in ("ul", "ol"):
            lines[-1] += f"\n{content}"
            continue
        if lines and not (continues or (new == kind and kind != "heading")):
            yield _block(kind, lines, inline)
            lines = []
        if new:
            kind = kind if continues else new
            lines.append(content)


def _block(kind: str, lines: list[str], inline: Callable[[str], str]) -> str:
    if kind == "heading":
        return f"<h4>{inline(lines[0])}</h4>"
    if kind in ("ul", "ol"):
        return f"<{kind}>" + "".join(f"<li>{inline(line)}</li>" for line in lines) + f"</{kind}>"
    body = "<p>" + inline("\n".join(lines)) + "</p>"
    return f"<blockquote>{body}</blockquote>" if kind == "blockquote" else body


def _inline(line: str, marker: Marker, kept: Mapping[int, str]) -> str:
    made, after = [], 0
    for found in _MARK.finditer(line):
        made.append(_plain(line[after : found.start()]))
        after = found.end()
        if found["escaped"]:
            made.append(_plain(found["escaped"]))
        elif found["bold"]:
            made.append(f"<strong>{_inline(found['bold'], marker, kept)}</strong>")
        elif found["quote"]:
            made.append(f'<span class="quoted">{escape(kept[int(found["quote"])])}</span>')
        else:
            made.append(marker(int(found["number"])) or _plain(found[0]))
    return "".join(made) + _plain(line[after:])


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")
