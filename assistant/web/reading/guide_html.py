"""Deeper pages and next steps: parts that draw on topics and checklists."""

from __future__ import annotations

from assistant.shown import Shown
from assistant.topic_page import topic_view
from assistant.web.reading.checklist_html import checklist_body
from assistant.web.reading.layout import document, link, paragraph, section
from assistant.web.reading.records_html import answer_html, distinctions_html, documents_html, statements_html
from corpus.field_map import GuidePart

ANSWERS = 3
STATEMENTS = 3
WORDS = {"not-same": "Not the same as", "sources": "Stands on", "all": "All on this topic"}


def guide_html(shown: Shown, key: str) -> str | None:
    """One guide; None for one that there is not."""
    contents = shown.library.contents
    guides = [*contents.field_map.deeper_pages.pages, *contents.field_map.next_steps.pages]
    guide = next((page for page in guides if page.id == key), None)
    if guide is None:
        return None
    drawn = [contents.distinctions[item] for item in guide.distinction_ids if item in contents.distinctions]
    sources = [contents.sources[item] for item in guide.source_ids if item in contents.sources]
    body = "".join(section(part.heading, _part(shown, part)) for part in guide.parts)
    body += section(WORDS["not-same"], distinctions_html(drawn))
    body += section(WORDS["sources"], documents_html(sources))
    return document(guide.title, body, here="/map", intro=guide.intro)


def _part(shown: Shown, part: GuidePart) -> str:
    told = paragraph(part.text) if part.text else ""
    if part.checklist:
        told += checklist_body(shown, part.checklist)
    view = topic_view(shown, part.topic) if part.topic else None
    if view is None:
        return told
    if view.concept is not None:
        told += paragraph(view.concept.definition)
    told += "".join(answer_html(answer) for answer in view.answers[:ANSWERS])
    telling = [part.statements[0] for part in view.parts[:STATEMENTS]]
    told += statements_html(shown, telling)
    everything = f"{WORDS['all']}: {view.title}"
    return f"{told}<p>{link(f'/topics/{view.id}', everything)}</p>"
