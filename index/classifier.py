"""A small classifier over the embeddings: multinomial logistic regression, trained when a release is built.

Its weights are part of the release, so the same release routes the same message the same way everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embeddings import Vectors


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """Labels with a weight row each; `probabilities` needs numpy alone."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    """labels x (dimension + 1); the last column is the intercept."""
    temperature: float = 1.0
    """What logits are divided by, so that a probability is how often it is right; see `index/calibration.py`."""
    thresholds: Mapping[str, float] = field(default_factory=dict)
    """From which probability a label counts, where one was chosen."""

    def probabilities(self, vector: Vectors) -> dict[str, float]:
        """The probability of each label for one unit vector (shape 1 x dimension); they sum to 1."""
        return {label: float(share) for label, share in zip(self.labels, self.shares(vector)[0], strict=True)}

    def shares(self, vectors: Vectors) -> NDArray[np.float32]:
        """The probabilities of many: vectors x labels."""
        logits = self.logits(vectors) / self.temperature
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(shares / shares.sum(axis=1, keepdims=True), np.float32)

    def logits(self, vectors: Vectors) -> NDArray[np.float32]:
        """Vectors x labels, before the temperature."""
        return np.asarray(vectors @ self.weights[:, :-1].T + self.weights[:, -1], np.float32)

    def save(self, file: Path) -> None:
        np.savez(
            file,
            labels=np.array(self.labels),
            weights=self.weights,
            temperature=np.array(self.temperature),
            threshold_names=np.array(list(self.thresholds), dtype=np.str_),
            thresholds=np.array(list(self.thresholds.values()), np.float64),
        )

    @classmethod
    def load(cls, file: Path) -> Classifier:
        with np.load(file, allow_pickle=False) as stored:
            labels = tuple(str(label) for label in stored["labels"])
            names = [str(name) for name in stored["threshold_names"]]
            return cls(
                labels,
                stored["weights"],
                float(stored["temperature"]),
                dict(zip(names, (float(value) for value in stored["thresholds"]), strict=True)),
            )


def train(vectors: Vectors, labels: Sequence[str], strength: float = 30.0, balanced: bool = True) -> Classifier:
    """A classifier fitted to unit vectors; the same input gives the same weights.

    `balanced` weighs every label the same, however many examples it has.

    The `strength` is scikit-learn's C: unit vectors have small coordinates, so little regularisation is right.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, class_weight="balanced" if balanced else None, max_iter=1000, tol=1e-3)
    model.fit(vectors, list(labels))
    weights = np.column_stack([model.coef_, model.intercept_]).astype(np.float32)
    if len(model.classes_) == 2:
        weights = np.vstack([-weights / 2, weights / 2])
    return Classifier(tuple(str(label) for label in model.classes_), weights)
