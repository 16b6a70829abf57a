"""LangChain as its tutorials set it up: pieces of 1000 characters with 200 overlap, Chroma, the nearest k of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors


class _SameVectors(Embeddings):
    def __init__(self, vectors: SharedVectors) -> None:
        self._vectors = vectors

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._vectors.documents(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        found: list[float] = self._vectors.question(text)[0].tolist()
        return found


def system(vectors: SharedVectors, k: int) -> Stock:
    """An empty index that looks at the nearest `k` pieces."""
    return Stock(vectors, k)


class Stock:
    """The documents of the nearest `k` pieces, in their order: at most `k`, fewer where two are of one document."""

    def __init__(self, vectors: SharedVectors, k: int) -> None:
        self._splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        self._store = Chroma(f"bench-{uuid4().hex}", embedding_function=_SameVectors(vectors))
        self._k = k

    def index(self, documents: Sequence[Document]) -> None:
        pieces = self._splitter.create_documents(
            [document.whole for document in documents], [{"id": document.id} for document in documents]
        )
        # One call takes 5,461 at the most.
        for start in range(0, len(pieces), 5000):
            self._store.add_documents(pieces[start : start + 5000])

    def search(self, query: str, k: int) -> list[str]:
        found = self._store.similarity_search(query, k=self._k)
        return list(dict.fromkeys(str(piece.metadata["id"]) for piece in found))[:k]

    def close(self) -> None:
        self._store.delete_collection()
