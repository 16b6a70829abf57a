"""Work: find an item, open it, or begin a new one."""

from __future__ import annotations

import typing
from datetime import timedelta
from typing import Any

import gradio as gr

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.html import block, said
from assistant.web.desk.item_html import line_of
from assistant.web.desk.item_panel import ItemPanel
from corpus.desk.errors import DeskError, UnknownItem
from corpus.desk.finding import Filter
from corpus.desk.flow import STATES
from corpus.desk.kinds import KINDS, MADE_AT_THE_DESK, key_of
from corpus.desk.people import Person
from corpus.model import Lane

PAGE = 40
DUE = {"today or before": 0, "within 30 days": 30, "within 90 days": 90}
WORDS = {
    "found": "{total} found",
    "shown": "{total} found, the first {shown} are shown",
    "none": "Nothing fits. Take a filter away, or look for fewer words.",
    "id": "New id – for a statement: source/slug; small letters, digits and hyphens",
    "no-id": "Give the new one an id: small letters, digits and hyphens, and for a statement source/slug.",
    "begun": "Begun as a draft. Fill in the fields; what is missing is said beside each.",
}


def choices(listed: typing.Iterable[str]) -> list[tuple[str, str]]:
    """Choices of a filter, with the one that does not matter first."""
    return [("any", ""), *((one, one) for one in listed)]


class WorkTab:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        with gr.Row(elem_classes="two"):
            with gr.Column(scale=2, min_width=320, elem_id="find"):
                self.text = gr.Textbox("", label="Words in it", elem_id="find-words", max_length=300)
                with gr.Row():
                    self.kind = gr.Dropdown(choices(KINDS), value="", label="Kind", elem_id="find-kind", min_width=130)
                    self.stands = gr.Dropdown(
                        choices(STATES), value="", label="State", elem_id="find-state", min_width=130
                    )
                with gr.Row():
                    lanes = typing.get_args(Lane)
                    self.lane = gr.Dropdown(choices(lanes), value="", label="Lane", elem_id="find-lane", min_width=130)
                    self.due = gr.Dropdown(choices(DUE), value="", label="Due", elem_id="find-due", min_width=130)
                with gr.Row():
                    self.place = gr.Dropdown(choices(()), value="", label="Place", elem_id="find-place", min_width=130)
                    self.topic = gr.Dropdown(choices(()), value="", label="Topic", elem_id="find-topic", min_width=130)
                with gr.Row():
                    self.find = gr.Button("Find", variant="primary", elem_id="find-button")
                    self.more = gr.Button("Show more", elem_id="find-more")
                self.count = still("", elem_id="find-count")
                self.limit = gr.Number(PAGE, visible="hidden")
                self.found = gr.Radio([], label="Found: choose one to open it", elem_id="found", elem_classes="list")
                with gr.Accordion("Begin something new", open=False, elem_id="begin"):
                    self.new_kind = gr.Dropdown(
                        list(MADE_AT_THE_DESK), value="statement", label="Kind", elem_id="new-kind"
                    )
                    self.new_id = gr.Textbox("", label=WORDS["id"], elem_id="new-id", max_length=200)
                    self.begin = gr.Button("Begin", elem_id="begin-button")
            with gr.Column(scale=3, min_width=320, elem_id="item"):
                self.panel = ItemPanel(bench)
        self.filters: list[Any] = [self.text, self.kind, self.stands, self.lane, self.due, self.place, self.topic]
        self._listen()

    def lists(self) -> dict[Any, Update]:
        """Updates of the choices that come from the corpus itself."""
        try:
            known = self.bench.desk.read("document:topics").data
        except UnknownItem:
            return {}
        topics = sorted({one for name in ("conditions", "products", "processes") for one in known.get(name, [])})
        return {
            self.place: gr.update(choices=choices(sorted(known.get("places", [])))),
            self.topic: gr.update(choices=choices(topics)),
        }

    def loaded(self, person: Person) -> dict[Any, Update]:
        """Updates for a page that was just opened."""
        return self.lists() | self._search(person, PAGE, *[""] * 7)

    def _listen(self) -> None:
        answering, panel = self.bench.answering, self.panel
        out = [panel.message, self.count, self.found, self.limit]
        fresh = answering(panel.message, lambda person, *values: self._search(person, PAGE, *values))
        gr.on(
            [self.find.click, self.text.submit, *(part.input for part in self.filters[1:])],
            fresh,
            self.filters,
            out,
            **private(),
        )
        longer = answering(
            panel.message, lambda person, shown, *values: self._search(person, int(shown) + PAGE, *values)
        )
        self.more.click(longer, [self.limit, *self.filters], out, **private())
        self.found.input(
            answering(
                panel.message, lambda person, key, old, version, *v: panel.opened(person, key or "", old, version, v)
            ),
            [self.found, *panel.state],
            panel.everything,
            **private(),
        )
        self.begin.click(
            answering(panel.message, self._begin),
            [self.new_kind, self.new_id, *panel.state],
            [*panel.everything, self.new_id],
            **private(),
        )

    def _search(self, person: Person, limit: int, *filters: Any) -> dict[Any, Update]:
        text, kind, state, lane, due, place, topic = [one or None for one in filters]
        day = self.bench.desk.now().date() + timedelta(days=DUE[due]) if due else None
        wanted = Filter(kind, lane, place, topic, state, day, text)
        found = self.bench.desk.find(wanted, limit=min(limit, 400))
        if not found.total:
            count = block(f"<p>{WORDS['none']}</p>")
        else:
            words = WORDS["found"] if len(found.rows) == found.total else WORDS["shown"]
            count = block(f"<p>{words.format(total=found.total, shown=len(found.rows))}</p>")
        rows = [(line_of(row), row.key) for row in found.rows]
        return {
            self.count: gr.update(value=count),
            self.found: gr.update(choices=rows, value=None),
            self.limit: gr.update(value=limit),
        }

    def _begin(
        self, person: Person, kind: str, new_id: str | None, key: str, version: str, *values: Any
    ) -> dict[Any, Update]:
        item_id = (new_id or "").strip()
        if not item_id:
            raise DeskError(WORDS["no-id"])
        if self.panel.is_changed(key, version, values):
            return self.panel.opened(person, key_of(kind, item_id), key, version, values)
        name = "slug" if kind == "statement" else "id"
        item = self.bench.desk.draft(kind, item_id, {name: item_id.rpartition("/")[2]}, person)  # type: ignore[arg-type]
        return self.panel.show(item, person, said(WORDS["begun"])) | {self.new_id: gr.update(value="")}
