"""The desk's page: its parts, put together."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.web.desk.bench import AT_ONCE, Bench, Update, private, still
from assistant.web.desk.conflicts_part import ConflictsPart
from assistant.web.desk.due_tab import DueTab
from assistant.web.desk.events_tab import EventsTab
from assistant.web.desk.gate import SIGN_OUT
from assistant.web.desk.html import block
from assistant.web.desk.import_tab import ImportTab
from assistant.web.desk.publish_tab import PublishTab
from assistant.web.desk.queue_tab import QueueTab
from assistant.web.desk.work_tab import WorkTab
from corpus.desk.people import Person

MASTHEAD = '<header class="masthead"><h1>The desk</h1></header>'
REVIEW = (
    "Read the source, then the statement. Nobody approves what they wrote themselves, in whole or in part: two people "
    "stand behind everything that patients read."
)
OLD_FILES = (3_600, 3_600)
"""Seconds: how often uploads are looked at, and how old one may be that nothing has removed."""


def desk_page(bench: Bench) -> gr.Blocks:
    """The page. Every guard is inside the functions that it calls."""
    page: gr.Blocks = gr.Blocks(title="Fieldmap desk", analytics_enabled=False, fill_width=True, delete_cache=OLD_FILES)
    with page:
        still(MASTHEAD, elem_id="masthead")
        who = still("", elem_id="who")
        with gr.Tabs(elem_id="desk-tabs") as tabs:
            with gr.Tab("Work", id="work"):
                work = WorkTab(bench)
            with gr.Tab("Import", id="import"):
                importing = ImportTab(bench)
            with gr.Tab("Review", id="review") as review_tab:
                review = QueueTab(bench, work, tabs, "in-review", REVIEW)
                conflicts = ConflictsPart(bench)
            with gr.Tab("Publish", id="publish") as publish_tab:
                publish = PublishTab(bench)
            with gr.Tab("Due", id="due") as due_tab:
                due = DueTab(bench, work, tabs)
            with gr.Tab("Events", id="events") as events_tab:
                events = EventsTab(bench)

        def opened(request: gr.Request) -> dict[Any, Update]:
            someone = bench.signed_in(request)
            if someone is None:
                return {}
            token = bench.doorkeeper.tickets.form_token(someone.mark)
            return {who: gr.update(value=_who_html(someone.person, token))}

        page.load(opened, None, [who], **private())
        filled = [work.count, work.found, work.limit, work.place, work.topic, work.panel.message]
        answering = bench.answering
        page.load(answering(work.panel.message, work.loaded), None, filled, **private())
        page.load(
            answering(importing.message, importing.loaded), None, [importing.message, importing.source], **private()
        )
        for tab, part in (
            (review_tab, review),
            (review_tab, conflicts),
            (publish_tab, publish),
            (due_tab, due),
            (events_tab, events),
        ):
            tab.select(answering(part.message, part.loaded), None, part.filled, **private())
    page.queue(default_concurrency_limit=AT_ONCE, max_size=128, api_open=False)
    return page


def _who_html(person: Person, token: str) -> str:
    roles = ", ".join(sorted(person.roles))
    return block(
        f'<form class="sign-out" method="post" action="{SIGN_OUT}">'
        f'<input type="hidden" name="token" value="{escape(token)}">'
        f"<span>{escape(person.name)} ({escape(roles)})</span> "
        '<button type="submit">Sign out</button></form>'
    )
