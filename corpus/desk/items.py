"""Items and their versions in the database: the few ways in which rows are read and written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from pydantic import ValidationError
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from corpus.desk.assembling import Piece
from corpus.desk.errors import DeskError, UnknownItem
from corpus.desk.flow import State
from corpus.desk.kinds import MOST_CHARACTERS, Kind, checked, facts, key_of, split_key
from corpus.desk.tables import ItemRow, SuspensionRow, VersionRow


@dataclass(frozen=True, slots=True)
class Row:
    """One item as a list shows it."""

    key: str
    kind: Kind
    id: str
    file: str
    title: str
    lane: str
    places: tuple[str, ...]
    topics: tuple[str, ...]
    state: State
    """Of the work: `due` for a published item on its day; `suspended` is told apart, below."""
    suspended: bool
    due: date | None
    version: int
    published_version: int | None
    author: str
    changed: str


@dataclass(frozen=True, slots=True)
class New:
    """An item to be written for the first time."""

    kind: Kind
    id: str
    file: str
    position: int
    data: dict[str, Any]
    state: State
    lane: str = ""

    @property
    def key(self) -> str:
        """`kind:id`."""
        return key_of(self.kind, self.id)


def to_text(data: Mapping[str, Any]) -> str:
    """A record as it is stored. Raises `DeskError` for one that is too large."""
    text = json.dumps(data, ensure_ascii=False)
    if len(text) > MOST_CHARACTERS:
        raise DeskError(
            f"The record has {len(text):,} characters, and {MOST_CHARACTERS:,} are the most. Make it shorter."
        )
    try:
        text.encode()
    except UnicodeEncodeError:
        raise DeskError("The record holds half a character. Type the word again where it is shown broken.") from None
    return text


def in_one_form(kind: Kind, item_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The record as the schema writes it; one that does not hold to the schema yet stays as it was typed."""
    try:
        return checked(kind, item_id, data, to_publish=False)
    except ValidationError:
        kept = {name: value for name, value in data.items() if not (kind == "source" and name == "statements")}
        if kind == "statement":
            kept.pop("status", None)
        return kept


def row_of(session: Session, key: str) -> ItemRow:
    """The row of an item. Raises `UnknownItem`."""
    row = session.get(ItemRow, key)
    if row is None:
        raise UnknownItem(key)
    return row


def data_of(session: Session, key: str, number: int) -> dict[str, Any]:
    """What an item said in one version."""
    version = session.get(VersionRow, (key, number))
    if version is None:
        raise UnknownItem(f"{key} in version {number}")
    return cast("dict[str, Any]", json.loads(version.data))


def authors_of(session: Session, row: ItemRow) -> frozenset[str]:
    """Everybody who wrote any of the text that has been worked on since it was last published."""
    worked_on = VersionRow.number.between(row.work_from, row.version)
    return frozenset(session.scalars(select(VersionRow.author).where(VersionRow.key == row.key, worked_on)))


def insert_items(session: Session, items: Iterable[New], who: str, when: str, shipped: bool) -> None:
    """Writes items with their first versions; those that are published in the corpus are published here."""
    rows, versions = [], []
    for item in items:
        text = to_text(item.data)
        found = facts(item.kind, item.id, item.data, item.lane)
        rows.append(
            {
                "key": item.key,
                "kind": item.kind,
                "id": item.id,
                "file": item.file,
                "position": item.position,
                "state": item.state,
                "version": 1,
                "published_version": 1 if item.state == "published" else None,
                "work_from": 1,
                "shipped": text if shipped else None,
                "author": who,
                "changed": when,
                "title": found.title,
                "lane": found.lane,
                "place": found.place,
                "topics": found.topics,
                "due": found.due,
                "search": found.search,
            }
        )
        versions.append({"key": item.key, "number": 1, "data": text, "author": who, "made": when})
    if rows:
        session.execute(insert(ItemRow), rows)
        session.execute(insert(VersionRow), versions)


def add_version(session: Session, row: ItemRow, data: Mapping[str, Any], who: str, when: str) -> None:
    """A new version of an item, and what it can be found by."""
    newest = next_number(session, row.key)
    session.add(VersionRow(key=row.key, number=newest, data=to_text(data), author=who, made=when))
    if row.state in ("published", "retired"):
        row.work_from = newest
    row.version, row.author, row.changed = newest, who, when
    refresh_facts(row, data)


def next_number(session: Session, key: str) -> int:
    """The number of the next version: above every one there was, also above those that were given up."""
    return (session.scalar(select(func.max(VersionRow.number)).where(VersionRow.key == key)) or 0) + 1


def refresh_facts(row: ItemRow, data: Mapping[str, Any]) -> None:
    """Sets what the item is found by to what `data` says."""
    kind, item_id = split_key(row.key)
    found = facts(kind, item_id, data, row.lane)
    row.title, row.lane, row.place, row.topics = found.title, found.lane, found.place, found.topics
    row.due, row.search = found.due, found.search


def suspended_ids(session: Session) -> dict[str, str]:
    """Every suspended id, with the reason."""
    return {row.id: row.why for row in session.scalars(select(SuspensionRow).order_by(SuspensionRow.id))}


def as_row(row: ItemRow, suspended: Iterable[str], today: date) -> Row:
    """The item as a list shows it."""
    kind, item_id = split_key(row.key)
    due = _date(row.due)
    state = cast(State, row.state)
    return Row(
        key=row.key,
        kind=kind,
        id=item_id,
        file=row.file,
        title=row.title,
        lane=row.lane,
        places=tuple(row.place.split()),
        topics=tuple(row.topics.split()),
        state="due" if state == "published" and due is not None and due <= today else state,
        suspended=kind in ("statement", "key-answer") and item_id in suspended,
        due=due,
        version=row.version,
        published_version=row.published_version,
        author=row.author,
        changed=row.changed,
    )


def pieces(session: Session, contents: Mapping[str, int]) -> list[Piece]:
    """The items of these versions as pieces of a corpus, with the drafts of statements that came with it.

    Drafts that were begun or changed at the desk are left out: half a sentence must not stop a publication.
    """
    found = []
    texts = _texts(session, contents)
    wanted = select(
        ItemRow.key, ItemRow.file, ItemRow.position, ItemRow.shipped, ItemRow.published_version, ItemRow.state
    )
    for key, file, position, shipped, published, state in session.execute(wanted):
        kind, item_id = split_key(key)
        if key in contents:
            found.append(Piece(kind, item_id, file, position, json.loads(texts[key])))
        elif kind == "statement" and published is None and state != "retired" and shipped is not None:
            found.append(Piece(kind, item_id, file, position, json.loads(shipped), published=False))
    return found


def _texts(session: Session, contents: Mapping[str, int]) -> dict[str, str]:
    """The texts of these versions, in one reading."""
    found = session.execute(select(VersionRow.key, VersionRow.number, VersionRow.data))
    return {key: data for key, number, data in found if contents.get(key) == number}


def published_contents(session: Session) -> dict[str, int]:
    """Which version of which item is published now."""
    found = session.execute(
        select(ItemRow.key, ItemRow.published_version).where(
            ItemRow.published_version.is_not(None), ItemRow.state != "retired"
        )
    )
    return {key: number for key, number in found if number is not None}


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
