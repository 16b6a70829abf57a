"""A search that goes deeper than one answer needs, for layouts that pick one statement for each of many places."""

from __future__ import annotations

from dataclasses import replace

from assistant.library import Library
from index.hybrid import Hit, HybridRetriever

DEPTH = 200
"""Rows looked at in each list, and statements returned."""


def search(library: Library, text: str, hidden: frozenset[str]) -> list[Hit]:
    """Statements for `text`, best first, without those in `hidden` and those that name a business or person."""
    fusion = replace(library.fusion, depth=DEPTH, lexical_depth=DEPTH, limit=DEPTH)
    retriever = HybridRetriever(release=library.release, embed=library.embed, fusion=fusion)
    return [
        hit
        for hit in retriever.statements(text, library.embed(text))
        if hit.id not in hidden and not library.statement(hit.id).statement.names
    ]
