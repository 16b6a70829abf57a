"""A follow-up is scored by the question that the answer shows, whatever the order and the little words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.standalone import read_as
from prompts.wording import load_wording

MakeItem = Callable[..., Item]


@pytest.fixture
def shows(good: Answer) -> Callable[[str], Answer]:
    """The answer, which says how the question was read."""

    def make(question: str) -> Answer:
        return replace(good, text=f"{load_wording()['understood-as'].fill(question=question)}\n\n{good.text}")

    return make


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("Are exosomes approved in Europe?", 1.0),
        ("In Europe, is any exosome approved?", 1.0),
        ("Are exosomes safe in Japan?", 1 / 3),
    ],
)
def test_the_shown_question_counts_by_its_words(
    shows: Callable[[str], Answer], make_item: MakeItem, reference: Reference, shown: str, value: float
) -> None:
    item = make_item("and in Europe?", standalone="Are exosomes approved in Europe?")
    measure = read_as(item, shows(shown), reference)
    assert measure.value == pytest.approx(value) and measure.parts == {"read_as": shown}
    assert bool(measure.why) == (value < 0.6)


def test_a_message_that_is_not_rewritten_counts_as_it_stands(
    good: Answer, make_item: MakeItem, reference: Reference
) -> None:
    measure = read_as(make_item("What is PRP?", standalone="what is prp"), good, reference)
    assert measure.value == 1.0 and measure.parts == {"read_as": "What is PRP?"}


def test_an_item_that_says_nothing_about_it_is_not_scored(
    good: Answer, make_item: MakeItem, reference: Reference
) -> None:
    assert read_as(make_item(), good, reference).value is None
