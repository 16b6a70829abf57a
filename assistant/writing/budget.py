"""How many tokens may be used in an hour and in a day; when they are gone, answers are plain until then."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from time import monotonic

HOUR, DAY = 3_600.0, 86_400.0


class Budget:
    """Counts tokens over the last hour and the last day, in this process. Safe to share between threads."""

    def __init__(self, per_hour: int, per_day: int, clock: Callable[[], float] = monotonic) -> None:
        self._per_hour, self._per_day, self._clock = per_hour, per_day, clock
        self._spent: deque[tuple[float, int]] = deque()
        self._lock = threading.Lock()

    def reserve(self, tokens: int) -> bool:
        """Takes `tokens` if they are left; False, and nothing taken, if they are not."""
        with self._lock:
            now = self._clock()
            while self._spent and now - self._spent[0][0] >= DAY:
                self._spent.popleft()
            in_day = sum(count for _, count in self._spent)
            in_hour = sum(count for when, count in self._spent if now - when < HOUR)
            if in_hour + tokens > self._per_hour or in_day + tokens > self._per_day:
                return False
            self._spent.append((now, tokens))
            return True

    def correct(self, reserved: int, used: int) -> None:
        """Puts what was used in the place of what was reserved."""
        with self._lock:
            self._spent.append((self._clock(), used - reserved))
