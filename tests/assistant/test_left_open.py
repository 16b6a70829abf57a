"""What no checked source says is said first: the place, the price; what follows is told as being from elsewhere."""

from __future__ import annotations

import pytest

from assistant import Answer, Assistant, Question, Turn


def opening(answer: Answer) -> str:
    """The first section that is no word on how the question was read."""
    return next(one.text for one in answer.sections if not one.text.startswith("I have read your question as"))


def after(assistant: Assistant, *questions: str) -> Answer:
    """The answer to the last of several questions that follow one another."""
    history: tuple[Turn, ...] = ()
    for text in questions[:-1]:
        history += (Turn("user", text), Turn("assistant", assistant.ask(Question(text, history=history)).text))
    return assistant.ask(Question(questions[-1], history=history))


@pytest.mark.parametrize(
    ("questions", "place"),
    [
        (("Has the FDA approved stem cells for autism?", "and in Japan?"), "in Japan"),
        (("is it approved in Kenya for knees?",), "in Kenya"),
        (("Stem cells for hair loss in Turkey, legal?",), "in Turkey"),
        (("are exosomes legal in dubai",), "in the United Arab Emirates"),
        (("are stem cells legal in Mexico and Brazil for MS?",), "in Brazil"),
        (("can my mum get the parkinsons cell thing on the nhs yet",), "in the United Kingdom"),
    ],
)
def test_a_place_without_a_source_is_said_first(assistant: Assistant, questions: tuple[str, ...], place: str) -> None:
    said = opening(after(assistant, *questions))
    assert "no checked source" in said and place in said
    assert "elsewhere" in said


def test_what_holds_there_for_another_disease_is_no_answer(assistant: Assistant) -> None:
    answer = assistant.ask(Question("retinitis pigmentosa treatment in china stem cells approved?"))
    assert "retinitis pigmentosa in China" in opening(answer)


def test_of_several_countries_those_without_a_source_are_said_first(assistant: Assistant) -> None:
    answer = assistant.ask(Question("is Cartistem approved in the US, Korea or Germany"))
    assert opening(answer).startswith("On the European Union and the United States I have no checked source")
    assert "**South Korea:**" in answer.text


def test_a_place_with_a_source_is_answered_at_once(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is PRP legal in Canada?"))
    assert "no checked source" not in answer.text and "Health Canada" in opening(answer)


def test_a_trial_holds_wherever_its_reader_lives(assistant: Assistant) -> None:
    answer = assistant.ask(
        Question("I run a small MND newsletter in Leeds. Is there evidence that NurOwn works in ALS?")
    )
    assert opening(answer).startswith("Not yet shown")


def test_a_price_that_no_source_has_is_said_to_be_missing(assistant: Assistant) -> None:
    assert opening(assistant.ask(Question("How much does Ryoncil cost?"))).startswith(
        "I have no checked source on what"
    )
    assert "3.1 million" in opening(assistant.ask(Question("how much is lyfgenia")))
