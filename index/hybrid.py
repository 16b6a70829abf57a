"""Hybrid retrieval: dense and lexical evidence fused into one order of statements.

The fused score is the mean of two cosines (the statement's text, the nearest of its asks) plus a share of BM25
scaled to its maximum. Over all statements with one ask held out as the query this gives recall@5 0.64, reciprocal
rank fusion of the same lists 0.52, dense alone 0.49; see docs/architecture.md for the run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.embeddings import Vectors
from index.release import Release
from index.vectors import Field, Near


@dataclass(frozen=True, slots=True)
class FusionSettings:
    """Depths and weights of the fusion, chosen on held-out asks (see docs/architecture.md)."""

    depth: int = 100
    """Rows asked for in each vector list."""
    lexical_depth: int = 60
    lexical_weight: float = 0.3
    limit: int = 40
    """Statements returned."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A statement or key answer that was found, with what speaks for it."""

    id: str
    score: float
    """The fused score; comparable within one question only."""
    similarity: float
    """The best cosine of the question with its text or one of its asks (an upper bound where only words found it);
    0 where there are no embeddings."""
    lexical: float
    """BM25 scaled to the best document of this question, 0 to 1."""


class HybridRetriever(BaseRetriever):
    """Statements for a question, best first, as LangChain documents (`metadata`: id, source, score)."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    release: Release
    embed: Callable[[str], Vectors | None]
    """The question's unit vector, or None where there is no embedding model."""
    fusion: FusionSettings = FusionSettings()

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [self._document(hit) for hit in self.statements(query, self.embed(query))]

    def _document(self, hit: Hit) -> Document:
        published = self.release.contents.statements[hit.id]
        metadata: dict[str, Any] = {"id": hit.id, "source": published.source.id, "score": hit.score}
        return Document(page_content=published.statement.text, metadata=metadata)

    def statements(self, question: str, vector: Vectors | None) -> list[Hit]:
        """The statements that fit the question best; suspended ones are the caller's to remove."""
        lexical = self._lexical(question)
        return self._fused(vector, "statement", "statement-ask", lexical)

    def key_answers(self, vector: Vectors | None) -> list[Hit]:
        """The key answers whose questions are nearest; none without embeddings."""
        return self._fused(vector, "key-answer", "key-answer-ask", {})

    def _lexical(self, question: str) -> dict[str, float]:
        scores = self.release.lexical.scores(question)
        best = float(scores.max(initial=0.0))
        if best <= 0:
            return {}
        depth = min(self.fusion.lexical_depth, len(scores))
        top = np.argpartition(-scores, depth - 1)[:depth]
        return {
            self.release.lexical.owners[position]: float(scores[position]) / best
            for position in top
            if scores[position] > 0
        }

    def _fused(self, vector: Vectors | None, text: Field, ask: Field, lexical: dict[str, float]) -> list[Hit]:
        texts: dict[str, float] = {}
        asks: dict[str, float] = {}
        if vector is not None:
            texts = _by_owner(self.release.vectors.nearest(text, vector, self.fusion.depth))
            asks = _by_owner(self.release.vectors.nearest(ask, vector, self.fusion.depth))
        # What is outside a list is at most as near as the last one inside it.
        text_floor, ask_floor = min(texts.values(), default=0.0), min(asks.values(), default=0.0)
        hits = []
        for owner in texts.keys() | asks.keys() | lexical.keys():
            by_text, by_ask = texts.get(owner, text_floor), asks.get(owner, ask_floor)
            words = lexical.get(owner, 0.0)
            hits.append(
                Hit(
                    id=owner,
                    score=(by_text + by_ask) / 2 + self.fusion.lexical_weight * words,
                    similarity=max(by_text, by_ask),
                    lexical=words,
                )
            )
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return hits[: self.fusion.limit]


def _by_owner(found: list[Near]) -> dict[str, float]:
    return {near.owner: near.similarity for near in found}
