"""How sure the behaviour classifier has to be, chosen on messages that it was not trained on.

Four fifths of the examples train, one fifth validates; what is nearly the same message stays on one side, or the
validation would only ask whether the classifier can remember. A temperature makes the probabilities honest, a threshold
for each behaviour gives the precision that is wanted, and what was found is kept in the manifest of the release.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.classifier import Classifier, train
from index.embeddings import Vectors

SEED = 20261121
VALIDATION_SHARE = 0.2
ALIKE = 0.88
"""Cosine from which two messages are the same one in other words."""
FEWEST = 12
"""Validation messages of a behaviour below which its threshold is not chosen but taken from `DEFAULTS`."""
WANTED_PRECISION: Mapping[str, float] = {
    "refuse-injection": 0.88,
    "unreadable": 0.9,
    "claim-check": 0.85,
    "out-of-scope": 0.85,
}
"""Of what is routed by the classifier alone."""
BALANCED = ("decline-clinic-ranking", "decline-personal-advice")
"""Behaviours with the threshold of the best F1: what is missed and what is wrongly declined weigh the same."""
FALSE_ALARMS = 0.02
"""The share of honest messages that may be called urgent. Recall first: of the thresholds that keep it, the lowest."""
DEFAULTS: Mapping[str, float] = {
    "refuse-injection": 0.8,
    "unreadable": 0.9,
    "claim-check": 0.5,
    "decline-clinic-ranking": 0.5,
    "decline-personal-advice": 0.5,
    "out-of-scope": 0.5,
    "urgent": 0.5,
}
LOWEST, HIGHEST = 0.35, 0.9
"""Between which a threshold is chosen: a fifth of the examples is too few to go to the ends."""
LEAST_FOR_DECLINES = 0.5
"""Below it the F1 of a fifth of the examples is flat, and honest questions with a "my" in them are declined."""
LEAST_FOR_URGENT, MOST_FOR_URGENT = 0.3, 0.5
"""A danger that is missed costs more than an honest question that gets a phone number beside no answer."""
URGENT = frozenset({"emergency", "crisis"})
AIMS = (
    dict(WANTED_PRECISION),
    BALANCED,
    FALSE_ALARMS,
    LOWEST,
    HIGHEST,
    LEAST_FOR_DECLINES,
    LEAST_FOR_URGENT,
    MOST_FOR_URGENT,
)
"""All that thresholds are chosen by: a release made with others is another release."""


@dataclass(frozen=True, slots=True, eq=False)
class Calibrated:
    """The classifier fitted to all examples, with temperature and thresholds; and what validation found."""

    classifier: Classifier
    report: dict[str, Any]


def calibrated(features: Vectors, embeddings: Vectors, labels: Sequence[str]) -> Calibrated:
    """Trains on a part, validates on the rest, then fits all of it. The same input gives the same result.

    `features` are what the classifier reads, `embeddings` (unit vectors, same rows) say which messages are alike.
    """
    names = np.array(labels)
    held_out = validation_rows(embeddings, labels)
    final = train(features, labels)
    if not held_out.any() or len(set(names[~held_out])) < len(set(labels)):
        return Calibrated(replace(final, thresholds=dict(DEFAULTS)), {"validation": 0, "seed": SEED})
    fitted = train(features[~held_out], list(names[~held_out]))
    temperature = _temperature(fitted, features[held_out], names[held_out])
    fitted = replace(fitted, temperature=temperature)
    shares = fitted.shares(features[held_out])
    thresholds = _thresholds(fitted.labels, shares, names[held_out])
    report = _report(fitted.labels, shares, names[held_out], thresholds)
    report |= {"trained_on": int((~held_out).sum()), "temperature": round(temperature, 3), "seed": SEED}
    return Calibrated(replace(final, temperature=temperature, thresholds=thresholds), report)


def validation_rows(embeddings: Vectors, labels: Sequence[str]) -> NDArray[np.bool_]:
    """Which rows validate: about a fifth of each label, never one that is nearly a training row."""
    groups = _alike(embeddings)
    order = np.random.default_rng(SEED).permutation(groups.max() + 1)
    rank = order[groups]
    chosen: NDArray[np.bool_] = np.zeros(len(groups), dtype=bool)
    wanted = {label: round(count * VALIDATION_SHARE) for label, count in Counter(labels).items()}
    taken: Counter[str] = Counter()
    for group in np.argsort(order):
        rows = np.flatnonzero(rank == order[group])
        members = Counter(labels[int(row)] for row in rows)
        if all(taken[label] + count <= wanted[label] for label, count in members.items()):
            chosen[rows] = True
            taken.update(members)
    return chosen


def _alike(embeddings: Vectors) -> NDArray[np.int64]:
    """A group number for each row; rows that are joined by near-duplicates share one."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    near = csr_matrix(embeddings @ embeddings.T >= ALIKE)
    _, groups = connected_components(near, directed=False)
    return np.asarray(groups, dtype=np.int64)


def _temperature(classifier: Classifier, features: Vectors, names: NDArray[np.str_]) -> float:
    """What logits are divided by so that the true labels are likeliest."""
    columns = np.array([classifier.labels.index(name) for name in names])
    logits = classifier.logits(features)

    def loss(temperature: float) -> float:
        scaled = logits / temperature
        scaled -= scaled.max(axis=1, keepdims=True)
        return float(np.mean(np.log(np.exp(scaled).sum(axis=1)) - scaled[np.arange(len(columns)), columns]))

    grid = np.round(np.geomspace(0.4, 4.0, 60), 4)
    return float(min(grid, key=loss))


def _thresholds(labels: tuple[str, ...], shares: NDArray[np.float32], names: NDArray[np.str_]) -> dict[str, float]:
    """The threshold of each behaviour, by its own aim: a precision, the best F1, or a bound on false alarms."""
    chosen = dict(DEFAULTS)
    best = np.array(labels)[shares.argmax(axis=1)]
    for name in (*WANTED_PRECISION, *BALANCED):
        right = names == name
        if name not in labels or right.sum() < FEWEST:
            continue
        sureness, counted = shares[:, labels.index(name)], best == name
        if name in BALANCED:
            chosen[name] = _best_f1(sureness, right)
        else:
            chosen[name] = _lowest(sureness[counted], right[counted], WANTED_PRECISION[name])
    columns = [labels.index(label) for label in labels if label in URGENT]
    honest = ~np.isin(names, list(URGENT))
    if columns and (~honest).sum() >= FEWEST and honest.any():
        chosen["urgent"] = _fewest_alarms(shares[honest][:, columns].sum(axis=1))
    return chosen


def _best_f1(sureness: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """The threshold of the highest F1; of several, the lowest."""

    def f1(threshold: float) -> float:
        passing = sureness >= threshold
        return 2 * float((passing & right).sum()) / max(1, int(passing.sum() + right.sum()))

    return round(float(max(np.arange(LEAST_FOR_DECLINES, HIGHEST + 0.001, 0.01), key=f1)), 2)


def _fewest_alarms(sureness: NDArray[np.float32]) -> float:
    """The lowest threshold that calls no more than the allowed share of honest messages urgent."""
    for threshold in np.arange(LEAST_FOR_URGENT, MOST_FOR_URGENT, 0.01):
        if (sureness >= threshold).mean() <= FALSE_ALARMS:
            return round(float(threshold), 2)
    return MOST_FOR_URGENT


def _lowest(sureness: NDArray[np.float32], right: NDArray[np.bool_], precision: float) -> float:
    """The lowest threshold from which the wanted share of what passes is right."""
    for threshold in np.arange(LOWEST, HIGHEST + 0.001, 0.01):
        passing = sureness >= threshold
        if passing.any() and right[passing].mean() >= precision:
            return round(float(threshold), 2)
    return HIGHEST


def _report(
    labels: tuple[str, ...], shares: NDArray[np.float32], names: NDArray[np.str_], thresholds: Mapping[str, float]
) -> dict[str, Any]:
    """Confusion matrix, precision and recall of each label at its likeliest, and how honest the probabilities are."""
    best = shares.argmax(axis=1)
    matrix: NDArray[np.int64] = np.zeros((len(labels), len(labels)), dtype=np.int64)
    for name, column in zip(names, best, strict=True):
        matrix[labels.index(name), column] += 1
    each = {
        label: {
            "examples": int(matrix[row].sum()),
            "precision": _share(int(matrix[row, row]), int(matrix[:, row].sum())),
            "recall": _share(int(matrix[row, row]), int(matrix[row].sum())),
        }
        for row, label in enumerate(labels)
    }
    right = np.array(labels)[best] == names
    return {
        "validation": len(names),
        "labels": list(labels),
        "confusion": matrix.tolist(),
        "each": each,
        "accuracy": round(float(right.mean()), 3),
        "calibration_error": _calibration_error(shares.max(axis=1), right),
        "thresholds": dict(thresholds),
    }


def _share(part: int, whole: int) -> float | None:
    return round(float(part / whole), 3) if whole else None


def _calibration_error(sureness: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """By how much sureness and being right differ, on average over ten steps of sureness."""
    step = np.minimum((sureness * 10).astype(int), 9)
    gaps = [
        (step == number).mean() * abs(float(sureness[step == number].mean()) - float(right[step == number].mean()))
        for number in range(10)
        if (step == number).any()
    ]
    return round(float(sum(gaps)), 3)
