"""Words that promise, advise or dose, and the ways in which a sentence may still speak of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Corpus, load
from corpus.lint.promises import promise_faults
from corpus.promises import advice, doses, promises
from prompts.wording import load_wording

PROMISING = (
    "It cures arthritis.",
    "The result is guaranteed.",
    "This is a safe treatment.",
    "It is risk-free.",
    "PRP is proven.",
    "It has no side effects.",
    "It comes without risk.",
    "A miracle for the knee.",
    "Not everybody knows. It is a cure.",
)
FAIR = (
    "It has not been shown to cure arthritis.",
    "Is it safe?",
    "Sellers call it a miracle.",
    "Nobody has proven that it works.",
    "That it is safe for children.",
    "A trial tests first whether a product is safe.",
    "A transplant may cure some people.",
    "A breakthrough designation is no approval.",
)
ADVISING = ("You should have it.", "You must stop taking insulin.", "We recommend this one.", "Book your visit today.")
NOT_ADVISING = (
    "I cannot say what you should do.",
    "Questions to ask: should I wait?",
    "The law says sellers must tell you.",
)


@pytest.mark.parametrize("text", PROMISING)
def test_a_promise_is_found(text: str) -> None:
    assert promises(text)


@pytest.mark.parametrize("text", FAIR)
def test_a_denial_a_question_or_a_report_is_none(text: str) -> None:
    assert promises(text) == []


def test_advice_and_doses() -> None:
    assert all(advice(text) for text in ADVISING)
    assert not any(advice(text) for text in NOT_ADVISING)
    assert doses("Take 20 mg twice a day.") and doses("You need two million cells? No: get 10 million cells.")
    assert doses("A trial gave 10 million cells to each person.") == []


def test_no_fixed_sentence_promises_or_advises() -> None:
    """Every wording, once: no answer has to look at it again."""
    found = {one.name: [*promises(one.body), *advice(one.body), *doses(one.body)] for one in load_wording().values()}
    assert {name: words for name, words in found.items() if words} == {}


def test_the_shipped_corpus_promises_nothing(shipped_corpus: Corpus) -> None:
    assert list(promise_faults(shipped_corpus)) == []


def test_a_promise_stops_a_release(small_corpus: Path, edit_yaml: object) -> None:
    def promise(answers: list[dict[str, str]]) -> None:
        answers[0]["lead"] = "Yes. It is a cure."

    edit_yaml(small_corpus / "key_answers" / "all.yaml", promise)  # type: ignore[operator]
    faults = list(promise_faults(load(small_corpus)))
    assert [fault.serious for fault in faults] == [True]
    assert "cure" in faults[0].fault.problem
