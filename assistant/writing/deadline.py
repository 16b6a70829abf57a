"""A call with an end: the wall clock decides, also where a server sends one byte a second.

A client's own timeout is counted from one byte to the next. So the call runs in a thread of its own and is left behind
when its time is over; so few may be left behind that a stalling server cannot fill the process with them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from assistant.writing.errors import CallFailed

MOST_AT_ONCE = 8
"""Calls under way or left behind; more fail at once, and the plain answers go out."""

Result = TypeVar("Result")


class Deadline:
    """Runs calls that end in time. One per model; safe to share between threads."""

    def __init__(self, most: int = MOST_AT_ONCE) -> None:
        self._slots = threading.BoundedSemaphore(most)

    def run(self, call: Callable[[], Result], seconds: float) -> Result:
        """What `call` returns, or what it raises.

        Raises `CallFailed`: timeout after `seconds`, busy where too many calls are still under way.
        """
        if seconds <= 0:
            raise CallFailed("timeout")
        if not self._slots.acquire(blocking=False):
            raise CallFailed("busy")
        done = threading.Event()
        results: list[Result] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                results.append(call())
            except BaseException as error:  # handed to the thread that waits, or to nobody when it has gone
                errors.append(error)
            finally:
                self._slots.release()
                done.set()

        threading.Thread(target=work, name="fieldmap-model-call", daemon=True).start()
        if not done.wait(seconds):
            raise CallFailed("timeout")
        if errors:
            raise errors[0]
        return results[0]
