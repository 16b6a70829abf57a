"""Who is really at the other end of the connection, whatever headers say about the visitor's own address.

uvicorn puts the address from `X-Forwarded-For` in place of the peer's. For the rate limit that is wanted; for a
header that says who somebody is, only the peer counts.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

KEY = "fieldmap.peer"


class Peer:
    """Middleware, met before any that reads forwarded headers: keeps the peer's address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            client = scope.get("client")
            scope[KEY] = client[0] if client else None
        await self.app(scope, receive, send)


def peer_of(scope: Scope) -> str | None:
    """The peer's address; None where it is not known."""
    found = scope.get(KEY)
    return found if isinstance(found, str) else None
