"""The reading grade: plain text is low, official text is high, and numbers do not flatter."""

from __future__ import annotations

import pytest

from corpus.reading_grade import reading_grade


def test_short_words_in_short_sentences_read_easily() -> None:
    assert reading_grade("The trial was small. Ten people took part. Most felt better.") < 4


def test_one_long_sentence_of_long_words_does_not() -> None:
    assert reading_grade("Regulatory authorities subsequently recommended additional confirmatory investigation.") > 14


def test_a_decimal_point_ends_no_sentence() -> None:
    with_points = "Pain fell from 37.0 to 12.5 and function rose from 14.9 to 60.9 in the group that had the operation."
    without = "Pain fell from 37 to 12 and function rose from 14 to 60 in the group that had the operation."
    assert reading_grade(with_points) == pytest.approx(reading_grade(without), abs=0.6)


def test_the_points_of_an_abbreviation_end_no_sentence() -> None:
    assert reading_grade("The U.S. agency said no to the sale of it.") == reading_grade(
        "The US agency said no to the sale of it."
    )


def test_a_text_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="write a sentence"):
        reading_grade("12 (34) …")
