"""Numbers in words and in digits are read alike by whoever reads figures."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.claims.figures import figures_in
from assistant.number_words import NUMBER, SMALL, TENS, VALUES, number
from assistant.writing.verify.reading import read


@pytest.mark.parametrize(
    ("written", "value"),
    [("0", 0), ("1,082", 1082), ("12.5", 12.5), ("Seven", 7), ("nineteen", 19), ("Twenty-one", 21), ("fifty one", 51)],
)
def test_a_number_has_its_value(written: str, value: float) -> None:
    assert number(written) == value


@pytest.mark.parametrize("written", ["", "many", "twenty-eleven", "one-twenty", "1.2.3", "٣", "-"])
def test_what_is_no_number_has_none(written: str) -> None:
    assert number(written) is None


@given(st.integers(min_value=1, max_value=99))
def test_every_number_in_words_is_read_whole_by_both_readers(value: int) -> None:
    tens = {count: word for word, count in TENS.items()}
    word = SMALL[value] if value < 20 else tens[value - value % 10] + (f"-{SMALL[value % 10]}" if value % 10 else "")
    assert number(word) == value
    assert re.fullmatch(NUMBER, word) is not None
    claimed = [figure.value for figure in figures_in(f"It was tested in {word} people.")]
    assert claimed == [(float(value),)]
    assert [token.value for token in read(f"It was tested in {word} people.").tokens if token.value is not None] == [
        value
    ]


def test_no_word_stands_for_two_numbers() -> None:
    assert len(VALUES) == len(SMALL) + len(TENS) == len(set(VALUES.values()))
