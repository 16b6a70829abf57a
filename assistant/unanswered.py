"""Questions that the corpus did not answer, kept for editors where an operator has asked for it.

Only the words of the question, without personal details, and the day: no address, no session, no time of day. What
was a matter of urgency, of one person or of anything else than a gap in the corpus is never kept.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from assistant.screen.personal import scrubbed
from assistant.settings import Settings
from assistant.types import Answer, Behaviour

log = logging.getLogger("fieldmap")

GAPS: frozenset[Behaviour] = frozenset({"no-vetted-source", "answer-with-limits"})
"""The endings that tell of a gap."""
LONGEST = 400
"""Characters of a question that are kept; a longer one is a story or a pasted text, and is not kept at all."""
MOST = 2_000
"""Questions that are kept; the oldest go first."""


class KeptQuestion(NamedTuple):
    """One question that was not answered, or not in full."""

    day: str
    behaviour: str
    text: str


class Unanswered:
    """The file of kept questions in the home folder. Does nothing unless the setting is on."""

    def __init__(self, settings: Settings, today: Callable[[], date] = lambda: datetime.now(UTC).date()) -> None:
        self.keeps = settings.keep_unanswered
        self._file = settings.home / "unanswered.jsonl"
        self._today = today
        self._lock = threading.Lock()

    def keep(self, answer: Answer) -> None:
        """Keeps the question of an answer that tells of a gap. Never raises: an answer must not fail over it."""
        text = " ".join(answer.question.split())
        if not self.keeps or answer.behaviour not in GAPS or not 0 < len(text) <= LONGEST:
            return
        line = {"day": self._today().isoformat(), "behaviour": answer.behaviour, "question": scrubbed(text)}
        try:
            with self._lock:
                self._write(json.dumps(line, ensure_ascii=False))
        except OSError as error:
            log.error("an unanswered question could not be kept: %s", error.strerror)

    def kept(self) -> list[KeptQuestion]:
        """What is kept, oldest first; lines that cannot be read are left out."""
        found = []
        for line in self._lines():
            try:
                one = json.loads(line)
                found.append(KeptQuestion(str(one["day"]), str(one["behaviour"]), str(one["question"])))
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def _write(self, line: str) -> None:
        lines = [*self._lines(), line][-MOST:]
        self._file.parent.mkdir(parents=True, exist_ok=True)
        replacement = self._file.with_suffix(f".{os.getpid()}")
        # For the operator alone: it holds patients' words.
        with open(replacement, "w", encoding="utf-8", opener=_private) as file:
            file.write("\n".join(lines) + "\n")
        os.replace(replacement, self._file)

    def _lines(self) -> list[str]:
        try:
            text = self._file.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return []
        return [line for line in text.split("\n") if line.strip()]


def _private(path: str | Path, flags: int) -> int:
    return os.open(path, flags, 0o600)
