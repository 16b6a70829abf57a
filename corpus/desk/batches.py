"""Batches: what a publication takes along, how far it has come, and which version of what a release holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk.database import Database
from corpus.desk.errors import DeskError, UnknownItem
from corpus.desk.events import Clock, record
from corpus.desk.items import published_contents, row_of
from corpus.desk.tables import BatchRow, ItemRow, NoteRow, ReleaseRow

BatchKind = Literal["publish", "rollback"]
BatchState = Literal[
    "building", "ready", "failed", "activating", "active", "replaced", "abandoned", "interrupted", "rolled-back"
]
ACTIVE_RELEASE = "active-release"
"""The note of the release that the desk knows to be active."""


@dataclass(frozen=True, slots=True)
class Batch:
    """One publication or roll-back."""

    number: int
    kind: BatchKind
    state: BatchState
    who: str
    why: str
    started: str
    ended: str | None
    items: tuple[tuple[str, int], ...]
    """What it publishes: keys, each with the version that was approved."""
    previous: str | None
    """The release that was active when it was begun."""
    release: str | None
    problems: tuple[str, ...]
    gate: dict[str, Any] | None
    preview: tuple[dict[str, Any], ...] | None
    """The saved questions whose answers differ: `question`, `place`; `before` and `after` with behaviour and text."""


class Batches:
    """The batches of the desk. Every change of one is an event."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now

    def get(self, number: int) -> Batch:
        """One batch. Raises `UnknownItem`."""
        with self._database.read() as session:
            return as_batch(_row(session, number))

    def latest(self, limit: int = 20) -> list[Batch]:
        """The last batches, newest first."""
        with self._database.read() as session:
            rows = session.scalars(select(BatchRow).order_by(BatchRow.number.desc()).limit(limit))
            return [as_batch(row) for row in rows]

    def unfinished(self) -> list[Batch]:
        """Batches that are being built or put into service, oldest first."""
        with self._database.read() as session:
            going_on = select(BatchRow).where(BatchRow.state.in_(("building", "activating")))
            return [as_batch(row) for row in session.scalars(going_on.order_by(BatchRow.number))]

    def begin(
        self, kind: BatchKind, who: str, why: str, keys: Iterable[str] | None, active: str | None, to: str | None = None
    ) -> Batch:
        """A new batch of everything that is approved, or of these keys; a roll-back names its release in `to`.

        Raises `DeskError` when there is nothing to publish, or a key is not approved.
        """
        with self._database.write() as session:
            before = published_contents(session)
            if active is not None and session.get(ReleaseRow, active) is None:
                # What was active before the desk published anything: to go back to it is to go back to this.
                session.add(ReleaseRow(release=active, contents=json.dumps(before)))
            chosen = _approved(session, keys) if kind == "publish" else {}
            contents = {**before, **chosen}
            if kind == "publish" and active is not None and contents == _known(session, active):
                raise DeskError("There is nothing to publish: nothing was approved or retired since the last time.")
            state = "building" if kind == "publish" else "activating"
            row = BatchRow(
                kind=kind,
                state=state,
                who=who,
                why=why,
                started="",
                ended=None,
                previous=active,
                release=to,
                items=json.dumps(sorted(chosen.items())),
                contents=json.dumps(contents),
                problems="[]",
                gate=None,
                preview=None,
            )
            session.add(row)
            session.flush()
            after = {"items": sorted(chosen), "previous": active, "release": to}
            row.started = record(session, self._now(), who, f"{kind}-begun", why, after=after, batch=row.number)
            return as_batch(row)

    def contents(self, number: int) -> dict[str, int]:
        """Which version of which item the batch's release holds."""
        with self._database.read() as session:
            return cast("dict[str, int]", json.loads(_row(session, number).contents))

    def set_state(
        self,
        number: int,
        state: BatchState,
        who: str,
        why: str = "",
        release: str | None = None,
        problems: Iterable[str] = (),
        gate: Mapping[str, Any] | None = None,
        preview: Iterable[Mapping[str, Any]] | None = None,
    ) -> Batch:
        """Records how far a batch has come, with what was found on the way."""
        with self._database.write() as session:
            row = _row(session, number)
            before = {"state": row.state}
            row.state = state
            row.release = release or row.release
            row.problems = json.dumps(list(problems) or json.loads(row.problems), ensure_ascii=False)
            row.gate = json.dumps(gate, ensure_ascii=False) if gate is not None else row.gate
            row.preview = json.dumps(list(preview), ensure_ascii=False) if preview is not None else row.preview
            after = {"state": state, "release": row.release, "problems": json.loads(row.problems)}
            when = record(session, self._now(), who, f"{row.kind}-{state}", why, None, before, after, number)
            row.ended = None if state in ("ready", "activating") else when
            return as_batch(row)

    def in_service(self, number: int) -> Batch:
        """The batch's release is active: what it published is published. Safe to say twice."""
        with self._database.write() as session:
            row = _row(session, number)
            if row.state == "active":
                return as_batch(row)
            if row.release is None:
                raise DeskError(f"Batch {number} has no release, so it cannot be in service. Publish again.")
            if row.kind == "publish":
                contents: dict[str, int] = json.loads(row.contents)
                session.merge(ReleaseRow(release=row.release, contents=row.contents))
                for key, version in json.loads(row.items):
                    self._publish(session, key, version, row)
                for gone in session.scalars(select(ItemRow).where(ItemRow.state == "retired")):
                    gone.published_version = None
            else:
                contents = _known(session, row.release)
                self._go_back(session, _known(session, row.previous), contents, row.who, row.why, number)
            for other in session.scalars(select(BatchRow).where(BatchRow.state == "active")):
                other.state = "rolled-back" if row.kind == "rollback" and other.release == row.previous else "replaced"
            before, row.state = {"state": row.state, "release": row.previous}, "active"
            after = {"state": "active", "release": row.release}
            row.ended = record(
                session, self._now(), row.who, f"{row.kind}-active", row.why, None, before, after, number
            )
            session.merge(NoteRow(name=ACTIVE_RELEASE, value=row.release))
            return as_batch(row)

    def switched_outside(self, was: str | None, active: str, who: str) -> None:
        """Another release was found active than the desk knew: what it holds is what is published now."""
        with self._database.write() as session:
            why = "the active release was switched outside the desk"
            if session.get(ReleaseRow, active) is not None and was is not None:
                self._go_back(session, _known(session, was), _known(session, active), who, why, None)
            record(session, self._now(), who, "release-switched", why, None, {"release": was}, {"release": active})
            session.merge(NoteRow(name=ACTIVE_RELEASE, value=active))

    def known_active(self) -> str | None:
        """The release that the desk knows to be active."""
        with self._database.read() as session:
            note = session.get(NoteRow, ACTIVE_RELEASE)
            return note.value if note else None

    def _publish(self, session: Session, key: str, version: int, batch: BatchRow) -> None:
        row = row_of(session, key)
        before = {"state": row.state, "published_version": row.published_version}
        row.published_version = version
        if row.state == "approved" and row.version == version:
            row.state = "published"
        after = {"state": row.state, "published_version": version}
        row.changed = record(session, self._now(), batch.who, "publish", batch.why, key, before, after, batch.number)

    def _go_back(
        self,
        session: Session,
        old: Mapping[str, int],
        new: Mapping[str, int],
        who: str,
        why: str,
        batch: int | None,
    ) -> None:
        """What differs between two releases is published as in the second; newer text goes back to its author."""
        for key in sorted({key for key in {*old, *new} if old.get(key) != new.get(key)}):
            row = session.get(ItemRow, key)
            if row is None or row.published_version != old.get(key):
                continue
            before = {"state": row.state, "published_version": row.published_version}
            row.published_version = new.get(key)
            if row.published_version == row.version and row.state in ("published", "retired"):
                row.state = "published"
            elif row.state in ("published", "retired"):
                row.state = "returned"
            after = {"state": row.state, "published_version": row.published_version}
            row.changed = record(session, self._now(), who, "rolled-back", why, key, before, after, batch)


def _approved(session: Session, keys: Iterable[str] | None) -> dict[str, int]:
    """The chosen keys with their approved versions; what is retired is left out of the corpus by its state."""
    rows = {row.key: row for row in session.scalars(select(ItemRow).where(ItemRow.state == "approved"))}
    chosen = sorted(rows) if keys is None else sorted(set(keys))
    missing = [key for key in chosen if key not in rows]
    if missing:
        raise DeskError(f"{', '.join(missing[:5])}: not approved, so not to be published. Load the list again.")
    return {key: rows[key].version for key in chosen}


def _known(session: Session, release: str | None) -> dict[str, int]:
    row = session.get(ReleaseRow, release) if release else None
    return cast("dict[str, int]", json.loads(row.contents)) if row else published_contents(session)


def _row(session: Session, number: int) -> BatchRow:
    row = session.get(BatchRow, number)
    if row is None:
        raise UnknownItem(f"batch {number}")
    return row


def as_batch(row: BatchRow) -> Batch:
    """The row as a value."""
    return Batch(
        number=row.number,
        kind=cast(BatchKind, row.kind),
        state=cast(BatchState, row.state),
        who=row.who,
        why=row.why,
        started=row.started,
        ended=row.ended,
        items=tuple((key, version) for key, version in json.loads(row.items)),
        previous=row.previous,
        release=row.release,
        problems=tuple(json.loads(row.problems)),
        gate=json.loads(row.gate) if row.gate else None,
        preview=tuple(json.loads(row.preview)) if row.preview else None,
    )
