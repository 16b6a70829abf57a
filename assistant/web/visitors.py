"""Who is asking, as far as it has to be known: a random number in a cookie, which says nothing about anybody.

The number is signed with a key that lives as long as the process. So nobody can make up numbers, neither
to read another's conversation nor to have a fresh allowance of questions each time.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "fieldmap"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser with a cookie of ours (`id`), or one without; and the network it comes from."""

    id: str | None
    network: str


class Visitors:
    """Gives out signed random numbers, and knows its own."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)

    def new_value(self) -> str:
        """A value for the cookie of a new visitor."""
        number = secrets.token_urlsafe(18)
        return f"{number}.{self._signature(number)}"

    def visitor(self, cookies: Mapping[str, str], address: str | None) -> Visitor:
        """The visitor behind a request."""
        number, _, signature = cookies.get(COOKIE, "").partition(".")
        ours = hmac.compare_digest(signature.encode(), self._signature(number).encode())
        return Visitor(number if number and ours else None, network_of(address))

    def _signature(self, number: str) -> str:
        return hmac.new(self._key, number.encode(), hashlib.sha256).hexdigest()[:32]


class SessionCookie:
    """Middleware: a browser that opens the page gets a session cookie, unless it has one of ours."""

    def __init__(self, app: ASGIApp, visitors: Visitors, secure: bool) -> None:
        self.app = app
        self._visitors = visitors
        self._attributes = "Path=/; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/":
            await self.app(scope, receive, send)
            return
        cookies = cookies_of(Headers(scope=scope).get("cookie", ""))
        if self._visitors.visitor(cookies, None).id is not None:
            await self.app(scope, receive, send)
            return

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                value = f"{COOKIE}={self._visitors.new_value()}; {self._attributes}"
                MutableHeaders(scope=message).append("Set-Cookie", value)
            await send(message)

        await self.app(scope, receive, send_with_cookie)


def cookies_of(header: str) -> dict[str, str]:
    """The cookies of a header; none where it cannot be read."""
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


def network_of(address: str | None) -> str:
    """The address, or for IPv6 the /64 that one household or computer usually has to itself."""
    try:
        known = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{known}/64", strict=False))
    return str(known)
