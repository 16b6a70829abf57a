"""Calibration: an honest split, thresholds for what was seen often enough, the same every time."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from index.calibration import DEFAULTS, HIGHEST, LEAST_FOR_URGENT, calibrated, validation_rows
from index.classifier import Classifier
from index.embeddings import Vectors

LABELS = ["answer", "out-of-scope", "emergency"]


def clouds(each: int, spread: float = 0.8) -> tuple[Vectors, list[str]]:
    """Unit vectors around one direction for each label, wide enough to overlap."""
    random = np.random.default_rng(7)
    rows, names = [], []
    for label in LABELS:
        centre = random.normal(size=24)
        for _ in range(each):
            row = centre + spread * random.normal(size=24)
            rows.append(row / np.linalg.norm(row))
            names.append(label)
    return np.array(rows, np.float32), names


def test_what_is_nearly_the_same_stays_on_one_side() -> None:
    vectors, names = clouds(60)
    twice, labels = np.vstack([vectors, vectors]), names + names
    held_out = validation_rows(twice, labels)
    assert np.array_equal(held_out[: len(names)], held_out[len(names) :])
    assert 0.1 < held_out.mean() <= 0.2


def test_thresholds_and_figures_come_with_the_classifier(tmp_path: Path) -> None:
    vectors, names = clouds(80)
    found = calibrated(vectors, vectors, names)
    assert found.classifier.thresholds.keys() == DEFAULTS.keys()
    assert all(LEAST_FOR_URGENT <= value <= HIGHEST for value in found.classifier.thresholds.values())
    report = found.report
    assert np.array(report["confusion"]).sum() == report["validation"] > 0
    assert report["each"]["answer"]["recall"] > 0.5 and report["calibration_error"] < 0.3
    found.classifier.save(tmp_path / "one.npz")
    loaded = Classifier.load(tmp_path / "one.npz")
    assert loaded.thresholds == found.classifier.thresholds and loaded.temperature == found.classifier.temperature


def test_the_same_examples_give_the_same_thresholds() -> None:
    vectors, names = clouds(40)
    assert calibrated(vectors, vectors, names).report == calibrated(vectors, vectors, names).report


def test_too_few_examples_leave_the_defaults() -> None:
    vectors, names = clouds(3)
    assert dict(calibrated(vectors, vectors, names).classifier.thresholds) == dict(DEFAULTS)
