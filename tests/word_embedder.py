"""An embedding model without weights, for tests that are not about language."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from index.embeddings import Vectors


class WordEmbedder:
    """Unit vectors made from the hash of each word: texts with the same words are near each other."""

    dimension = 48

    def __init__(self, fingerprint: str = "words@1") -> None:
        self.fingerprint = fingerprint
        self.documents: list[str] = []
        self.queries: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        self.queries += texts
        return self._vectors(texts)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        self.documents += texts
        return self._vectors(texts)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        rows = np.array(
            [np.sum([_direction(self.fingerprint, word) for word in self._words(text)], axis=0) for text in texts]
        )
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    def _words(self, text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold()) or [text]


@cache
def _direction(fingerprint: str, word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(f"{fingerprint} {word}".encode()).digest()[:8])
    return np.random.default_rng(seed).normal(size=WordEmbedder.dimension).astype(np.float32)
