"""A question over several countries is answered country by country, unranked."""

from __future__ import annotations

import re

from assistant import Answer, Assistant, Question


def _places(answer: Answer) -> list[str]:
    return re.findall(r"^- \*\*([^*]+):\*\*", answer.text, re.MULTILINE)


def test_each_country_has_a_line_in_alphabetical_order(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Where is Alofisel approved?"))
    places = _places(answer)
    assert places == sorted(places)
    assert {"Japan", "The European Union"} <= set(places)


def test_an_approval_that_ended_is_told_as_ended(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Where is Alofisel approved?"))
    line = next(line for line in answer.text.splitlines() if line.startswith("- **The European Union:**"))
    assert "withdraw" in line


def test_a_named_country_without_a_statement_is_said_to_have_none(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is Ryoncil approved in the US, in Thailand and in Panama?"))
    lines = {line for line in answer.text.splitlines() if line.startswith("- **")}
    assert any(line.startswith("- **Panama:** our checked sources say nothing on this") for line in lines)
    assert any(line.startswith("- **The United States:** ") and "ryoncil" in line.casefold() for line in lines)


def test_one_country_is_answered_as_usual(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is Ryoncil approved in the US?"))
    assert "in alphabetical order" not in answer.text


def test_an_approval_that_ended_is_told_as_ended_where_the_places_are_named(assistant: Assistant) -> None:
    answer = assistant.ask(Question("are stem cells approved for crohns in Europe and the US"))
    line = next(line for line in answer.text.splitlines() if line.startswith("- **The European Union:**"))
    assert "withdraw" in line


def test_a_country_that_no_statement_can_have_gets_its_line(assistant: Assistant) -> None:
    answer = assistant.ask(Question("are umbilical cord cells for autism allowed in Panama, Costa Rica and the US"))
    assert "On Costa Rica and Panama I have no checked source" in answer.text
