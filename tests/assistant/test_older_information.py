"""What a copy does that nobody has looked after: overdue is said, too old no longer leads, and nothing goes dark."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Assistant, Question, Settings
from corpus.freshness import Freshness, freshness
from index.embeddings import SentenceEmbedder

QUESTIONS = (
    "Is zimislecel approved?",
    "Does PRP help knee arthritis?",
    "Are exosomes approved by the FDA?",
    "Can stem cells cure autism?",
    "Does Amchepry cure Parkinson's?",
    "How does Japan approve regenerative products?",
)
IN_TIME = date(2026, 11, 22)
OVERDUE = date(2027, 12, 1)
LONG_AFTER = date(2033, 1, 1)


def asked_on(
    day: date, home: Path, embedder: SentenceEmbedder, question: str, grace: int = 12
) -> tuple[Assistant, Answer]:
    opened = Assistant(Settings(home=home, overdue_grace_months=grace), embedder=embedder, today=lambda: day)
    return opened, opened.ask(Question(question))


def test_in_time_nothing_is_said_of_age(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    _, answer = asked_on(IN_TIME, shipped_home, embedder, QUESTIONS[0])
    assert "due for another look" not in answer.text
    assert "Older information" not in answer.text


def test_an_overdue_statement_is_shown_with_its_date(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    _, answer = asked_on(OVERDUE, shipped_home, embedder, QUESTIONS[0])
    assert answer.behaviour in ("answer", "answer-with-limits")
    assert "last checked on 21 November 2026" in answer.text
    assert "Older information" not in answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_past_the_grace_nothing_leads_and_nothing_is_lost(
    shipped_home: Path, embedder: SentenceEmbedder, question: str
) -> None:
    opened, answer = asked_on(LONG_AFTER, shipped_home, embedder, question)
    assert answer.behaviour == "answer-with-limits"
    assert "checked too long ago" in answer.sections[0].text
    assert answer.citations
    older = next(section for section in answer.sections if "Older information" in section.text)
    assert set(older.citations) == {citation.n for citation in answer.citations}
    for citation in answer.citations:
        assert citation.quote in older.text and citation.url in older.text
        assert citation.quote not in answer.sections[0].text
        verification = opened.library.statement(citation.statement_id).statement.verification
        assert verification is not None
        assert freshness(verification, LONG_AFTER, 12) is Freshness.AGED


def test_what_is_still_in_time_leads_and_the_rest_is_offered(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    between = date(2028, 7, 1)  # trials and approvals are past their grace, everything else is overdue only
    opened, answer = asked_on(between, shipped_home, embedder, "What did the zimislecel trial find?")
    aged = opened.library.aged(between, 12)
    assert aged and aged != opened.library.contents.statements.keys()
    led = [
        citation.statement_id
        for section in answer.sections[:1]
        for citation in answer.citations
        if citation.n in section.citations
    ]
    assert led and not aged.intersection(led)


def test_the_grace_is_a_setting(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    _, answer = asked_on(LONG_AFTER, shipped_home, embedder, QUESTIONS[0], grace=120)
    assert "Older information" not in answer.text
    assert "due for another look" in answer.text


def test_the_frame_closes_older_information_too(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    opened, answer = asked_on(LONG_AFTER, shipped_home, embedder, QUESTIONS[1])
    assert answer.sections[-1].kind == "framing"
    assert opened.frame in answer.sections[-1].text


def test_a_screen_does_not_wait_for_an_editor(shipped_home: Path, embedder: SentenceEmbedder) -> None:
    _, answer = asked_on(LONG_AFTER, shipped_home, embedder, "I can't breathe since the stem cell infusion")
    assert answer.behaviour == "emergency"
    assert answer.sections[0].kind == "signpost"
