"""A topic's page, and the list of all topics."""

from __future__ import annotations

from html import escape

from assistant.sections import say, stage_row
from assistant.shown import Shown
from assistant.topic_page import Kind, TopicView, kind_of, topics_with_pages
from assistant.web.reading.layout import document, items, link, paragraph, section
from assistant.web.reading.records_html import answer_html, distinctions_html, documents_html, statements_html

KINDS: tuple[tuple[Kind, str], ...] = (
    ("condition", "Conditions"),
    ("product", "Products and procedures"),
    ("process", "How it works, how it is tested, what to watch"),
    ("place", "Places, each on its own terms"),
)
WORDS = {
    "what": "What it is",
    "answers": "Short answers",
    "stands": "Where it stands",
    "stands-why": (
        "The furthest stage that a document here reports on comes first. Each stands for one product and one use, "
        "not for the whole topic."
    ),
    "not-same": "Not the same as",
    "questions": "Questions to take along",
    "older": "Older information",
    "sources": "Sources",
    "place": "Rules differ from country to country. What follows holds here, and is not compared with elsewhere.",
}


def topic_html(shown: Shown, view: TopicView) -> str:
    """The page of one topic."""
    opening = WORDS["place"] if view.kind == "place" else ""
    what = paragraph(view.concept.definition) if view.concept else ""
    stages = "".join(
        f"<h3>{link(f'/map/stages#{stage}', stage_row(shown.library, stage).name)}</h3>{documents_html(sources)}"
        for stage, sources in view.stages
    )
    parts = [
        section(WORDS["what"], what, "what"),
        section(WORDS["answers"], "".join(answer_html(answer) for answer in view.answers), "answers"),
        section(WORDS["stands"], paragraph(WORDS["stands-why"]) + stages if stages else "", "stage"),
        *(section(part.heading, statements_html(shown, part.statements), part.id) for part in view.parts),
        section(WORDS["not-same"], distinctions_html(view.distinctions), "not-the-same"),
        section(WORDS["questions"], items(escape(question) for question in view.questions), "questions"),
        section(
            WORDS["older"],
            paragraph(_older()) + statements_html(shown, view.older) if view.older else "",
            "older",
        ),
        section(WORDS["sources"], documents_html(view.sources), "sources"),
    ]
    return document(view.title, "".join(parts), here="/topics", intro=opening)


def topics_html(shown: Shown) -> str:
    """Every topic that has a page, by kind."""
    pages = topics_with_pages(shown)
    frame = shown.library.contents.field_map.topic_pages
    body = "".join(
        section(
            heading,
            items(link(f"/topics/{page.id}", page.title) for page in pages if kind_of(shown, page.id) == kind),
            kind,
        )
        for kind, heading in KINDS
    )
    return document(frame.title, body, here="/topics", intro=frame.intro)


def _older() -> str:
    return say("lead-older").replace("**", "")
