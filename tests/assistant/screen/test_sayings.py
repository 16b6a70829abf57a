"""Words of danger that tell of none are left out, and what stands beside them is still heard."""

from __future__ import annotations

import pytest

from assistant.screen.sayings import without_sayings
from assistant.screen.text import plain
from assistant.screen.urgent import urgent


@pytest.mark.parametrize(
    "message",
    [
        "these adverts will be the death of me. is there a law?",
        "I nearly fainted at the price. What does Zynteglo cost?",
        "I'm choking on all these abbreviations, what is an ATMP",
        "My uncle took his own life after a failed treatment. What do regulators do?",
        "Years ago I wanted to die because of my skin, today I'm fine. What is Zevaskyn?",
        "I used to self harm as a student. Can scars get cultured skin?",
        "How do trials deal with participants who become suicidal?",
        '"I\'d rather be dead than disabled" said a man in the article. What do others say?',
        "My grandmother is dying. She asks whether cord blood should be kept.",
        "This is my last question for today: what is RMAT?",
    ],
)
def test_a_saying_a_loss_or_a_report_is_no_danger(message: str) -> None:
    assert "…" in without_sayings(plain(message))
    assert urgent(message) is None


@pytest.mark.parametrize(
    "message",
    [
        "My uncle took his own life. I want to die too",
        "years ago I was suicidal and now the thoughts are back again, I feel suicidal",
        "I fainted at the price, and now my chest hurts and I can't breathe",
        "my husband tried to kill himself last night",
        "my brother says he will end his life",
        "this knee is killing me so I will kill myself tonight",
    ],
)
def test_what_stands_beside_it_is_still_heard(message: str) -> None:
    assert urgent(message) is not None
