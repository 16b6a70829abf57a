"""Every change, in order, for good: written in the transaction of the change itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from corpus.desk.database import Database
from corpus.desk.tables import EventRow

Clock = Callable[[], datetime]
_PAGE = 500


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Event:
    """One change. `number` gives the order, whatever the clock said."""

    number: int
    happened: str
    who: str
    action: str
    item: str | None
    batch: int | None
    why: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Events:
    """The events of the desk, for reading."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def latest(self, limit: int = 50, item: str | None = None, batch: int | None = None) -> list[Event]:
        """The last events, newest first; of one item or one batch where it is named."""
        wanted = select(EventRow).order_by(EventRow.number.desc()).limit(limit)
        if item is not None:
            wanted = wanted.where(EventRow.item == item)
        if batch is not None:
            wanted = wanted.where(EventRow.batch == batch)
        with self._database.read() as session:
            return [_event(row) for row in session.scalars(wanted)]

    def all(self) -> Iterator[Event]:
        """Every event, oldest first."""
        after = 0
        while True:
            with self._database.read() as session:
                rows = session.scalars(
                    select(EventRow).where(EventRow.number > after).order_by(EventRow.number).limit(_PAGE)
                ).all()
                found = [_event(row) for row in rows]
            if not found:
                return
            yield from found
            after = found[-1].number

    def as_json_lines(self) -> Iterator[str]:
        """Every event as one line of JSON, oldest first."""
        for found in self.all():
            yield json.dumps(asdict(found), ensure_ascii=False)


def record(
    session: Session,
    now: datetime,
    who: str,
    action: str,
    why: str = "",
    item: str | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    batch: int | None = None,
) -> str:
    """Writes one event and returns its time, which is never before that of the event before it.

    Events are numbered here and not by the database: PostgreSQL leaves out the number of a change that was taken back,
    and a gap would look like an event that somebody removed. Changes run one after another: no number is given twice.
    """
    happened = max(now.astimezone(UTC).isoformat(timespec="microseconds"), last_time(session) or "")
    session.add(
        EventRow(
            number=(session.scalar(select(func.max(EventRow.number))) or 0) + 1,
            happened=happened,
            who=who,
            action=action,
            item=item,
            batch=batch,
            why=why,
            before=_json(before),
            after=_json(after),
        )
    )
    session.flush()
    return happened


def last_time(session: Session) -> str | None:
    """When the last event was recorded."""
    newest = select(func.max(EventRow.number)).scalar_subquery()
    return session.scalar(select(EventRow.happened).where(EventRow.number == newest))


def _json(value: dict[str, Any] | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)


def _event(row: EventRow) -> Event:
    return Event(
        number=row.number,
        happened=row.happened,
        who=row.who,
        action=row.action,
        item=row.item,
        batch=row.batch,
        why=row.why,
        before=None if row.before is None else json.loads(row.before),
        after=None if row.after is None else json.loads(row.after),
    )
