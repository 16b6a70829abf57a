"""Greetings, thanks and a plain no get a kind word; everything that asks something does not."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question, Turn
from assistant.understand.courtesy import courtesy

BEFORE = (Turn("user", "What is PRP?"), Turn("assistant", "Platelets."))


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("hello there", "about-hello"),
        ("thanks, bye", "about-thanks"),
        ("cheers that's all", "about-thanks"),
        ("that was helpful, thank you", "about-thanks"),
        ("no", "about-no"),
        ("no thanks", "about-no"),
        ("ok", None),
        ("yes", None),
        ("stop insulin?", None),
        ("no hope", None),
        ("no idea what PRP is", None),
        ("thanks. my sister has lupus, any trials?", None),
        ("hi what is prp", None),
    ],
)
def test_a_courtesy_is_told_from_a_question(text: str, wording: str | None) -> None:
    assert courtesy(text, BEFORE) == wording


def test_ok_greets_at_the_beginning_only() -> None:
    assert courtesy("ok") == "about-hello" and courtesy("ok", BEFORE) is None


def test_a_no_is_answered_kindly(assistant: Assistant) -> None:
    answer = assistant.ask(Question("no thanks", history=BEFORE))
    assert answer.behaviour == "answer" and "another question" in answer.text and not answer.citations
