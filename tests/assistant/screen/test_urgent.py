from __future__ import annotations

import pytest

from assistant.screen.text import clean
from assistant.screen.urgent import urgent

URGENT = ("emergency", "crisis")


def recall(items: list[dict[str, str]]) -> float:
    wanted = [item for item in items if item["label"] in URGENT]
    return sum(urgent(clean(item["text"])) is not None for item in wanted) / len(wanted)


def false_alarms(items: list[dict[str, str]]) -> float:
    honest = [item for item in items if item["label"] not in URGENT]
    return sum(urgent(clean(item["text"])) is not None for item in honest) / len(honest)


def test_recall_and_false_alarms_on_the_half_the_rules_were_written_from(
    routing: dict[str, list[dict[str, str]]],
) -> None:
    # Most examples are oblique ones, for the classifier: the rules are one of two nets, and the gate measures both.
    assert recall(routing["dev"]) >= 0.45
    assert false_alarms(routing["dev"]) <= 0.02


def test_held_out_half_keeps_its_measured_recall_and_few_false_alarms(
    routing: dict[str, list[dict[str, str]]],
) -> None:
    assert recall(routing["held_out"]) >= 0.42
    assert false_alarms(routing["held_out"]) <= 0.02


def test_own_urgent_messages_fire(cases: dict[str, list[str]]) -> None:
    messages = cases["emergency"] + cases["crisis"]
    assert len(messages) >= 150
    assert sum(urgent(clean(message)) is not None for message in messages) / len(messages) >= 0.96


def test_crisis_is_named_a_crisis(cases: dict[str, list[str]]) -> None:
    found = [urgent(clean(message)) for message in cases["crisis"]]
    assert sum(one is not None and one.kind == "crisis" for one in found) / len(found) >= 0.96


def test_honest_lookalikes_pass(cases: dict[str, list[str]]) -> None:
    messages = cases["honest"]
    assert len(messages) >= 240
    fired = [message for message in messages if urgent(clean(message))]
    assert len(fired) / len(messages) <= 0.02, fired


@pytest.mark.parametrize(
    "message",
    [
        "cant breathe since the drip",
        "she collapsed and won't wake up",
        "my left arm went numb ten minutes ago and my face is drooping",
        "lost my sight in one eye this morning after the injection",
        "throat closing, hives, just had exosomes",
        "he is having a seizure right now",
        "day 6 after the transplant, temperature 39.2 and shivering",
        "blood won't stop pouring from the puncture",
        "can't feel between my legs and I wet myself today",
        "they took our passports and won't let us leave",
        "a man at the clinic is threatening to hurt me",
        "сильная боль в груди, не могу дышать",
    ],
)
def test_danger_now_is_an_emergency(message: str) -> None:
    found = urgent(message)
    assert found is not None and found.kind == "emergency"


@pytest.mark.parametrize(
    "message",
    [
        "I want to die",
        "he says he will kill himself tonight",
        "how much insulin would it take to never wake up",
        "I have taken all my tablets",
        "nobody would care if I was gone",
        "I can't keep myself safe",
        "my friend left a suicide note and I can't reach her",
        "I took 40 paracetamol and now my chest hurts and I can't breathe",
    ],
)
def test_a_crisis_wins_over_everything_even_with_danger_present(message: str) -> None:
    found = urgent(message)
    assert found is not None and found.kind == "crisis"


@pytest.mark.parametrize(
    "message",
    [
        "How do CAR-T cells kill the cancer cells?",
        "What is a suicide gene?",
        "I'm dying to know the results",
        "what is cell death",
        "that price is to die for",
        "I want to end my treatment early and leave the trial",
        "our dog was put to sleep, can pets have stem cells?",
        "Is there an assisted dying law in Spain, and does it mention trials?",
        "Can an infusion cause chest pain?",
        "She had a stroke in 2017 and wants to join a study",
        "no chest pain, no fever, just curious how PRP is made",
        "What should we watch out for after CAR-T: fever, confusion?",
        "The clinic threatened to sue me over a review",
    ],
)
def test_a_lookalike_is_not_urgent(message: str) -> None:
    assert urgent(message) is None


def test_what_was_found_is_named() -> None:
    found = urgent("Hello. I can't breathe.")
    assert found is not None
    assert (found.kind, found.rule) == ("emergency", "breathing")
    assert found.matched in "i cant breathe"


def test_look_alike_letters_and_invisible_characters_do_not_hide_a_cry() -> None:
    assert urgent(clean("I w\u200bant to d\u0456e")) is not None
