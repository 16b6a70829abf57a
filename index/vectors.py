"""The vectors of a release, in Chroma. No other module knows that it is Chroma.

A reader works on a private copy of the folder: Chroma writes to its SQLite file even when it only reads, a release
is never edited, and two processes must not share one Chroma folder (a second process misses or loses vectors).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from index.embeddings import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

Field = Literal["statement", "statement-ask", "key-answer", "key-answer-ask", "key-answer-asks"]
FIELDS: tuple[Field, ...] = get_args(Field)
SEARCH_WIDTH = 400
"""Of HNSW. Chroma's default of 100 misses 2 % of the nearest hundred asks of the shipped corpus, and now and then an
ask that is the very question after rows were taken out; 400 misses 0.1 % and costs a millisecond more."""


class Row(NamedTuple):
    """One text with its vector's place: what it is, and whose it is."""

    field: Field
    owner: str
    text: str

    @property
    def key(self) -> str:
        """An id made from content, so that an unchanged row is the same row in the next release."""
        return f"{self.owner}#{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"


class Near(NamedTuple):
    """How near a field of one statement or key answer is to the question."""

    owner: str
    similarity: float


def write_vectors(folder: Path, rows: Sequence[Row], vectors: Vectors, previous: Path | None = None) -> None:
    """Makes `folder` hold exactly `rows`; with `previous`, its unchanged rows are copied instead of indexed again."""
    if previous is not None:
        shutil.copytree(previous, folder)
    client = _client(folder)
    try:
        for field in FIELDS:
            collection = client.get_or_create_collection(
                field, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": SEARCH_WIDTH}}
            )
            wanted = {row.key: position for position, row in enumerate(rows) if row.field == field}
            have = set(collection.get(include=[])["ids"])
            step = client.get_max_batch_size()
            gone = sorted(have - wanted.keys())
            for start in range(0, len(gone), step):
                collection.delete(ids=gone[start : start + step])
            new = [key for key in wanted if key not in have]
            for start in range(0, len(new), step):
                keys = new[start : start + step]
                positions = [wanted[key] for key in keys]
                collection.add(
                    ids=keys,
                    embeddings=vectors[positions],
                )
    finally:
        _end(client)


class VectorIndex:
    """Nearest neighbours by cosine, over a private copy of a release's vectors."""

    def __init__(self, folder: Path) -> None:
        copy = tempfile.mkdtemp(prefix="fieldmap-vectors-")
        shutil.copytree(folder, copy, dirs_exist_ok=True)
        self._client = _client(Path(copy))
        self._collections = {field: self._client.get_collection(field, embedding_function=None) for field in FIELDS}
        self._owners: dict[Field, frozenset[str]] = {}
        self._close = weakref.finalize(self, _discard, self._client, copy)

    def count(self) -> int:
        """How many vectors there are, over all fields."""
        return sum(collection.count() for collection in self._collections.values())

    def owners(self, field: Field) -> frozenset[str]:
        """Who has a row in `field`."""
        if field not in self._owners:
            ids = self._collections[field].get(include=[])["ids"]
            self._owners[field] = frozenset(key.rpartition("#")[0] for key in ids)
        return self._owners[field]

    def nearest(self, field: Field, query: Vectors, depth: int) -> list[Near]:
        """Owners of the `depth` rows nearest to the one-row `query`, nearest first, each owner once."""
        return self.nearest_to_each(field, query, depth)[0]

    def nearest_to_each(
        self, field: Field, queries: Vectors, depth: int, without: frozenset[str] = frozenset()
    ) -> list[list[Near]]:
        """The same for every row of `queries`, in one search; rows whose key is in `without` do not count."""
        found = self._collections[field].query(
            query_embeddings=queries, n_results=depth + len(without), include=["distances"]
        )
        lists = []
        for ids, distances in zip(found["ids"], found["distances"] or [], strict=True):
            best: dict[str, float] = {}
            for key, distance in zip(ids, distances, strict=True):
                if key not in without:
                    best.setdefault(key.rpartition("#")[0], 1.0 - float(distance))
            lists.append([Near(owner, similarity) for owner, similarity in best.items()])
        return lists

    def close(self) -> None:
        """Ends the client and removes the private copy."""
        self._close()


def _client(folder: Path) -> ClientAPI:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))


def _discard(client: ClientAPI, copy: str) -> None:
    _end(client)
    shutil.rmtree(copy, ignore_errors=True)


def _end(client: ClientAPI) -> None:
    """Closes the files; the declared interface leaves `close` out, every client has it."""
    client.close()  # type: ignore[attr-defined]
