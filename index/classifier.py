"""A small classifier over the embeddings: multinomial logistic regression, trained when a release is built.

Its weights are part of the release, so the same release routes the same message the same way everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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

    def probabilities(self, vector: Vectors) -> dict[str, float]:
        """The probability of each label for one unit vector (shape 1 x dimension); they sum to 1."""
        logits = self.weights[:, :-1] @ vector[0] + self.weights[:, -1]
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        return {label: float(share) for label, share in zip(self.labels, shares, strict=True)}

    def save(self, file: Path) -> None:
        np.savez(file, labels=np.array(self.labels), weights=self.weights)

    @classmethod
    def load(cls, file: Path) -> Classifier:
        with np.load(file, allow_pickle=False) as stored:
            return cls(tuple(str(label) for label in stored["labels"]), stored["weights"])


def train(vectors: Vectors, labels: Sequence[str], strength: float = 30.0) -> Classifier:
    """A classifier fitted to unit vectors with class weights balanced; the same input gives the same weights.

    The `strength` is scikit-learn's C: unit vectors have small coordinates, so little regularisation is right.
    """
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000, tol=1e-3)
    model.fit(vectors, list(labels))
    weights = np.column_stack([model.coef_, model.intercept_]).astype(np.float32)
    if len(model.classes_) == 2:
        weights = np.vstack([-weights / 2, weights / 2])
    return Classifier(tuple(str(label) for label in model.classes_), weights)
