"""Text of a web page: trafilatura tells what belongs to the article, and the page's own order and headings are kept.

Scripts, styles, forms and what the page itself hides are taken out before anything is read. No address in the page is
opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from corpus.importers.document import Block, ImportedDocument, Limits
from corpus.importers.faults import ExpandsTooFar, Malformed, NoText
from corpus.importers.kinds import decoded
from corpus.importers.normal import on_one_line
from corpus.importers.page_blocks import MOSTLY_LINKS, page_blocks
from corpus.importers.passages import assembled

_NEVER_READ = (
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "canvas", "form", "button", "select",
    "textarea", "input", "dialog", "audio", "video",
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])", re.I
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_TITLES = ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_DATES = (
    "citation_publication_date", "citation_online_date", "citation_date", "article:published_time", "dc.date",
    "dc.date.issued", "dcterms.issued", "dcterms.date", "datepublished", "date", "prism.publicationdate",
)  # fmt: skip
_DATE = re.compile(r"\b((?:19|20)\d{2})(?:[-/](0[1-9]|1[0-2])(?:[-/](0[1-9]|[12]\d|3[01])(?!\d))?)?(?=$|[T\s])")
_SHARE_KEPT = 0.25
"""Where trafilatura knows less than this of what a page shows, the page is read whole."""
_TELLING = 12
"""Letters from which a block can be recognised in the article."""
_SHORT = 40
"""Characters; a shorter paragraph inside an article that is not known to be part of it is a button or a label."""


def read_html(data: bytes, limits: Limits, charset: str | None = None) -> ImportedDocument:
    """The document in a web page. Raises `Malformed`, `ExpandsTooFar`, `NoText`, `TooMuchText`."""
    import lxml.html
    from lxml import etree

    found = _CHARSET.search(data[:4_096])
    text = decoded(data, charset or (found[1].decode("ascii") if found else None))
    # lxml refuses text with a declaration of its encoding, and bytes of nought end what it reads.
    text = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")
    try:
        tree = lxml.html.document_fromstring(
            text, parser=lxml.html.HTMLParser(recover=True, huge_tree=False, no_network=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        raise Malformed(
            "The page is cut off or damaged. Open it in a browser, save it again, and import that."
        ) from None
    title, date = _title(tree), _date(tree)
    try:
        _prune(tree)
        blocks = _article(tree)
    except RecursionError:
        raise ExpandsTooFar("The page nests deeper than any text does. Save its text, and import that.") from None
    if not any(block.role != "heading" for block in blocks):
        raise NoText(
            "The page has no text of its own. It may be built in the browser: open it, save its text or print it to "
            "PDF, "
            "and import that."
        )
    return assembled("html", blocks, limits, title=title, date=date)


def _prune(tree: Any) -> None:
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _NEVER_READ or _hides(element):
            _drop(element)


def _hides(element: Any) -> bool:
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden", "").lower() == "true"
        or _HIDDEN.search(element.get("style", "")) is not None
    ) and element.tag not in ("html", "body")


def _drop(element: Any) -> None:
    """Takes an element out, and leaves the text that follows it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = f"{before.tail or ''} {element.tail}"
        else:
            parent.text = f"{parent.text or ''} {element.tail}"
    parent.remove(element)


def _article(tree: Any) -> list[Block]:
    """The blocks of the page in its own order: those that trafilatura knows for the article, and what lies between
    them."""
    import copy

    import trafilatura

    found = [one for one in page_blocks(tree) if one.share_of_links < MOSTLY_LINKS or one.block.role == "heading"]
    article = trafilatura.bare_extraction(
        copy.deepcopy(tree), include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    body = getattr(article, "body", None)
    known = _letters("".join(body.itertext())) if body is not None else ""
    sure = [len(words) >= _TELLING and words in known for words in (_letters(one.block.text) for one in found)]
    kept = sum(len(one.block.text) for one, is_sure in zip(found, sure, strict=True) if is_sure)
    if kept < _SHARE_KEPT * sum(len(one.block.text) for one in found):
        return [one.block for one in found]
    first, last = sure.index(True), len(sure) - 1 - sure[::-1].index(True)
    # The rest of a list or a table at the end belongs to it.
    parts = ("item", "row")
    while last + 1 < len(found) and found[last].block.role in parts and found[last + 1].block.role in parts:
        last += 1
    while first > 0 and found[first - 1].block.role == "heading":
        first -= 1
    blocks = [
        one.block
        for one, is_sure in zip(found[first : last + 1], sure[first : last + 1], strict=True)
        if is_sure or one.block.role != "paragraph" or len(one.block.text) >= _SHORT
    ]
    while blocks and blocks[-1].role == "heading":
        blocks.pop()
    return blocks


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", on_one_line(text)).casefold()


def _metas(tree: Any, names: tuple[str, ...]) -> Iterator[str]:
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = on_one_line(meta.get("content") or "")
        if name and content:
            stated.setdefault(name, content)
    return (stated[name] for name in names if name in stated)


def _title(tree: Any) -> str | None:
    heads = [on_one_line(head.text_content()) for head in tree.iter("h1")]
    named = next(tree.iter("title"), None)
    own = on_one_line(named.text_content()) if named is not None else ""
    # The one heading of a page says what it is; its `title` often adds the name of the site.
    candidates = [next(_metas(tree, _TITLES), None), heads[0] if len(heads) == 1 else None, own]
    return next((one for one in candidates if one), None)


def _date(tree: Any) -> str | None:
    """The date of publication in the page's own marks. Dates in its text are not guessed at."""
    timed = [element.get("datetime") or "" for element in tree.iter("time") if element.get("pubdate") is not None]
    for stated in (*_metas(tree, _DATES), *timed):
        found = _DATE.match(stated.strip())
        if found:
            return "-".join(part for part in found.groups() if part)
    return None
