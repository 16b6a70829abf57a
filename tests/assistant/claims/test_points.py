"""What a sentence asserts or denies, as far as words can tell."""

from __future__ import annotations

import pytest

from assistant.claims.points import is_hedged, main_point, sells, stances


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Exosomes are approved by the FDA.", {"approval": 1}),
        ("The FDA has approved no exosome product.", {"approval": -1}),
        ("Its price had not been set when Japan approved it.", {"approval": 1}),
        ("It is 100% safe.", {"safety": 1}),
        ("There are no side effects.", {"safety": 1}),
        ("It can never form a tumour.", {"safety": 1}),
        ("Three people died.", {"safety": -1}),
        ("Stem cells cure arthritis.", {"benefit": 1}),
        ("It did no better than placebo.", {"benefit": -1}),
        ("They are not only safe but help.", {"safety": 1, "benefit": 1}),
        ("Stem cells can slow kidney failure.", {"benefit": 1}),
        ("Is it a proven treatment? No, say the authors.", {"benefit": -1}),
        ("The retina has ten layers.", {}),
    ],
)
def test_a_sentence_takes_a_stance(text: str, found: dict[str, int]) -> None:
    assert stances(text) == found


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("It cures all and there is no risk.", "safety"),
        ("It was approved and it works.", "benefit"),
        ("Licensed in Japan since 2014.", "approval"),
        ("A trial at a university.", "evidence"),
        ("The sky over the sea.", "other"),
    ],
)
def test_the_most_consequential_point_counts(text: str, point: str) -> None:
    assert main_point(text) == point


def test_a_sellers_sentence_is_known_and_a_regulators_is_not() -> None:
    assert sells("Our patented cells are yours from $5,000!")
    assert not sells("The US FDA approved MACI in December 2016.")


def test_a_maybe_is_a_maybe() -> None:
    assert is_hedged("Stem cells may one day help.") and not is_hedged("Stem cells help.")
