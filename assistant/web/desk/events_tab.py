"""Events: everything that happened at the desk, newest first, and the whole list to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import gradio as gr
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.gate import EVENTS
from assistant.web.desk.html import block
from assistant.web.desk.item_html import events_html
from corpus.desk import Desk
from corpus.desk.people import Person

SHOWN = 100
INTRO = "Nothing here can be changed or taken away, by anybody."


class EventsTab:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.message = still("", elem_id="events-message", elem_classes="message")
        link = f'<p class="downloads"><a href="{EVENTS}" download>All events, as JSON lines</a></p>'
        still(block(f"<p>{INTRO}</p>{link}"))
        with gr.Row():
            self.item = gr.Textbox(
                "", label="Of one item (kind:id), or of all", max_length=200, elem_id="events-item", scale=3
            )
            self.look = gr.Button("Show", elem_id="events-look", scale=1, min_width=100)
        self.shown = still("", elem_id="events")
        self.filled: list[Any] = [self.message, self.shown]
        gr.on(
            [self.look.click, self.item.submit],
            bench.answering(self.message, self.loaded),
            [self.item],
            self.filled,
            **private(),
        )

    def loaded(self, person: Person, item: str | None = None) -> dict[Any, Update]:
        """Updates with the newest events."""
        found = self.bench.desk.events.latest(SHOWN, item=(item or "").strip() or None)
        return {self.message: gr.update(value=""), self.shown: gr.update(value=events_html(found))}


def events_route(desk: Desk) -> Route:
    """Every event as a line of JSON; the gate lets only people with an account come here."""

    def lines() -> Iterator[str]:
        for line in desk.events.as_json_lines():
            yield f"{line}\n"

    async def download(request: Request) -> Response:
        headers = {"Content-Disposition": 'attachment; filename="fieldmap-events.jsonl"'}
        return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)

    return Route(EVENTS, download, methods=["GET"])
