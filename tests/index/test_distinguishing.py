"""What is learnt from examples of the distinctions: near one it is likely, away from all of them none is."""

from __future__ import annotations

import numpy as np
import pytest

from index.distinguishing import FEWEST_LABELS, NONE, THRESHOLDS, distinguishing, likely_of_each
from index.embeddings import Vectors

EACH = 10
WIDTH = 48


def messages(distinctions: int) -> tuple[Vectors, list[str]]:
    """Unit vectors around one direction for each distinction, and around one for messages that owe none."""
    random = np.random.default_rng(7)
    labels = [f"distinction-{number}" for number in range(distinctions)] + [NONE]
    centres = np.eye(WIDTH, dtype=np.float32)[: len(labels)]
    rows = np.repeat(centres, EACH, axis=0) + random.normal(0, 0.09, (len(labels) * EACH, WIDTH))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), [label for label in labels for _ in range(EACH)]


def test_what_is_near_its_examples_is_likely_and_a_look_alike_is_not() -> None:
    vectors, labels = messages(FEWEST_LABELS)
    learnt = distinguishing(vectors, labels)
    assert learnt is not None
    found = likely_of_each(learnt.classifier, np.eye(WIDTH, dtype=np.float32)[: FEWEST_LABELS + 1])
    assert [next(iter(one)) for one in found[:-1]] == [f"distinction-{number}" for number in range(FEWEST_LABELS)]
    assert found[-1] == {}
    assert learnt.report["owed_and_drawn"] == learnt.report["owed"] > 0


def test_two_at_most_are_likely_and_the_likeliest_comes_first() -> None:
    vectors, labels = messages(FEWEST_LABELS)
    learnt = distinguishing(vectors, labels)
    assert learnt is not None
    between = np.zeros((1, WIDTH), np.float32)
    between[0, :3] = (0.75, 0.6, 0.3)
    (found,) = likely_of_each(learnt.classifier, between)
    assert list(found) == ["distinction-0", "distinction-1"]
    assert found["distinction-0"] >= found["distinction-1"] >= THRESHOLDS["second"]


def test_the_same_examples_give_the_same_weights() -> None:
    first, second = (distinguishing(*messages(FEWEST_LABELS)) for _ in range(2))
    assert first is not None and second is not None
    assert np.array_equal(first.classifier.weights, second.classifier.weights) and first.report == second.report


@pytest.mark.parametrize("kept", ["few distinctions", "no look-alikes"])
def test_nothing_is_learnt_from_too_little(kept: str) -> None:
    if kept == "few distinctions":
        vectors, labels = messages(FEWEST_LABELS - 1)
    else:
        vectors, labels = messages(FEWEST_LABELS)
        vectors, labels = vectors[:-EACH], labels[:-EACH]
    assert distinguishing(vectors, labels) is None
