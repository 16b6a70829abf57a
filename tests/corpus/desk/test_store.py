"""What the database promises by itself: events and versions stay, nothing is half done, faults have names."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.desk import Desk, open_desk
from corpus.desk.database import Database
from corpus.desk.errors import (
    DatabaseAway,
    DatabaseDamaged,
    DeskError,
    DeskTooNew,
    FolderReadOnly,
    NotAllowed,
    NotSuspendable,
    StaleEdit,
    SuspensionNotWritten,
)
from corpus.desk.events import record
from corpus.desk.people import Person
from corpus.desk.tables import Base

STATEMENT = "statement:zimislecel-nejm-2025/all-14-made-insulin-again"
ID = STATEMENT.partition(":")[2]


@pytest.mark.parametrize("table", ["event", "item_version", "item"])
def test_rows_that_are_kept_for_good_cannot_be_taken_away(desk: Desk, table: str) -> None:
    commands = [f"DELETE FROM {table}"]
    if table != "item":
        commands.append(f"UPDATE {table} SET {'why' if table == 'event' else 'data'} = 'x'")
    if not desk.database.is_sqlite:
        commands.append(f"TRUNCATE {table} CASCADE")
    for command in commands:
        with pytest.raises(DBAPIError, match="kept for good"):
            with desk.database.engine.begin() as connection:
                connection.execute(text(command))


def test_the_migrations_make_the_tables_that_the_code_has(desk: Desk) -> None:
    with desk.database.read() as session:
        assert compare_metadata(MigrationContext.configure(session.connection()), Base.metadata) == []


def test_a_desk_of_a_newer_version_is_left_alone(desk: Desk, open_small_desk: Callable[[], Desk]) -> None:
    with desk.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DeskTooNew, match="9999"):
        open_small_desk()


def test_many_processes_may_open_an_empty_desk_at_once(desk_url: str, _small_corpus_template: Path) -> None:
    opened: list[Desk] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            opened.append(open_desk(desk_url, _small_corpus_template))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []
    imports = [one for one in opened[0].events.all() if one.action == "import-corpus"]
    assert len(imports) == 1
    for one in opened:
        one.database.close()


def test_of_many_edits_at_once_one_wins_and_no_text_is_lost(desk: Desk, ann: Person) -> None:
    start = desk.read(STATEMENT)
    kept: list[str] = []
    refused: list[str] = []

    def run(words: str) -> None:
        try:
            desk.edit(STATEMENT, {**start.data, "locator": words}, ann, start.row.version)
            kept.append(words)
        except StaleEdit as stale:
            refused.append(str((stale.yours or {})["locator"]))

    threads = [threading.Thread(target=run, args=(f"page {number}",)) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(kept) == 1
    assert sorted(kept + refused) == [f"page {number}" for number in range(5)]
    assert desk.read(STATEMENT).data["locator"] == kept[0]


def test_a_suspension_that_cannot_be_listed_is_not_recorded_and_says_so(
    desk: Desk, list_beside: object, ann: Person, rob: Person
) -> None:
    before = desk.events.latest(1)
    list_beside.fails = OSError(30, "Read-only file system")  # type: ignore[attr-defined]
    with pytest.raises(SuspensionNotWritten, match="NOT made"):
        desk.suspensions.suspend(STATEMENT, ann, "wrong number")
    assert (desk.suspensions.ids(), desk.events.latest(1)) == ({}, before)
    list_beside.fails = None  # type: ignore[attr-defined]
    assert desk.suspensions.suspend(STATEMENT, ann, "wrong number") == [ID]
    list_beside.fails = OSError(30, "Read-only file system")  # type: ignore[attr-defined]
    with pytest.raises(SuspensionNotWritten):
        desk.suspensions.restore(STATEMENT, rob, "it was right")
    assert ID in list_beside.ids  # type: ignore[attr-defined]  # still hidden: the safe side


def test_what_was_suspended_outside_is_taken_over_with_its_reason(
    desk: Desk, list_beside: object, open_small_desk: Callable[[], Desk]
) -> None:
    list_beside.ids = {ID: "by hand"}  # type: ignore[attr-defined]
    again = open_small_desk()
    assert again.suspensions.ids() == {ID: "by hand"}
    item = again.read(STATEMENT)
    assert (item.row.suspended, item.suspension, item.history[0].why) == (True, "by hand", "by hand")


def test_suspending_a_source_takes_all_its_published_statements(desk: Desk, ann: Person, ola: Person) -> None:
    assert len(desk.suspensions.suspend("source:restore-prp-jama-2021", ola, "retracted")) == 2
    assert desk.find().total > 2
    with pytest.raises(NotAllowed):
        desk.suspensions.restore("source:restore-prp-jama-2021", ola, "no")
    with pytest.raises(NotSuspendable):
        desk.suspensions.suspend("concept:prp", ann, "no")


def test_a_statement_can_be_suspended_while_it_is_being_worked_on(desk: Desk, ann: Person, rob: Person) -> None:
    item = desk.edit(STATEMENT, {**desk.read(STATEMENT).data, "locator": "page 2"}, ann, 1)
    desk.suspensions.suspend(STATEMENT, ann, "wrong number")
    item = desk.read(STATEMENT)
    assert (item.row.state, item.row.suspended) == ("draft", True)
    desk.suspensions.restore(STATEMENT, rob, "it was right")
    assert not desk.read(STATEMENT).row.suspended


@pytest.mark.parametrize(
    "url",
    ["postgresql+psycopg://somebody:secret@127.0.0.1:1/none", "mysql://somebody:secret@host/none", "no address"],
)
def test_a_database_that_is_away_is_named_without_its_password(url: str) -> None:
    with pytest.raises(DatabaseAway) as away:
        open_desk(url, None)
    assert "secret" not in str(away.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    file.write_text("This is a letter and no database at all, however long it is read. " * 40)
    with pytest.raises(DatabaseDamaged):
        open_desk(f"sqlite+pysqlite:///{file}", None)


def test_a_read_only_database_is_named_and_loses_nothing(desk: Desk, ann: Person) -> None:
    start = desk.read(STATEMENT)
    read_only, again = "PRAGMA query_only = ON", "PRAGMA query_only = OFF"
    if not desk.database.is_sqlite:
        set_it = f"ALTER DATABASE {desk.database.url.database} SET default_transaction_read_only"
        read_only, again = f"{set_it} = on", f"BEGIN READ WRITE; {set_it} = off; COMMIT"

    def command(words: str) -> None:
        with desk.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(words)
        if not desk.database.is_sqlite:
            desk.database.close()  # so that the next connection is a new one

    command(read_only)
    with pytest.raises(FolderReadOnly):
        desk.edit(STATEMENT, {**start.data, "locator": "page 2"}, ann, 1)
    command(again)
    assert desk.read(STATEMENT) == start


def test_an_error_in_the_middle_takes_everything_back(desk: Desk) -> None:
    before = desk.events.latest(1)
    with pytest.raises(DeskError):
        with desk.database.write() as session:
            session.execute(text("INSERT INTO note (name, value) VALUES ('a', 'b')"))
            raise DeskError("in the middle")
    assert desk.events.latest(1) == before
    with desk.database.read() as session:
        assert session.execute(text("SELECT count(*) FROM note WHERE name = 'a'")).scalar() == 0


def test_what_was_taken_back_leaves_no_gap_in_the_numbers(desk: Desk) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), desk.database.write() as session:
        record(session, desk.now(), "ann", "edit")
        raise RuntimeError("in the middle")
    with desk.database.write() as session:
        record(session, desk.now(), "ann", "edit")
    numbers = [one.number for one in desk.events.all()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_an_address_shows_no_password() -> None:
    assert "secret" not in Database("postgresql+psycopg://somebody:secret@host/name").where
