"""The adapter: a linear turn of the question's vector towards the statements that answer it, learnt from the asks.

The embedding model stays as it is. Two matrices, one for a statement's text and one for its asks, are added to the
question's own vector: `q + qM`, brought back to length 1. They begin at zero, are kept small, and are learnt by
giving each ask as a question and asking for its statement among all of them, by the same sum of text and nearest ask
that retrieval uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embeddings import Vectors
from index.tuning import tuned

Owners = NDArray[np.int64]
"""For each ask, the position of its statement."""


@dataclass(frozen=True, slots=True)
class AdapterSettings:
    """How it is learnt, and when it is worth learning."""

    epochs: int
    rate: float
    decay: float
    """Of the squares of both matrices: how strongly they are held at zero."""
    sharpness: float
    """What a similarity is multiplied by before it becomes a probability."""
    batch: int
    fewest: int
    """Statements below which nothing is learnt."""
    changed: float
    """Share of rows that may differ before it is learnt anew."""


ADAPTER = tuned("adapter", AdapterSettings)


@dataclass(frozen=True, slots=True, eq=False)
class Adapter:
    """Two matrices, dimension x dimension: what is added to a question that looks for a text, and for an ask."""

    text: Vectors
    ask: Vectors

    def turned(self, vector: Vectors) -> tuple[Vectors, Vectors]:
        """Questions (shape n x dimension) as they look for texts and as they look for asks: unit vectors again."""
        return _unit(vector + vector @ self.text), _unit(vector + vector @ self.ask)

    def save(self, file: Path) -> None:
        np.savez(file, text=self.text, ask=self.ask)

    @classmethod
    def load(cls, file: Path) -> Adapter:
        with np.load(file, allow_pickle=False) as stored:
            return cls(stored["text"], stored["ask"])


def learn(texts: Vectors, asks: Vectors, owners: Owners, settings: AdapterSettings = ADAPTER) -> Adapter:
    """An adapter for statements with these `texts` and `asks`; `owners` rises, and every statement has an ask.

    Each ask is the question once an epoch, with itself left out of what can be found. The same input gives the same
    adapter on one machine.
    """
    chance = np.random.default_rng(0)
    matrices = np.zeros((2, texts.shape[1], texts.shape[1]), np.float32)
    steps = _Steps(matrices.shape, settings.rate, settings.epochs * -(-len(asks) // settings.batch))
    starts = np.searchsorted(owners, np.arange(len(texts)))
    for _ in range(settings.epochs):
        order = chance.permutation(len(asks))
        for begin in range(0, len(order), settings.batch):
            batch = order[begin : begin + settings.batch]
            gradient = _gradient(matrices, texts, asks, owners, starts, batch, settings.sharpness)
            matrices -= steps.next(gradient + 2 * settings.decay * matrices)
    return Adapter(matrices[0], matrices[1])


def _gradient(
    matrices: Vectors, texts: Vectors, asks: Vectors, owners: Owners, starts: Owners, batch: Owners, sharpness: float
) -> Vectors:
    """Of the cross-entropy of the right statement, for the asks in `batch` as questions."""
    questions = asks[batch]
    turned = [questions + questions @ matrix for matrix in matrices]
    lengths = [np.linalg.norm(one, axis=1, keepdims=True) for one in turned]
    unit = [one / length for one, length in zip(turned, lengths, strict=True)]
    by_ask = unit[1] @ asks.T
    by_ask[np.arange(len(batch)), batch] = -1.0
    nearest = np.maximum.reduceat(by_ask, starts, axis=1)
    shares = np.exp(sharpness * (unit[0] @ texts.T + nearest) / 2 - sharpness)
    shares /= shares.sum(axis=1, keepdims=True)
    shares[np.arange(len(batch)), owners[batch]] -= 1
    shares *= sharpness / 2 / len(batch)
    is_nearest = by_ask == nearest[:, owners]
    pulls = [shares @ texts, np.where(is_nearest, shares[:, owners], 0) @ asks]
    return np.stack(
        [
            questions.T @ ((pull - one * (one * pull).sum(axis=1, keepdims=True)) / length)
            for pull, one, length in zip(pulls, unit, lengths, strict=True)
        ]
    )


class _Steps:
    """Adam, with a rate that falls to nothing by the last step."""

    def __init__(self, shape: tuple[int, ...], rate: float, count: int) -> None:
        self._mean, self._square = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self._rate, self._count, self._done = rate, count, 0

    def next(self, gradient: Vectors) -> Vectors:
        self._mean = 0.9 * self._mean + 0.1 * gradient
        self._square = 0.999 * self._square + 0.001 * gradient**2
        rate = self._rate * (1 - self._done / self._count)
        self._done += 1
        mean, square = self._mean / (1 - 0.9**self._done), self._square / (1 - 0.999**self._done)
        return np.asarray(rate * mean / (np.sqrt(square) + 1e-8), np.float32)


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def last_of_each(owners: Owners) -> NDArray[np.bool_]:
    """Which asks are the last of a statement that has others too: the ones to hold out."""
    last = np.append(owners[1:] != owners[:-1], True)
    return last & (np.bincount(owners)[owners] > 1)


def positions(owners: Sequence[str], known: Sequence[str]) -> Owners:
    """The position in `known` of each of `owners`."""
    place = {key: position for position, key in enumerate(known)}
    return np.array([place[owner] for owner in owners], np.int64)
