"""Which questions draw which distinction, and which must not: a table that an editor can read and extend."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant import Assistant, Question
from corpus import Corpus

Row = dict[str, list[str]]
TABLE: dict[str, Row] = yaml.safe_load(
    (Path(__file__).parent / "distinction_triggers.yaml").read_text(encoding="utf-8")
)
LEAST = 8


def test_every_distinction_has_a_row_and_no_other(shipped_corpus: Corpus) -> None:
    assert TABLE.keys() == shipped_corpus.distinctions.keys()
    for row in TABLE.values():
        assert {"must", "must_not"} <= row.keys() <= {"must", "must_not", "missed_so_far", "drawn_so_far"}
        questions = [question for listed in row.values() for question in listed]
        assert len(questions) == len(set(questions))
        assert len(row["must"]) >= LEAST and len(row["must_not"]) >= LEAST


@pytest.fixture(scope="module")
def drawn(assistant: Assistant) -> dict[str, frozenset[str]]:
    """What each question of the table draws."""
    questions = {question for row in TABLE.values() for listed in row.values() for question in listed}
    return {question: frozenset(assistant.ask(Question(question)).distinctions) for question in questions}


@pytest.mark.parametrize("distinction", sorted(TABLE))
def test_it_is_drawn_where_it_must_be(
    drawn: dict[str, frozenset[str]], shipped_corpus: Corpus, distinction: str
) -> None:
    """A narrower distinction of the same kind will do."""
    narrower = {key for key, one in shipped_corpus.distinctions.items() if one.narrower_than == distinction}
    row, enough = TABLE[distinction], {distinction, *narrower}
    assert [question for question in row["must"] if not enough & drawn[question]] == []
    mended = [question for question in row.get("missed_so_far", []) if enough & drawn[question]]
    assert mended == [], "these come right now: move them up to `must`"


@pytest.mark.parametrize("distinction", sorted(TABLE))
def test_it_is_not_drawn_where_it_must_not_be(drawn: dict[str, frozenset[str]], distinction: str) -> None:
    row = TABLE[distinction]
    assert [question for question in row["must_not"] if distinction in drawn[question]] == []
    mended = [question for question in row.get("drawn_so_far", []) if distinction not in drawn[question]]
    assert mended == [], "these come right now: move them up to `must_not`"
