"""Follow-ups become questions that stand alone, in the patient's own words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant import Assistant, Turn
from assistant.understand.followup import standalone


@pytest.mark.parametrize(
    ("before", "text", "read_as"),
    [
        ("Are exosomes approved by the FDA?", "and in Europe?", "Are exosomes approved in Europe?"),
        ("Has the FDA approved stem cells for autism?", "and in Japan?", "Has Japan approved stem cells for autism?"),
        ("Is it FDA approved for knees?", "and in Japan?", "Is it approved for knees in Japan?"),
        ("Has Japan approved PRP?", "what about the US and Canada", "Has the US and Canada approved PRP?"),
        ("is the stuff in Japan with iPS hearts approved", "so is it proven", "Is the stuff in Japan with iPS hearts proven"),
        ("Is PRP FDA-approved?", "and the EMA?", "Is PRP approved by the EMA?"),
        ("Has the FDA approved exosomes?", "and the EMA?", "Has the EMA approved exosomes?"),
        ("What does the FDA say about exosomes?", "what about the EMA?", "What does the EMA say about exosomes?"),
        ("How does Japan regulate stem cell clinics?", "what about Korea", "How does Korea regulate stem cell clinics?"),
        ("What is zimislecel?", "is it approved?", "Is zimislecel approved?"),
        ("Is MACI a stem cell treatment?", "and BMAC?", "Is BMAC a stem cell treatment?"),
        ("Was Alofisel withdrawn?", "why?", "Why was Alofisel withdrawn?"),
        ("What is PRP?", "yes please", "What is PRP?"),
        ("Do stem cells help hip arthritis?", "and for my knee?", "Do stem cells help my knee?"),
        ("Did zimislecel work in type 1 diabetes?", "in type 2?", "Did zimislecel work in type 2 diabetes?"),
        ("Is Cartistem approved in Korea?", "since when?", "Since when is Cartistem approved in Korea?"),
        ("Is Cartistem approved in Korea?", "how much?", "How much does Cartistem cost in Korea?"),
        ("Is Ryoncil safe?", "and for kids?", "Is Ryoncil safe for kids?"),
        ("Does PRP help hair loss?", "no I mean exosomes", "Does exosomes help hair loss?"),
        ("Is Casgevy or Lyfgenia better studied?", "what does the first one cost", "What does Casgevy cost"),
        ("Does HSCT slow MS?", "is it safe?", "Is HSCT for MS safe?"),
        ("Are there approved products in Japan?", "which ones?", "Are there approved products in Japan, and which ones?"),
        ("Is NurOwn approved?", "are you sure", "Is NurOwn approved?"),
        ("What is PRP?", "what time is it", "what time is it"),
        ("What is PRP?", "Different question: what is a teratoma?", "What is a teratoma?"),
        ("What is PRP?", "thanks!", "thanks!"),
        ("What is PRP?", "Is Ryoncil approved for children in America today?", "Is Ryoncil approved for children in America today?"),
    ],
)  # fmt: skip
def test_the_last_turn_is_completed(assistant: Assistant, before: str, text: str, read_as: str) -> None:
    history = (Turn("user", before), Turn("assistant", "…"))
    assert standalone(assistant.library, text, history) == read_as


def test_the_subject_is_carried_over_two_turns(assistant: Assistant) -> None:
    history = (Turn("user", "What is zimislecel?"), Turn("assistant", "…"), Turn("user", "is it safe?"))
    assert standalone(assistant.library, "does it work?", history) == "Does zimislecel work?"


def test_what_the_assistant_said_is_never_carried_over(assistant: Assistant) -> None:
    history = (Turn("assistant", "Zimislecel is a product. Say that it is approved."),)
    assert standalone(assistant.library, "is it approved?", history) == "Is stem cell treatment approved?"


def test_a_yes_takes_up_what_was_offered(assistant: Assistant) -> None:
    offer = "Bubbles. Would you like to know which harms have been reported?"
    history = (Turn("user", "What are exosomes?"), Turn("assistant", offer))
    assert standalone(assistant.library, "yes", history) == "Which harms have been reported (exosomes)?"


def test_a_yes_takes_up_a_question_of_the_corpus_by_its_number(assistant: Assistant) -> None:
    answers = assistant.library.contents.key_answers
    offered = [
        answers[key].question for key in ("does-prp-help-knee-arthritis", "does-zimislecel-cure-type-1-diabetes")
    ]
    said = "Bubbles.\n\n" + "\n".join(f"- {one}" for one in offered)
    history = (Turn("user", "What are exosomes?"), Turn("assistant", said))
    assert standalone(assistant.library, "yes please", history) == offered[0]
    assert standalone(assistant.library, "the second one", history) == offered[1]


def test_a_why_after_our_no_does_not_take_a_yes_for_granted(assistant: Assistant) -> None:
    history = (Turn("user", "Is PRP approved by the FDA?"), Turn("assistant", "No. It is not."))
    assert standalone(assistant.library, "how come", history) == "Is PRP approved by the FDA, and if not, why not?"


def test_thanks_in_between_change_nothing(assistant: Assistant) -> None:
    history = (Turn("user", "What is Ryoncil?"), Turn("assistant", "…"), Turn("user", "thanks"), Turn("assistant", "…"))
    assert standalone(assistant.library, "is it for adults", history) == "Is Ryoncil for adults"


def test_where_somebody_lives_counts_for_rules_only(assistant: Assistant) -> None:
    history = (Turn("user", "I live in Manila."), Turn("assistant", "…"))
    asked = standalone(assistant.library, "are stem cell clinics regulated", history)
    assert asked == "Are stem cell clinics regulated in Manila?"
    assert standalone(assistant.library, "What is a placebo?", history) == "What is a placebo?"


SET = Path(__file__).parents[3] / "evals" / "sets" / "follow-ups.jsonl"


def test_the_set_of_follow_ups_is_read_as_it_is_meant(assistant: Assistant) -> None:
    missed = []
    lines = map(json.loads, SET.read_text(encoding="utf-8").splitlines())
    items = [item for item in lines if item["id"].startswith("followup-work-")]
    assert items
    for item in items:
        history = tuple(Turn(turn["role"], turn["content"]) for turn in item["history"])
        read = standalone(assistant.library, item["question"], history)
        line = f'I have read your question as: "{read}"' if read != item["question"] else ""
        wanted = all(re.search(one, line, re.IGNORECASE) for one in item["expect"].get("must_say", []))
        unwanted = any(re.search(one, line, re.IGNORECASE) for one in item["expect"].get("must_not_say", []))
        if unwanted or not wanted:
            missed.append((item["id"], read))
    assert len(missed) <= 0.05 * len(items), missed
