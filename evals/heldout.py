"""Held-out asks: one ask of each statement is the question, and its statement and source are looked for.

The question goes the product's way (reading, retrieval, agreement in subject, facet and place), with its own vector
taken out of the index. Nothing learnt has seen it: adapter and facet classifier are learnt anew without the questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant, Question, ranked, understand
from corpus import load
from index.adapter import Owners, last_of_each, learn
from index.adapter_gain import Material, interval, material
from index.build import classifier_examples
from index.cache import EmbeddingCache
from index.classifier import Classifier, train
from index.embeddings import SentenceEmbedder
from index.release import Release
from index.rows import rows
from index.vectors import Row

Which = Literal["first", "last"]
SHOWN_PER_SOURCE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """For each question, whether statement and source are found: one column a measure."""

    names: tuple[str, ...]
    hits: NDArray[np.bool_]

    def lines(self) -> Iterator[str]:
        """Each measure with its 95 % bootstrap interval."""
        for name, column in zip(self.names, self.hits.T, strict=True):
            low, high = interval(column.astype(float))
            yield f"  {name:46} {column.mean():.3f}  [{low:.3f}, {high:.3f}]"


MEASURES = (
    "statement recall@1",
    "statement recall@5",
    "source recall@1",
    "source recall@5, of the first five statements",
    "the same with at most two of a source",
    "source recall@5, of the first five sources",
)


def run(which: Which = "last", statements: int | None = None) -> None:
    """Prints recall with and without the adapter; `statements` asks for an even sample of them."""
    assistant = Assistant()
    assistant.open()
    embedder = SentenceEmbedder(assistant.settings.embedding_model, assistant.settings.embedding_sha256)
    texts = rows(assistant.library.contents)
    cache = EmbeddingCache(assistant.settings.cache)
    everything = material(texts, cache.documents(embedder, [row.text for row in texts]))
    held_out = last_of_each(everything.owners) if which == "last" else _first_of_each(everything.owners)
    release = assistant.library.release
    asked = {everything.asked[position] for position in np.flatnonzero(held_out)}
    facet = _facet_without(asked, embedder, cache)
    rest = everything.without(held_out)
    plain = replace(release, facet=facet, adapter=None)
    adapted = replace(plain, adapter=learn(rest.texts, rest.asks, rest.owners))
    questions = np.flatnonzero(held_out)
    if statements is not None:
        questions = questions[:: max(1, len(questions) // statements)]
    print(f"the {which} ask of each of {len(questions)} statements held out, over {len(everything.statements)}")
    both = [_found(assistant, one, everything, questions) for one in (plain, adapted)]
    for title, found in zip(("without the adapter", "with the adapter"), both, strict=True):
        print(title)
        print("\n".join(found.lines()))
    print("what the adapter adds")
    for name, before, after in zip(MEASURES, both[0].hits.T, both[1].hits.T, strict=True):
        low, high = interval(after.astype(float) - before.astype(float))
        print(f"  {name:46} {after.mean() - before.mean():+.3f}  [{low:+.3f}, {high:+.3f}]")


def _found(assistant: Assistant, release: Release, everything: Material, questions: NDArray[np.int64]) -> Found:
    library = replace(assistant.library, release=release)
    hits = []
    for position in questions:
        text, wanted = everything.asked[position], everything.statements[everything.owners[position]]
        own = Row("statement-ask", wanted, text).key
        order = [hit.id for hit in ranked(library, understand(library, Question(text), text), without=frozenset({own}))]
        hits.append(measured(order, wanted))
    return Found(MEASURES, np.array(hits))


def measured(order: Sequence[str], wanted: str) -> tuple[bool, ...]:
    """One value for each of `MEASURES`, for statements in `order` where `wanted` was looked for."""
    source = wanted.split("/")[0]
    sources = [key.split("/")[0] for key in order]
    few = [one for position, one in enumerate(sources) if sources[:position].count(one) < SHOWN_PER_SOURCE]
    return (
        order[:1] == [wanted],
        wanted in order[:5],
        sources[:1] == [source],
        source in sources[:5],
        source in few[:5],
        source in list(dict.fromkeys(sources))[:5],
    )


def _first_of_each(owners: Owners) -> NDArray[np.bool_]:
    return last_of_each(owners[::-1])[::-1]


def _facet_without(questions: set[str], embedder: SentenceEmbedder, cache: EmbeddingCache) -> Classifier:
    """The facet classifier, trained as in a release without these questions."""
    examples = [(text, label) for text, label in classifier_examples(load())["facet"] if text not in questions]
    return train(cache.documents(embedder, [text for text, _ in examples]), [label for _, label in examples])
