"""The addresses of the pages to read."""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.errors import NotReady
from assistant.shown import Shown
from assistant.topic_page import topic_view
from assistant.web.door import Answering
from assistant.web.problems import PROBLEMS
from assistant.web.reading.checklist_html import checklist_html, checklists_html
from assistant.web.reading.document_html import source_html, sources_html
from assistant.web.reading.guide_html import guide_html
from assistant.web.reading.layout import POLICY, document, paragraph
from assistant.web.reading.map_html import group_html, map_html
from assistant.web.reading.topic_html import topic_html, topics_html
from prompts.wording import using

Make = Callable[[Shown, str], str | None]
WORDS = {
    "no-page": "There is no such page",
    "no-page-next": (
        "It may have been renamed, or there is not enough checked material for it. "
        "The list of topics has what there is."
    ),
}


def reading_routes(assistant: Answering) -> list[Route]:
    """A route for every page; each takes what may be shown anew."""

    def route(path: str, make: Make) -> Route:
        async def endpoint(request: Request) -> Response:
            key = str(request.path_params.get("key", ""))
            return await anyio.to_thread.run_sync(_made, assistant, make, key)

        return Route(path, endpoint, methods=["GET"])

    return [
        route("/topics", lambda shown, _: topics_html(shown)),
        route("/topics/{key}", _topic),
        route("/map", lambda shown, _: map_html(shown)),
        route("/map/{key}", group_html),
        route("/guides/{key}", guide_html),
        route("/checklists", lambda shown, _: checklists_html(shown)),
        route("/checklists/{key}", checklist_html),
        route("/sources", lambda shown, _: sources_html(shown)),
        route("/sources/{key}", source_html),
    ]


def _topic(shown: Shown, key: str) -> str | None:
    view = topic_view(shown, key)
    return topic_html(shown, view) if view is not None else None


def _made(assistant: Answering, make: Make, key: str) -> Response:
    headers = {"Content-Security-Policy": POLICY}
    try:
        shown = assistant.shown()
    except NotReady:
        problem = PROBLEMS["not-ready"]
        page: str | None = document(problem.message, paragraph(problem.what_to_do))
        return HTMLResponse(page, 503, {**headers, "Retry-After": "60"})
    with using(shown.library.wording):
        page = make(shown, key)
        if page is None:
            page = document(WORDS["no-page"], paragraph(WORDS["no-page-next"]), here="/topics")
            return HTMLResponse(page, 404, headers)
    return HTMLResponse(page, headers=headers)
