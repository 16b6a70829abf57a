"""When a statement is due, and what it may still do afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import Corpus, load
from corpus.freshness import Freshness, due_by, freshness, months_between_readings, months_later
from corpus.model import Verification

READ = Verification(level="source-text", url="https://example.org/page", date=date(2026, 11, 21), due=date(2027, 5, 21))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 21), 6, date(2027, 5, 21)),
        (date(2026, 11, 21), 12, date(2027, 11, 21)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 3, 3), 0, date(2026, 3, 3)),
    ],
)
def test_months_are_counted_on_the_calendar(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("today", "grace", "age"),
    [
        (date(2026, 11, 21), 12, Freshness.CURRENT),
        (date(2027, 5, 21), 12, Freshness.CURRENT),
        (date(2027, 5, 22), 12, Freshness.OVERDUE),
        (date(2028, 5, 21), 12, Freshness.OVERDUE),
        (date(2028, 5, 22), 12, Freshness.AGED),
        (date(2027, 5, 22), 0, Freshness.AGED),
        (date(2027, 8, 21), 3, Freshness.OVERDUE),
        (date(2027, 8, 22), 3, Freshness.AGED),
    ],
)
def test_a_statement_ages_by_its_due_date_and_the_grace(today: date, grace: int, age: Freshness) -> None:
    assert freshness(READ, today, grace) is age


def test_trials_and_approvals_are_read_again_after_six_months(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    trial = corpus.sources["zimislecel-nejm-2025"]
    result = next(one for one in trial.statements if one.facet == "benefit")
    assert months_between_readings(trial, result) == 12
    assert months_between_readings(trial, result.model_copy(update={"facet": "trial-design"})) == 6
    assert months_between_readings(trial, result.model_copy(update={"facet": "approval"})) == 6
    assert months_between_readings(trial.model_copy(update={"kind": "trial-record"}), result) == 6


def test_what_is_due_comes_the_longest_waiting_first(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    assert due_by(corpus, date(2026, 11, 22)) == []
    everything = due_by(corpus, date(2030, 1, 1))
    assert {item.statement_id for item in everything} == corpus.published_statement_ids()
    assert [item.verification.due for item in everything] == sorted(item.verification.due for item in everything)


def test_every_published_statement_has_its_dates(shipped_corpus: Corpus) -> None:
    published = [one for _, _, one in shipped_corpus.statements() if one.status == "published"]
    assert published
    for one in published:
        assert one.verification is not None
        assert one.verification.date < one.verification.due
