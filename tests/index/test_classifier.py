"""The classifier: probabilities, the same every time, and the same after it was saved."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.classifier import Classifier, train
from index.embeddings import Vectors


def clouds(labels: list[str], each: int = 20, dimension: int = 16) -> tuple[Vectors, list[str]]:
    """Unit vectors around one direction for each label."""
    random = np.random.default_rng(3)
    rows, names = [], []
    for label in labels:
        centre = random.normal(size=dimension)
        for _ in range(each):
            row = centre + 0.2 * random.normal(size=dimension)
            rows.append(row / np.linalg.norm(row))
            names.append(label)
    return np.array(rows, np.float32), names


LABELS = [pytest.param(["no", "yes"], id="two"), pytest.param(["a", "b", "c", "d"], id="four")]


@pytest.mark.parametrize("labels", LABELS)
def test_probabilities_sum_to_one_and_the_right_label_wins(labels: list[str]) -> None:
    vectors, names = clouds(labels)
    classifier = train(vectors, names)
    assert classifier.labels == tuple(labels)
    for vector, name in zip(vectors, names, strict=True):
        shares = classifier.probabilities(vector[None])
        assert sum(shares.values()) == pytest.approx(1.0, abs=1e-5)
        assert max(shares, key=lambda label: shares[label]) == name
        assert all(0 <= share <= 1 for share in shares.values())


@pytest.mark.parametrize("labels", LABELS)
def test_probabilities_are_those_of_the_fitted_model(labels: list[str]) -> None:
    from sklearn.linear_model import LogisticRegression

    vectors, names = clouds(labels)
    vectors, names = vectors[15:], names[15:]  # one label is rarer than the others
    model = LogisticRegression(C=30.0, class_weight="balanced", max_iter=1000, tol=1e-3).fit(vectors, names)
    classifier = train(vectors, names)
    for vector in vectors[::7]:
        expected = dict(zip(model.classes_, model.predict_proba(vector[None])[0], strict=True))
        assert classifier.probabilities(vector[None]) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("labels", LABELS)
def test_the_same_input_gives_the_same_weights(labels: list[str]) -> None:
    vectors, names = clouds(labels)
    assert np.array_equal(train(vectors, names).weights, train(vectors, names).weights)


@pytest.mark.parametrize("labels", LABELS)
def test_saved_and_loaded_it_is_the_same(labels: list[str], tmp_path: Path) -> None:
    vectors, names = clouds(labels)
    classifier = train(vectors, names)
    classifier.save(tmp_path / "one.npz")
    loaded = Classifier.load(tmp_path / "one.npz")
    assert loaded.labels == classifier.labels
    assert np.array_equal(loaded.weights, classifier.weights) and loaded.weights.dtype == np.float32
    assert loaded.probabilities(vectors[:1]) == classifier.probabilities(vectors[:1])
    loaded.save(tmp_path / "two.npz")
    assert (tmp_path / "two.npz").read_bytes() == (tmp_path / "one.npz").read_bytes()


def test_large_weights_do_not_overflow() -> None:
    classifier = Classifier(("a", "b"), np.array([[1e4, 0], [-1e4, 0]], np.float32))
    assert classifier.probabilities(np.array([[1.0]], np.float32)) == {"a": 1.0, "b": 0.0}


def test_a_file_that_would_run_code_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.npz"
    np.savez(file, labels=np.array(["a", None], dtype=object), weights=np.zeros((2, 2)))
    with pytest.raises(ValueError, match="allow_pickle"):
        Classifier.load(file)
