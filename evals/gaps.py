"""What patients ask that the corpus does not answer: kept questions in groups of one meaning, most frequent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from index.embeddings import Embedder

ALIKE = 0.45
"""Mean cosine distance up to which questions are taken for one: "stem cells for gout" and "can gout be treated with
stem cells" are, gout and psoriasis are not."""
OTHERS = 3
"""Further wordings that are listed beside the example."""


class Asked(NamedTuple):
    """One question that was not answered, or not in full."""

    day: str
    behaviour: str
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions of one meaning."""

    example: str
    """The one nearest to the middle of the group."""
    others: tuple[str, ...]
    times: int
    first: str
    last: str
    behaviours: tuple[str, ...]


def grouped(questions: Sequence[Asked], embedder: Embedder) -> list[Gap]:
    """The gaps, most frequent first, then the most recent."""
    if not questions:
        return []
    vectors = embedder.embed_queries([one.text for one in questions])
    gaps = []
    for label in np.unique(labels := _labels(vectors)):
        places = np.flatnonzero(labels == label)
        middle = vectors[places].mean(axis=0)
        nearest = places[np.argsort(-(vectors[places] @ middle), kind="stable")]
        gaps.append(_gap([questions[place] for place in nearest]))
    return sorted(gaps, key=lambda gap: (gap.times, gap.last, gap.example), reverse=True)


def _labels(vectors: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    from sklearn.cluster import AgglomerativeClustering

    if len(vectors) == 1:
        return np.zeros(1, np.int64)
    clustering = AgglomerativeClustering(n_clusters=None, metric="cosine", linkage="average", distance_threshold=ALIKE)
    return np.asarray(clustering.fit_predict(vectors), np.int64)


def _gap(group: Sequence[Asked]) -> Gap:
    wordings = list(dict.fromkeys(one.text for one in group))
    days = sorted(one.day for one in group)
    endings = Counter(one.behaviour for one in group)
    return Gap(
        example=wordings[0],
        others=tuple(wordings[1 : 1 + OTHERS]),
        times=len(group),
        first=days[0],
        last=days[-1],
        behaviours=tuple(name for name, _ in endings.most_common()),
    )
