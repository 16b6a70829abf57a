"""An embedder that remembers what it was just asked: the assistant and the scorers embed the same question."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.embeddings import Embedder, Vectors

REMEMBERED = 64


class Remembering:
    """The vectors of another embedder, the last questions of which are not embedded again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what a patient types."""
        return np.stack([self._row(text) for text in texts])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what the corpus says."""
        return self._embedder.embed_documents(texts)

    def _row(self, text: str) -> Vectors:
        if text not in self._known:
            self._known[text] = self._embedder.embed_queries([text])[0]
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        self._known.move_to_end(text)
        return self._known[text]
