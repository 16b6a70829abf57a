"""Nothing is read that is longer than a question can be, whether its length is announced or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import problem_response

ROOM_AROUND_THE_TEXT = 64 * 1024
BYTES_A_CHARACTER = 12
"""The most that JSON makes of one: two escapes of six for a sign outside the basic plane."""
BYTES_A_BYTE = 3
"""The most that JSON or a form makes of one byte of a record, but for control characters, which no record has."""


def body_limit(max_characters: int, max_record_bytes: int) -> int:
    """The longest body that can hold one question of the permitted length, or one record, with a short history."""
    return max(max_characters * BYTES_A_CHARACTER, max_record_bytes * BYTES_A_BYTE) + ROOM_AROUND_THE_TEXT


class BodyLimit:
    """Middleware: reads a body of up to `limit` bytes before the application starts; more is a 413."""

    def __init__(
        self,
        app: ASGIApp,
        limit: int,
        pages: Mapping[str, Callable[[], Response]] | None = None,
        elsewhere: tuple[str, ...] = (),
    ) -> None:
        """`pages` gives the refusal for an address that people see; all others are refused as the API is.

        What begins with one of `elsewhere` has a limit of its own further in.
        """
        if limit < 1:
            raise ValueError("the limit of a body is at least one byte")
        self.app = app
        self._limit = limit
        self._pages = pages or {}
        self._elsewhere = elsewhere

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        reads = scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS")
        if reads or (self._elsewhere and scope["path"].startswith(self._elsewhere)):
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/gradio_api/upload":
            await problem_response("no-files", headers={"Connection": "close"})(scope, receive, send)
            return
        body = await self._read(scope, receive)
        if body is None:
            page = self._pages.get(scope["path"])
            refusal = page() if page else problem_response("too-long", headers={"Connection": "close"})
            await refusal(scope, receive, send)
            return
        unread = [body]

        async def replay() -> Message:
            if unread:
                return {"type": "http.request", "body": unread.pop(), "more_body": False}
            return await receive()

        await self.app(scope, replay, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > self._limit:
            return None
        parts, length, more = [], 0, True
        while more:
            message = await receive()
            part: bytes = message.get("body", b"")
            length += len(part)
            if length > self._limit:
                return None
            parts.append(part)
            more = message.get("more_body", False)
        return b"".join(parts)
