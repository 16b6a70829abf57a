"""A pasted text becomes the claims that it makes, and nothing else of it."""

from __future__ import annotations

import pytest

from assistant.claims.splitting import claims_in, sentences_of


def words(text: str) -> list[str]:
    return [claim.words for claim in claims_in(text)]


def test_the_claims_of_a_quotation_are_its_sentences() -> None:
    text = 'My clinic wrote: "Cells are your own so there is no risk. It works for all." Is this true?'
    assert words(text) == ["Cells are your own so there is no risk.", "It works for all."]


def test_two_words_that_promise_are_a_claim() -> None:
    text = "Our stem cells repair any joint. No side effects. FDA registered. New website."
    assert words(text) == ["Our stem cells repair any joint.", "No side effects.", "FDA registered."]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Now that MS has been cured with cells, which hospital started it?", "MS has been cured with cells"),
        ("Since the FDA approved PRP for knees in 2023, how do I get it?", "the FDA approved PRP for knees in 2023"),
        ("Why did the FDA approve exosomes for hair loss?", "the FDA approve exosomes for hair loss"),
        ("Cord blood cures leukaemia, so why does nobody say so?", "Cord blood cures leukaemia"),
        ("They told me that the lab is FDA registered, right?", "the lab is FDA registered"),
        ("Saw on Facebook that stem cells cure diabetes", "stem cells cure diabetes"),
        ("HEADLINE: Blind see again after fat cell jab", "Blind see again after fat cell jab"),
    ],
)
def test_a_premise_is_a_claim_without_its_question(text: str, claimed: str) -> None:
    assert words(text) == [claimed]


def test_a_compound_sentence_is_split_where_it_makes_another_point() -> None:
    first, second = claims_in("The product is approved in Japan and cures arthritis.")
    assert first.words == "The product is approved in Japan"
    assert second.words == "… cures arthritis."
    assert second.asserted == "The product cures arthritis."


def test_a_list_of_diseases_is_one_claim() -> None:
    text = "Our cells help many people.\nWe treat:\n- Arthritis\n- Multiple sclerosis\n- Autism\n- Diabetes"
    assert words(text) == ["Our cells help many people.", "We treat: Arthritis; Multiple sclerosis; Autism; Diabetes"]


def test_the_rows_of_a_table_are_one_claim() -> None:
    text = "These are our results.\n| Disease | Improved |\n|---|---|\n| Knees | 85% |\n| COPD | 90% |\n| MS | 70% |"
    assert words(text)[-1] == "Disease, Improved: Knees, 85%; COPD, 90%; MS, 70%"


@pytest.mark.parametrize(
    "line",
    [
        "Understanding Stem Cells",
        "By Jane Doe, Health Writer",
        "Home | About | Contact",
        "Book now and call our friendly team today.",
        "+1 555 010 0100",
        "#stemcells #hope",
        "https://example.org/page",
        "This article is for informational purposes only.",
        "Patients should always speak to their doctor first.",
        "Would you like to know more?",
    ],
)
def test_what_asserts_nothing_is_no_claim(line: str) -> None:
    text = f"Stem cells cure arthritis.\n{line}\nExosomes regrow hair."
    assert words(text) == ["Stem cells cure arthritis.", "Exosomes regrow hair."]


@pytest.mark.parametrize(
    "around",
    [
        "Check this for me please, it came by email:\n\n{}",
        "My uncle shared this post:\n{}\nIs any of it true??",
        "saw this thread, what do you make of it\n\n{}\n\nThanks!",
        "Check this press release: {}",
    ],
)
def test_the_patients_own_words_around_a_paste_are_no_claims(around: str) -> None:
    text = around.format("Stem cells cure arthritis. They have no side effects.")
    assert words(text) == ["Stem cells cure arthritis.", "They have no side effects."]


@pytest.mark.parametrize(
    "claim",
    ["A mouse study showed that stem cells rebuild the lung.", "The cells gave far better recovery than placebo."],
)
def test_a_claim_is_not_taken_for_an_introduction(claim: str) -> None:
    assert words(f"Please check what this blog says. {claim} Exosomes regrow hair.")[0] == claim


def test_an_offer_is_kept_beside_what_it_sells() -> None:
    assert words("Exosomes regrow hair. Only 5 places left this month!")[-1] == "Only 5 places left this month!"


def test_no_text_is_answered_with_silence() -> None:
    assert words("!!!") == ["!!!"]


def test_an_abbreviation_ends_no_sentence() -> None:
    assert sentences_of("The U.S. Food and Drug Administration (FDA) approved it. Dr. Smith agreed.") == [
        "The U.S. Food and Drug Administration (FDA) approved it.",
        "Dr. Smith agreed.",
    ]
