"""Opening the desk: bring the database up to date, take the corpus in, make the list of suspended ids agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from corpus.desk.database import Database
from corpus.desk.desk import Desk
from corpus.desk.errors import DeskTooNew
from corpus.desk.events import Clock, utc_now
from corpus.desk.merging import take_shipped
from corpus.desk.suspensions import Mirror, no_mirror

_MIGRATIONS = Path(__file__).parent / "migrations"
_ONE_UPGRADE = 7_340_114
"""The advisory lock under which a PostgreSQL desk is brought up to date."""


def open_desk(
    url: str,
    corpus: Path | None,
    mirror: Mirror = no_mirror,
    listed: Mapping[str, str] | None = None,
    now: Clock = utc_now,
    wording: Path | None = None,
) -> Desk:
    """The desk at `url`, up to date. An empty one gets the corpus of the folder; a newer corpus is merged.

    `wording` is the folder of fixed texts, where it is not in the corpus. `mirror` writes the list of suspended ids,
    `listed` is what stands in it now. Raises a `DeskError` for a database that cannot be used, `CorpusFileError` for a
    folder that cannot be loaded.
    """
    database = Database(url)
    try:
        migrate(database)
        desk = Desk(database, now, mirror)
        if corpus is not None:
            take_shipped(database, corpus, now, wording=wording)
        if listed is not None:
            desk.suspensions.repair(listed)
    except BaseException:
        database.close()
        raise
    return desk


def migrate(database: Database) -> None:
    """Brings the tables to the version of this software; one process at a time.

    Raises `DeskTooNew` when the database was made by a newer one.
    """
    known = ScriptDirectory(str(_MIGRATIONS))
    with database.read() as session:
        is_at = MigrationContext.configure(session.connection()).get_current_revision()
    if is_at == known.get_current_head():
        return
    if is_at is not None and is_at not in {script.revision for script in known.walk_revisions()}:
        raise DeskTooNew(is_at)
    with _alone(database) as connection:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _alone(database: Database) -> Iterator[Connection]:
    """A connection that writes, while no other process brings the same desk up to date."""
    with database.write() as session:
        connection = session.connection()
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_UPGRADE})
        yield connection
