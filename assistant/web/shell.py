"""The page's outer HTML: Gradio's own, without what it says about Gradio, and with our style and script."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Dress:
    """What a page of Gradio is called, and what it is dressed with: files of `/page/`."""

    title: str
    description: str
    styles: tuple[str, ...] = ("style.css",)
    script: str = "page.js"
    without_script: str = WITHOUT_SCRIPT
    forms: bool = False


def dressed(page: str, dress: Dress) -> str:
    """Gradio's page with our head. Style comes first with the page, so that nothing is drawn undressed."""
    styles = "".join(f'<link rel="stylesheet" href="/page/{style}">' for style in dress.styles)
    head = (
        f"<title>{escape(dress.title)}</title>"
        f'<meta name="description" content="{escape(dress.description)}">'
        '<meta name="color-scheme" content="light dark"><meta name="robots" content="noarchive">'
        '<link rel="icon" href="/page/favicon.svg" type="image/svg+xml">'
        f'{styles}<script src="/page/{dress.script}" defer></script>'
    )
    page = _REMOVED.sub("", page).replace('lang="en"', 'lang="en-GB"', 1)
    page = page.replace("</head>", f"{head}</head>", 1)
    return page.replace("</body>", f"<noscript><p>{dress.without_script}</p></noscript></body>", 1)


def script_hashes(page: str) -> list[str]:
    """The hashes of the scripts that stand in the page itself."""
    found = _INLINE_SCRIPT.findall(page)
    return [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found]


class PageShell:
    """Middleware for the pages that Gradio makes: dresses them, and says by hash which scripts in them may run."""

    def __init__(self, app: ASGIApp, pages: Mapping[str, Dress]) -> None:
        """`pages` is the dress of each page by its address."""
        self.app = app
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        dress = self._pages.get(scope["path"]) if scope["type"] == "http" else None
        if dress is None:
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
                await _send_dressed(dress, start, b"".join(parts), send)

        await self.app(scope, receive, collect)


async def _send_dressed(dress: Dress, start: Message, body: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=list(start["headers"]))
    if start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
        page = dressed(body.decode(), dress)
        headers["Content-Security-Policy"] = page_policy(script_hashes(page), dress.forms)
        body = page.encode()
        headers["Content-Length"] = str(len(body))
    await send({**start, "headers": headers.raw})
    await send({"type": "http.response.body", "body": body})
