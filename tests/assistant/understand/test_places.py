"""Which place a question names."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.understand.places import certain
from assistant.understand.unknown import countries


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("is it allowed in Japan", "japan"),
        ("what does the FDA say", "us"),
        ("Thai FDA registration", "thailand"),
        ("what does cofepris say", "mexico"),
        ("is PRP free on the NHS", "uk"),
        ("Tokyo clinic death", "japan"),
        ("TGA rules for my own fat", "australia"),
        ("hospital exemption in Spain", "spain"),
        ("an American doctor in Mexico", "mexico"),
    ],
)
def test_the_strongest_place_comes_first(assistant: Assistant, text: str, place: str) -> None:
    assert assistant.library.place_finder.named(text)[0].id == place


@pytest.mark.parametrize("text", ["my Mexican friend is ill", "us too, please", "it cost 9,000 dollars"])
def test_no_signpost_is_shown_for_a_weak_cue(assistant: Assistant, text: str) -> None:
    assert certain(assistant.library.place_finder.named(text)) is None


def test_a_country_without_statements_is_noticed() -> None:
    assert countries("What are Peru's rules, and those of New Zealand?") == ("Peru", "New Zealand")
    assert countries("What is a stem cell?") == ()
