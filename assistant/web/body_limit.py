"""Nothing is read that is longer than a question can be, whether its length is announced or not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.web.problems import problem_response

ROOM_AROUND_THE_TEXT = 64 * 1024
BYTES_A_CHARACTER = 12
"""The most that JSON makes of one: two escapes of six for a sign outside the basic plane."""


def body_limit(max_characters: int) -> int:
    """The longest body that can hold one question of the permitted length, with a short history."""
    return max_characters * BYTES_A_CHARACTER + ROOM_AROUND_THE_TEXT


class BodyLimit:
    """Middleware: reads a body of up to `limit` bytes before the application starts; more is a 413."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        if limit < 1:
            raise ValueError("the limit of a body is at least one byte")
        self.app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/gradio_api/upload":
            await problem_response("no-files", headers={"Connection": "close"})(scope, receive, send)
            return
        body = await self._read(scope, receive)
        if body is None:
            await problem_response("too-long", headers={"Connection": "close"})(scope, receive, send)
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
