"""What a copy does that nobody has looked after: overdue is said, too old no longer leads, and nothing goes dark."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant import Answer, Assistant, Question, Settings
from corpus.freshness import Freshness, freshness

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


Asked = Callable[[date, str], Answer]


@pytest.fixture(scope="module")
def opened(opened_again: Callable[..., Assistant]) -> tuple[Assistant, list[date]]:
    """An assistant on the shipped release, and the day that its clock shows."""
    clock = [IN_TIME]
    return opened_again(today=lambda: clock[0]), clock


@pytest.fixture
def asked_on(opened: tuple[Assistant, list[date]]) -> Asked:
    """Asks a question on a day."""
    assistant, clock = opened

    def ask(day: date, question: str) -> Answer:
        clock[0] = day
        return assistant.ask(Question(question))

    return ask


def test_in_time_nothing_is_said_of_age(asked_on: Asked) -> None:
    answer = asked_on(IN_TIME, QUESTIONS[0])
    assert "due for another look" not in answer.text
    assert "Older information" not in answer.text


def test_an_overdue_statement_is_shown_with_its_date(asked_on: Asked) -> None:
    answer = asked_on(OVERDUE, QUESTIONS[0])
    assert answer.behaviour in ("answer", "answer-with-limits")
    assert "last checked on 21 November 2026" in answer.text
    assert "Older information" not in answer.text


@pytest.mark.parametrize("question", QUESTIONS)
def test_past_the_grace_nothing_leads_and_nothing_is_lost(
    asked_on: Asked, opened: tuple[Assistant, list[date]], question: str
) -> None:
    answer = asked_on(LONG_AFTER, question)
    assert answer.behaviour == "answer-with-limits"
    assert "checked too long ago" in answer.sections[0].text
    assert answer.citations
    older = next(section for section in answer.sections if "Older information" in section.text)
    assert set(older.citations) == {citation.n for citation in answer.citations}
    for citation in answer.citations:
        assert citation.quote in older.text and citation.url in older.text
        assert citation.quote not in answer.sections[0].text
        verification = opened[0].library.statement(citation.statement_id).statement.verification
        assert verification is not None
        assert freshness(verification, LONG_AFTER, 12) is Freshness.AGED


def test_what_is_still_in_time_leads_and_the_rest_is_offered(
    asked_on: Asked, opened: tuple[Assistant, list[date]]
) -> None:
    between = date(2028, 7, 1)  # trials and approvals are past their grace, everything else is overdue only
    answer = asked_on(between, "What did the zimislecel trial find?")
    library = opened[0].library
    aged = library.aged(between, 12)
    assert aged and aged != library.contents.statements.keys()
    led = {answer.citations[number - 1].statement_id for number in answer.sections[0].citations}
    assert led and not aged & led


def test_the_grace_is_a_setting(opened: tuple[Assistant, list[date]]) -> None:
    library = opened[0].library
    day = date(2028, 11, 22)
    assert library.aged(day, 12) == library.contents.statements.keys()
    assert library.aged(day, 24) < library.contents.statements.keys()
    assert library.aged(day, 120) == frozenset()
    assert Settings(overdue_grace_months=3).overdue_grace_months == 3


def test_the_frame_closes_older_information_too(asked_on: Asked, opened: tuple[Assistant, list[date]]) -> None:
    answer = asked_on(LONG_AFTER, QUESTIONS[1])
    assert answer.sections[-1].kind == "framing"
    assert opened[0].frame in answer.sections[-1].text


def test_a_screen_does_not_wait_for_an_editor(asked_on: Asked) -> None:
    answer = asked_on(LONG_AFTER, "I can't breathe since the stem cell infusion")
    assert answer.behaviour == "emergency"
    assert answer.sections[0].kind == "signpost"
