"""Several questions in one message are found, and one question stays one."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.understand.several import questions_in


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("What is PRP? Is it safe? And what does it cost?", 3),
        ("Is CAR-T approved for lupus and does it work for MS?", 2),
        ("Does cord blood help cerebral palsy, and which bank should I use?", 2),
        ("1. What is GVHD?\n2. How is it treated?", 2),
        ("Is PRP safe?", 0),
        ("My mum has MS. Is HSCT proven? Can anyone help?", 0),
        ("Is PRP safe? Thanks. Any advice?", 0),
        ("Do exosomes and PRP both help hair?", 0),
        ("Is PRP safe? Is PRP safe?", 0),
    ],
)
def test_questions_are_counted(assistant: Assistant, text: str, count: int) -> None:
    assert len(questions_in(assistant.library, text)) == count


def test_a_later_question_carries_the_subject_of_the_one_before(assistant: Assistant) -> None:
    found = questions_in(assistant.library, "What is PRP? Is it safe?")
    assert found[1] == "Is PRP safe?"


def test_each_question_is_answered_under_its_own_heading(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is Ryoncil approved in the US? What is PRP?"))
    headings = [line for line in answer.text.splitlines() if line.startswith("### ")]
    assert len(headings) == 2
    assert answer.behaviour == "answer"
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_is_declined_in_one_question_does_not_silence_the_other(assistant: Assistant) -> None:
    answer = assistant.ask(Question("What is HSCT? And which is the best hospital for it?"))
    assert answer.behaviour == "decline-clinic-ranking"
    assert answer.citations
    assert {section.kind for section in answer.sections} >= {"lead", "decline", "framing"}


def test_questions_with_the_same_answer_are_one(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is Ryoncil approved in the US? Has the FDA approved Ryoncil?"))
    assert not any(line.startswith("### ") for line in answer.text.splitlines())


def test_more_questions_than_four_are_counted_aloud(assistant: Assistant) -> None:
    text = "What is PRP? What is GVHD? What is HSCT? What is an exosome? What is an iPS cell? What is a placebo?"
    answer = assistant.ask(Question(text))
    assert "Your message asks 2 more." in answer.text


def test_an_urgent_question_among_others_ends_the_message(assistant: Assistant) -> None:
    answer = assistant.ask(Question("What is PRP? And what do I do, I cannot breathe after my infusion today?"))
    assert answer.behaviour == "emergency"
    assert answer.sections[0].kind == "signpost"
