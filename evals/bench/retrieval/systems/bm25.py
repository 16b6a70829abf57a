"""BM25 alone, as bm25s documents it: English stop words, Snowball stemmer, default parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors


def system(vectors: SharedVectors) -> WordsAlone:
    """An empty index; `vectors` are not used."""
    return WordsAlone()


class WordsAlone:
    """bm25s over the whole text of each document."""

    def __init__(self) -> None:
        import bm25s
        import Stemmer

        self._ids: list[str] = []
        self._stemmer = Stemmer.Stemmer("english")
        self._bm25: Any = bm25s.BM25()

    def index(self, documents: Sequence[Document]) -> None:
        self._ids = [document.id for document in documents]
        self._bm25.index(self._tokens([document.whole for document in documents]), show_progress=False)

    def search(self, query: str, k: int) -> list[str]:
        found, scores = self._bm25.retrieve(self._tokens([query]), k=min(k, len(self._ids)), show_progress=False)
        return [self._ids[place] for place, score in zip(found[0], scores[0], strict=True) if score > 0]

    def close(self) -> None:
        """Nothing is held."""

    def _tokens(self, texts: list[str]) -> Any:
        import bm25s

        return bm25s.tokenize(texts, stopwords="en", stemmer=self._stemmer, show_progress=False)
