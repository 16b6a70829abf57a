"""A distinction is drawn where it is owed, and nowhere else."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.distinctions import MOST, required

OWED = {
    "islet-vs-wellness-iv": ["Can a stem cell drip cure my diabetes?", "an IV to come off insulin", "umbilical cord stem cells for diabetes"],
    "dopamine-neurons-vs-brain-drip": ["stem cell IV for Parkinson's", "does a drip help parkinsons"],
    "exosome-research-vs-vial": ["What is in an exosome vial from a clinic?", "exosome therapy"],
    "prp-vs-stem-cells": ["Is PRP a stem cell treatment?", "vampire facial"],
    "rpe-vs-eye-injections": ["stem cell injections in my eye for macular degeneration"],
    "certified-lab-vs-defined-product": ["The lab is GMP certified, does that prove anything?"],
    "fda-registered-vs-approved": ["They say they are FDA registered"],
    "registration-vs-available-treatment": ["It is listed on ClinicalTrials.gov so can I get it now?"],
    "regulator-authorisation-elsewhere": ["It is approved in Japan, so it is fine here"],
    "autologous-not-automatically-safe": ["My own cells can't hurt me, can they? Is it safe?"],
}  # fmt: skip
NOT_OWED = [
    "What is a stem cell?",
    "What does phase 2 mean?",
    "How do I donate bone marrow?",
    "How long does a transplant take?",
    "What is graft versus host disease?",
]


@pytest.mark.parametrize(("distinction", "text"), [(key, text) for key, texts in OWED.items() for text in texts])
def test_it_is_drawn(assistant: Assistant, distinction: str, text: str) -> None:
    assert distinction in [item.id for item in required(assistant.library, text)]


@pytest.mark.parametrize("text", NOT_OWED)
def test_none_is_drawn_from_the_question(assistant: Assistant, text: str) -> None:
    assert required(assistant.library, text) == ()


def test_at_most_three_are_drawn(assistant: Assistant) -> None:
    text = (
        "Exosome drip, PRP, stem cell IV for diabetes and Parkinson's, FDA registered, GMP lab, approved in Japan, "
        "own cells so it is safe, listed on ClinicalTrials.gov"
    )
    assert len(required(assistant.library, text)) == MOST


def test_evidence_alone_can_owe_one(assistant: Assistant) -> None:
    answer = assistant.ask(Question("What did the bemdaneprocel trial find?"))
    assert "dopamine-neurons-vs-brain-drip" in answer.distinctions


def test_a_document_on_many_things_owes_nothing_on_the_others(assistant: Assistant) -> None:
    assert "fda-registered-vs-approved" not in assistant.ask(Question("Is PRP a stem cell treatment?")).distinctions


def test_every_distinction_can_be_rendered(assistant: Assistant) -> None:
    for distinction in assistant.library.contents.distinctions.values():
        phrases = distinction.triggers.phrases
        if phrases:
            drawn = [item.id for item in required(assistant.library, f"They say {phrases[0]}.")]
            narrower = [
                item.id
                for item in assistant.library.contents.distinctions.values()
                if item.narrower_than == distinction.id
            ]
            assert distinction.id in drawn or set(narrower) & set(drawn) or len(drawn) == MOST
