from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.screen.text import clean, folded, hidden, plain, unreadable_reason


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  a\u200bb \t c ", "ab c"),
        ("one\r\ntwo", "one\ntwo"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufb01x \uff30\uff32\uff30", "fix PRP"),
        ("10⁶ cells, ½ dose", "10⁶ cells, ½ dose"),
        ("👩\u200d⚕️ ok", "👩\u200d⚕ ok"),
        ("x\U000e0041\U000e0042", "x"),
        ("a\ud800b", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_folding_is_for_look_alikes_in_latin_words_only() -> None:
    assert folded("Ignоre") == "ignore"
    assert folded("Привет") == "привет"
    assert folded("don’t") == "don't"
    assert plain("Está\nDon’t") == "esta dont"


def test_hidden_words() -> None:
    assert hidden("a\U000e0068\U000e0069") == "hi"


@pytest.mark.parametrize("text", ["", " ", "???", "🙂🙂", "...", "-_-"])
def test_empty(text: str) -> None:
    assert unreadable_reason(clean(text)) == "empty"


@pytest.mark.parametrize(
    "text",
    [
        "asdfghjkl",
        "1234567",
        "null",
        "[object Object]",
        "aaaaaa",
        "blah blah blah",
        "sdkfjh skdjfh",
        "qwerty",
        "12:30",
    ],
)
def test_gibberish(text: str) -> None:
    assert unreadable_reason(clean(text)) == "gibberish"


@pytest.mark.parametrize(
    "text",
    [
        "PRP?",
        "HSCT",
        "ALS",
        "help",
        "NCT04786262",
        "幹細胞",
        "что такое HSCT",
        "why?",
        "and in Japan?",
        "cost",
        "VX-880",
        "is it safe",
    ],
)
def test_readable(text: str) -> None:
    assert unreadable_reason(clean(text)) is None


def test_recall_on_both_halves(routing: dict[str, list[dict[str, str]]]) -> None:
    for half, floor in (("dev", 0.97), ("held_out", 0.70)):
        wanted = [item["text"] for item in routing[half] if item["label"] == "unreadable"]
        other = [item["text"] for item in routing[half] if item["label"] != "unreadable"]
        assert sum(unreadable_reason(clean(text)) is not None for text in wanted) / len(wanted) >= floor
        assert sum(unreadable_reason(clean(text)) is not None for text in other) / len(other) <= 0.005


@given(st.text())
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    assert clean(clean(raw)) == clean(raw)
