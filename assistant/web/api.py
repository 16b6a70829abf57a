"""The JSON API: ask, and whether the service is ready. Every refusal is named and says what to do."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import cache
from importlib.resources import files
from typing import Any

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from assistant.errors import BadRequest, NotReady
from assistant.settings import Settings
from assistant.types import Answer, Question
from assistant.unanswered import Unanswered
from assistant.web.door import Answering
from assistant.web.problems import log_failure, problem_response
from assistant.web.rate import QuestionRate
from assistant.web.received import TooLongText, question_from
from assistant.web.visitors import Visitors, cookies_of

AT_ONCE = 4
"""Answers worked out side by side; the others wait their turn."""

Endpoint = Callable[[Request], Awaitable[Response]]


@cache
def answer_schema() -> dict[str, Any]:
    """The public contract of an answer."""
    text = files("assistant").joinpath("answer.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def api_app(assistant: Answering, settings: Settings, visitors: Visitors, rate: QuestionRate) -> Starlette:
    """The application for everything under `/api`."""
    turns = anyio.CapacityLimiter(AT_ONCE)
    unanswered = Unanswered(settings)

    async def ask(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return problem_response("wrong-content-type")
        visitor = visitors.visitor(
            cookies_of(request.headers.get("cookie", "")), request.client.host if request.client else None
        )
        seconds = rate.wait_for(visitor)
        if seconds:
            return problem_response(
                "too-many-questions",
                f"Please wait {seconds} seconds and ask again. Nothing is lost.",
                {"Retry-After": str(seconds)},
            )
        try:
            received = json.loads(await request.body())
        except (ValueError, RecursionError):
            return problem_response("bad-json")
        try:
            question = question_from(received, settings.max_characters, settings.max_record_bytes)
        except TooLongText as error:
            return problem_response("too-long", str(error))
        except BadRequest as error:
            return problem_response("bad-request", str(error))
        return await answered(question)

    async def answered(question: Question) -> Response:
        def work() -> Answer:
            answer = assistant.ask(question)
            unanswered.keep(answer)
            return answer

        try:
            answer = await anyio.to_thread.run_sync(work, limiter=turns)
        except NotReady:
            return problem_response("not-ready", headers={"Retry-After": "60"})
        except Exception as error:
            log_failure("ask failed", error)
            return problem_response("unexpected")
        return JSONResponse(answer.to_dict())

    async def places(request: Request) -> Response:
        try:
            listed = await anyio.to_thread.run_sync(assistant.places)
        except NotReady:
            return problem_response("not-ready", headers={"Retry-After": "60"})
        return JSONResponse([{"id": place, "name": name} for place, name in listed])

    async def schema(request: Request) -> Response:
        return JSONResponse(answer_schema())

    app = Starlette(
        routes=[
            Route("/ask", ask, methods=["POST"]),
            Route("/places", places, methods=["GET"]),
            Route("/schema", schema, methods=["GET"]),
        ],
        exception_handlers={HTTPException: _http_problem, Exception: _unexpected},
    )
    app.router.redirect_slashes = False
    return app


def readiness(assistant: Answering) -> Response:
    """200 with the release that answers, else 503 with what the operator has to run."""
    if assistant.release_id is None:
        try:
            assistant.open()
        except NotReady as error:
            return problem_response("not-ready", str(error))
        except Exception as error:
            log_failure("open failed", error)
            return problem_response("not-ready", "See the log of the service for what failed.")
    return JSONResponse({"status": "ready", "release": assistant.release_id})


async def _http_problem(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        return problem_response("method-not-allowed", headers=error.headers)
    return problem_response("not-found")


async def _unexpected(request: Request, error: Exception) -> Response:
    # It is raised again after this answer and logged by `Exposure`.
    return problem_response("unexpected")
