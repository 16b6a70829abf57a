"""Every way in which the API can say no: one name, one status, one kind sentence, and what to do."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import JSONResponse

log = logging.getLogger("fieldmap.web")


@dataclass(frozen=True, slots=True)
class Problem:
    """One refusal, in words for whoever sent the request."""

    name: str
    status: int
    message: str
    what_to_do: str


PROBLEMS: dict[str, Problem] = {
    problem.name: problem
    for problem in (
        Problem(
            "bad-json",
            400,
            "That request could not be read as JSON.",
            'Send one JSON object in UTF-8, such as {"question": "What is a stem cell?"}.',
        ),
        Problem(
            "bad-request",
            422,
            "That request is JSON, but not a question in the form that is read here.",
            'Send {"question": text}, with place, history and id only if you need them.',
        ),
        Problem(
            "too-long",
            413,
            "That is longer than can be read in one go.",
            "Send a shorter text, such as the headline and the paragraph with the claim.",
        ),
        Problem(
            "no-files",
            413,
            "Files are not taken here.",
            "Copy the words you want to ask about, and paste them as text.",
        ),
        Problem(
            "no-form",
            422,
            "What was sent could not be read as the form of this page.",
            "Open the page, paste the record or choose its file, and send it from there.",
        ),
        Problem(
            "wrong-content-type",
            415,
            "That request does not say that it is JSON.",
            "Send it with the header Content-Type: application/json.",
        ),
        Problem(
            "method-not-allowed",
            405,
            "This address does not take that kind of request.",
            "Use POST to ask a question, and GET to read.",
        ),
        Problem(
            "not-found",
            404,
            "There is nothing at this address.",
            "Check the address. Questions go to POST /api/ask; the page for people is at /.",
        ),
        Problem(
            "other-site",
            403,
            "Questions are only taken from this page itself, not from another website.",
            "Open the page itself and ask there.",
        ),
        Problem(
            "sign-in",
            401,
            "This is for editors who are signed in, and nobody is.",
            "Open /desk/sign-in, sign in, and do it again. What was typed on an open page is still there.",
        ),
        Problem(
            "desk-away",
            503,
            "The desk's accounts cannot be looked up at the moment.",
            "Please try again in a few minutes. What was typed on an open page is still there.",
        ),
        Problem(
            "too-many-questions",
            429,
            "That was a lot of questions in a short time.",
            "Please wait a little and ask again. Nothing is lost.",
        ),
        Problem(
            "not-ready",
            503,
            "The checked statements are not loaded at the moment, so nothing can be answered.",
            "Please try again in a few minutes.",
        ),
        Problem(
            "unexpected",
            500,
            "Something went wrong on our side, so there is no answer. It was nothing that you did.",
            "Please ask again in a moment. If it happens again, try other words.",
        ),
    )
}


def problem_response(
    name: str, what_to_do: str | None = None, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The answer for one problem; `what_to_do` replaces the general advice where more is known."""
    problem = PROBLEMS[name]
    error = {
        "name": problem.name,
        "message": problem.message,
        "what_to_do": what_to_do or problem.what_to_do,
    }
    return JSONResponse({"error": error}, problem.status, headers={"Cache-Control": "no-store", **(headers or {})})


def log_failure(event: str, error: BaseException) -> None:
    """Logs where something failed and what kind of error it was.

    Never the error's message: it may hold a patient's words.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    log.error("%s %s at %s", event, type(error).__name__, where, extra={"event": event})
