"""The page for patients, as Gradio Blocks. What is said is worked out elsewhere; this is the arrangement.

The transcript is escaped HTML, carried in a Markdown part as one block that it leaves alone. Gradio's own
HTML part would need `unsafe-eval` in the security policy, and its Chatbot would read marks inside quoted
statements. Each update brings one message; `assets/page.js` adds it to the log, so that it is announced once.
"""

# Without `from __future__ import annotations`: Gradio reads the annotation `gr.Request` of its handlers
# while it runs, and finds a name that was imported inside a function only where the annotation is no string.

import secrets
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from assistant.errors import NotReady
from assistant.sections import say
from assistant.settings import Settings
from assistant.web.answer_html import cleared_html, one_line
from assistant.web.door import Answering
from assistant.web.reading.layout import WAYS
from assistant.web.reply import MOST_SUGGESTIONS, Replies
from assistant.web.visitors import Visitor, Visitors

if TYPE_CHECKING:
    import gradio as gr

NAME = "Fieldmap"
WORDS = {
    "about": (
        "Ask what is known about stem cell and regenerative treatments. The answers are put together from "
        "statements that editors have checked against named sources. This is not a doctor, and it names no "
        "clinic to go to."
    ),
    "question": "Your question",
    "placeholder": "Ask in your own words, or paste a headline or an advertisement to have it checked.",
    "ask": "Ask",
    "clear": "Clear conversation",
    "starters": "Questions to begin with",
    "follow-ups": "You could ask next",
    "place": "Where are you? (optional)",
    "place-why": "Rules and emergency numbers differ from country to country. This is not kept.",
    "place-unset": "I would rather not say",
    "log": "Conversation",
    "pages": "Or read for yourself (in a new tab)",
}
READY = "ready"
UNSET = ""
ASKED_AT_ONCE = 4
STARTERS = 6
BOX_LINES = 5


def description() -> str:
    """What the page is, in one line for its head."""
    return WORDS["about"]


def patients_page(assistant: Answering, settings: Settings, replies: Replies, visitors: Visitors) -> "gr.Blocks":
    """The page. Nothing in it is public as an API, and every guard is inside the functions it calls."""
    import gradio as gr

    try:
        starters, places = assistant.starters[:STARTERS], assistant.places()
    except NotReady:
        starters, places = (), []

    def visitor_of(request: gr.Request) -> Visitor:
        client = request.client
        return visitors.visitor(dict(request.cookies), client.host if client else None)

    def converse(text: str | None, place: str | None, request: gr.Request) -> Iterator[list[Any]]:
        turn, asked = f"turn-{secrets.token_hex(6)}", text or ""
        no_offers = [gr.update(visible=False)] * (1 + MOST_SUGGESTIONS)
        # The box is emptied by `page.js`: by the time this arrives, a person may have typed on.
        yield [one_line(replies.waiting(turn, asked)), gr.skip(), gr.update(visible=False), *no_offers]
        reply = replies.reply(turn, asked, place, visitor_of(request), request.session_hash)
        yield [one_line(reply.html), gr.skip(), gr.skip(), *offers(reply.suggestions)]

    def offers(suggestions: tuple[str, ...]) -> list[Any]:
        buttons = [gr.update(value=text, visible=True) for text in suggestions]
        hidden = [gr.update(visible=False)] * (MOST_SUGGESTIONS - len(buttons))
        return [gr.update(visible=bool(buttons)), *buttons, *hidden]

    def clear(request: gr.Request) -> list[Any]:
        replies.clear(visitor_of(request), request.session_hash)
        gone = cleared_html(secrets.token_hex(6))
        return [one_line(gone), "", gr.update(visible=bool(starters)), *offers(())]

    page: gr.Blocks = gr.Blocks(title=NAME, analytics_enabled=False, fill_width=True)
    with page:
        _still(f'<header class="masthead"><h1>{NAME}</h1><p>{escape(WORDS["about"])}</p></header>', "masthead")
        _still(f'<div id="conversation" role="log" aria-live="polite" aria-label="{WORDS["log"]}"></div>', "log")
        turn = gr.Markdown("", elem_id="turn", sanitize_html=False, latex_delimiters=[], show_label=False)
        with gr.Column(elem_id="follow-ups", visible=False) as follow_ups:
            _still(f"<h2>{WORDS['follow-ups']}</h2>", "follow-ups-heading")
            next_buttons = [gr.Button("", visible=False) for _ in range(MOST_SUGGESTIONS)]
        with gr.Column(elem_id="ask-form"):
            box = gr.Textbox(
                label=WORDS["question"],
                placeholder=WORDS["placeholder"],
                # Of one height: to grow, the box measures itself again and again, and a record of 300 lines holds up
                # the browser for half a minute.
                lines=BOX_LINES,
                max_lines=BOX_LINES,
                # One more than is read, so that a text that was cut by the browser is answered as too long.
                # A registry record may be longer than a question.
                max_length=max(settings.max_characters, settings.max_record_bytes) + 1,
                elem_id="question",
                autofocus=False,
            )
            with gr.Row(elem_id="ask-row"):
                ask_button = gr.Button(WORDS["ask"], variant="primary", elem_id="ask")
                clear_button = gr.Button(WORDS["clear"], elem_id="clear")
        with gr.Column(elem_id="starters", visible=bool(starters)) as starter_part:
            _still(f"<h2>{WORDS['starters']}</h2>", "starters-heading")
            starter_buttons = [gr.Button(text) for text in starters]
        with gr.Accordion(WORDS["place"], open=False, elem_id="place", visible=bool(places)):
            choices = [(WORDS["place-unset"], UNSET), *((name, place) for place, name in places)]
            where = gr.Radio(choices, value=UNSET, label=WORDS["place-why"], elem_id="places")
        # In a tab of its own: a conversation must not be lost by reading on.
        ways = "".join(f'<li><a href="{address}" target="_blank">{escape(name)}</a></li>' for address, name in WAYS[1:])
        _still(
            f'<nav aria-label="{WORDS["pages"]}"><h2>{WORDS["pages"]}</h2><ul class="ways">{ways}</ul></nav>', "ways"
        )
        if settings.keep_unanswered:
            _still(f'<p class="frame-line">{escape(say("kept-unanswered"))}</p>', "kept")
        _still(f'<p class="frame-line">{escape(assistant.frame)}</p>', "frame")

        # Filled by the first event of a page: only then does a click reach us (page.js holds earlier ones back).
        ready = gr.Markdown("", elem_id="ready", show_label=False)
        page.load(lambda: READY, outputs=[ready], show_progress="hidden", api_visibility="private")
        changed = [turn, box, starter_part, follow_ups, *next_buttons]
        asking: dict[str, Any] = {
            "fn": converse,
            "outputs": changed,
            "show_progress": "hidden",
            "api_visibility": "private",
            "concurrency_limit": ASKED_AT_ONCE,
            "concurrency_id": "ask",
        }
        running = [gr.on([ask_button.click, box.submit], inputs=[box, where], **asking)]
        running += [button.click(inputs=[button, where], **asking) for button in (*starter_buttons, *next_buttons)]
        clear_button.click(
            clear,
            outputs=changed,
            cancels=running,
            show_progress="hidden",
            api_visibility="private",
            concurrency_limit=ASKED_AT_ONCE,
        )
    page.queue(default_concurrency_limit=ASKED_AT_ONCE, max_size=64, api_open=False)
    return page


def _still(html: str, elem_id: str) -> None:
    """A part that does not change."""
    import gradio as gr

    gr.Markdown(html, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], show_label=False)
