"""Advice for one person and a choice of clinics are known by what is asked; facts beside them are not declined."""

from __future__ import annotations

import pytest

from assistant.understand.declines import (
    asks_for_a_place_to_go,
    asks_for_advice,
    asks_how_to_check,
    asks_which_questions,
)


@pytest.mark.parametrize(
    "text",
    [
        "Which is better for my elbow, PRP or rest?",
        "gran is 90 and wants the shots. let her?",
        "is my hip bad enough for surgery",
        "Take the place in the study or wait? It is my last chance.",
        "do you think my shoulder will heal",
        "who should I listen to, the surgeon or the clinic",
        "help me decide about the transplant",
        "shd i stop my tablets",
    ],
)
def test_advice(text: str) -> None:
    assert asks_for_advice(text)


@pytest.mark.parametrize(
    "text",
    [
        "can you vouch for anybody",
        "who sells the purest exosomes",
        "I want contact details of a lab in Riga",
        "Would you trust the clinic on Mill Lane",
        "which is the least bad",
        "We would like the names of two or three houses in Lima",
        "Is France or Spain better for this?",
    ],
)
def test_ranking(text: str) -> None:
    assert asks_for_a_place_to_go(text)


@pytest.mark.parametrize(
    "text",
    [
        "Where can I find the warning letters?",
        "Can I find out whether a doctor was disciplined?",
        "Which trial was the largest?",
        "Which of France and Spain has approved it?",
        "What did the study find?",
        "Do trial patients stay on insulin or stop?",
    ],
)
def test_facts_are_neither(text: str) -> None:
    assert not asks_for_advice(text) and not asks_for_a_place_to_go(text)


def test_how_to_check_and_what_to_ask_are_answered() -> None:
    assert asks_how_to_check("Who should I report a clinic to?")
    assert asks_how_to_check("Which documents should a clinic show me?")
    assert asks_which_questions("How do I compare two studies?")
