"""What must not be shown, where several machines answer from one desk: its table, read on every question.

A desk in a file has the list beside the releases, which every process of the machine reads; a desk in PostgreSQL may
have answering processes with other disks, so that they ask the table itself.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from time import monotonic

from assistant.errors import NotReady
from corpus.desk.database import Database
from corpus.desk.errors import DeskError
from corpus.desk.items import suspended_ids
from index.suspended import Suspended

log = logging.getLogger("fieldmap")

TRUSTED_SECONDS = 60.0
"""How long the last list that was read is relied on while the database does not answer; then nothing is answered."""
RETRY_SECONDS = 2.0
"""How long a database that did not answer is left alone, so that patients do not wait for it on every question."""


class SuspendedInTable(Suspended):
    """The ids of the desk's table, and those of the list beside the releases."""

    def __init__(self, file: Path, database: Database, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(file)
        self._database, self._clock = database, clock
        self._seen: frozenset[str] = frozenset()
        self._read_at: float | None = None
        self._away_since: float | None = None
        self._lock = threading.Lock()

    def ids(self) -> frozenset[str]:
        """Every id that must not be shown now.

        Raises `NotReady` when the table could not be read for a minute: what may be shown is then not known.
        """
        with self._lock:
            now = self._clock()
            if self._away_since is None or now - self._away_since >= RETRY_SECONDS:
                self._read(now)
            if self._read_at is None or now - self._read_at > TRUSTED_SECONDS:
                raise NotReady(
                    "The list of suspended statements cannot be read, so nothing is shown. Start the desk's "
                    "database, or correct FIELDMAP_DATABASE_URL."
                )
            return self._seen | super().ids()

    def close(self) -> None:
        """Gives the connections back."""
        self._database.close()

    def _read(self, now: float) -> None:
        try:
            with self._database.read() as session:
                self._seen = frozenset(suspended_ids(session))
            self._read_at, self._away_since = now, None
        except DeskError as error:
            if self._away_since is None:
                log.error("the list of suspended statements was not read: %s", error)
            self._away_since = now
