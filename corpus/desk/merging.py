"""A newer shipped corpus meets the desk: three-way, item by item. What was changed here is never overwritten."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk.database import Database
from corpus.desk.errors import DeskError, UnknownItem
from corpus.desk.events import Clock, record
from corpus.desk.flow import SYSTEM
from corpus.desk.importing import Folder, fingerprint, first_import, is_empty, keep_files, read_folder
from corpus.desk.items import New, add_version, data_of, insert_items, row_of, to_text
from corpus.desk.kinds import WORDING
from corpus.desk.people import Person
from corpus.desk.tables import ConflictRow, ItemRow, NoteRow


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of meeting a shipped corpus: how many items of each kind of outcome."""

    first: bool = False
    added: int = 0
    taken: int = 0
    retired: int = 0
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """An item that both sides changed. `shipped` is None where the shipped corpus no longer has it."""

    number: int
    item: str
    base: dict[str, Any] | None
    shipped: dict[str, Any] | None
    ours: dict[str, Any]
    found: str


def take_shipped(
    database: Database,
    folder: Path,
    now: Clock,
    who: str = SYSTEM,
    note: str = "shipped",
    wording: Path | None = None,
) -> Merged | None:
    """Takes the corpus of a folder in, or merges it; None when this very corpus was taken last.

    `wording` is the folder of fixed texts, where it is not in `folder`. `note` is under what name it is remembered: an
    import of another folder does not make the shipped one look new.

    Raises `CorpusFileError` for a folder that cannot be loaded.
    """
    mark = fingerprint(folder, wording)
    with database.read() as session:
        seen = session.get(NoteRow, note)
        if seen is not None and seen.value == mark:
            return None
    read = read_folder(folder, wording)
    with database.write() as session:
        seen = session.get(NoteRow, note)
        if seen is not None and seen.value == mark:  # another process was faster
            return None
        if is_empty(session):
            first_import(session, read, now, who)
            merged = Merged(first=True, added=len(read.items))
        else:
            merged = _merge(session, read, now, who, from_here_on=note == "shipped")
        session.merge(NoteRow(name=note, value=mark))
    return merged


def conflicts(database: Database) -> list[Conflict]:
    """The conflicts that nobody has decided yet, oldest first."""
    with database.read() as session:
        rows = session.scalars(select(ConflictRow).where(ConflictRow.resolved.is_(None)).order_by(ConflictRow.number))
        return [_conflict(row) for row in rows]


def resolve(database: Database, number: int, take: Literal["ours", "shipped"], by: Person, why: str, now: Clock) -> str:
    """Decides a conflict and returns the item's key: `ours` keeps what is here, `shipped` begins a draft of what came.

    Raises `DeskError` for a conflict that is not open.
    """
    if not by.has("author", "reviewer", "publisher"):
        raise DeskError(f"{by.name} may not decide a conflict: that is for author, reviewer or publisher.")
    with database.write() as session:
        conflict = session.get(ConflictRow, number)
        if conflict is None or conflict.resolved is not None:
            raise UnknownItem(f"an open conflict {number}")
        row = row_of(session, conflict.item)
        before = {"state": row.state, "version": row.version}
        if take == "shipped" and conflict.shipped is not None:
            add_version(session, row, json.loads(conflict.shipped), by.name, now().isoformat())
            row.state = "draft"
        after = {"state": row.state, "version": row.version, "take": take}
        conflict.resolution = take
        conflict.resolved = record(session, now(), by.name, "resolve-conflict", why, row.key, before, after)
        return row.key


def _merge(session: Session, read: Folder, now: Clock, who: str, from_here_on: bool) -> Merged:
    """`from_here_on`: whether this corpus is what the next one is compared with, as a shipped one is."""
    why = "a newer shipped corpus" if from_here_on else "an imported folder"
    when = record(session, now(), who, "merge-corpus", why, after={"fingerprint": read.fingerprint})
    rows = {row.key: row for row in session.scalars(select(ItemRow))}
    added, taken, retired, found = [], 0, 0, 0
    for key, new in read.items.items():
        row, text = rows.get(key), to_text(new.data)
        if row is None:
            added.append(new)
            continue
        row.file, row.position = new.file, new.position
        if row.shipped is not None and json.loads(row.shipped) == new.data and not _newly_published(row, new):
            continue
        here = data_of(session, key, row.version)
        if here == new.data and not _newly_published(row, new):
            pass
        elif _untouched(row, here):
            _take(session, row, new, who, when, why, now)
            taken += 1
        else:
            _keep_conflict(session, row, text, here, when)
            found += 1
        if from_here_on:
            row.shipped = text
    for key, row in rows.items():
        if key in read.items or row.shipped is None or row.state == "retired":
            continue
        if row.file.startswith(f"{WORDING}/") and not read.has_wording:
            continue
        here = data_of(session, key, row.version)
        if _untouched(row, here):
            before = {"state": row.state}
            row.state = "retired"
            record(session, now(), who, "retire", why, key, before, {"state": "retired"})
            retired += 1
        else:
            _keep_conflict(session, row, None, here, when)
            found += 1
        if from_here_on:
            row.shipped = None
    insert_items(session, added, who, when, shipped=from_here_on)
    keep_files(session, read)
    return Merged(added=len(added), taken=taken, retired=retired, conflicts=found)


def _untouched(row: ItemRow, here: dict[str, Any]) -> bool:
    """Whether the desk says what the shipped corpus said before, with nothing under way."""
    at_rest = row.published_version == row.version if row.published_version else row.state == "draft"
    return at_rest and row.state != "retired" and row.shipped is not None and json.loads(row.shipped) == here


def _newly_published(row: ItemRow, new: New) -> bool:
    return new.state == "published" and row.published_version is None


def _take(session: Session, row: ItemRow, new: New, who: str, when: str, why: str, now: Clock) -> None:
    before = {"state": row.state, "version": row.version, "data": data_of(session, row.key, row.version)}
    add_version(session, row, new.data, who, when)
    row.state = new.state
    row.published_version = row.version if new.state == "published" else None
    after = {"state": row.state, "version": row.version, "data": new.data}
    record(session, now(), who, "take-shipped", why, row.key, before, after)


def _keep_conflict(session: Session, row: ItemRow, shipped: str | None, here: dict[str, Any], when: str) -> None:
    session.add(ConflictRow(item=row.key, base=row.shipped, shipped=shipped, ours=to_text(here), found=when))


def _conflict(row: ConflictRow) -> Conflict:
    return Conflict(
        number=row.number,
        item=row.item,
        base=json.loads(row.base) if row.base else None,
        shipped=json.loads(row.shipped) if row.shipped else None,
        ours=json.loads(row.ours),
        found=row.found,
    )
