"""The engine: SQLite in WAL by default, PostgreSQL by its address; faults of either become named errors."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.desk.errors import (
    DatabaseAway,
    DatabaseBusy,
    DatabaseDamaged,
    DeskError,
    DiskFull,
    FolderReadOnly,
)

WAIT_SECONDS = 15
"""How long a change waits for another one to end."""
_ONE_WRITER = 7_340_113
"""The advisory lock under which every change of a PostgreSQL desk runs."""


def sqlite_url(file: Path) -> str:
    """The address of a desk in one file."""
    return f"sqlite+pysqlite:///{file}"


class Database:
    """Where the desk is kept. Changes run one after another; reading never waits for them."""

    def __init__(self, url: str) -> None:
        """Connects to nothing yet. Raises `DatabaseAway` for an address that names no database of ours."""
        try:
            self.url = make_url(url)
            if self.url.get_backend_name() not in ("sqlite", "postgresql"):
                raise DatabaseAway(self.url.render_as_string(), "only sqlite and postgresql are known")
            self.is_sqlite = self.url.get_backend_name() == "sqlite"
            self.engine = _sqlite(url, self.url.database) if self.is_sqlite else _postgres(url)
        except (SQLAlchemyError, NoSuchModuleError, ImportError) as error:
            raise DatabaseAway(_without_password(url), str(error)) from None

    @property
    def where(self) -> str:
        """The address, without its password."""
        return str(self.url.database) if self.is_sqlite else self.url.render_as_string(hide_password=True)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment of the desk. Raises a `DeskError` when the database fails."""
        with self._faults_named(), Session(self.engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session alone in writing, committed at the end; any error takes everything back.

        Raises a `DeskError` when the database fails.
        """
        with self._faults_named():
            with self.engine.connect().execution_options(fieldmap_writes=True) as connection:
                with connection.begin():
                    if not self.is_sqlite:
                        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ONE_WRITER})
                    with Session(connection, expire_on_commit=False) as session:
                        yield session
                        session.flush()

    @contextmanager
    def only_one(self, key: int) -> Iterator[bool]:
        """Whether no other process holds `key`, on whatever machine; held while inside, let go when the process ends.

        A desk in a file has one machine, and locks of files for it: always True there.
        """
        if self.is_sqlite:
            yield True
            return
        with self._faults_named():
            connection = self.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        with connection:
            with self._faults_named():
                held = bool(connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}).scalar())
            try:
                yield held
            finally:
                # Given back by word: a server notices a closed connection only a moment later.
                with suppress(DBAPIError):
                    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
                # Where the server has gone meanwhile, its end let the lock go.
                connection.invalidate()

    def close(self) -> None:
        """Gives every connection back."""
        self.engine.dispose()

    @contextmanager
    def _faults_named(self) -> Iterator[None]:
        try:
            yield
        except DeskError:
            raise
        except DBAPIError as error:
            raise _named(error, self.where) from error
        except OSError as error:
            raise named_os_error(error, self.where) from error


def named_os_error(error: OSError, where: str) -> DeskError:
    """The named error for what the file system said."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(where)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return FolderReadOnly(where)
    return DatabaseAway(where, error.strerror or str(error))


def _named(error: DBAPIError, where: str) -> DeskError:
    said = str(error.orig).strip().split("\n")[0]
    lower = said.lower()
    if "disk is full" in lower or "no space left" in lower or "disk full" in lower:
        return DiskFull(where)
    if "readonly" in lower or "read-only" in lower:
        return FolderReadOnly(where)
    if "locked" in lower or "lock timeout" in lower or "canceling statement" in lower:
        return DatabaseBusy(where)
    if "malformed" in lower or "not a database" in lower or "disk i/o" in lower:
        return DatabaseDamaged(where, said)
    return DatabaseAway(where, said)


def _sqlite(url: str, file: str | None) -> Engine:
    if file and file != ":memory:":
        try:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise named_os_error(error, file) from error
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # type: ignore[attr-defined]  # the transactions are begun below
        cursor = connection.cursor()  # type: ignore[attr-defined]
        # FULL: an event that was reported as kept is kept, whatever happens to the machine.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={WAIT_SECONDS}000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A change takes its lock at once: two that both read first could not both go on.
        writes = connection.get_execution_options().get("fieldmap_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(url: str) -> Engine:
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": 5,
            "options": f"-c statement_timeout={WAIT_SECONDS}s -c lock_timeout={WAIT_SECONDS}s",
        },
    )


def _without_password(url: str) -> str:
    head, at, tail = url.rpartition("@")
    return f"…@{tail}" if at else head + tail
