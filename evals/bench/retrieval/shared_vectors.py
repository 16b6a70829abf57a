"""The same vectors for every system: made once, kept by text, and never counted as anybody's time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import perf_counter

import numpy as np

from index.cache import EmbeddingCache
from index.embeddings import Embedder, Vectors

PORTION = 1024
"""Texts after which what was embedded is kept, so that a run that is broken off has not lost it."""


class SharedVectors:
    """Vectors of documents and questions by one embedder, with the seconds that making them took."""

    def __init__(self, embedder: Embedder, cache: EmbeddingCache) -> None:
        self._embedder, self._cache = embedder, cache
        self._documents: dict[str, Vectors] = {}
        self._questions: dict[str, Vectors] = {}
        self.watch: Callable[[int, int], None] = lambda done, total: None
        """Told how many of how many texts are there while documents are embedded."""
        self.seconds = 0.0
        """Spent on embedding and on reading the cache, ever."""

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of `texts`, in order, made on the document side."""
        before = perf_counter()
        missing = sorted({text for text in texts if text not in self._documents}, key=lambda text: (len(text), text))
        for start in range(0, len(missing), PORTION):
            self.watch(start, len(missing))
            part = missing[start : start + PORTION]
            self._documents |= zip(part, self._cache.documents(self._embedder, part), strict=True)
        self.seconds += perf_counter() - before
        return np.stack([self._documents[text] for text in texts])

    def prepare(self, questions: Sequence[str]) -> None:
        """Embeds the questions that will be asked, so that a search does not wait for it."""
        before = perf_counter()
        missing = list(dict.fromkeys(text for text in questions if text not in self._questions))
        if missing:
            self._questions |= zip(missing, self._embedder.embed_queries(missing), strict=True)
        self.seconds += perf_counter() - before

    def question(self, text: str) -> Vectors:
        """The unit vector of a question, one row."""
        self.prepare([text])
        return self._questions[text][np.newaxis]
