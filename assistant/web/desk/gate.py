"""The gate before everything under /desk: who is not signed in meets nothing of it, whatever the address.

Gradio serves more than the page shows, and hiding an endpoint there does not close it. So the gate stands before all of
it: first who asks, then whether the request comes from the desk's own pages, then whether the address is one that
the desk needs, then how much is sent.
"""

from __future__ import annotations

import anyio.to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.body_limit import BodyLimit
from assistant.web.desk.people import Doorkeeper, SignedIn
from assistant.web.problems import log_failure, problem_response

DESK = "/desk"
SIGN_IN = f"{DESK}/sign-in"
SIGN_OUT = f"{DESK}/sign-out"
EVENTS = f"{DESK}/events.jsonl"
UPLOAD = f"{DESK}/gradio_api/upload"
API = f"{DESK}/gradio_api/"
SIGNED_IN = "fieldmap.desk.signed-in"

OPEN_ADDRESSES = frozenset(
    {
        DESK,
        f"{DESK}/",
        SIGN_OUT,
        EVENTS,
        UPLOAD,
        f"{DESK}/theme.css",
        f"{DESK}/favicon.ico",
        f"{API}app_id",
        f"{API}startup-events",
        f"{API}queue/join",
        f"{API}queue/data",
        f"{API}cancel",
        f"{API}reset",
        f"{API}upload_progress",
    }
)
OPEN_FOLDERS = (f"{DESK}/assets/", f"{DESK}/static/", f"{API}heartbeat/")
REFERRERS = "same-origin"
FORM_BYTES = 16_384


def is_desk(path: str) -> bool:
    """Whether an address belongs to the desk."""
    return path == DESK or path.startswith(f"{DESK}/")


class DeskGate:
    """Middleware: 401 for everything of the desk but the sign-in page, unless somebody is signed in."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, max_upload_bytes: int, max_bytes: int) -> None:
        self.app = app
        self._doorkeeper = doorkeeper
        self._form = BodyLimit(app, FORM_BYTES)
        self._upload = BodyLimit(app, max_upload_bytes)
        self._other = BodyLimit(app, max_bytes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope.get("path", "")
        if scope["type"] != "http" or not is_desk(path):
            await self.app(scope, receive, send)
            return
        changes = scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if path == SIGN_IN:
            if changes and not from_our_own_page(Headers(scope=scope)):
                await problem_response("other-site")(scope, receive, send)
                return
            await self._form(scope, receive, _telling_itself(send))
            return
        try:
            someone = await anyio.to_thread.run_sync(self._doorkeeper.signed_in, scope)
        except Exception as error:
            log_failure("desk: who is there could not be looked up", error)
            await problem_response("desk-away")(scope, receive, send)
            return
        if someone is None:
            await self._refused(scope, receive, send)
        elif changes and not from_our_own_page(Headers(scope=scope)):
            await problem_response("other-site")(scope, receive, send)
        elif path not in OPEN_ADDRESSES and not path.startswith(OPEN_FOLDERS):
            await problem_response("not-found")(scope, receive, send)
        else:
            scope[SIGNED_IN] = someone
            limited = self._upload if path == UPLOAD else self._form if path == SIGN_OUT else self._other
            await limited(scope, receive, _telling_itself(send))

    async def _refused(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = scope["path"] in (DESK, f"{DESK}/") and scope["method"] in ("GET", "HEAD")
        closing = {"Connection": "close"} if scope["method"] not in ("GET", "HEAD") else {}
        refusal = RedirectResponse(SIGN_IN, 303) if page else problem_response("sign-in", headers=closing)
        await refusal(scope, receive, send)


def _telling_itself(send: Send) -> Send:
    """Lets the browser tell the desk, and nobody else, which page of the desk a form was sent from."""

    async def send_with_policy(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message)["Referrer-Policy"] = REFERRERS
        await send(message)

    return send_with_policy


def signed_in_at(scope: Scope) -> SignedIn | None:
    """Whom the gate let in with this request."""
    found = scope.get(SIGNED_IN)
    return found if isinstance(found, SignedIn) else None


def from_our_own_page(headers: Headers) -> bool:
    """Whether a request that changes something says that it comes from this very site. Silence is a no."""
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin is not None and origin.split("://", 1)[-1] == headers.get("host")
