"""The words of a message as columns: the same everywhere, and telling apart what an embedding blurs."""

from __future__ import annotations

import numpy as np
import pytest

from index.wording import COLUMNS, LONGEST, features, wording


def test_a_row_a_text_of_length_one() -> None:
    rows = wording(["Which is best?", ""])
    assert rows.shape == (2, COLUMNS)
    assert float(np.linalg.norm(rows[0])) == pytest.approx(1.0)


def test_capitals_and_apostrophes_do_not_matter() -> None:
    first, second = wording(["What’s BEST?", "what's best?"])
    assert np.array_equal(first, second)


def test_the_order_of_words_matters() -> None:
    first, second = wording(["best studied clinic", "studied best clinic"])
    assert not np.array_equal(first, second)


def test_a_long_text_is_read_from_its_beginning() -> None:
    long = "cell " * LONGEST
    first, second = wording([long, long + " and the end"])
    assert np.array_equal(first, second)


def test_features_hold_the_embedding_first() -> None:
    vectors = np.eye(2, 3, dtype=np.float32)
    beside = features(vectors, ["one", "two"])
    assert np.array_equal(beside[:, :3], vectors) and beside.shape[1] > 3 + COLUMNS
