"""The conversations that are going on, in memory only, and for as long as they are used.

A conversation belongs to one browser and one open page: the key is the visitor's cookie with the page's own
number. What a browser says about earlier turns is never read.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from assistant.types import Turn

Key = tuple[str, str]
TURNS_KEPT = 12
WINDOWS_KEPT = 20
"""Conversations of one browser; the oldest goes for a new one, so that nobody pushes out the others."""


@dataclass(slots=True)
class _Conversation:
    turns: tuple[Turn, ...]
    used: float


class Conversations:
    """Holds at most `most` conversations; each is forgotten after `minutes` without a question."""

    def __init__(self, minutes: int, most: int = 5_000, clock: Callable[[], float] = time.monotonic) -> None:
        if minutes < 1 or most < 1:
            raise ValueError("a conversation is kept for at least a minute, and at least one is kept")
        self._seconds = minutes * 60
        self._most = most
        self._clock = clock
        self._kept: OrderedDict[Key, _Conversation] = OrderedDict()
        self._lock = threading.Lock()

    def history(self, key: Key) -> tuple[Turn, ...]:
        """The earlier turns of a conversation, oldest first; empty for one that is unknown or too old."""
        with self._lock:
            self._forget_old()
            found = self._kept.get(key)
            return found.turns if found else ()

    def remember(self, key: Key, question: str, reply: str, after: tuple[Turn, ...] = ()) -> None:
        """Adds a question and what was said to it.

        `after` is the history that the question was asked with. Where it is no longer the history, because
        the conversation was cleared meanwhile, nothing is kept.
        """
        with self._lock:
            self._forget_old()
            found = self._kept.pop(key, None)
            if (found.turns if found else ()) != after:
                if found:
                    self._kept[key] = found
                return
            turns = (*after, Turn("user", question), Turn("assistant", reply))
            self._kept[key] = _Conversation(turns[-TURNS_KEPT:], self._clock())
            own = [one for one in self._kept if one[0] == key[0]]
            for old in own[:-WINDOWS_KEPT]:
                del self._kept[old]
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def clear(self, key: Key) -> None:
        """Forgets a conversation at once."""
        with self._lock:
            self._kept.pop(key, None)

    def __len__(self) -> int:
        with self._lock:
            self._forget_old()
            return len(self._kept)

    def _forget_old(self) -> None:
        # The order is that of last use, so the oldest stand first.
        oldest_kept = self._clock() - self._seconds
        while self._kept:
            key, conversation = next(iter(self._kept.items()))
            if conversation.used > oldest_kept:
                return
            del self._kept[key]
