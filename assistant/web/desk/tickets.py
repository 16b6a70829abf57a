"""What a signed-in browser carries: a signed cookie that ends by itself; and the tokens of forms."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

COOKIE = "fieldmap-desk"
FORM_COOKIE = "fieldmap-desk-form"


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who signed in (`account`), under which version of the account's sessions, and a random mark of this sign-in."""

    account: str
    version: int
    mark: str


class Tickets:
    """Signs tickets and form tokens, and knows its own. Nothing is kept: the signature is all there is."""

    def __init__(self, secret: bytes, minutes: int, clock: Callable[[], float] = time.time) -> None:
        """`clock` gives seconds since 1970."""
        if minutes < 1:
            raise ValueError("a sign-in lasts for at least a minute")
        self.seconds = minutes * 60
        self._sessions = _serializer(secret, "fieldmap desk session", clock)
        self._forms = _serializer(secret, "fieldmap desk form", clock)

    def new(self, account: str, version: int) -> str:
        """The cookie's value for somebody who has just signed in."""
        return str(self._sessions.dumps([account, version, new_mark()]))

    def ticket(self, value: str) -> Ticket | None:
        """The ticket in a cookie; None for one that is forged, damaged or has ended."""
        found = self._loaded(self._sessions, value)
        if not (isinstance(found, list) and len(found) == 3):
            return None
        account, version, mark = found
        if not (isinstance(account, str) and isinstance(version, int) and isinstance(mark, str)):
            return None
        return Ticket(account, version, mark)

    def form_token(self, mark: str) -> str:
        """The token for a form that is shown to the browser with this mark."""
        return str(self._forms.dumps(mark))

    def is_form_token(self, token: str, mark: str) -> bool:
        """Whether `token` was made for this mark, and not longer ago than a sign-in lasts."""
        found = self._loaded(self._forms, token)
        return isinstance(found, str) and bool(mark) and hmac.compare_digest(found.encode(), mark.encode())

    def _loaded(self, serializer: URLSafeTimedSerializer, value: str) -> Any:
        try:
            return serializer.loads(value, max_age=self.seconds)
        except BadData:
            return None


def new_mark() -> str:
    """A random mark of one browser."""
    return secrets.token_urlsafe(16)


def _serializer(secret: bytes, salt: str, clock: Callable[[], float]) -> URLSafeTimedSerializer:
    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(clock())

    return URLSafeTimedSerializer(
        secret, salt=salt, signer=Signer, signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    )
