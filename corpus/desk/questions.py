"""Saved questions, which every preview asks of the old and of the new release."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from corpus.desk.database import Database
from corpus.desk.errors import DeskError, NotAllowed, UnknownItem
from corpus.desk.events import Clock, record
from corpus.desk.people import Person
from corpus.desk.tables import QuestionRow

LONGEST = 1_000
MOST = 200


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A patient's question, with the place that is set beside it, if any."""

    number: int
    text: str
    place: str | None
    who: str


class Questions:
    """The saved questions of the desk."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now

    def all(self) -> list[SavedQuestion]:
        """Every saved question, oldest first."""
        with self._database.read() as session:
            rows = session.scalars(select(QuestionRow).order_by(QuestionRow.number))
            return [SavedQuestion(row.number, row.text, row.place, row.who) for row in rows]

    def add(self, text: str, by: Person, place: str | None = None) -> SavedQuestion:
        """Saves a question. Raises `NotAllowed`, or `DeskError` for one that is empty, too long, or one too many."""
        self._may(by)
        words = " ".join(text.split())
        if not 0 < len(words) <= LONGEST:
            raise DeskError(f"A saved question has 1 to {LONGEST} characters. Write it as a patient would.")
        with self._database.write() as session:
            if len(session.scalars(select(QuestionRow.number)).all()) >= MOST:
                raise DeskError(f"{MOST} questions are saved, and that is the most. Remove one first.")
            row = QuestionRow(text=words, place=place or None, who=by.name)
            session.add(row)
            session.flush()
            record(session, self._now(), by.name, "save-question", after={"text": words, "place": place})
            return SavedQuestion(row.number, row.text, row.place, row.who)

    def remove(self, number: int, by: Person) -> None:
        """Forgets a question. Raises `NotAllowed`, `UnknownItem`."""
        self._may(by)
        with self._database.write() as session:
            row = session.get(QuestionRow, number)
            if row is None:
                raise UnknownItem(f"saved question {number}")
            record(session, self._now(), by.name, "remove-question", before={"text": row.text, "place": row.place})
            session.delete(row)

    def _may(self, by: Person) -> None:
        if not by.has("author", "reviewer", "publisher"):
            raise NotAllowed(f"{by.name} may not change the saved questions: that is for who edits or publishes.")
