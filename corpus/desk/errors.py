"""What can go wrong at the desk: each has a name, says what happened, and what to do next.

DeskError
├── for the editor      FieldsRefused, StaleEdit, MoveRefused, NotAllowed, IdTaken, UnknownItem, NotSuspendable,
│                       NotRetirable
├── at the door         SignInRefused, LockedOut, PasswordTooWeak, NameTaken, UnknownPerson
└── for the operator    DatabaseAway, DatabaseBusy, DiskFull, FolderReadOnly, DatabaseDamaged, ClockWentBack,
                        SuspensionNotWritten, DeskTooNew, FolderNotEmpty
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from corpus.errors import CorpusError


class DeskError(CorpusError):
    """Something at the desk was refused or failed. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field, to be shown beside it; `serious` problems stop a submission."""

    field: str
    problem: str
    mend: str
    serious: bool = True

    def __str__(self) -> str:
        return f"{self.field or 'the record'}: {self.problem} ({self.mend})"


class FieldsRefused(DeskError):
    """The record does not hold to the schema or the rules; `problems` says which fields."""

    def __init__(self, key: str, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        shown = "; ".join(str(problem) for problem in self.problems[:5])
        super().__init__(f"{key} cannot go on as it is: {shown}. Correct these fields, save, and try again.")


class StaleEdit(DeskError):
    """Somebody saved another version meanwhile. The text that was refused is in `yours`; nothing of it is lost."""

    def __init__(self, key: str, yours: dict[str, Any] | None, theirs: dict[str, Any], started: int, now: int) -> None:
        self.yours, self.theirs, self.started_from, self.version = yours, theirs, started, now
        super().__init__(
            f"{key} was changed while you worked: you began with version {started}, and version {now} is there now. "
            "Compare the two, then save yours again upon the newer version, or drop it."
        )


class MoveRefused(DeskError):
    """The item is not where this step can be taken."""


class NotAllowed(DeskError):
    """This person may not take this step."""


class IdTaken(DeskError):
    """An id that is used, or was used once: ids are never given twice."""

    def __init__(self, key: str, state: str) -> None:
        super().__init__(f"The id {key} is taken ({state}), and ids are never used twice. Choose another id.")


class UnknownItem(DeskError):
    """There is no such item."""

    def __init__(self, key: str) -> None:
        super().__init__(f"There is nothing called {key} at the desk. Look for it by a word of its text.")


class NotSuspendable(DeskError):
    """Only what patients read by its id can be suspended."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} cannot be suspended: only statements, key answers and sources (with all their statements) can, "
            "because an answer can do without them. Edit it and have that published, or go back to an earlier release."
        )


class NotRetirable(DeskError):
    """What the program itself asks for by name can be written otherwise, and never left out."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"{key} cannot be retired: the program asks for it by its name. Edit it, and have that published."
        )


class SignInRefused(DeskError):
    """Name or password is wrong, or the account is switched off: the message does not say which."""

    def __init__(self) -> None:
        super().__init__("That name and password do not go together. Try again, or ask an operator for a new password.")


class LockedOut(DeskError):
    """Too many wrong passwords; `seconds` until the next one is looked at."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many wrong passwords for this name. Try again in {seconds} seconds.")


class PasswordTooWeak(DeskError):
    """A password that is too short, too long, or the name itself."""


class NameTaken(DeskError):
    """There is an account of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is an account called {name} already. Run: fieldmap desk list-users")


class UnknownPerson(DeskError):
    """There is no account of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no account called {name}. Run: fieldmap desk list-users")


class DatabaseAway(DeskError):
    """The database does not answer."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(
            f"The desk's database does not answer ({where}): {problem}. Nothing was changed. "
            "Start it, or correct FIELDMAP_DATABASE_URL, and try again; patients are answered meanwhile."
        )


class DatabaseBusy(DeskError):
    """Somebody else is writing, and did not end in time."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The desk's database ({where}) is busy with another change. Nothing was changed: try again.")


class DatabaseDamaged(DeskError):
    """The file is no database, or is damaged."""

    def __init__(self, where: str, problem: str) -> None:
        super().__init__(
            f"The desk's database ({where}) cannot be read: {problem}. Nothing was changed. "
            "Restore it from a copy, or move it away and start from the shipped corpus."
        )


class DiskFull(DeskError):
    """No room for what was to be written."""

    def __init__(self, where: str) -> None:
        super().__init__(f"The disk is full ({where}). Nothing was changed. Make room and try again.")


class FolderReadOnly(DeskError):
    """The folder or the database cannot be written."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"Nothing can be written to {where}. Nothing was changed. Give the service the right to write there."
        )


class ClockWentBack(DeskError):
    """The machine's clock is behind what the desk has recorded."""

    def __init__(self, seconds: int, last: str) -> None:
        super().__init__(
            f"The clock of this machine is {seconds} seconds behind the desk's last event ({last}). Nothing was "
            "published: set the clock right and try again."
        )


class SuspensionNotWritten(DeskError):
    """The list that the answers are checked against could not be written, so the suspension was not recorded either."""

    def __init__(self, problem: str) -> None:
        super().__init__(
            f"The list of suspended ids could not be written: {problem}. The change was NOT made. Make the folder "
            "writable and suspend again; until then, stop the service if the statement must not be shown."
        )


class DeskTooNew(DeskError):
    """The database was made by a newer version of this software."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f"The desk's database is of a newer version ({revision}) than this software knows. Nothing was changed: "
            "install the newer software, or restore the database from the copy made before the update."
        )


class FolderNotEmpty(DeskError):
    """An export would mix with what is there."""

    def __init__(self, folder: str) -> None:
        super().__init__(f"{folder} is not empty. Nothing was written: give a new or an empty folder.")
