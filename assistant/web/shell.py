"""The page's outer HTML: Gradio's own, without what it says about Gradio, and with our style and script."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.security import page_policy

WITHOUT_SCRIPT = (
    "This page needs JavaScript to take a question and to show the answer. "
    "Without it, a question can be sent to the address /api/ask."
)

# Cards for social networks name other hosts, and the manifest is for an application that this is not.
_REMOVED = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>|<link rel=\"manifest\"[^>]*>")
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def dressed(page: str, title: str, description: str) -> str:
    """Gradio's page with our head. Style comes first with the page, so that nothing is drawn undressed."""
    head = (
        f"<title>{escape(title)}</title>"
        f'<meta name="description" content="{escape(description)}">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noarchive">'
        '<link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
        '<link rel="stylesheet" href="/page/style.css"><script src="/page/page.js" defer></script>'
    )
    page = _REMOVED.sub("", page).replace('lang="en"', 'lang="en-GB"', 1)
    page = page.replace("</head>", f"{head}</head>", 1)
    return page.replace("</body>", f"<noscript><p>{WITHOUT_SCRIPT}</p></noscript></body>", 1)


def script_hashes(page: str) -> list[str]:
    """The hashes of the scripts that stand in the page itself."""
    found = _INLINE_SCRIPT.findall(page)
    return [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found]


class PageShell:
    """Middleware for the page alone: dresses it, and says by hash which scripts in it may run."""

    def __init__(self, app: ASGIApp, title: str, description: str) -> None:
        self.app = app
        self._title = title
        self._description = description

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if message["type"] != "http.response.body":
                return
            parts.append(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send_dressed(start, b"".join(parts), send)

        await self.app(scope, receive, collect)

    async def _send_dressed(self, start: Message, body: bytes, send: Send) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
            page = dressed(body.decode(), self._title, self._description)
            headers["Content-Security-Policy"] = page_policy(script_hashes(page))
            body = page.encode()
            headers["Content-Length"] = str(len(body))
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})
