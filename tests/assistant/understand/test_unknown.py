"""A disease that no statement names is noticed, whatever stands near it in meaning."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question


@pytest.mark.parametrize(
    "text",
    [
        "stem cells for gout",
        "Can stem cells treat sarcoidosis?",
        "Are there stem cell trials in Huntington's disease?",
        "What are Peru's rules on stem cell clinics?",
        "stem cell therapy for schizophrenia",
    ],
)
def test_nothing_near_is_dressed_up_as_an_answer(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(Question(text))
    assert answer.behaviour == "no-vetted-source"
    assert "I will not guess" in answer.text


@pytest.mark.parametrize("text", ["stem cells for knee arthritis please", "is there a trial for Parkinson's in Sweden"])
def test_everyday_words_are_no_subject(assistant: Assistant, text: str) -> None:
    assert assistant.ask(Question(text)).behaviour in ("answer", "answer-with-limits")
