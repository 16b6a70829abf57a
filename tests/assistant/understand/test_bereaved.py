"""A death that somebody tells of is answered with a kind word, and one that is asked about is not."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.understand.bereaved import tells_of_a_death


@pytest.mark.parametrize(
    "text",
    [
        "we sold the car to pay for dads stem cells and he died anyway. were we stupid",
        "My wife passed away in March after a clinic in Mexico.",
        "we lost our son to DMD, would stem cells have helped",
        "My little boy didn't make it.",
    ],
)
def test_a_death_is_heard(text: str) -> None:
    assert tells_of_a_death(text)


@pytest.mark.parametrize(
    "text",
    [
        "has anyone died from stem cell treatment",
        "will my dad die if he stops",
        "my mum lost her sight",
        "we lost our savings",
        "what if my husband died during the transplant",
        "my dog died",
    ],
)
def test_a_fear_or_a_question_is_none(text: str) -> None:
    assert not tells_of_a_death(text)


def test_grief_gets_no_bill_and_no_price(assistant: Assistant) -> None:
    answer = assistant.ask(Question("we sold the car to pay for dads stem cells and he died anyway. were we stupid"))
    assert answer.text.startswith("I am sorry for your loss")
    assert "clinic prices" not in answer.text and not answer.citations


def test_whom_to_tell_is_answered_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask(Question("my wife died last year after a clinic in mexico. who can we report it to"))
    assert answer.text.startswith("I am sorry for your loss")
    assert "medical board" in answer.text
