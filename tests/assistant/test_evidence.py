"""The key answer that leads answers this question, and not one that sounds like it."""

from __future__ import annotations

from collections import Counter

import pytest

from assistant import Answer, Assistant, Question
from assistant.evidence import PER_SOURCE, gather, named_sources
from assistant.understand.reading import Understanding, understand


def read(assistant: Assistant, text: str) -> Understanding:
    return understand(assistant.library, Question(text), text)


def lead(answer: Answer) -> str:
    section = answer.section("lead")
    assert section is not None
    return section.text


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("Is PRP a stem cell treatment?", "No"),
        ("Are exosomes FDA approved?", "No"),
        ("Is zimislecel approved for type 1 diabetes?", "Not yet"),
        ("Does the US FDA approve clinics by registering them?", "No"),
    ],
)
def test_a_yes_or_no_question_is_answered_in_the_first_word(assistant: Assistant, question: str, opening: str) -> None:
    assert lead(assistant.ask(Question(question))).startswith(opening)


@pytest.mark.parametrize("question", ["What is PRP?", "whats BMAC", "What does autologous mean?", "What is SVF?"])
def test_what_something_is_is_not_answered_by_yes_or_no(assistant: Assistant, question: str) -> None:
    assert not lead(assistant.ask(Question(question))).startswith(("Yes", "No"))


def test_an_approval_is_no_answer_to_what_a_thing_is_made_of(assistant: Assistant) -> None:
    assert not lead(assistant.ask(Question("Is MACI a stem cell treatment?"))).startswith("Yes")


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("What is NCT03818737?", "miles"),
        ("tell me about nct06944522", "nct06944522"),
        ("What did the court say about the US Stem Cell Clinic in Florida?", "us-v-us-stem-cell-clinic"),
        ("What did the FDA write to Liveyon?", "liveyon"),
    ],
)
def test_a_number_or_a_party_finds_its_own_record(assistant: Assistant, question: str, source: str) -> None:
    assert source in assistant.ask(Question(question)).citations[0].source_id


def test_without_a_key_answer_at_most_two_statements_come_from_one_source(assistant: Assistant) -> None:
    asks = [one.statement.asks[0] for one in assistant.library.contents.statements.values()][::60]
    checked = 0
    for ask in asks:
        case = read(assistant, ask)
        found = gather(assistant.library, case, frozenset())
        if found.key_answer is None and not named_sources(assistant.library, ask):
            checked += 1
            assert max(Counter(one.source.id for one in found.statements).values(), default=0) <= PER_SOURCE
    assert checked >= 5


@pytest.mark.parametrize("place", ["japan", "us"])
def test_a_place_that_was_set_counts(assistant: Assistant, place: str) -> None:
    answer = assistant.ask(Question("Which stem cell products are approved?", place=place))
    named = {"japan": "JP", "us": "US"}[place]
    assert named in answer.jurisdictions


def test_a_place_without_statements_is_said(assistant: Assistant) -> None:
    answer = assistant.ask(Question("Is MACI approved for knees in Thailand?"))
    assert answer.behaviour == "answer-with-limits" and "Thailand" in lead(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Are stem cells for COPD dangerous?",
        "does insurance cover stem cell transplant for multiple sclerosis",
        "have any stem cell treatments been approved in south korea",
    ],
)
def test_a_yes_or_no_to_another_question_does_not_lead(assistant: Assistant, question: str) -> None:
    said = lead(assistant.ask(Question(question)))
    assert not said.startswith(("Yes", "No")), "it may lead with its own question before it"


def test_slang_gets_the_answer_on_its_subject(assistant: Assistant) -> None:
    assert "Cochrane" in lead(assistant.ask(Question("my nees are shot will the jabs fix em")))


@pytest.mark.parametrize("question", ["is Regenexx legit", "what is Vyepti", "is stemgenex still open"])
def test_a_name_nobody_knows_is_not_taken_for_one_like_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(Question(question))
    assert answer.behaviour in ("no-vetted-source", "out-of-scope", "decline-clinic-ranking")
    assert not answer.citations


def test_whom_to_report_to_is_no_question_for_a_law(assistant: Assistant) -> None:
    assert "medical board" in lead(assistant.ask(Question("who do i report a stem cell clinic to in texas")))


def test_a_rule_of_a_place_is_not_led_by_another_disease(assistant: Assistant) -> None:
    answer = assistant.ask(Question("is it safe to fly to Tijuana for knee stem cells"))
    assert "infect" in lead(answer)
