"""Our own set: one ask of each published statement is held out and asked over the whole corpus."""

from __future__ import annotations

from random import Random

from corpus.files import Corpus
from evals.bench.retrieval.collection import Collection, Document, Query
from index.contents import published

NAME = "statements"


def held_out(corpus: Corpus, seed: int) -> Collection:
    """Every published statement, and for each that has two asks or more one of them as the query, chosen by `seed`.

    The held-out ask is in no document. Only the statement it was written for counts, though others may answer as well.
    """
    chance = Random(seed)
    documents, queries, source_of = [], [], {}
    for statement_id, one in published(corpus).statements.items():
        asks = list(one.statement.asks)
        if len(asks) > 1:
            ask = asks.pop(chance.randrange(len(asks)))
            queries.append(Query(statement_id, ask, frozenset({statement_id})))
        product = [one.source.product.name] if one.source.product else []
        names = " ".join([one.source.title, *product, *one.source.identifiers.values()])
        documents.append(Document(statement_id, one.statement.text, names, tuple(asks)))
        source_of[statement_id] = one.source.id
    return Collection(NAME, documents, queries, source_of)
