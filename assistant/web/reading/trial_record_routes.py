"""The address of the record page: the form, and what is sent with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from assistant.errors import NotReady
from assistant.types import Question
from assistant.web.door import Answering
from assistant.web.problems import PROBLEMS, log_failure
from assistant.web.rate import QuestionRate
from assistant.web.reading.trial_record_html import (
    ADDRESS,
    RECORD_POLICY,
    explained_page,
    form_page,
    nothing_sent_page,
    problem_page,
    too_large_page,
)
from assistant.web.received import whole
from assistant.web.visitors import Visitors, cookies_of
from corpus.field_map import TrialRecordGuide
from corpus.importers.registry import NotARecord, decoded
from prompts.wording import Wording, in_use, using

if TYPE_CHECKING:
    from assistant.settings import Settings

HEADERS = {"Content-Security-Policy": RECORD_POLICY}
AT_ONCE = 2
"""Records explained side by side; the others wait their turn."""
LONGEST_QUESTION = 2_000
ROOM = 3
"""Times the limit of a record that a part of the form may have, so that one too large is answered as such."""
UNDECODED = "\N{REPLACEMENT CHARACTER}"
"""What stands for a file that is no text; no record is found in it."""


class UnreadableForm(Exception):
    """What was sent is no form that a browser makes of the page."""


@dataclass(frozen=True, slots=True)
class _Sent:
    record: str
    question: str


def trial_record_routes(
    assistant: Answering, settings: Settings, visitors: Visitors, rate: QuestionRate
) -> list[Route]:
    """The form, and the explanation of what is sent with it. Nothing of it is kept."""
    turns = anyio.CapacityLimiter(AT_ONCE)
    largest = settings.max_record_bytes

    async def form(request: Request) -> Response:
        return await anyio.to_thread.run_sync(_made, assistant, lambda: form_page(_guide(assistant), largest))

    async def explain(request: Request) -> Response:
        client = request.client.host if request.client else None
        seconds = rate.wait_for(visitors.visitor(cookies_of(request.headers.get("cookie", "")), client))
        if seconds:
            page = problem_page(PROBLEMS["too-many-questions"])
            return HTMLResponse(page, 429, {**HEADERS, "Retry-After": str(seconds)})
        try:
            sent = await _sent(request, largest)
        except UnreadableForm:
            return HTMLResponse(problem_page(PROBLEMS["no-form"]), 422, HEADERS)

        def work() -> str:
            if not sent.record.strip():
                return nothing_sent_page(_guide(assistant), largest)
            answer = assistant.ask(Question(sent.question, record=sent.record))
            return explained_page(answer, assistant.stages(), largest)

        return await anyio.to_thread.run_sync(_made, assistant, work, limiter=turns)

    return [Route(ADDRESS, form, methods=["GET"]), Route(ADDRESS, explain, methods=["POST"])]


def too_large_response(largest: int) -> Response:
    """The refusal of a body that is too large to be read, as a page."""
    return HTMLResponse(too_large_page(largest), 413, {**HEADERS, "Connection": "close"})


def _guide(assistant: Answering) -> TrialRecordGuide:
    return assistant.shown().library.contents.field_map.trial_record


def _made(assistant: Answering, make: Callable[[], str]) -> Response:
    try:
        with using(_wording(assistant)):
            return HTMLResponse(make(), headers=HEADERS)
    except NotReady:
        return HTMLResponse(problem_page(PROBLEMS["not-ready"]), 503, {**HEADERS, "Retry-After": "60"})
    except Exception as error:
        log_failure("record page failed", error)
        return HTMLResponse(problem_page(PROBLEMS["unexpected"]), 500, HEADERS)


def _wording(assistant: Answering) -> Mapping[str, Wording]:
    """What the open release says; before there is one, what the program comes with."""
    try:
        return assistant.shown().library.wording
    except NotReady:
        return in_use()


async def _sent(request: Request, largest: int) -> _Sent:
    """What the form holds, read in memory alone. Raises `UnreadableForm`."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            room = largest * ROOM
            parser = MultiPartParser(request.headers, request.stream(), max_files=1, max_fields=4, max_part_size=room)
            # An uploaded record is not written to a disk, not even for a moment.
            parser.spool_max_size = room
            form = await parser.parse()
        elif kind == "application/x-www-form-urlencoded":
            form = await FormParser(
                request.headers, request.stream(), max_fields=4, max_part_size=largest * ROOM
            ).parse()
        else:
            raise UnreadableForm
    except (MultiPartException, KeyError, UnicodeDecodeError) as error:
        raise UnreadableForm from error
    try:
        return _Sent(await _record(form), whole(_text(form, "question"))[:LONGEST_QUESTION])
    finally:
        await form.close()


async def _record(form: FormData) -> str:
    upload = form.get("file")
    raw = await upload.read() if isinstance(upload, UploadFile) else b""
    if not raw:
        return whole(_text(form, "record"))
    try:
        return decoded(raw)
    except NotARecord:
        return UNDECODED


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
