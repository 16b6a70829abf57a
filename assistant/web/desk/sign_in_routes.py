"""Signing in and out. A form is taken only with the token that was made for the browser that it was shown to."""

from __future__ import annotations

import math

import anyio.to_thread
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from assistant.web.desk.gate import DESK, SIGN_IN, SIGN_OUT, signed_in_at
from assistant.web.desk.people import Doorkeeper
from assistant.web.desk.sign_in_html import POLICY, WORDS, proxy_page, sign_in_page
from assistant.web.desk.tickets import COOKIE, FORM_COOKIE, Tickets, new_mark
from assistant.web.problems import log_failure, problem_response
from assistant.web.rate import QuestionRate
from assistant.web.visitors import Visitor, network_of
from corpus.desk.errors import LockedOut, SignInRefused
from corpus.desk.people import People

HEADERS = {"Content-Security-Policy": POLICY}
ATTEMPTS_A_MINUTE = 20
"""From one network, whatever names are tried: the lock of an account does not stop one password tried on many names."""
FORM_COOKIE_SECONDS = 3_600
LONGEST_MARK = 64


def sign_in_routes(doorkeeper: Doorkeeper, secure: bool) -> list[Route]:
    """The form, signing in, signing out, and the way from /desk to the page."""
    desk = _Entrance(doorkeeper.people, doorkeeper.tickets, secure)

    async def form(request: Request) -> Response:
        if doorkeeper.proxy is not None:
            return HTMLResponse(proxy_page(), headers=HEADERS)
        said = WORDS["signed-out"] if request.query_params.get("out") == "yes" else ""
        return await desk.page(request, said)

    async def sign_in(request: Request) -> Response:
        if doorkeeper.proxy is not None:
            return HTMLResponse(proxy_page(), 403, headers=HEADERS)
        return await desk.signed_in(request)

    async def sign_out(request: Request) -> Response:
        someone, sent = signed_in_at(request.scope), await request.form()
        if someone is None or not desk.tickets.is_form_token(_text(sent, "token"), someone.mark):
            return problem_response("other-site")
        # Every session of the account ends: a copy of the cookie is worth nothing any more.
        await anyio.to_thread.run_sync(doorkeeper.people.sign_out_everywhere, someone.person.name)
        response = RedirectResponse(f"{SIGN_IN}?out=yes", 303)
        desk.set_cookie(response, COOKIE, "", DESK, 0)
        return response

    async def to_the_page(request: Request) -> Response:
        return RedirectResponse(f"{DESK}/", 303)

    return [
        Route(SIGN_IN, form, methods=["GET"]),
        Route(SIGN_IN, sign_in, methods=["POST"]),
        Route(SIGN_OUT, sign_out, methods=["POST"]),
        Route(DESK, to_the_page, methods=["GET"]),
    ]


class _Entrance:
    def __init__(self, people: People, tickets: Tickets, secure: bool) -> None:
        self._people = people
        self.tickets = tickets
        self._secure = secure
        self._rate = QuestionRate(ATTEMPTS_A_MINUTE)

    async def page(self, request: Request, notice: str, status: int = 200, name: str = "") -> Response:
        mark = request.cookies.get(FORM_COOKIE, "")
        mark = mark if 0 < len(mark) <= LONGEST_MARK else new_mark()
        try:
            no_account = not await anyio.to_thread.run_sync(self._people.all)
        except Exception as error:
            log_failure("desk: accounts could not be looked up", error)
            no_account, notice, status = False, notice or WORDS["away"], 503
        page = sign_in_page(self.tickets.form_token(mark), no_account, name, notice)
        response = HTMLResponse(page, status, HEADERS)
        self.set_cookie(response, FORM_COOKIE, mark, SIGN_IN, FORM_COOKIE_SECONDS)
        return response

    async def signed_in(self, request: Request) -> Response:
        sent = await request.form()
        name, mark = _text(sent, "name").strip(), request.cookies.get(FORM_COOKIE, "")
        if not self.tickets.is_form_token(_text(sent, "token"), mark):
            return await self.page(request, WORDS["too-old"], 403, name)
        client = request.client.host if request.client else None
        seconds = self._rate.wait_for(Visitor(None, network_of(client)))
        if seconds:
            refused = await self.page(request, WORDS["too-many"], 429, name)
            refused.headers["Retry-After"] = str(seconds)
            return refused
        try:
            person = await anyio.to_thread.run_sync(self._people.sign_in, name, _text(sent, "password"))
        except SignInRefused:
            return await self.page(request, WORDS["refused"], 403, name)
        except LockedOut as locked:
            minutes = max(1, math.ceil(locked.seconds / 60))
            return await self.page(request, WORDS["locked"].format(minutes=minutes), 429, name)
        except Exception as error:
            log_failure("desk: sign-in failed", error)
            return await self.page(request, WORDS["away"], 503, name)
        response = RedirectResponse(f"{DESK}/", 303)
        value = self.tickets.new(person.name, person.session_version)
        self.set_cookie(response, COOKIE, value, DESK, self.tickets.seconds)
        self.set_cookie(response, FORM_COOKIE, "", SIGN_IN, 0)
        return response

    def set_cookie(self, response: Response, name: str, value: str, path: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path=path, secure=self._secure, httponly=True, samesite="strict"
        )


def _text(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return value if isinstance(value, str) else ""
