"""Hybrid retrieval: dense and lexical evidence fused into one order of statements.

The fused score is the mean of two similarities (the statement's text, the nearest of its asks; the text alone where
it has none) plus a share of BM25 scaled to its maximum. Where the release has an adapter, the similarities are those
of the question as the adapter turns it; the plain cosines stay beside them, because what is enough is judged by them.
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
from index.tuning import tuned
from index.vectors import Field, Near


@dataclass(frozen=True, slots=True)
class FusionSettings:
    """Depths and weights of the fusion."""

    depth: int
    """Rows asked for in each vector list."""
    lexical_depth: int
    lexical_weight: float
    limit: int
    """Statements returned."""


@dataclass(frozen=True, slots=True)
class KeyAnswerWeights:
    """What the three cosines of a key answer count; they sum to 1."""

    ask: float
    """Of its nearest ask."""
    asks: float
    """Of all its asks in one text."""
    lead: float
    """Of its own words, with the question as the adapter turns it."""


FUSION = tuned("fusion", FusionSettings)
KEY_ANSWERS = tuned("key_answers", KeyAnswerWeights)


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
    fusion: FusionSettings = FUSION

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [self._document(hit) for hit in self.statements(query, self.embed(query))]

    def _document(self, hit: Hit) -> Document:
        published = self.release.contents.statements[hit.id]
        metadata: dict[str, Any] = {"id": hit.id, "source": published.source.id, "score": hit.score}
        return Document(page_content=published.statement.text, metadata=metadata)

    def statements(self, question: str, vector: Vectors | None, without: frozenset[str] = frozenset()) -> list[Hit]:
        """The statements that fit the question best; suspended ones are the caller's to remove.

        `without` holds keys of vector rows that do not count: an ask that is held out as the question.
        """
        lexical = self._lexical(question)
        if vector is None:
            return self._fused(_NOTHING, _NOTHING, lexical)
        adapter = self.release.adapter
        by_text, by_ask = adapter.turned(vector) if adapter else (vector, vector)
        return self._fused(
            self._near("statement", vector, by_text, without),
            self._near("statement-ask", vector, by_ask, without),
            lexical,
        )

    def key_answers(self, vector: Vectors | None) -> list[Hit]:
        """The key answers whose questions are nearest; none without embeddings.

        The score is absolute: a weighted mean of the cosines with the nearest ask, with all asks in one text, and of
        the turned question with the answer's own words.
        """
        if vector is None:
            return []
        adapter = self.release.adapter
        by_text = adapter.turned(vector)[0] if adapter else vector
        leads = self._near("key-answer", vector, by_text)
        nearest = self._near("key-answer-ask", vector, vector)
        joined = self._near("key-answer-asks", vector, vector)
        hits = [
            Hit(
                id=owner,
                score=KEY_ANSWERS.ask * nearest.plain(owner)
                + KEY_ANSWERS.asks * joined.plain(owner)
                + KEY_ANSWERS.lead * leads.turned(owner),
                similarity=max(nearest.plain(owner), leads.plain(owner)),
                lexical=0.0,
            )
            for owner in leads.owners | nearest.owners | joined.owners
        ]
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return hits[: self.fusion.limit]

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

    def _near(
        self, field: Field, vector: Vectors, turned: Vectors, without: frozenset[str] = frozenset()
    ) -> _NearTwice:
        """What is near the question, and what is near it as the adapter turns it."""
        search = self.release.vectors.nearest_to_each
        if turned is vector:
            (near,) = search(field, vector, self.fusion.depth, without)
            return _NearTwice(_by_owner(near), _by_owner(near))
        near, then = search(field, np.vstack([vector, turned]), self.fusion.depth, without)
        return _NearTwice(_by_owner(near), _by_owner(then))

    def _fused(self, texts: _NearTwice, asks: _NearTwice, lexical: dict[str, float]) -> list[Hit]:
        with_asks = self.release.vectors.owners("statement-ask")
        hits = []
        for owner in texts.owners | asks.owners | lexical.keys():
            words = lexical.get(owner, 0.0)
            parts = (texts, asks) if owner in with_asks else (texts,)
            hits.append(
                Hit(
                    id=owner,
                    score=sum(part.turned(owner) for part in parts) / len(parts) + self.fusion.lexical_weight * words,
                    similarity=max(part.plain(owner) for part in parts),
                    lexical=words,
                )
            )
        hits.sort(key=lambda hit: (-hit.score, hit.id))
        return hits[: self.fusion.limit]


class _NearTwice:
    """Cosines by owner: with the question, and with the question as it is turned for ranking."""

    def __init__(self, plain: dict[str, float], turned: dict[str, float]) -> None:
        self._plain, self._turned = plain, turned
        # What is outside a list is at most as near as the last one inside it.
        self._plain_floor, self._turned_floor = (min(near.values(), default=0.0) for near in (plain, turned))

    @property
    def owners(self) -> set[str]:
        return self._plain.keys() | self._turned.keys()

    def plain(self, owner: str) -> float:
        return self._plain.get(owner, self._plain_floor)

    def turned(self, owner: str) -> float:
        return self._turned.get(owner, self._turned_floor)


_NOTHING = _NearTwice({}, {})


def _by_owner(found: list[Near]) -> dict[str, float]:
    return {near.owner: near.similarity for near in found}
