"""A circuit breaker: after some failed calls in a row a model is left alone for a while, and then tried once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic

FAILURES = 3
"""Calls that fail in a row before the model is left alone."""
PAUSE_SECONDS = 60.0
"""How long it is left alone before one call may try again."""


class Breaker:
    """Open, closed, or half open with one call under way. Safe to share between threads."""

    def __init__(
        self, failures: int = FAILURES, pause: float = PAUSE_SECONDS, clock: Callable[[], float] = monotonic
    ) -> None:
        self._allowed, self._pause, self._clock = failures, pause, clock
        self._failed = 0
        self._opened: float | None = None
        self._trying = False
        self._lock = threading.Lock()

    def may_call(self) -> bool:
        """Whether a call may be made now. Where it says yes, `succeeded` or `failed` has to follow."""
        with self._lock:
            if self._opened is None:
                return True
            if self._trying or self._clock() - self._opened < self._pause:
                return False
            self._trying = True
            return True

    def succeeded(self) -> None:
        """The model replied, whatever it said."""
        with self._lock:
            self._failed, self._opened, self._trying = 0, None, False

    def failed(self) -> None:
        """The call brought no reply."""
        with self._lock:
            self._failed += 1
            if self._trying or self._failed >= self._allowed:
                self._opened = self._clock()
            self._trying = False
