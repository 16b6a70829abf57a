"""Finding items: by kind, lane, place, topic, state, due day and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from corpus.desk.flow import State
from corpus.desk.items import Row, as_row, suspended_ids
from corpus.desk.kinds import Kind
from corpus.desk.tables import ItemRow


@dataclass(frozen=True, slots=True)
class Filter:
    """What to look for; whatever is None does not matter."""

    kind: Kind | None = None
    lane: str | None = None
    place: str | None = None
    topic: str | None = None
    state: State | None = None
    """`due` and `suspended` included."""
    due_by: date | None = None
    """Published, and to be read again on that day or before."""
    text: str | None = None
    """Words, all of which stand in the record."""
    author: str | None = None
    source: str | None = None
    """The statements of one source."""


EVERYTHING = Filter()


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found, and how much there is."""

    total: int
    rows: tuple[Row, ...]


def find(session: Session, wanted: Filter, today: date, offset: int, limit: int) -> Found:
    """The items that fit: what is due first by day where days were asked for, else newest change first."""
    suspended = suspended_ids(session)
    conditions = list(_conditions(wanted, today, suspended))
    by_day = wanted.due_by is not None or wanted.state == "due"
    order: tuple[Any, ...] = (ItemRow.due, ItemRow.key) if by_day else (ItemRow.changed.desc(), ItemRow.key)
    if wanted.source is not None:
        order = (ItemRow.position, ItemRow.key)
    total = session.scalar(select(func.count()).select_from(ItemRow).where(*conditions)) or 0
    rows = session.scalars(select(ItemRow).where(*conditions).order_by(*order).offset(offset).limit(limit))
    return Found(total, tuple(as_row(row, suspended, today) for row in rows))


def counts(session: Session, today: date) -> dict[str, int]:
    """How many items are in each state; a suspended one counts there as well."""
    found: dict[str, int] = {
        state: number for state, number in session.execute(select(ItemRow.state, func.count()).group_by(ItemRow.state))
    }
    due = session.scalar(select(func.count()).select_from(ItemRow).where(*_is_due(today))) or 0
    found["published"] = found.get("published", 0) - due
    return {**found, "due": due, "suspended": len(suspended_ids(session))}


def next_position(session: Session, kind: Kind, item_id: str, file: str) -> int:
    """The place after the last item of the same list."""
    same = [ItemRow.kind == kind]
    if kind == "statement":
        same.append(ItemRow.key.startswith(f"statement:{item_id.partition('/')[0]}/", autoescape=True))
    else:
        same.append(ItemRow.file == file)
    return (session.scalar(select(func.max(ItemRow.position)).where(*same)) or 0) + 1


def _conditions(wanted: Filter, today: date, suspended: dict[str, str]) -> Iterator[ColumnElement[bool]]:
    for column, value in ((ItemRow.kind, wanted.kind), (ItemRow.lane, wanted.lane), (ItemRow.author, wanted.author)):
        if value is not None:
            yield column == value
    for words, value in ((ItemRow.place, wanted.place), (ItemRow.topics, wanted.topic)):
        if value is not None:
            yield words.contains(f" {value} ", autoescape=True)
    for word in (wanted.text or "").casefold().split():
        yield ItemRow.search.contains(word, autoescape=True)
    if wanted.source is not None:
        yield ItemRow.key.startswith(f"statement:{wanted.source}/", autoescape=True)
    if wanted.due_by is not None:
        yield from _is_due(wanted.due_by)
    if wanted.state == "due":
        yield from _is_due(today)
    elif wanted.state == "suspended":
        keys = [f"{kind}:{one}" for one in suspended for kind in ("statement", "key-answer")]
        yield ItemRow.key.in_(keys) if keys else false()
    elif wanted.state == "published":
        yield ItemRow.state == "published"
        yield or_(ItemRow.due.is_(None), ItemRow.due > today.isoformat())
    elif wanted.state is not None:
        yield ItemRow.state == wanted.state


def _is_due(day: date) -> tuple[ColumnElement[bool], ...]:
    return ItemRow.state == "published", ItemRow.due.is_not(None), ItemRow.due <= day.isoformat()
