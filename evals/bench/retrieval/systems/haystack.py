"""Haystack hybrid: its in-memory BM25 and embedding retrievers, joined by reciprocal rank."""

from __future__ import annotations

import os
from collections.abc import Sequence

# Read when the package is imported: nothing about a run is sent away.
os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"

from haystack import Document as HaystackDocument  # noqa: E402
from haystack.components.joiners import DocumentJoiner  # noqa: E402
from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever  # noqa: E402
from haystack.document_stores.in_memory import InMemoryDocumentStore  # noqa: E402

from evals.bench.retrieval.collection import Document  # noqa: E402
from evals.bench.retrieval.shared_vectors import SharedVectors  # noqa: E402

DEPTH = 40
"""Documents that each of the two retrievers gives to the joiner; the default is 10."""


def system(vectors: SharedVectors) -> Joined:
    """An empty store."""
    return Joined(vectors)


class Joined:
    """Documents are stored whole, and both retrievers see the same ones."""

    def __init__(self, vectors: SharedVectors) -> None:
        self._vectors = vectors
        # Not shared: the default keeps its documents until the process ends.
        self._store = InMemoryDocumentStore(
            embedding_similarity_function="cosine", shared=False, return_embedding=False
        )
        self._words = InMemoryBM25Retriever(self._store, top_k=DEPTH)
        self._dense = InMemoryEmbeddingRetriever(self._store, top_k=DEPTH)
        self._joiner = DocumentJoiner(join_mode="reciprocal_rank_fusion")

    def index(self, documents: Sequence[Document]) -> None:
        rows = self._vectors.documents([document.whole for document in documents])
        self._store.write_documents(
            [
                HaystackDocument(id=document.id, content=document.whole, embedding=row.tolist())
                for document, row in zip(documents, rows, strict=True)
            ]
        )

    def search(self, query: str, k: int) -> list[str]:
        words = self._words.run(query=query)["documents"]
        dense = self._dense.run(query_embedding=self._vectors.question(query)[0].tolist())["documents"]
        return [document.id for document in self._joiner.run(documents=[words, dense])["documents"]][:k]

    def close(self) -> None:
        self._store.shutdown()
