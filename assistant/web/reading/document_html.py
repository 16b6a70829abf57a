"""The page of a document, with everything that was taken from it, and the list of all documents."""

from __future__ import annotations

from html import escape

from assistant.sections import stage_row
from assistant.shown import Shown
from assistant.web.in_words import date_in_words, jurisdiction_in_words
from assistant.web.reading.layout import document, items, link, paragraph, section
from assistant.web.reading.records_html import document_line, original_html, statement_html
from corpus.model import Lane, Source

LANES: tuple[tuple[Lane, str], ...] = (
    ("standards", "Societies and their guidelines"),
    ("academic", "Research institutes and reviews"),
    ("programs", "Trials and products"),
    ("regulators", "Regulators, laws and courts"),
    ("registries", "Trial registries"),
    ("harms", "Reports of harm and of the market"),
    ("field-guide", "Guides to reading and to products"),
    ("industry", "Industry, as background and never as proof"),
)
WORDS = {
    "title": "Sources",
    "intro": "Every document that an answer can stand on. No clinic, seller or travel site is among them.",
    "shows": "Shows:",
    "does-not-show": "Does not show:",
    "not-same": "Not the same as",
    "taken": "What was taken from it, in our own words",
    "read": "What was read:",
    "stage": "Stage:",
    "applies": "Applies to:",
    "published": "Published:",
    "none": "Nothing from this document is shown at the moment.",
}


def source_html(shown: Shown, key: str) -> str | None:
    """The page of one document; None for one that is not in the release."""
    source = shown.library.contents.sources.get(key)
    if source is None:
        return None
    statements = shown.of_source(source)
    taken = "".join(
        f'<article id="{one.statement.slug}">{statement_html(shown, one, document=False)}</article>'
        for one in statements
    )
    body = (
        _head(shown, source)
        + paragraph(source.shows, WORDS["shows"])
        + paragraph(source.does_not_show, WORDS["does-not-show"])
        + section(WORDS["not-same"], items(map(escape, source.not_same_as)))
        + section(WORDS["taken"], taken or paragraph(WORDS["none"]))
    )
    return document(source.title, body, here="/sources", intro=source.publisher)


def sources_html(shown: Shown) -> str:
    """All documents, by the kind of publisher."""
    sources = sorted(shown.library.contents.sources.values(), key=lambda source: source.title.casefold())
    body = "".join(
        section(heading, items(document_line(source) for source in sources if source.lane == lane), lane)
        for lane, heading in LANES
    )
    return document(WORDS["title"], body, here="/sources", intro=WORDS["intro"])


def _head(shown: Shown, source: Source) -> str:
    told = original_html(source)
    if source.published:
        told += paragraph(date_in_words(source.published), WORDS["published"])
    told += paragraph(jurisdiction_in_words(source.jurisdiction), WORDS["applies"])
    if source.stage is not None:
        name = stage_row(shown.library, source.stage).name
        told += f"<p><strong>{WORDS['stage']}</strong> {link(f'/map/stages#{source.stage}', name)}</p>"
    if source.read_as:
        told += paragraph(source.read_as, WORDS["read"])
    return told
