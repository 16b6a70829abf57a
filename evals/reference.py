"""What scorers compare an answer with: the release that gave it, the frame, and how near two texts are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assistant import Assistant
from corpus.model import KeyAnswer
from index.cache import EmbeddingCache
from index.contents import PublishedStatement
from index.embeddings import Embedder, Vectors
from index.errors import IndexFault

MARK = re.compile(r"(?<!\\)\[(\d+)\]")
"""A citation's number in a text."""


def bare(text: str) -> str:
    """A text without the name it is listed under, its escapes, capitals and last point: to compare wording with."""
    return _LISTED_UNDER.sub("", text.replace("\\", "")).strip().rstrip(".").casefold()


_LISTED_UNDER = re.compile(r"^(?:- )?\*\*[^*\n]{1,200}\*\*:?\s*")


@dataclass(frozen=True)
class Reference:
    """One open release, seen from outside the assistant that answers from it."""

    assistant: Assistant
    embedder: Embedder | None = None
    """None: there is no embedding model, and nearness in meaning is not scored."""
    _vectors: dict[str, Vectors] = field(default_factory=dict)

    @cached_property
    def statements(self) -> Mapping[str, PublishedStatement]:
        """Every statement of the release by its id."""
        return self.assistant.library.contents.statements

    @cached_property
    def key_answers(self) -> Mapping[str, KeyAnswer]:
        """Every key answer of the release by its id."""
        return self.assistant.library.contents.key_answers

    @cached_property
    def frame(self) -> str:
        """The sentence that has to close every answer."""
        return self.assistant.library.wording["frame-not-advice-short"].body

    @cached_property
    def unnumbered(self) -> frozenset[str]:
        """What may stand in a list of evidence without a number: definitions of our own and fixed sentences."""
        concepts = self.assistant.library.contents.concepts.values()
        texts = [*(one.definition for one in concepts), *(one.body for one in self.assistant.library.wording.values())]
        return frozenset(bare(text) for text in texts)

    def subjects(self, text: str) -> frozenset[str]:
        """The concepts that say what a text is about."""
        library = self.assistant.library
        return library.subjects(library.matcher.ids(text))

    def subjects_of(self, statement_id: str) -> frozenset[str]:
        """The concepts of a statement; none for one that is not in the release."""
        return self.assistant.library.statement_concepts.get(statement_id, frozenset())

    def nearness(self, text: str, statement_id: str) -> float | None:
        """The greatest cosine of `text` with a statement or one of its asks; None where it cannot be measured."""
        if self._rows is None or statement_id not in self._rows:
            return None
        if text not in self._vectors:
            self._vectors.clear()  # one question is compared with several statements, then never again
            self._vectors[text] = self._embed(text)
        return float((self._rows[statement_id] @ self._vectors[text]).max())

    def found(self, text: str) -> tuple[str, ...]:
        """Ids of the statements that search alone finds for `text`, best first."""
        vector = self._embed(text)[None, :] if self._rows is not None else None
        return tuple(hit.id for hit in self.assistant.library.retriever.statements(text, vector))

    def _embed(self, text: str) -> Any:
        assert self.embedder is not None
        return self.embedder.embed_queries([text])[0]

    @cached_property
    def _rows(self) -> dict[str, Vectors] | None:
        """The vectors of each statement and its asks; they were embedded when the release was built."""
        if self.embedder is None:
            return None
        texts = {key: [one.statement.text, *one.statement.asks] for key, one in self.statements.items()}
        try:
            cache = EmbeddingCache(self.assistant.settings.cache)
            rows = cache.documents(self.embedder, [text for group in texts.values() for text in group])
        except IndexFault:
            return None
        found, start = {}, 0
        for key, group in texts.items():
            found[key] = rows[start : start + len(group)]
            start += len(group)
        return found
