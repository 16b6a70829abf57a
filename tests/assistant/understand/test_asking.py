"""What a message asks in the end, whatever story or advert stands before it."""

from __future__ import annotations

import pytest

from assistant.understand.asking import asking_sentence, asks_a_question, asks_in_general
from assistant.understand.claimlike import is_claim


@pytest.mark.parametrize(
    "text",
    [
        "anyone know if those cartilage jabs really made people ill",
        "kindly inform whether cord blood treatment has legal permission in Spain",
        "if a cell bank is licensed by the state does that mean the FDA approved its cells",
        "Sorry for my English: the clinic is registered, so it is also approved?",
        'Leaflet on our fridge says "tissue bank accredited". Does accredited mean approved?',
        "My uncle reads every headline. Do stem cell infusions help in heart failure?",
        "Is it true that Japan has a conditional approval for cell products?",
        "they say they got fast track so is it approved now",
        "name the cell products that the EU has licensed for the eye",
    ],
)
def test_a_message_that_asks_is_no_claim(text: str) -> None:
    assert asks_a_question(text)
    assert not is_claim(text, likely=True, of_the_field=True)


@pytest.mark.parametrize(
    "text",
    [
        '"Our exosomes are approved by the FDA and cure arthritis." Is this true?',
        "Since the FDA approved fat cells for hips in 2020, how do I get mine?",
        "They tell us the drip won at the FDA panel so approval came in 2023",
        "Advert: regrow your own cartilage in one visit",
    ],
)
def test_a_text_to_be_judged_stays_a_claim(text: str) -> None:
    assert is_claim(text, likely=True, of_the_field=True)


@pytest.mark.parametrize(
    "text",
    [
        "Newspaper: Italy approved cord cells for the knee in 2021. Did that happen?",
        "PRP was proven better than steroids in a study of 3,000 knees. Why won't my insurer pay",
        "A lady of 80 had both eyes repaired by her own fat. Lovely story, is it in your library?",
    ],
)
def test_what_leans_on_the_text_before_it_is_no_question_of_its_own(text: str) -> None:
    assert not asks_a_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "My dad has ALS and talks of nothing else. Did the cells work in trials?",
        "We're due in May and the leaflets pile up. What do obstetricians say on whether banking is worth it?",
        "Tell me what could go wrong for a person who donates marrow",
        "My sister laughs at me. Can my own cells grow a tumour?",
        "My aunt flies a lot. Is it known whether a drip can cause clots?",
    ],
)
def test_a_story_before_a_general_question_leaves_it_general(text: str) -> None:
    assert asks_in_general(text)


@pytest.mark.parametrize(
    "text",
    [
        "My dad has ALS. Would the cells work for him?",
        "I read that donors recover quickly. Is it safe?",
        "My wife has MS. Is a transplant worth it?",
        "I take warfarin. Is bone marrow aspiration OK with that?",
        "New lesions after two years. Too late?",
        "My knee is worn out and I am 71.",
    ],
)
def test_a_question_about_somebody_is_not_general(text: str) -> None:
    assert not asks_in_general(text)


def test_what_a_quotation_asks_is_not_what_the_message_asks() -> None:
    assert asking_sentence('"Do you want to walk again? Call our clinic now."') is None
