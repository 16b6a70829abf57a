"""LlamaIndex hybrid: its vector index and its BM25 retriever, fused by reciprocal rank; no language model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llama_index.core import Document as LlamaDocument
from llama_index.core import VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
from llama_index.retrievers.bm25 import BM25Retriever
from pydantic import PrivateAttr

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors

DEPTH = 40
"""Nodes that each of the two retrievers gives to the fusion; its default of 2 is meant for a prompt."""


class _SameVectors(BaseEmbedding):
    _vectors: SharedVectors = PrivateAttr()

    def __init__(self, vectors: SharedVectors) -> None:
        super().__init__(model_name=vectors.fingerprint, embed_batch_size=2048)
        self._vectors = vectors

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._vectors.documents(texts).tolist()
        return found

    def _get_query_embedding(self, query: str) -> list[float]:
        found: list[float] = self._vectors.question(query)[0].tolist()
        return found

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)


def system(vectors: SharedVectors) -> Fused:
    """An empty index."""
    return Fused(vectors)


class Fused:
    """The default splitter, in-memory vectors, BM25, and `QueryFusionRetriever` with the question alone."""

    def __init__(self, vectors: SharedVectors) -> None:
        self._embedding = _SameVectors(vectors)
        self._retriever: Any = None

    def index(self, documents: Sequence[Document]) -> None:
        nodes = SentenceSplitter().get_nodes_from_documents(
            [LlamaDocument(text=document.whole, id_=document.id) for document in documents]
        )
        depth = min(DEPTH, len(nodes))
        dense = VectorStoreIndex(nodes, embed_model=self._embedding).as_retriever(similarity_top_k=depth)
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=depth)
        self._retriever = QueryFusionRetriever(
            [dense, words],
            llm=MockLLM(),  # never asked: one query means no rewriting
            num_queries=1,
            mode=FUSION_MODES.RECIPROCAL_RANK,
            similarity_top_k=depth,
            use_async=False,
        )

    def search(self, query: str, k: int) -> list[str]:
        found = self._retriever.retrieve(query)
        return list(dict.fromkeys(str(one.node.ref_doc_id) for one in found))[:k]

    def close(self) -> None:
        self._retriever = None
