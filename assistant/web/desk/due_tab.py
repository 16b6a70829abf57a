"""Due: what has to be read again, and the source beside it as it is today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import gradio as gr

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.html import block, heading, listed, pairs, quoted, said
from assistant.web.desk.item_html import line_of
from assistant.web.desk.reading import read_from_web, read_upload
from assistant.web.desk.work_tab import WorkTab
from corpus.desk.desk import Item
from corpus.desk.errors import DeskError
from corpus.desk.finding import Filter
from corpus.desk.kinds import key_of
from corpus.desk.people import Person
from corpus.freshness import months_for, months_later
from corpus.importers import ImportedDocument, Span, compare

READERS = ("author", "reviewer")
WITHIN = {"today or before": 0, "within 30 days": 30, "within 90 days": 90}
MOST = 200
VERDICTS = {
    "same": "The words that it stands on are still there, in the same place.",
    "moved": "The words that it stands on are still there, in another place.",
    "changed": "The words that it stands on read otherwise now.",
    "gone": "The words that it stands on are gone.",
}
WORDS = {
    "intro": "Choose a statement, read its source again, say that it still says the same. Or open it and change it.",
    "choose": "Choose a statement first.",
    "no-text": (
        "No earlier text of this source is kept, so nothing can be compared. Read it yourself: does it still say what "
        "the statement says?"
    ),
    "unchanged": "The text of the source is word for word what it was. It can be renewed without reading further.",
    "look": "The words are the same, but what stands around them is not: read it.",
    "renewed": "Renewed: {key} has today's date and is approved. It is due again on {due}. Publish it next.",
    "read-first": "Read the source again first.",
}


class DueTab:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench, work: WorkTab, tabs: gr.Tabs) -> None:
        self.bench, self.work, self.tabs = bench, work, tabs
        self.message = still("", elem_id="due-message", elem_classes="message")
        still(block(f"<p>{WORDS['intro']}</p>"))
        self.seen: gr.State = gr.State(None)
        with gr.Row(elem_classes="two"):
            with gr.Column(scale=1, min_width=320):
                self.within = gr.Dropdown(list(WITHIN), value="within 30 days", label="Due", elem_id="due-within")
                self.count = still("", elem_id="due-count")
                self.queue = gr.Radio([], label="Statements", elem_id="due-queue", elem_classes="list")
            with gr.Column(scale=1, min_width=320):
                self.about = still("", elem_id="due-about")
                self.address = gr.Textbox("", label="Address to read again", max_length=2_000, elem_id="due-address")
                self.file = gr.File(label="Or its file", type="filepath", height=140, elem_id="due-file")
                self.read = gr.Button("Read the source again", variant="primary", elem_id="due-read")
                self.compared = still("", elem_id="due-compared")
                with gr.Row():
                    self.renew = gr.Button("It says the same: renew", elem_id="due-renew")
                    self.open = gr.Button("Open it to change it", elem_id="due-open")
        self.filled: list[Any] = [self.message, self.count, self.queue]
        self._listen()

    def loaded(self, person: Person, within: str | None = None) -> dict[Any, Update]:
        """Updates with what is due."""
        day = self.bench.desk.now().date() + timedelta(days=WITHIN.get(within or "", 30))
        found = self.bench.desk.find(Filter(kind="statement", due_by=day), limit=MOST)
        words = f"{found.total} due, the first day first." if found.total else f"Nothing is due by {day.isoformat()}."
        return {
            self.message: gr.update(value=""),
            self.count: gr.update(value=block(f"<p>{words}</p>")),
            self.queue: gr.update(
                choices=[(line_of(row), row.key) for row in found.rows], value=None, visible=bool(found.rows)
            ),
        }

    def _listen(self) -> None:
        answering, panel = self.bench.answering, self.work.panel
        self.within.input(answering(self.message, self.loaded), [self.within], self.filled, **private())
        self.queue.input(
            answering(self.message, self._chosen),
            [self.queue],
            [self.message, self.about, self.address, self.compared, self.seen],
            **private(),
        )
        self.read.click(
            answering(self.message, self._read, READERS),
            [self.queue, self.address, self.file],
            [self.message, self.compared, self.seen, self.file],
            **private(),
        )
        self.renew.click(
            answering(self.message, self._renew, READERS),
            [self.queue, self.seen, self.within],
            [*self.filled, self.about, self.compared, self.seen],
            **private(),
        )
        self.open.click(
            answering(panel.message, self._open),
            [self.queue, *panel.state],
            [*panel.everything, self.tabs],
            **private(),
        )

    def _chosen(self, person: Person, key: str | None) -> dict[Any, Update]:
        if not key:
            return {}
        item = self.bench.desk.read(key)
        known = item.data.get("verification") or {}
        facts = pairs(
            [
                ("Read on", str(known.get("date", ""))),
                ("Read again by", str(known.get("due", ""))),
                ("Where in it", str(item.data.get("locator", ""))),
            ]
        )
        passage = (item.data.get("passage") or {}).get("text") or ""
        words = heading("Its words in the source") + quoted(passage) if passage else ""
        return {
            self.message: gr.update(value=""),
            self.about: gr.update(
                value=block(heading(item.row.id) + quoted(str(item.data.get("text", ""))) + facts + words)
            ),
            self.address: gr.update(value=str(known.get("url", ""))),
            self.compared: gr.update(value=""),
            self.seen: None,  # type: ignore[dict-item]
        }

    def _read(self, person: Person, key: str | None, address: str | None, file: str | None) -> dict[Any, Any]:
        if not key:
            raise DeskError(WORDS["choose"])
        settings = self.bench.settings
        document = read_upload(file, settings) if file else read_from_web(address or "", settings)
        item = self.bench.desk.read(key)
        return {
            self.message: gr.update(value=""),
            self.compared: gr.update(value=block(self._comparison(item, document))),
            self.seen: {"key": key, "url": document.address, "document": document.as_plain()},
            self.file: gr.update(value=None),
        }

    def _comparison(self, item: Item, document: ImportedDocument) -> str:
        passage = item.data.get("passage") or {}
        source = item.row.id.partition("/")[0]
        kept = self.bench.texts.of(source, passage.get("document")) if passage else None
        if kept is None:
            return heading("Nothing to compare with") + listed([WORDS["no-text"], *document.notes])
        old = ImportedDocument.from_plain(kept)
        found = compare(document, {item.row.id: Span(passage["start"], passage["end"])}, old.text)
        span = found.spans[item.row.id]
        said_of_it = [WORDS["unchanged"]] if found.unchanged else [VERDICTS[span.verdict]]
        said_of_it += [WORDS["look"]] if span.around_changed else []
        parts = heading("Compared with what was read before") + listed([*said_of_it, *document.notes])
        parts += heading("It said") + quoted(span.old)
        if span.new is not None and not found.unchanged:
            parts += heading("It says now") + quoted(span.new.text)
        for name, listing in (("Taken out of the source", found.removed), ("New in the source", found.added)):
            parts += heading(name) + "".join(quoted(one) for one in listing[:20]) if listing else ""
        return parts

    def _renew(
        self, person: Person, key: str | None, seen: Mapping[str, Any] | None, within: str | None
    ) -> dict[Any, Any]:
        if not key:
            raise DeskError(WORDS["choose"])
        if not seen or seen["key"] != key:
            raise DeskError(WORDS["read-first"])
        desk, today = self.bench.desk, self.bench.desk.now().date()
        item = desk.read(key)
        source = desk.read(key_of("source", item.row.id.partition("/")[0]))
        due = months_later(today, months_for(item.data.get("facet"), source.data.get("kind"))).isoformat()
        desk.reverify(key, person, item.row.version, today.isoformat(), due, seen["url"])
        return self.loaded(person, within) | {
            self.message: gr.update(value=said(WORDS["renewed"].format(key=key, due=due))),
            self.about: gr.update(value=""),
            self.compared: gr.update(value=""),
            self.seen: None,
        }

    def _open(self, person: Person, wanted: str | None, key: str, version: str, *values: Any) -> dict[Any, Update]:
        opened = self.work.panel.opened(person, wanted or "", key, version, values)
        return opened | {self.tabs: gr.update(selected="work")}
