"""An embedder that remembers the questions of a run: the assistant and the scorers embed the same ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from index.embeddings import Embedder, Vectors


class Remembering:
    """The vectors of another embedder; no question is embedded twice. It lives as long as one run."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}

    @property
    def fingerprint(self) -> str:
        return self._embedder.fingerprint

    @property
    def dimension(self) -> int:
        return self._embedder.dimension

    def foresee(self, texts: Sequence[str]) -> None:
        """Embeds what will be asked in one go, which costs a small part of one after another."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        if missing:
            self._known |= zip(missing, self._embedder.embed_queries(missing), strict=True)

    def known(self, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of those among `texts` that were embedded already."""
        return {text: self._known[text] for text in texts if text in self._known}

    def learn(self, known: Mapping[str, Vectors]) -> None:
        """Takes over what another process embedded with the same model."""
        self._known |= known

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what a patient types."""
        self.foresee(texts)
        return np.stack([self._known[text] for text in texts])

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what the corpus says."""
        return self._embedder.embed_documents(texts)
