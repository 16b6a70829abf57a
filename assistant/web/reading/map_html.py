"""The map: layers, frontiers, stages, institutions and all the other rows, a page for each group."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any, NamedTuple

from assistant.shown import Shown
from assistant.web.reading.layout import document, items, link, paragraph, section
from assistant.web.reading.records_html import answer_html, document_line
from corpus.field_map import FieldMap
from corpus.model import Distinction, KeyAnswer

Fields = tuple[tuple[str, str], ...]


class Group(NamedTuple):
    """A group of rows: where it stands in the map, and which fields a reader sees under which label."""

    title: str
    rows: Callable[[FieldMap], Sequence[Any]]
    head: Callable[[FieldMap], Any]
    name: str
    fields: Fields


GROUPS: dict[str, Group] = {
    "today": Group(
        "What this means today",
        lambda frame: frame.today.sections,
        lambda frame: frame.today,
        "heading",
        (("text", ""),),
    ),
    "layers": Group(
        "Six layers of a named product",
        lambda frame: frame.layers.layers,
        lambda frame: frame.layers,
        "name",
        (
            ("plain", ""),
            ("why_it_matters", "Why it matters:"),
            ("vague_version", "Vague:"),
            ("filled_in_example", "Filled in:"),
            ("patient_question", "To ask:"),
        ),
    ),
    "frontiers": Group(
        "Six frontiers",
        lambda frame: frame.frontiers.frontiers,
        lambda frame: frame.frontiers,
        "name",
        (
            ("plain", ""),
            ("why_it_matters", "Why it matters:"),
            ("where_it_stands", "Where it stands:"),
            ("not_the_same_as", "Not the same as:"),
        ),
    ),
    "stages": Group(
        "Seven stages, from laboratory to clinic",
        lambda frame: frame.stages.stages,
        lambda frame: frame.stages,
        "name",
        (
            ("means", "It means:"),
            ("not_yet", "It does not mean yet:"),
            ("borrowed_as", "How it is borrowed:"),
            ("example", "For example:"),
            ("patient_question", "To ask:"),
        ),
    ),
    "signals": Group(
        "Where evidence in people is strongest",
        lambda frame: frame.signals.signals,
        lambda frame: frame.signals,
        "name",
        (("shows", "Shows:"), ("does_not_show", "Does not show:")),
    ),
    "institutions": Group(
        "Institutions, and what each does not prove",
        lambda frame: frame.institutions.institutions,
        lambda frame: frame.institutions,
        "name",
        (
            ("helps_understand", "Helps you understand:"),
            ("why_followed", "Why it is followed:"),
            ("does_not_prove", "Does not prove:"),
        ),
    ),
    "source-stack": Group(
        "Seven kinds of publication",
        lambda frame: frame.source_stack.tiers,
        lambda frame: frame.source_stack,
        "name",
        (("good_for", "Good for:"), ("be_careful", "Be careful:")),
    ),
    "borrowing": Group(
        "How marketing borrows real science",
        lambda frame: frame.borrowing.patterns,
        lambda frame: frame.borrowing,
        "name",
        (
            ("borrowed", "Borrowed:"),
            ("sold", "Sold:"),
            ("does_not_carry", "Why it does not carry over:"),
            ("ask", "To ask:"),
        ),
    ),
    "headline-checklist": Group(
        "Nine questions for a headline",
        lambda frame: frame.headline_checklist.questions,
        lambda frame: frame.headline_checklist,
        "question",
        (("why", "Why:"), ("good_answer", "A good answer:"), ("dodge", "A dodge:")),
    ),
    "faq": Group(
        "Frequent questions",
        lambda frame: frame.faq.questions,
        lambda frame: frame.faq,
        "question",
        (("answer", ""),),
    ),
    "rules": Group(
        "What this is not",
        lambda frame: frame.rules.rules,
        lambda frame: frame.rules,
        "name",
        (("plain", ""),),
    ),
    "footnotes": Group(
        "Nine source notes",
        lambda frame: frame.footnotes.notes,
        lambda frame: frame.footnotes,
        "title",
        (("anchors", "Carries:"),),
    ),
}
DISTINCTIONS = "distinctions"
LAYERS = {
    "cell_source": "Cells",
    "process": "How it is made",
    "disease": "Disease",
    "dose_route": "Dose and route",
    "endpoint": "What was measured",
    "oversight": "Oversight",
}
WORDS = {
    "map": "The map",
    "map-intro": (
        "How to read this field without getting lost: what a real product is, where work is going, and what it is not."
    ),
    "groups": "Parts of the map",
    "deeper": "Deeper pages",
    "next": "Next steps",
    "sources": "Stands on",
    "why": "Why they differ",
    "ask": "To ask:",
    "distinctions": "Not the same as",
    "distinctions-intro": "Pairs that are easily confused, and why they differ.",
}


def map_html(shown: Shown) -> str:
    """The page that leads to every part of the map."""
    frame = shown.library.contents.field_map
    groups = [(key, group.title) for key, group in GROUPS.items()] + [(DISTINCTIONS, WORDS["distinctions"])]
    body = section(WORDS["groups"], items(link(f"/map/{key}", title) for key, title in groups))
    for heading, guides in ((WORDS["deeper"], frame.deeper_pages), (WORDS["next"], frame.next_steps)):
        listed = items(f"{link(f'/guides/{page.id}', page.title)} {escape(page.intro)}" for page in guides.pages)
        body += section(heading, listed)
    return document(WORDS["map"], body, here="/map", intro=WORDS["map-intro"])


def group_html(shown: Shown, key: str) -> str | None:
    """One part of the map; None for a part that there is not."""
    if key == DISTINCTIONS:
        return _distinctions(shown)
    group = GROUPS.get(key)
    if group is None:
        return None
    frame = shown.library.contents.field_map
    head = group.head(frame)
    answers = {answer.id: answer for answer in shown.key_answers()}
    if key == "institutions":
        rows = "".join(
            section(lane.name, paragraph(lane.plain), f"lane-{lane.id}")
            + "".join(
                _row(shown, group, row, answers) for row in frame.institutions.institutions if row.lane == lane.id
            )
            for lane in frame.institutions.lanes
        )
    else:
        rows = "".join(_row(shown, group, row, answers) for row in group.rows(frame))
    intro = getattr(head, "intro", "") or getattr(head, "lead", "")
    closing = getattr(head, "closing", "") or getattr(head, "reading_rule", "") or getattr(head, "prestige_rule", "")
    return document(group.title, rows + (paragraph(closing) if closing else ""), here="/map", intro=intro)


def _row(shown: Shown, group: Group, row: Any, answers: dict[str, KeyAnswer]) -> str:
    told = "".join(paragraph(getattr(row, field), label) for field, label in group.fields if getattr(row, field))
    told += "".join(answer_html(answers[key]) for key in getattr(row, "key_answers", ()) if key in answers)
    contents = shown.library.contents
    drawn = [contents.distinctions[key] for key in getattr(row, "distinction_ids", ()) if key in contents.distinctions]
    told += items(link(f"/map/distinctions#{item.id}", item.short) for item in drawn)
    sources = [contents.sources[key] for key in getattr(row, "source_ids", ()) if key in contents.sources]
    if sources:
        told += f"<details><summary>{WORDS['sources']}</summary>{items(map(document_line, sources))}</details>"
    anchor = str(getattr(row, "id", None) or row.number)
    return section(getattr(row, group.name), told, anchor)


def _distinctions(shown: Shown) -> str:
    contents = shown.library.contents
    body = "".join(_distinction(shown, item) for item in contents.distinctions.values())
    return document(WORDS["distinctions"], body, here="/map", intro=WORDS["distinctions-intro"])


def _distinction(shown: Shown, item: Distinction) -> str:
    why = "".join(
        f"<dt>{LAYERS[layer]}</dt><dd>{escape(text)}</dd>"
        for layer, text in item.why.model_dump(exclude_none=True).items()
    )
    sources = [shown.library.contents.sources[key] for key in item.source_ids if key in shown.library.contents.sources]
    return section(
        item.short,
        paragraph(item.sentence)
        + f"<h3>{WORDS['why']}</h3><dl>{why}</dl>"
        + paragraph(item.question_to_ask, WORDS["ask"])
        + f"<details><summary>{WORDS['sources']}</summary>{items(map(document_line, sources))}</details>",
        item.id,
    )
