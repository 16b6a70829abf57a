"""When a statement has to be read again, and what an unread one may still do.

Trials and approvals move fast and are read again after six months, everything else after twelve. A statement past its
date is overdue and says so. Past a further grace it is aged: it no longer leads an answer.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from enum import StrEnum
from typing import NamedTuple

from corpus.files import Corpus
from corpus.model import Source, Statement, Verification

FAST_FACETS = frozenset({"approval", "trial-design"})
FAST_KIND = "trial-record"
FAST_MONTHS = 6
USUAL_MONTHS = 12


class Freshness(StrEnum):
    """What a reader is told of a statement's age."""

    CURRENT = "current"
    OVERDUE = "overdue"
    """Past its date: shown with that date and a plain note."""
    AGED = "aged"
    """Past its date and the grace: offered as older information, never leading an answer."""


class Due(NamedTuple):
    """A statement to read again, and when."""

    statement_id: str
    source: Source
    statement: Statement
    verification: Verification


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day `months` months later; the last day of the month where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between_readings(source: Source, statement: Statement) -> int:
    """6 for trials and approvals, 12 for the rest."""
    return months_for(statement.facet, source.kind)


def months_for(facet: str | None, source_kind: str | None) -> int:
    """The same of what an editor has chosen so far; None for what is not chosen yet."""
    fast = facet in FAST_FACETS or source_kind == FAST_KIND
    return FAST_MONTHS if fast else USUAL_MONTHS


def freshness(verification: Verification, today: datetime.date, grace_months: int) -> Freshness:
    """How old a reading is on `today`. The due day itself still counts as in time."""
    if today <= verification.due:
        return Freshness.CURRENT
    return Freshness.OVERDUE if today <= months_later(verification.due, grace_months) else Freshness.AGED


def due_by(corpus: Corpus, day: datetime.date) -> list[Due]:
    """Published statements that have to be read again by `day`, the longest waiting first."""
    found = [
        Due(key, source, statement, statement.verification)
        for key, source, statement in corpus.statements()
        if statement.status == "published" and statement.verification and statement.verification.due <= day
    ]
    return sorted(found, key=lambda item: (item.verification.due, item.statement_id))
