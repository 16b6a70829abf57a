"""Suspensions: the desk's table is the truth, and a list beside the releases says the same to whoever answers.

Suspending writes the list before the table is committed, restoring after: whatever fails in between, a statement is
rather hidden than shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk import flow
from corpus.desk.database import Database
from corpus.desk.errors import MoveRefused, NotSuspendable, SuspensionNotWritten
from corpus.desk.events import Clock, record
from corpus.desk.flow import SYSTEM
from corpus.desk.items import authors_of, row_of, suspended_ids
from corpus.desk.kinds import key_of, split_key
from corpus.desk.people import Person
from corpus.desk.tables import ItemRow, SuspensionRow

Mirror = Callable[[Mapping[str, str]], None]
"""Writes the whole list, id to reason, in one move. Raises `OSError` when it cannot."""


def no_mirror(suspended: Mapping[str, str]) -> None:
    """For a desk without a list beside it."""


class Suspensions:
    """What must not be shown now."""

    def __init__(self, database: Database, now: Clock, mirror: Mirror) -> None:
        self._database, self._now, self._mirror = database, now, mirror

    def ids(self) -> dict[str, str]:
        """Every suspended id, with the reason."""
        with self._database.read() as session:
            return suspended_ids(session)

    def suspend(self, key: str, by: Person, why: str) -> list[str]:
        """Takes a statement, a key answer, or every published statement of a source out of use at once.

        Returns the ids. Raises `SuspensionNotWritten` (then nothing is recorded either), `NotSuspendable`,
        `NotAllowed`, `MoveRefused`.
        """
        why = flow.need_reason("suspend", key, why)
        with self._database.write() as session:
            rows = _suspendable(session, key)
            for row in rows:
                _refuse(session, row, "suspend", by)
            already = suspended_ids(session)
            fresh = [row for row in rows if row.id not in already]
            for row in fresh:
                after = {"suspended": True}
                when = record(session, self._now(), by.name, "suspend", why, row.key, {"suspended": False}, after)
                session.add(SuspensionRow(id=row.id, who=by.name, why=why, since=when))
            session.flush()
            self._write({**already, **{row.id: why for row in fresh}})
        return [row.id for row in rows]

    def restore(self, key: str, by: Person, why: str) -> list[str]:
        """Puts what was suspended back into use; returns the ids.

        Raises `SuspensionNotWritten` when the list could not be written: the ids are then still hidden, and `repair`
        or the next start mends the list.
        """
        why = flow.need_reason("restore", key, why)
        with self._database.write() as session:
            rows = [row for row in _suspendable(session, key) if session.get(SuspensionRow, row.id)]
            if not rows:
                raise MoveRefused(f"{key} is not suspended. Load it again.")
            for row in rows:
                _refuse(session, row, "restore", by)
                session.delete(session.get(SuspensionRow, row.id))
                record(
                    session, self._now(), by.name, "restore", why, row.key, {"suspended": True}, {"suspended": False}
                )
            ids = [row.id for row in rows]
        self._write(self.ids())
        return ids

    def repair(self, listed: Mapping[str, str]) -> None:
        """Makes list and table say the same: what only the list says was suspended outside, and is recorded.

        `listed` is the list as it was found. Raises `SuspensionNotWritten`.
        """
        with self._database.write() as session:
            for one in sorted(set(listed).difference(suspended_ids(session))):
                key = next(
                    (k for k in (key_of("statement", one), key_of("key-answer", one)) if session.get(ItemRow, k)), None
                )
                why = listed[one] or "found in the list of suspended ids"
                when = record(
                    session, self._now(), SYSTEM, "suspend", why, key, {"suspended": False}, {"suspended": True}
                )
                session.add(SuspensionRow(id=one, who=SYSTEM, why=why, since=when))
            session.flush()
            table = suspended_ids(session)
            if set(table) != set(listed):
                self._write(table)

    def _write(self, suspended: Mapping[str, str]) -> None:
        try:
            self._mirror(suspended)
        except OSError as error:
            raise SuspensionNotWritten(error.strerror or str(error)) from error


def _suspendable(session: Session, key: str) -> list[ItemRow]:
    kind, item_id = split_key(key)
    if kind in ("statement", "key-answer"):
        return [row_of(session, key)]
    if kind != "source":
        raise NotSuspendable(key)
    row_of(session, key)
    of_source = ItemRow.key.startswith(f"statement:{item_id}/", autoescape=True)
    return list(session.scalars(select(ItemRow).where(of_source, ItemRow.published_version.is_not(None))))


def _refuse(session: Session, row: ItemRow, action: str, by: Person) -> None:
    authors, was_published = authors_of(session, row), row.published_version is not None
    flow.refuse(action, row.key, row.state, by.name, by.roles, authors, was_published)  # type: ignore[arg-type]
