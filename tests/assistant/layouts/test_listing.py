"""A question for a list is answered with the list."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("List the red flags of a clinic", "A promise of cure, reversal or regrowth"),
        ("What should I ask before joining a trial?", "Can I leave at any time"),
        ("What questions should I ask a clinic?", "product"),
    ],
)
def test_a_checklist_is_printed_as_it_stands(assistant: Assistant, question: str, row: str) -> None:
    answer = assistant.ask(Question(question))
    assert answer.behaviour == "answer"
    assert sum(line.startswith("- ") for line in answer.text.splitlines()) >= 5
    assert row in answer.text


def test_a_list_of_approved_products_holds_products_and_none_that_is_not_approved(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Which stem cell products are approved in the US?"))
    lines = [section for section in answer.sections if section.kind == "evidence"][0].text.splitlines()
    assert len(lines) >= 3
    assert not any("no exosome product" in line or "unapproved" in line for line in lines)


def test_an_ordinary_question_is_no_list(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Does stem cell therapy work for autism?"))
    assert "This list holds" not in answer.text
