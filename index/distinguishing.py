"""What learns from the examples of the distinctions which of them a message owes, for words that no trigger foresees.

One classifier over the embeddings: a label for each distinction, and one for messages that owe none. It stands beside
the triggers that editors write, never in their place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.calibration import Calibrated, validation_rows
from index.classifier import Classifier, train
from index.embeddings import Vectors

NONE = "-"
"""The label of a message that owes no distinction; no id looks like it."""
STRENGTH = 30.0
"""Chosen, like the thresholds, on examples that were held out."""
THRESHOLDS = {"first": 0.05, "second": 0.1}
"""From which probability the likeliest distinction counts, and the next one: most messages owe one."""
FEWEST_LABELS = 12
"""Distinctions with examples below which nothing is learnt: among few, a message on something else looks like one."""
CHOSEN_BY = (STRENGTH, dict(THRESHOLDS), FEWEST_LABELS)
"""What else than the examples the weights and their use depend on: with others it is another release."""


def distinguishing(embeddings: Vectors, labels: Sequence[str]) -> Calibrated | None:
    """The classifier fitted to all examples (unit vectors), and what a fifth of them, held out, found.

    None where too few distinctions have examples. The same input gives the same result.
    """
    counted = Counter(labels)
    if len(counted.keys() - {NONE}) < FEWEST_LABELS or not counted[NONE]:
        return None
    names = np.array(labels)
    held_out = validation_rows(embeddings, labels)
    fitted = train(embeddings[~held_out], list(names[~held_out]), STRENGTH, balanced=False)
    found = likely_of_each(replace(fitted, thresholds=THRESHOLDS), embeddings[held_out])
    owed = [name for name in names[held_out] if name != NONE]
    drawn = sum(name in likely for name, likely in zip(names[held_out], found, strict=True))
    quiet = sum(not likely for name, likely in zip(names[held_out], found, strict=True) if name == NONE)
    final = replace(train(embeddings, labels, STRENGTH, balanced=False), thresholds=THRESHOLDS)
    report = {
        "examples": len(names),
        "held_out": int(held_out.sum()),
        "owed": len(owed),
        "owed_and_drawn": int(drawn),
        "look_alikes": int(held_out.sum()) - len(owed),
        "look_alikes_that_draw_none": int(quiet),
    }
    return Calibrated(final, report)


def likely_of_each(classifier: Classifier, vectors: Vectors) -> list[dict[str, float]]:
    """For each of the vectors the distinctions that it likely owes, two at most, with their probabilities."""
    return [_likely(classifier.labels, row, classifier.thresholds) for row in classifier.shares(vectors)]


def _likely(labels: Sequence[str], shares: Vectors, thresholds: Mapping[str, float]) -> dict[str, float]:
    ranked = [at for at in np.argsort(-shares, kind="stable") if labels[at] != NONE][: len(thresholds)]
    least = (thresholds["first"], thresholds["second"])
    return {labels[at]: float(shares[at]) for at, wanted in zip(ranked, least, strict=True) if shares[at] >= wanted}
