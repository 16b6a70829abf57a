"""Accounts: names, roles, passwords hashed with argon2, and what happens after wrong ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk.database import Database
from corpus.desk.errors import DeskError, LockedOut, NameTaken, PasswordTooWeak, SignInRefused, UnknownPerson
from corpus.desk.events import Clock, record, utc_now
from corpus.desk.flow import ROLES, SYSTEM, Role
from corpus.desk.tables import PersonRow

FREE_FAILURES = 4
"""So many wrong passwords in a row cost nothing; each one after them doubles the wait."""
FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 512
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,79}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. A session that was signed for another `session_version` is over."""

    name: str
    roles: frozenset[Role]
    active: bool = True
    session_version: int = 1

    def has(self, *roles: Role) -> bool:
        """Whether any of these roles is theirs."""
        return bool(self.roles.intersection(roles))


THE_SYSTEM = Person(SYSTEM, frozenset(ROLES))
"""Acts where no person does: the first import, a merge, what was found after an interruption."""


class People:
    """The accounts of the desk."""

    def __init__(self, database: Database, now: Clock = utc_now, hasher: PasswordHasher | None = None) -> None:
        self._database, self._now = database, now
        self._hasher = hasher or PasswordHasher()
        # Looked at for a name that nobody has, so that the answer takes as long as for one that somebody has.
        self._nobody = self._hasher.hash("no account has this password")

    def add(self, name: str, roles: Iterable[str], password: str | None, by: str = SYSTEM) -> Person:
        """A new account; without a password only a trusted proxy can sign it in.

        Raises `NameTaken`, `PasswordTooWeak`, or `DeskError` for a name or role that is not one.
        """
        name, wanted = name.strip().lower(), _roles(roles)
        if not _NAME.fullmatch(name) or name == SYSTEM:
            raise DeskError(f"{name!r} cannot be a name: write small letters, digits and . _ @ - (at most 80).")
        hashed = self._hashed(name, password) if password is not None else None
        with self._database.write() as session:
            if session.get(PersonRow, name) is not None:
                raise NameTaken(name)
            happened = record(session, self._now(), by, "add-person", item=f"person:{name}", after={"roles": wanted})
            session.add(
                PersonRow(
                    name=name,
                    roles=" ".join(wanted),
                    password=hashed,
                    active=True,
                    session_version=1,
                    failures=0,
                    locked_until=None,
                    added=happened,
                )
            )
        return Person(name, frozenset(wanted))

    def sign_in(self, name: str, password: str) -> Person:
        """The person with this name and password.

        Raises `SignInRefused`, or `LockedOut` while wrong passwords are being waited out; then none is looked at.
        """
        name = name.strip().lower()
        now = self._now()
        with self._database.write() as session:
            row = session.get(PersonRow, name)
            wait = _wait(row, now)
            if wait > 0:
                raise LockedOut(wait)
            seen = (row.password if row is not None and row.active else None) or self._nobody
            # Counted before it is looked at: many tries at once do not get more tries than one after another.
            if row is not None:
                _count(row, now)
        if not self._fits(seen, password) or seen == self._nobody:
            self._refused(name)
            raise SignInRefused
        with self._database.write() as session:
            row = session.get(PersonRow, name)
            if row is None or not row.active or row.password != seen:
                raise SignInRefused
            row.failures, row.locked_until = 0, None
            if self._hasher.check_needs_rehash(seen):
                row.password = self._hasher.hash(password)
            record(session, now, name, "sign-in", item=f"person:{name}")
            return _person(row)

    def known(self, name: str, session_version: int) -> Person | None:
        """The person of a signed session, or None when it is over: switched off, or the password was changed."""
        found = self.named(name)
        return found if found and found.active and found.session_version == session_version else None

    def named(self, name: str) -> Person | None:
        """The person of this name, switched off or not; for an identity from a trusted proxy look at `active` too."""
        with self._database.read() as session:
            row = session.get(PersonRow, name.strip().lower())
            return _person(row) if row else None

    def all(self) -> list[Person]:
        """Everybody, by name."""
        with self._database.read() as session:
            return [_person(row) for row in session.scalars(select(PersonRow).order_by(PersonRow.name))]

    def set_password(self, name: str, password: str, by: str = SYSTEM) -> Person:
        """Changes a password; ends every session of the account, and any lock.

        Raises `UnknownPerson`, `PasswordTooWeak`.
        """
        hashed = self._hashed(name.strip().lower(), password)
        with self._database.write() as session:
            row = _row(session, name)
            row.password, row.failures, row.locked_until = hashed, 0, None
            row.session_version += 1
            record(session, self._now(), by, "set-password", item=f"person:{row.name}")
            return _person(row)

    def set_roles(self, name: str, roles: Iterable[str], by: str = SYSTEM) -> Person:
        """Gives an account these roles and no others. Raises `UnknownPerson`."""
        wanted = _roles(roles)
        with self._database.write() as session:
            row = _row(session, name)
            before, row.roles = row.roles.split(), " ".join(wanted)
            record(
                session,
                self._now(),
                by,
                "set-roles",
                item=f"person:{row.name}",
                before={"roles": before},
                after={"roles": wanted},
            )
            return _person(row)

    def set_active(self, name: str, active: bool, by: str = SYSTEM, why: str = "") -> Person:
        """Switches an account off or on; either ends every session of it. Raises `UnknownPerson`."""
        with self._database.write() as session:
            row = _row(session, name)
            row.active = active
            row.session_version += 1
            record(
                session,
                self._now(),
                by,
                "enable-person" if active else "disable-person",
                why,
                item=f"person:{row.name}",
            )
            return _person(row)

    def sign_out_everywhere(self, name: str) -> Person:
        """Ends every session of an account. Raises `UnknownPerson`."""
        with self._database.write() as session:
            row = _row(session, name)
            row.session_version += 1
            record(session, self._now(), row.name, "sign-out-everywhere", item=f"person:{row.name}")
            return _person(row)

    def _refused(self, name: str) -> None:
        with self._database.write() as session:
            row = session.get(PersonRow, name)
            if row is not None and row.locked_until is not None:
                failures = {"failures": row.failures}
                record(session, self._now(), name, "sign-in-refused", item=f"person:{name}", after=failures)

    def _hashed(self, name: str, password: str) -> str:
        if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
            raise PasswordTooWeak(
                f"A password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters. Choose a longer one, such as a "
                "sentence of your own."
            )
        if password.strip().lower() == name or len(set(password)) < 5:
            raise PasswordTooWeak("That password is too easy to guess. Choose a sentence of your own.")
        return self._hasher.hash(password)

    def _fits(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, password[: LONGEST_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return False


def _wait(row: PersonRow | None, now: datetime) -> int:
    """Seconds until the next password is looked at. A clock that went back never makes it longer than it was."""
    if row is None or row.locked_until is None:
        return 0
    left = min(datetime.fromisoformat(row.locked_until) - now, _delay(row.failures))
    return max(0, -int(-left.total_seconds() // 1))


def _delay(failures: int) -> timedelta:
    over = failures - FREE_FAILURES
    return timedelta(0) if over < 1 else min(FIRST_WAIT * 2 ** min(over - 1, 12), LONGEST_WAIT)


def _count(row: PersonRow, now: datetime) -> None:
    row.failures += 1
    delay = _delay(row.failures)
    if delay:
        row.locked_until = (now + delay).astimezone(UTC).isoformat()


def _roles(roles: Iterable[str]) -> list[Role]:
    wanted = {role.strip().lower() for role in roles}
    unknown = wanted.difference(ROLES)
    if unknown or not wanted:
        said = ", ".join(sorted(unknown)) or "no role at all"
        raise DeskError(f"{said}: the roles are {', '.join(ROLES)}. Give at least one of them.")
    return [role for role in ROLES if role in wanted]


def _row(session: Session, name: str) -> PersonRow:
    row = session.get(PersonRow, name.strip().lower())
    if row is None:
        raise UnknownPerson(name)
    return row


def _person(row: PersonRow) -> Person:
    roles: list[Role] = [role for role in ROLES if role in row.roles.split()]
    return Person(row.name, frozenset(roles), row.active, row.session_version)
