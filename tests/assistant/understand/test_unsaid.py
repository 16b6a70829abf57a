"""A first question that leaves out what it is about is taken to be about stem cell treatment, and nothing else is."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.understand.unsaid import with_subject


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("does it work", "Does stem cell treatment work?"),
        ("hi, is it safe??", "Hi, is stem cell treatment safe?"),
        ("how much does it cost", "How much does stem cell treatment cost?"),
        ("what are the risks", "What are the risks of stem cell treatment?"),
        ("is it legal in germany", "Is stem cell treatment legal in germany?"),
    ],
)
def test_what_is_left_unsaid_is_said(assistant: Assistant, text: str, read: str) -> None:
    assert with_subject(assistant.library, text) == read


@pytest.mark.parametrize(
    "text",
    [
        "will it rain tomorrow",
        "is it true",
        "Is PRP safe and does it work?",
        "what are the side effects of Lantidra",
        "My doctor said that it is safe and I want to know which of the many offers is right for me",
    ],
)
def test_what_says_itself_what_it_is_about_is_left_alone(assistant: Assistant, text: str) -> None:
    assert with_subject(assistant.library, text) == text


def test_the_question_as_it_was_read_is_shown(assistant: Assistant) -> None:
    answer = assistant.ask(Question("is it safe"))
    assert answer.behaviour == "answer"
    assert "Is stem cell treatment safe?" in answer.text
