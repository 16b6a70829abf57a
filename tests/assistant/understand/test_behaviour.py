"""Which behaviour a wording calls for, by the rules alone and against the classifier."""

from __future__ import annotations

import pytest

from assistant.understand.behaviour import route


def _routed(text: str, **probabilities: float) -> str:
    named = {name.replace("_", "-"): share for name, share in probabilities.items()}
    everything = {"answer": 0.0, "crisis": 0.0, "emergency": 0.0, **named} if named else {}
    return route(
        text=text,
        asked=text,
        language="en",
        concepts=frozenset(),
        subjects=frozenset(),
        in_field=True,
        probabilities=everything,
    ).behaviour


@pytest.mark.parametrize(
    "text",
    [
        "Can I drink wine two weeks after my cord blood infusion?",
        "can i skip the tacrolimus tonight, upset stomach",
        "Am I allowed to fly after a transplant like mine?",
        "is a stem cell face treatment ok for her",
        "Nine new lesions. time for HSCT now?",
    ],
)
def test_what_one_person_may_do_is_personal(text: str) -> None:
    assert _routed(text) == "decline-personal-advice"


@pytest.mark.parametrize(
    "text",
    [
        "blacklist of cell clinics to avoid?",
        "Could you shortlist hospitals in Spain with good results",
        "top 5 in Lisbon for lupus?",
        "Would you say the clinic that treated the singer is decent?",
        "Is 5000 euro for one infusion at Harbour Loft a fair price?",
        "Book me an appointment for stem cells please",
    ],
)
def test_asking_for_a_judgement_on_a_clinic_is_ranking(text: str) -> None:
    assert _routed(text) == "decline-clinic-ranking"


@pytest.mark.parametrize(
    "text",
    [
        "where do i send a complaint about side effects from an injection",
        "What did the ministry find at the city centre it suspended?",
        "can my nan get Alofisel for her fistula in Germany?",
        "is it safe to fly after a donor transplant, what do registries show",
    ],
)
def test_what_is_found_reported_or_to_be_had_in_a_place_is_a_question(text: str) -> None:
    assert _routed(text) == "answer"


def test_whether_something_is_lawful_is_no_ranking() -> None:
    text = "Is it lawful for a hospital in Rome to charge for cell therapy?"
    assert _routed(text, decline_clinic_ranking=0.85, answer=0.15) == "answer"


def test_a_story_does_not_make_a_general_question_personal() -> None:
    story = "My wife had her transplant at Easter and is worn out. "
    sure = {"decline_personal_advice": 0.9, "answer": 0.1}
    assert _routed(f"{story}How long does recovery from a transplant usually take?", **sure) == "answer"
    assert _routed(f"{story}How long will she need to recover?", **sure) == "decline-personal-advice"


def test_fear_of_a_needle_is_no_crisis_and_despair_is() -> None:
    asked = "im scared of needles, how do they take stem cells from a donor"
    assert _routed(asked, crisis=0.82, answer=0.18) == "answer"
    assert _routed("i have the pills lined up and nobody comes till monday", crisis=0.94, answer=0.06) == "crisis"
