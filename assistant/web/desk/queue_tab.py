"""A queue of items that wait for one step; choosing one opens it on the Work page."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.html import block
from assistant.web.desk.item_html import line_of
from assistant.web.desk.work_tab import WorkTab
from corpus.desk.finding import Filter
from corpus.desk.flow import State
from corpus.desk.people import Person

MOST = 200
NOTHING = "Nothing waits here."


class QueueTab:
    """Builds itself where Gradio is building: everything in one state, oldest first where days count."""

    def __init__(self, bench: Bench, work: WorkTab, tabs: gr.Tabs, state: State, intro: str) -> None:
        self.bench, self.work, self.tabs, self.state = bench, work, tabs, state
        self.message = still("", elem_id=f"{state}-message", elem_classes="message")
        still(block(f"<p>{intro}</p>"))
        self.again = gr.Button("Look again", elem_id=f"{state}-again")
        self.count = still("", elem_id=f"{state}-count")
        self.queue = gr.Radio([], label="Choose one to open it", elem_id=f"{state}-queue", elem_classes="list")
        self.filled: list[Any] = [self.message, self.count, self.queue]
        self.again.click(bench.answering(self.message, self.loaded), None, self.filled, **private())
        self.queue.input(
            bench.answering(work.panel.message, self._open),
            [self.queue, *work.panel.state],
            [*work.panel.everything, tabs, self.queue],
            **private(),
        )

    def loaded(self, person: Person) -> dict[Any, Update]:
        """Updates with what waits now."""
        found = self.bench.desk.find(Filter(state=self.state), limit=MOST)
        words = f"{found.total} waiting, newest first." if found.total else NOTHING
        return {
            self.message: gr.update(value=""),
            self.count: gr.update(value=block(f"<p>{words}</p>")),
            self.queue: gr.update(
                choices=[(line_of(row), row.key) for row in found.rows], value=None, visible=bool(found.rows)
            ),
        }

    def _open(self, person: Person, wanted: str | None, key: str, version: str, *values: Any) -> dict[Any, Update]:
        opened = self.work.panel.opened(person, wanted or "", key, version, values)
        return opened | {self.tabs: gr.update(selected="work"), self.queue: gr.update(value=None)}
