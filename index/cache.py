"""Embeddings by text hash, so that a small edit costs a small build."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from index.embeddings import Embedder, Vectors, embed_with_progress


class EmbeddingCache:
    """Document vectors in one SQLite file, keyed by model fingerprint and text.

    Only speed depends on it: deleting the file costs one slower build and nothing else.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        self.embedded = 0
        """How many texts the last `documents` call really embedded."""

    def documents(
        self, embedder: Embedder, texts: Sequence[str], advance: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Unit vectors of `texts`, in order; what is not in the file is embedded and added to it."""
        if not texts:
            return np.zeros((0, embedder.dimension), np.float32)
        try:
            return self._documents(embedder, texts, advance)
        except sqlite3.OperationalError:  # locked, or the disk is full: a new file would not help
            raise
        except sqlite3.DatabaseError:
            self.file.unlink()
            return self._documents(embedder, texts, advance)

    def _documents(self, embedder: Embedder, texts: Sequence[str], advance: Callable[[int], None]) -> Vectors:
        fingerprint = embedder.fingerprint
        keys = [hashlib.sha256(f"{fingerprint}\0{text}".encode()).digest() for text in texts]
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.file, timeout=60)) as database, database:
            database.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, row BLOB NOT NULL)")
            known: dict[bytes, bytes] = dict(database.execute("SELECT key, row FROM vector"))
            missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            self.embedded = len(missing)
            advance(len(texts) - len(missing))
            if missing:
                fresh = embed_with_progress(embedder.embed_documents, list(missing.values()), advance)
                rows = {key: row.astype("<f4").tobytes() for key, row in zip(missing, fresh, strict=True)}
                database.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows.items())
                known |= rows
        return np.stack([np.frombuffer(known[key], dtype="<f4") for key in keys]).astype(np.float32)
