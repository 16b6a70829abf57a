"""Things that are compared stand side by side, each with its own statements."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.layouts.comparison import compared


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("What is the difference between Alofisel and Ryoncil?", ["alofisel", "ryoncil"]),
        ("exosomes or PRP for hair loss?", ["exosomes", "prp"]),
        ("PRP vs stem cells for knees", ["prp", "stem-cell"]),
        ("Is a blood stem cell transplant the same as a stem cell drip?", ["hsct", "iv-drip"]),
        ("ReHeart and HeartSheet, how do they differ?", ["reheart", "heartsheet"]),
        ("Is PRP safe?", []),
        ("Does PRP help knees or hips?", []),
    ],
)
def test_what_is_compared_is_found(assistant: Assistant, text: str, things: list[str]) -> None:
    found = [thing.id for thing in compared(assistant.library, text)]
    assert found[: len(things) or None] == things or (not things and len(found) < 2)


def test_each_thing_has_its_own_line_under_each_heading(assistant: Assistant) -> None:
    answer = assistant.ask(Question("What is the difference between Alofisel and Ryoncil?"))
    blocks = [section.text for section in answer.sections if section.text.startswith("### ")]
    assert blocks
    assert all("**Alofisel:**" in block and "**Ryoncil:**" in block for block in blocks)
    sources = {citation.source_id for citation in answer.citations}
    assert any("alofisel" in source for source in sources) and any("ryoncil" in source for source in sources)


def test_a_result_in_another_disease_is_not_set_beside_it(assistant: Assistant) -> None:
    answer = assistant.ask(Question("exosomes or PRP for hair loss?"))
    found = next(section.text for section in answer.sections if section.text.startswith("### What studies found"))
    assert found.count("hair") >= 2


def test_the_distinction_about_the_very_things_opens_the_answer_and_stands_once(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is PRP the same as a stem cell treatment?"))
    assert "prp-vs-stem-cells" in answer.distinctions
    assert answer.text.count("PRP is not a stem cell treatment.") == 1


def test_no_statement_stands_twice(assistant: Assistant) -> None:
    for text in ("PRP vs stem cells for knee arthritis?", "What is the difference between Alofisel and Ryoncil?"):
        answer = assistant.ask(Question(text))
        assert [one.quote for one in answer.citations if answer.text.count(one.quote) > 1] == []
