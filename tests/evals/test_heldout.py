"""Held-out asks are measured by the product's own retrieval, with the question's own row taken out."""

from __future__ import annotations

from assistant import Assistant, Question, ranked, understand
from evals.heldout import measured
from index.vectors import Row


def test_recall_counts_statements_and_sources() -> None:
    order = ["a/1", "a/2", "a/3", "b/1", "b/2", "c/1"]
    assert measured(order, "a/1") == (True, True, True, True, True, True)
    assert measured(order, "b/2") == (False, True, False, True, True, True)
    assert measured(order, "c/1") == (False, False, False, False, True, True)


def test_an_ask_that_is_held_out_is_not_found_by_itself(assistant: Assistant) -> None:
    library = assistant.library
    statement = library.contents.statements["zimislecel-nejm-2025/insulin-independence-10-of-12"]
    ask = statement.statement.asks[-1]
    reading = understand(library, Question(ask), ask)
    found = {hit.id: hit.similarity for hit in ranked(library, reading)}
    assert found[statement.id] > 0.999
    row = Row("statement-ask", statement.id, ask).key
    without = {hit.id: hit.similarity for hit in ranked(library, reading, without=frozenset({row}))}
    assert without.get(statement.id, 0.0) < 0.999
