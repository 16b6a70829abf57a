"""The document around every page to read: head, the ways to the other pages, and the frame at the foot."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from assistant.sections import say

NAME = "Fieldmap"
WAYS = (
    ("/", "Ask a question"),
    ("/topics", "Topics"),
    ("/map", "The map"),
    ("/checklists", "Checklists"),
    ("/trial-record", "A trial record"),
    ("/sources", "Sources"),
)
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def document(title: str, body: str, here: str = "", intro: str = "") -> str:
    """A whole page. `body` is HTML; `title` and `intro` are text; `here` is the way that is marked as current."""
    ways = "".join(
        f'<li><a href="{address}"{" aria-current=page" if address == here else ""}>{escape(name)}</a></li>'
        for address, name in WAYS
    )
    opening = f'<p class="intro">{escape(intro)}</p>' if intro else ""
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)} · {NAME}</title><meta name="color-scheme" content="light dark">'
        '<link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/page/style.css"><link rel="stylesheet" href="/page/reading.css"></head>'
        '<body class="reading"><a class="skip" href="#content">Skip to the text</a>'
        f'<nav aria-label="Pages"><ul>{ways}</ul></nav>'
        f'<main id="content"><h1>{escape(title)}</h1>{opening}{body}</main>'
        f"<footer><p>{escape(say('frame-not-advice-short'))}</p></footer></body></html>"
    )


def section(heading: str, body: str, anchor: str = "") -> str:
    """A part of a page under its own heading; nothing for an empty body."""
    if not body:
        return ""
    mark = f' id="{escape(anchor)}"' if anchor else ""
    return f"<section{mark}><h2>{escape(heading)}</h2>{body}</section>"


def items(entries: Iterable[str], kind: str = "ul") -> str:
    """A list of HTML entries; nothing for none."""
    made = "".join(f"<li>{entry}</li>" for entry in entries)
    return f"<{kind}>{made}</{kind}>" if made else ""


def paragraph(text: str, label: str = "") -> str:
    """One paragraph of plain text, with a label in bold before it."""
    bold = f"<strong>{escape(label)}</strong> " if label else ""
    return f"<p>{bold}{escape(text)}</p>"


def link(address: str, text: str) -> str:
    """A link to one of our own pages."""
    return f'<a href="{escape(address)}">{escape(text)}</a>'
