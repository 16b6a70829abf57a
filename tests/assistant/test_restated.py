"""Before a key answer to a negative question stands the question that is answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import Assistant, Question
from assistant.case import Case
from assistant.pipeline import judged, retrieved, screened, understood
from assistant.restated import restated


def judged_case(assistant: Assistant, text: str) -> Case:
    case = Case(question=Question(text), library=assistant.library, today=date(2026, 11, 21))
    for step in (screened, understood, retrieved, judged):
        case = step(case)
    return case


@pytest.mark.parametrize("text", ["Aren't exosomes FDA approved?", "Are exosomes not FDA approved?"])
def test_the_answered_question_is_named(assistant: Assistant, text: str) -> None:
    case = judged_case(assistant, text)
    assert case.found.key_answer is not None
    line = restated(case)
    assert line is not None and case.found.key_answer.question in line


def test_nothing_is_said_before_an_answer_that_cannot_be_turned_round(assistant: Assistant) -> None:
    case = judged_case(assistant, "Are exosomes FDA approved?")
    assert restated(case) is None
    assert restated(replace(case, evidence=None)) is None


def test_a_negative_why_is_no_false_premise(assistant: Assistant) -> None:
    assert judged_case(assistant, "Why are exosomes not FDA approved?").behaviour != "claim-check"


def test_a_yes_or_no_that_was_not_asked_for_comes_with_its_question(assistant: Assistant) -> None:
    answers = assistant.library.contents.key_answers.values()
    no = next(answer for answer in answers if answer.lead.startswith("No, "))
    for text, said in (("What does PRP cost in the United States?", True), ("Is PRP approved in the US?", False)):
        case = judged_case(assistant, text)
        line = restated(replace(case, evidence=replace(case.found, key_answer=no)))
        assert (line is not None and no.question in line) is said
