"""The sources below an answer: what was quoted, whose it is, when it was checked, where the original is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

from assistant.types import Citation
from assistant.web.in_words import date_in_words, jurisdiction_in_words

WORDS = {
    "heading": "Sources",
    "own-words": "In our editors’ own words, checked against the source on {date}.",
    "own-words-secondary": (
        "In our editors’ own words. Checked against a published account. The original was not read. Checked on {date}."
    ),
    "passage": "In the source’s own words, copied on {date}.",
    "passage-secondary": ("In the words of a published account, copied on {date}. The original was not read."),
    "title": "Title",
    "publisher": "Publisher",
    "published": "Published",
    "locator": "Found in",
    "jurisdiction": "Applies to",
    "original": "Read the original at {host}",
    "new-tab": "(opens in a new tab)",
    "no-original": "There is no web address for the original.",
    "back": "Back to the answer",
    "marker": "Source {n}",
}

START = 90
"""About so many characters of a quote stand in the line that opens it."""


def anchor(turn: str, n: int) -> str:
    """The id of one citation, unique to its message."""
    return f"{turn}-source-{n}"


def marker_html(turn: str, n: int) -> str:
    """`[n]` as a link to its citation. A browser opens the closed source that holds the target by itself."""
    label = escape(WORDS["marker"].format(n=n))
    return f'<a class="marker" href="#{anchor(turn, n)}" aria-label="{label}">[{n}]</a>'


def sources_html(turn: str, citations: Sequence[Citation]) -> str:
    """The documents that are cited, each with its statements, which open one by one."""
    if not citations:
        return ""
    documents: dict[str, list[Citation]] = {}
    for citation in citations:
        documents.setdefault(citation.source_id, []).append(citation)
    listed = "".join(_document(turn, cited) for cited in documents.values())
    return f'<section class="sources"><h3>{WORDS["heading"]}</h3>{listed}</section>'


def _document(turn: str, cited: Sequence[Citation]) -> str:
    first = cited[0]
    date = f", {date_in_words(first.published)}" if first.published else ""
    title = f'<a href="/sources/{escape(first.source_id)}" target="_blank">{escape(first.title)}</a>'
    return (
        f'<div class="document"><h4><span class="document-title">{title}</span> '
        f'<span class="document-by">{escape(first.publisher + date)}</span></h4>'
        + "".join(_source(turn, citation) for citation in cited)
        + "</div>"
    )


def web_address(url: str) -> str | None:
    """`url` where it is a web address that is safe to link to, else None."""
    try:
        parts = urlsplit(url.strip())
        named = parts.hostname
    except ValueError:
        return None
    safe = parts.scheme in ("http", "https") and named and "@" not in parts.netloc
    return url.strip() if safe and not any(sign.isspace() for sign in url.strip()) else None


def _source(turn: str, citation: Citation) -> str:
    kind = "passage" if citation.kind == "passage" else "own-words"
    level = "" if citation.verification == "source-text" else "-secondary"
    check = WORDS[kind + level].format(date=date_in_words(citation.verified))
    rows = [("title", citation.title), ("publisher", citation.publisher)]
    if citation.published:
        rows.append(("published", date_in_words(citation.published)))
    rows.append(("jurisdiction", jurisdiction_in_words(citation.jurisdiction)))
    if citation.locator:
        rows.append(("locator", citation.locator))
    listed = "".join(f"<dt>{WORDS[name]}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    return (
        f'<details class="source"><summary><span class="source-number">[{citation.n}]</span> '
        f'<span class="source-start">{escape(_start(citation.quote))}</span></summary>'
        f'<div class="source-body" id="{anchor(turn, citation.n)}">'
        f"<blockquote>{escape(citation.quote)}</blockquote>"
        f'<p class="checked-on">{escape(check)}</p><dl>{listed}</dl>'
        f'<p class="source-links">{_original(citation)} '
        f'<a class="back" href="#{turn}" data-number="{citation.n}">{WORDS["back"]}</a></p></div></details>'
    )


def _start(quote: str) -> str:
    """The first words of a quote, to tell the statements of one document apart."""
    return quote if len(quote) <= START else quote[:START].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _original(citation: Citation) -> str:
    address = web_address(citation.url)
    if address is None:
        return f"<span>{WORDS['no-original']}</span>"
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    words = escape(WORDS["original"].format(host=host))
    return (
        f'<a class="original" href="{escape(address)}" target="_blank" rel="noopener noreferrer nofollow">'
        f'{words} <span class="quiet">{WORDS["new-tab"]}</span></a>'
    )
