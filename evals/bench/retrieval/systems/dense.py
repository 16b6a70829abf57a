"""Dense alone: the nearest vectors of whole documents, in Chroma."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors
from index.vectors import Row, VectorIndex, write_vectors


def system(vectors: SharedVectors) -> Nearest:
    """An empty index."""
    return Nearest(vectors)


class Nearest:
    """One vector a document; what a long document says after the model's 256 word pieces is not in it."""

    def __init__(self, vectors: SharedVectors) -> None:
        self._vectors = vectors
        self._index: VectorIndex | None = None

    def index(self, documents: Sequence[Document]) -> None:
        rows = [Row("statement", document.id, document.whole) for document in documents]
        with tempfile.TemporaryDirectory(prefix="fieldmap-bench-") as folder:
            write_vectors(Path(folder) / "vectors", rows, self._vectors.documents([row.text for row in rows]))
            self._index = VectorIndex(Path(folder) / "vectors")

    def search(self, query: str, k: int) -> list[str]:
        if self._index is None:
            return []
        return [near.owner for near in self._index.nearest("statement", self._vectors.question(query), k)]

    def close(self) -> None:
        if self._index is not None:
            self._index.close()
