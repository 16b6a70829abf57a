"""Ways past the checker that once stood open: each stays shut, and what is equal stays equal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.writing.types import Line, Offered
from assistant.writing.verify import Checker, Knowledge
from assistant.writing.verify.durations import same_length
from assistant.writing.verify.plainer import plainer
from corpus.promises import amounts

ALPHA = Offered(
    "s/alpha",
    "In the Alphacel trial for stroke, 12 people were given the single full dose. At day 365, 10 of the 12 (83%) walked.",
)
BETA = Offered("s/beta", "Betacel was approved by the regulator in June 2023. It was the first cell therapy for burns.")
MOUSE = Offered("s/mouse", "Alphacel patches stayed in place in mice for 12 months, a 2025 report says.")
HEDGED = Offered("s/hedged", "Alphacel gets more contact with the agency. It may also get faster review and a grant.")


@pytest.fixture(scope="module")
def products() -> Checker:
    """A checker that knows two products and finds everything near."""
    kinds = {"alphacel": "product", "betacel": "product"}
    return Checker(
        Knowledge(
            named=lambda text: {},
            subjects=lambda text: frozenset(),
            kinds=lambda text: {stem: kind for stem, kind in kinds.items() if stem in text.casefold()},
            nearness=lambda text, others: 1.0,
        )
    )


def names(checker: Checker, text: str, *offered: Offered) -> set[str]:
    verdict = checker.check(Line(text, tuple(one.id for one in offered)), offered)
    return {failure.name for failure in verdict.failures}


@pytest.mark.parametrize(
    ("name", "text", "offered"),
    [
        ("said-of-another", "Alphacel was approved by the regulator in June 2023.", (ALPHA, BETA)),
        ("advice", "Take Alphacel for stroke and be like the people in the trial.", (ALPHA,)),
        ("mark-up-or-link", "The Alphacel trial for stroke was at alphacel.it for people.", (ALPHA,)),
        ("mark-up-or-link", "The Alphacel trial for stroke was at alphacel.co.in for people.", (ALPHA,)),
        ("dose", "In the Alphacel trial for stroke 12 people were given a dose twice a day.", (ALPHA,)),
        ("dose", "In the Alphacel trial for stroke people were given 12 mg of it.", (ALPHA,)),
        (
            "number-of-something-else",
            "At day 365 in the Alphacel trial for stroke, 12 of the 10 people walked.",
            (ALPHA,),
        ),
        ("population", "Alphacel patches stayed in place for 12 months, a 2025 report says.", (MOUSE,)),
        ("hedge-dropped", "Alphacel gets a grant, faster review and more contact with the agency.", (HEDGED,)),
        ("word-not-there", "Alphacel was given again in the trial for stroke to 12 people.", (ALPHA,)),
    ],
)
def test_a_hole_stays_shut(name: str, text: str, offered: tuple[Offered, ...], products: Checker) -> None:
    assert name in names(products, text, *offered)


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("In the Alphacel trial for stroke, 10 of 12 people (83%) walked at day 365.", (ALPHA,)),
        ("Betacel got approval from the regulator in June 2023 as the first cell therapy for burns.", (BETA,)),
        ("A 2025 report says Alphacel patches remained in place in mice for one year.", (MOUSE,)),
    ],
)
def test_what_says_the_same_passes(text: str, offered: tuple[Offered, ...], products: Checker) -> None:
    assert names(products, text, *offered) == set()


def test_equal_lengths_of_time_are_written_alike_and_others_are_not() -> None:
    assert same_length(1, "year") == same_length(12, "month") == same_length(52, "week")
    assert same_length(2, "week") == same_length(14, "day")
    assert same_length(30, "day") != same_length(1, "month")
    assert same_length(12, "week") != same_length(12, "month")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("More than half of people (52%) had it.", "52% of people had it."),
        ("More than half of people (32%) had it.", "More than half of people (32%) had it."),
        ("About two-thirds of them", "About 66.7% of them"),
        ("It cost US$5,000.", "It cost 5,000 US dollars."),
        ("by month three", "by three months"),
        ("on May 12, 2024", "on May 12, 2024"),
        ("no more than slight disability", "at most slight disability"),
    ],
)
def test_figures_are_only_rewritten_into_equal_ones(text: str, plain: str) -> None:
    assert plainer(text) == plain


@given(st.text(max_size=120))
@settings(max_examples=200, deadline=None)
def test_the_plainer_way_is_found_for_any_text_and_holds_no_new_digits_but_equal_ones(text: str) -> None:
    assert plainer(plainer(text)) == plainer(plainer(plainer(text)))


@given(
    st.sampled_from(["5 mg", "2 million cells", "20 ml", "half a gram", "3 times a day", "1.5 million cells per kg"])
)
def test_no_amount_leaves_in_whatever_words_of_the_statements(amount: str) -> None:
    checker = Checker(Knowledge(lambda text: {}, lambda text: frozenset(), lambda text: {}, lambda text, others: 1.0))
    statement = Offered("s/dose", f"In the Alphacel trial for stroke people were given {amount} by the doctors.")
    assert amounts(amount)
    assert "dose" in names(checker, statement.text, statement)


def test_a_count_of_people_or_of_stored_units_is_no_amount() -> None:
    for text in (
        "12 people were given one dose.",
        "The bank holds 800,000 units.",
        "30 million people",
        "17 injections",
    ):
        assert amounts(text) == []
