"""Embeddings are kept by text and model; only speed depends on the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.cache import EmbeddingCache
from index.embeddings import Embedder

TEXTS = ["one cell", "two cells", "three cells", "one cell"]


@pytest.fixture
def cache(tmp_path: Path) -> EmbeddingCache:
    return EmbeddingCache(tmp_path / "below" / "cache.sqlite")


def test_the_second_call_embeds_nothing(cache: EmbeddingCache, words: Any) -> None:
    first = cache.documents(words, TEXTS)
    assert cache.embedded == 3 and sorted(words.documents) == sorted(set(TEXTS))
    again = cache.documents(words, TEXTS)
    assert cache.embedded == 0 and len(words.documents) == 3
    assert np.array_equal(first, again)


def test_the_document_side_is_embedded(cache: EmbeddingCache, words: Any) -> None:
    cache.documents(words, TEXTS)
    assert words.documents and not words.queries


def test_only_what_is_new_is_embedded(cache: EmbeddingCache, words: Any) -> None:
    cache.documents(words, TEXTS[:2])
    words.documents.clear()
    cache.documents(words, ["a new one", *TEXTS[:2]])
    assert words.documents == ["a new one"] and cache.embedded == 1


def test_order_is_kept(cache: EmbeddingCache, words: Any) -> None:
    cache.documents(words, TEXTS[::-1])
    expected = words.embed_documents([*TEXTS, "a fourth text"])
    assert np.array_equal(cache.documents(words, [*TEXTS, "a fourth text"]), expected)


def test_a_deleted_file_costs_only_time(cache: EmbeddingCache, words: Any) -> None:
    before = cache.documents(words, TEXTS)
    cache.file.unlink()
    assert np.array_equal(cache.documents(words, TEXTS), before)
    assert cache.embedded == 3


def test_another_model_has_other_vectors(cache: EmbeddingCache, words: Any) -> None:
    other: Embedder = type(words)("words@2")
    before = cache.documents(words, TEXTS)
    assert not np.allclose(cache.documents(other, TEXTS), before)
    assert cache.embedded == 3
    assert np.array_equal(cache.documents(words, TEXTS), before)
    assert cache.embedded == 0


@pytest.mark.parametrize("known", [0, 2, 3])
def test_progress_reaches_every_text(cache: EmbeddingCache, words: Any, known: int) -> None:
    if known:
        cache.documents(words, TEXTS[:known])
    steps: list[int] = []
    cache.documents(words, TEXTS, steps.append)
    assert sum(steps) == len(TEXTS)


def test_nothing_to_embed_gives_no_rows(cache: EmbeddingCache, words: Any) -> None:
    assert len(cache.documents(words, [])) == 0


def test_a_file_that_is_no_cache_costs_only_time(cache: EmbeddingCache, words: Any) -> None:
    cache.file.parent.mkdir()
    cache.file.write_bytes(b"this was never a database" * 100)
    assert np.array_equal(cache.documents(words, TEXTS), words.embed_documents(TEXTS))
    assert cache.documents(words, TEXTS).shape == (4, words.dimension)
    assert cache.embedded == 0
