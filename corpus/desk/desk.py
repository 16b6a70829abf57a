"""The desk itself: find, read, draft, edit, and take an item through the flow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk import finding, flow, merging
from corpus.desk.batches import Batches
from corpus.desk.checking import Check, Checking
from corpus.desk.database import Database
from corpus.desk.difference import Change, changes, lines
from corpus.desk.errors import DeskError, FieldProblem, FieldsRefused, IdTaken, MoveRefused, NotRetirable, StaleEdit
from corpus.desk.events import Clock, Event, Events, record, utc_now
from corpus.desk.items import (
    New,
    Row,
    add_version,
    as_row,
    authors_of,
    data_of,
    in_one_form,
    insert_items,
    next_number,
    refresh_facts,
    row_of,
    suspended_ids,
)
from corpus.desk.kinds import MADE_AT_THE_DESK, Kind, file_of, key_of, problems, split_key
from corpus.desk.people import People, Person
from corpus.desk.questions import Questions
from corpus.desk.suspensions import Mirror, Suspensions, no_mirror
from corpus.desk.tables import ItemRow, VersionRow


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """One version of an item."""

    number: int
    author: str
    made: str
    published: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item, with all that an editor looks at."""

    row: Row
    data: dict[str, Any]
    published: dict[str, Any] | None
    """What the published version says, or None where nothing is published."""
    changes: list[Change]
    """Field by field, from the published version to this one."""
    difference: str
    """The same as lines of YAML."""
    problems: list[FieldProblem]
    """What the schema has against it; it cannot be submitted while there is any."""
    versions: list[VersionInfo]
    history: list[Event]
    suspension: str | None
    """Why it is suspended, if it is."""


class Desk:
    """The desk over one database. Safe to share between threads; every call is a transaction of its own."""

    def __init__(self, database: Database, now: Clock = utc_now, mirror: Mirror = no_mirror) -> None:
        self.database, self.now = database, now
        self.people = People(database, now)
        self.events = Events(database)
        self.suspensions = Suspensions(database, now, mirror)
        self.batches = Batches(database, now)
        self.questions = Questions(database, now)
        self._checking = Checking(database)

    def find(self, wanted: finding.Filter = finding.EVERYTHING, offset: int = 0, limit: int = 50) -> finding.Found:
        """The items that fit, newest change first, and how many there are."""
        with self.database.read() as session:
            return finding.find(session, wanted, self.now().date(), offset, limit)

    def counts(self) -> dict[str, int]:
        """How many items are in each state, `due` and `suspended` included."""
        with self.database.read() as session:
            return finding.counts(session, self.now().date())

    def check(self, kind: Kind, item_id: str, data: Mapping[str, Any]) -> Check:
        """What the schema, the lint and the reading grade say about `data` while it is written; saves nothing."""
        return self._checking.check(kind, item_id, data)

    def conflicts(self) -> list[merging.Conflict]:
        """Items that were changed here and in a newer shipped corpus, and that nobody has decided yet."""
        return merging.conflicts(self.database)

    def resolve(self, number: int, take: Literal["ours", "shipped"], by: Person, why: str = "") -> Item:
        """Decides a conflict: `ours` keeps what is here, `shipped` begins a draft of what came."""
        return self.read(merging.resolve(self.database, number, take, by, why, self.now))

    def read(self, key: str) -> Item:
        """One item with its history and its difference from what is published. Raises `UnknownItem`."""
        with self.database.read() as session:
            row = row_of(session, key)
            data = data_of(session, key, row.version)
            published = data_of(session, key, row.published_version) if row.published_version else None
            suspended = suspended_ids(session)
            shown = as_row(row, suspended, self.now().date())
            versions = [
                VersionInfo(one.number, one.author, one.made, one.number == row.published_version)
                for one in session.scalars(select(VersionRow).where(VersionRow.key == key).order_by(VersionRow.number))
            ]
        return Item(
            row=shown,
            data=data,
            published=published,
            changes=changes(published, data),
            difference=lines(published, data),
            problems=problems(shown.kind, shown.id, data),
            versions=versions,
            history=self.events.latest(200, item=key),
            suspension=suspended.get(shown.id),
        )

    def version(self, key: str, number: int) -> dict[str, Any]:
        """What an item said in one version. Raises `UnknownItem`."""
        with self.database.read() as session:
            return data_of(session, key, number)

    def open_moves(self, key: str, by: Person) -> tuple[str, ...]:
        """The steps that `by` may take with the item now. Raises `UnknownItem`."""
        with self.database.read() as session:
            row = row_of(session, key)
            moves = flow.open_moves(
                _state(row), by.roles, by.name, authors_of(session, row), row.published_version is not None
            )
            return tuple(one for one in moves if one != "retire" or row.kind in MADE_AT_THE_DESK)

    def draft(self, kind: Kind, item_id: str, data: Mapping[str, Any], by: Person, why: str = "") -> Item:
        """Begins a new item; a statement's id is `source/slug`. Fields may still be missing.

        Raises `IdTaken` (also for ids that were retired), `FieldsRefused` for an id that cannot be one, `NotAllowed`.
        """
        key = key_of(kind, item_id)
        if kind not in MADE_AT_THE_DESK:
            raise DeskError(f"A new {kind} needs the code that reads it. Edit one of those that are there.")
        flow.refuse_roles("draft", key, by.name, by.roles)
        self._refuse_id(kind, item_id, data)
        with self.database.write() as session:
            there = session.get(ItemRow, key)
            if there is not None:
                raise IdTaken(key, there.state)
            plain = in_one_form(kind, item_id, data)
            lane, file = "", ""
            if kind == "statement":
                source = row_of(session, key_of("source", item_id.partition("/")[0]))
                if source.state == "retired":
                    raise MoveRefused(f"{source.key} is retired: a statement needs a source that is in use.")
                lane, file = source.lane, source.file
            topics = session.get(ItemRow, key_of("document", "topics"))
            vocabulary = data_of(session, topics.key, topics.version) if topics else {}
            file = file or file_of(kind, item_id, plain, vocabulary)
            when = record(session, self.now(), by.name, "draft", why, item=key, after={"version": 1, "data": plain})
            position = finding.next_position(session, kind, item_id, file)
            insert_items(session, [New(kind, item_id, file, position, plain, "draft", lane)], by.name, when, False)
        return self.read(key)

    def edit(self, key: str, data: Mapping[str, Any], by: Person, from_version: int, why: str = "") -> Item:
        """Saves a new version, begun from `from_version`; any review under way or approval is void.

        Raises `StaleEdit`, which holds the text, when another version was saved meanwhile; `NotAllowed`; `UnknownItem`.
        """
        kind, item_id = split_key(key)
        plain = in_one_form(kind, item_id, data)
        self._refuse_id(kind, item_id, plain)
        with self.database.write() as session:
            row = row_of(session, key)
            before = data_of(session, key, row.version)
            if kind == "wording":
                plain = self._numbered(session, row, plain)
            if row.version != from_version:
                raise StaleEdit(key, plain, before, from_version, row.version)
            self._refuse(session, row, "edit", by)
            if before != plain:
                self._new_version(session, row, before, plain, by, "edit", "draft", why)
        return self.read(key)

    def submit(self, key: str, by: Person, version: int, why: str = "") -> Item:
        """Asks for a review. Raises `FieldsRefused` while schema or lint have something serious against it.

        Otherwise as `move` does. Notes of the lint are for the reviewer, and stop nothing.
        """
        return self.move(key, "submit", by, version, why)

    def give_back(self, key: str, by: Person, version: int, why: str) -> Item:
        """Returns an item to its author, with a reason."""
        return self.move(key, "return", by, version, why)

    def approve(self, key: str, by: Person, version: int, why: str = "") -> Item:
        """Approves this very version. Raises `NotAllowed` for anybody who wrote part of it."""
        return self.move(key, "approve", by, version, why)

    def withdraw(self, key: str, by: Person, version: int, why: str) -> Item:
        """Gives a change up: back to the published version, or retired where nothing ever was."""
        return self.move(key, "withdraw", by, version, why)

    def retire(self, key: str, by: Person, version: int, why: str) -> Item:
        """Leaves an item out from the next publication on. Suspend it as well where it must go at once."""
        return self.move(key, "retire", by, version, why)

    def move(self, key: str, action: str, by: Person, version: int, why: str = "") -> Item:
        """Takes the step `action` with version `version` of an item.

        Raises `StaleEdit` when another version is there by now, `NotAllowed`, `MoveRefused`, `FieldsRefused`.
        """
        if action not in _STEPS:
            raise MoveRefused(f"{action} is no step of its own here. The steps are {', '.join(_STEPS)}.")
        why = flow.need_reason(action, key, why)
        kind, item_id = split_key(key)
        if action == "retire" and kind not in MADE_AT_THE_DESK:
            raise NotRetirable(key)
        # Before the change begins, because the lint reads the rest of the desk; a version never changes.
        found = self.check(kind, item_id, self.version(key, version)).problems if action in _CHECKED else ()
        with self.database.write() as session:
            row = row_of(session, key)
            if row.version != version:
                raise StaleEdit(key, None, data_of(session, key, row.version), version, row.version)
            self._refuse(session, row, action, by)
            if serious := [one for one in found if one.serious]:
                raise FieldsRefused(key, serious)
            before = {"state": row.state, "version": row.version}
            if action == "withdraw":
                self._withdraw(session, row)
            else:
                row.state = flow.MOVES[action].to or row.state
            after = {"state": row.state, "version": row.version}
            row.changed = record(session, self.now(), by.name, action, why, key, before, after)
        return self.read(key)

    def reverify(
        self, key: str, by: Person, from_version: int, read_on: str, due: str, url: str | None = None, why: str = ""
    ) -> Item:
        """A published statement whose source says the same today: new dates of reading, ready to be published.

        The dates are ISO days. Raises as `edit` and `submit` do.
        """
        kind, item_id = split_key(key)
        with self.database.write() as session:
            row = row_of(session, key)
            before = data_of(session, key, row.version)
            if row.version != from_version:
                raise StaleEdit(key, None, before, from_version, row.version)
            self._refuse(session, row, "reverify", by)
            verification = {**(before.get("verification") or {}), "date": read_on, "due": due}
            plain = in_one_form(
                kind, item_id, {**before, "verification": {**verification, **({"url": url} if url else {})}}
            )
            if found := problems(kind, item_id, plain):
                raise FieldsRefused(key, found)
            self._new_version(
                session, row, before, plain, by, "reverify", "approved", why or "the source says the same"
            )
        return self.read(key)

    def _new_version(
        self,
        session: Session,
        row: ItemRow,
        before: dict[str, Any],
        plain: dict[str, Any],
        by: Person,
        action: str,
        to: flow.State,
        why: str,
    ) -> None:
        was = {"state": row.state, "version": row.version, "data": before}
        is_now = {"state": to, "version": next_number(session, row.key), "data": plain}
        when = record(session, self.now(), by.name, action, why, row.key, was, is_now)
        add_version(session, row, plain, by.name, when)
        row.state = to

    def _numbered(self, session: Session, row: ItemRow, plain: dict[str, Any]) -> dict[str, Any]:
        """A fixed text with the number that its words have: one above what is published where they differ from it."""
        published = data_of(session, row.key, row.published_version) if row.published_version else None
        if published is None:
            return plain
        changed = plain.get("text") != published["text"]
        return {**plain, "version": published["version"] + (1 if changed else 0)}

    def _withdraw(self, session: Session, row: ItemRow) -> None:
        """Back to what is published; the version that was given up stays readable."""
        if row.published_version is None:
            row.state = "retired"
            return
        published = data_of(session, row.key, row.published_version)
        row.version = row.published_version
        row.state = "published"
        refresh_facts(row, published)

    def _refuse(self, session: Session, row: ItemRow, action: str, by: Person) -> None:
        authors = authors_of(session, row)
        flow.refuse(action, row.key, _state(row), by.name, by.roles, authors, row.published_version is not None)

    def _refuse_id(self, kind: Kind, item_id: str, data: Mapping[str, Any]) -> None:
        wrong = [one for one in problems(kind, item_id, data) if one.field in ("id", "slug")]
        if kind == "statement" and item_id.count("/") != 1:
            wrong.append(FieldProblem("slug", f"{item_id} is no statement's id", "write source/slug"))
        if wrong:
            raise FieldsRefused(key_of(kind, item_id), wrong)


_STEPS = ("submit", "return", "approve", "withdraw", "retire")
_CHECKED = ("submit", "approve")


def _state(row: ItemRow) -> flow.State:
    return row.state  # type: ignore[return-value]  # written by the table of moves alone
