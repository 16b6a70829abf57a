"""Ours: `HybridRetriever` over the product's own indexes and adapter, with the settings it ships with."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors
from index.adapter import Adapter
from index.adapter_gain import FILE, write_adapter
from index.hybrid import HybridRetriever
from index.lexical import LexicalIndex, write_lexical
from index.release import Release
from index.vectors import Row, VectorIndex, write_vectors


def system(vectors: SharedVectors) -> Ours:
    """An empty index."""
    return Ours(vectors)


@dataclass(frozen=True)
class _Searched:
    """What the retriever looks at of a release in order to rank: a document from elsewhere has no record in one."""

    lexical: LexicalIndex
    vectors: VectorIndex
    adapter: Adapter | None


class Ours:
    """Documents are held as a release holds statements.

    The adapter is learnt, and kept or left out, as a release does it: from the asks of what is indexed, which do not
    hold the queries. A set in which a document has none is searched without.
    """

    def __init__(self, vectors: SharedVectors) -> None:
        self._vectors = vectors
        self._searched: _Searched | None = None
        self._retriever: HybridRetriever | None = None

    def index(self, documents: Sequence[Document]) -> None:
        rows = [row for document in documents for row in _rows(document)]
        with tempfile.TemporaryDirectory(prefix="fieldmap-bench-") as name:
            folder = Path(name)
            vectors = self._vectors.documents([row.text for row in rows])
            write_vectors(folder / "vectors", rows, vectors)
            words = {document.id: f"{document.names} {document.text}" for document in documents}
            write_lexical(folder / "lexical", words)
            if all(document.asks for document in documents):
                write_adapter(folder, rows, vectors, previous=None)
            self._searched = _Searched(
                lexical=LexicalIndex(folder / "lexical"),
                vectors=VectorIndex(folder / "vectors"),
                adapter=Adapter.load(folder / FILE) if (folder / FILE).is_file() else None,
            )
        # Not validated, because what is searched is no release.
        searched = cast(Release, self._searched)
        self._retriever = HybridRetriever.model_construct(release=searched, embed=self._vectors.question)

    def search(self, query: str, k: int) -> list[str]:
        if self._retriever is None:
            return []
        return [hit.id for hit in self._retriever.statements(query, self._vectors.question(query))][:k]

    def close(self) -> None:
        if self._searched is not None:
            self._searched.vectors.close()


def _rows(document: Document) -> list[Row]:
    return [
        Row("statement", document.id, document.text),
        *(Row("statement-ask", document.id, ask) for ask in dict.fromkeys(document.asks)),
    ]
