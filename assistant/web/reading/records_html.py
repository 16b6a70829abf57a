"""Statements, short answers, distinctions and documents as they stand on every page to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from assistant.sections import say
from assistant.shown import Shown
from assistant.web.in_words import date_in_words
from assistant.web.reading.layout import items, link
from assistant.web.source_html import web_address
from corpus.freshness import Freshness
from corpus.model import Distinction, KeyAnswer, Source
from index.contents import PublishedStatement

VISIBLE = 6
"""Statements that stand open; the rest of a long list opens on request."""
WORDS = {
    "more": "{count} more",
    "checked": "checked on {date}",
    "secondary": "from a published account of it",
    "older": "Not read again since; it may be out of date.",
    "limits": "What this does not show:",
    "stands-on": "Stands on",
    "original": "Read the original at {host}",
}


def statement_html(shown: Shown, one: PublishedStatement, document: bool = True) -> str:
    """A statement, unchanged, with its document and the date on which it was checked."""
    verification = one.verification
    notes = [WORDS["checked"].format(date=date_in_words(verification.date.isoformat()))]
    if verification.level == "secondary-text":
        notes.append(WORDS["secondary"])
    where = f"{link(statement_address(one), one.source.title)}, {escape(one.source.publisher)}; " if document else ""
    stale = ""
    if shown.age(one) is Freshness.OVERDUE:
        note = say("stale-statement", verified_date=date_in_words(verification.date.isoformat()))
        stale = f' <em class="stale">{escape(note)}</em>'
    elif shown.age(one) is Freshness.AGED:
        stale = f' <em class="stale">{escape(WORDS["older"])}</em>'
    return (
        f'<p class="statement">{escape(one.statement.text)}</p>{_passage_html(one)}'
        f'<p class="provenance">{where}{escape(", ".join(notes))}.{stale}</p>'
    )


def _passage_html(one: PublishedStatement) -> str:
    """The source's own words under their label, where the release holds them."""
    if not one.has_passage:
        return ""
    label = escape(say("label-passage"))
    return f'<blockquote class="passage"><p>{label} “{escape(one.words("passage"))}”</p></blockquote>'


def statements_html(shown: Shown, statements: Sequence[PublishedStatement], visible: int = VISIBLE) -> str:
    """Statements as a list; what goes beyond `visible` stands in a part that opens."""
    made = [statement_html(shown, one) for one in statements]
    first, rest = items(made[:visible]), made[visible:]
    if not rest:
        return first
    return f"{first}<details><summary>{WORDS['more'].format(count=len(rest))}</summary>{items(rest)}</details>"


def answer_html(answer: KeyAnswer) -> str:
    """A short answer with its limits and the statements it stands on."""
    stands = ", ".join(
        link(f"/sources/{key.split('/')[0]}#{key.split('/')[1]}", f"[{number}]")
        for number, key in enumerate(answer.stands_on, 1)
    )
    return (
        f'<article class="short-answer" id="{answer.id}"><h3>{escape(answer.question)}</h3><p>{escape(answer.lead)}</p>'
        f'<p class="limits"><strong>{WORDS["limits"]}</strong> {escape(answer.limits)}</p>'
        f'<p class="provenance">{WORDS["stands-on"]} {stands}</p></article>'
    )


def distinctions_html(drawn: Iterable[Distinction]) -> str:
    """Each "not the same as" with a link to why."""
    return items(
        f"<p><strong>{link(f'/map/distinctions#{item.id}', item.short)}</strong> {escape(item.sentence)}</p>"
        for item in drawn
    )


def documents_html(sources: Iterable[Source]) -> str:
    """Links to the pages of documents."""
    return items(document_line(source) for source in sources)


def document_line(source: Source) -> str:
    """A document in one line: title, publisher, date."""
    date = f", {date_in_words(source.published)}" if source.published else ""
    return f'{link(f"/sources/{source.id}", source.title)} <span class="by">{escape(source.publisher + date)}</span>'


def original_html(source: Source) -> str:
    """The way to the original, which opens in the same window: a page to read has nothing to lose."""
    address = web_address(source.url)
    if address is None:
        return ""
    words = WORDS["original"].format(host=(urlsplit(address).hostname or "").removeprefix("www."))
    return f'<p><a class="original" href="{escape(address)}" rel="noopener noreferrer nofollow">{escape(words)}</a></p>'


def statement_address(one: PublishedStatement) -> str:
    """Where a statement stands on the page of its document."""
    return f"/sources/{one.source.id}#{one.statement.slug}"
