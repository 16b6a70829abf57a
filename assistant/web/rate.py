"""How many questions one visitor may ask in a minute, in bounded memory."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.web.visitors import Visitor

VISITORS_BEHIND_ONE_ADDRESS = 10
"""A ward or a library shares one address; it may ask so many times what one visitor may."""


class QuestionRate:
    """An allowance for each visitor that fills up again evenly over a minute."""

    def __init__(self, per_minute: int, most: int = 20_000, clock: Callable[[], float] = time.monotonic) -> None:
        if per_minute < 1 or most < 1:
            raise ValueError("at least one question a minute, and at least one visitor")
        self._per_minute = per_minute
        self._most = most
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait_for(self, visitor: Visitor) -> int:
        """0 where the visitor may ask now, and the question counts; else the seconds to wait."""
        with self._lock:
            if visitor.id is None:
                return self._take([(f"without cookie {visitor.network}", self._per_minute)])
            return self._take(
                [
                    (f"cookie {visitor.id}", self._per_minute),
                    (f"address {visitor.network}", self._per_minute * VISITORS_BEHIND_ONE_ADDRESS),
                ]
            )

    def _take(self, buckets: list[tuple[str, int]]) -> int:
        now = self._clock()
        left = []
        for name, size in buckets:
            before, since = self._left.get(name, (float(size), now))
            left.append(min(float(size), before + (now - since) * size / 60))
        lacking = [(1 - have) * 60 / size for have, (_, size) in zip(left, buckets, strict=True) if have < 1]
        if lacking:
            return max(1, math.ceil(max(lacking)))
        for have, (name, _) in zip(left, buckets, strict=True):
            self._left[name] = (have - 1, now)
            self._left.move_to_end(name)
        while len(self._left) > self._most:
            self._left.popitem(last=False)
        return 0
