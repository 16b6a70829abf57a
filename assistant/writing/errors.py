"""What can go wrong between us and a model. None of it reaches a patient: the plain answer goes out."""

from __future__ import annotations

from typing import Literal

CallFault = Literal["timeout", "rate-limited", "server-error", "refused-by-provider", "disconnected", "busy"]


class CallFailed(Exception):
    """A call that brought no reply. `fault` is its name; `retry_after` is what the server asked for, in seconds."""

    def __init__(self, fault: CallFault, retry_after: float | None = None) -> None:
        super().__init__(fault)
        self.fault: CallFault = fault
        self.retry_after = retry_after


class ReplyUnusable(Exception):
    """A reply that is not what was asked for. `name` says in which way."""

    def __init__(self, name: Literal["empty-reply", "not-json", "wrong-shape", "reply-too-long"], detail: str) -> None:
        super().__init__(f"{name}: {detail}")
        self.name = name
        self.detail = detail
