"""What of Gradio can be reached: the page and the few addresses that it needs. All else is a 404.

Gradio serves much more than a page shows: uploads, its interface description, direct calls, monitoring, run
history. Hiding an endpoint there does not close it, so what is open is listed here, and a test compares.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import log_failure, problem_response

OPEN_ADDRESSES = frozenset(
    {
        "/",
        "/healthz",
        "/readyz",
        "/theme.css",
        "/favicon.ico",
        "/robots.txt",
        "/topics",
        "/map",
        "/checklists",
        "/sources",
        "/trial-record",
        "/gradio_api/app_id",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        # Gradio takes files from anyone here; `BodyLimit` answers in its place that it takes none.
        "/gradio_api/upload",
    }
)
OPEN_FOLDERS = (
    "/api/",
    "/page/",
    "/assets/",
    "/static/",
    "/gradio_api/heartbeat/",
    "/topics/",
    "/map/",
    "/guides/",
    "/checklists/",
    "/sources/",
)
DESK = ("/desk", "/desk/")
GRADIO = ("/gradio_api/", "/desk/gradio_api/")


class Exposure:
    """Middleware: closes what is not listed, refuses other websites, lets no trace and no bare 500 out."""

    def __init__(self, app: ASGIApp, desk: bool = False) -> None:
        """`desk` lets the addresses of the desk pass: what of it is open, and to whom, is for its gate to say."""
        self.app = app
        self._desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1000})
            return
        path: str = scope["path"]
        desk = self._desk and (path == DESK[0] or path.startswith(DESK[1]))
        if not desk and path not in OPEN_ADDRESSES and not path.startswith(OPEN_FOLDERS):
            await problem_response("not-found")(scope, receive, send)
            return
        if scope["method"] not in ("GET", "HEAD") and _from_another_site(Headers(scope=scope)):
            await problem_response("other-site")(scope, receive, send)
            return
        await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = failed = False

        async def watched(message: Message) -> None:
            nonlocal started, failed
            if message["type"] == "http.response.start":
                # Gradio answers 500 to a call of something that does not exist.
                failed = message["status"] == 500 and scope["path"].startswith(GRADIO)
                if failed:
                    return
                started = True
                headers = MutableHeaders(scope=message)
                for name in [name for name in headers if name.startswith("access-control-")]:
                    del headers[name]
            if not failed:
                await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:
            log_failure("request failed", error)
            if not started and not failed:
                await problem_response("unexpected")(scope, receive, send)
                return
        if failed:
            await problem_response("not-found")(scope, receive, send)


def _from_another_site(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.split("://", 1)[-1] != headers.get("host")
