"""Every system finds the right one of ten documents by the same vectors; what is not installed says so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors
from evals.bench.retrieval.systems import ENTRIES, OURS, Entry
from index.adapter import ADAPTER
from index.cache import EmbeddingCache
from index.embeddings import Vectors
from index.hybrid import FUSION
from index.lexical import tokens

# The benchmark is for those who compare retrievers, and changes seldom.
pytestmark = pytest.mark.thorough


@pytest.fixture(params=ENTRIES, ids=[entry.name for entry in ENTRIES])
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    if found.missing:
        pytest.skip(f"NOT TESTED: {found.name} needs {', '.join(found.missing)}; pip install -e '.[bench]'")
    return found


# The libraries of the peers give warnings of their own about what they will change.
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore::UserWarning")
def test_the_right_one_of_ten_documents_is_found(
    entry: Entry, ten: list[Document], shared_vectors: SharedVectors
) -> None:
    system = entry.make(shared_vectors)
    try:
        system.index(ten)
        found = {
            query: system.search(query, 3)
            for query in ("strings of a violin", "ship QX-4471", "how deep is the harbour", "bees and the sun")
        }
    finally:
        system.close()
    assert {query: order[0] for query, order in found.items()} == {
        "strings of a violin": "d3",
        "ship QX-4471": "named",
        "how deep is the harbour": "asked",
        "bees and the sun": "d2",
    }
    assert all(len(order) == len(set(order)) <= 3 for order in found.values())


def test_ours_is_the_retriever_of_the_product(ten: list[Document], shared_vectors: SharedVectors) -> None:
    """The order is that of the fused score: worked out here from the vectors and the words."""
    plain = [document for document in ten if not document.asks and not document.names]
    question = "which trees grow old"
    system = OURS.make(shared_vectors)
    system.index(plain)
    found = system.search(question, 10)
    system.close()
    cosines = shared_vectors.documents([document.text for document in plain]) @ shared_vectors.question(question)[0]
    matching = ["tree" in tokens([document.text])[0] for document in plain]
    scores = cosines + FUSION.lexical_weight * np.array(matching, float)
    assert sum(matching) == 1
    assert found == [plain[place].id for place in np.argsort(-scores)]


class _Turned:
    """Places lie about at random; what is asked about one lies where a fixed turn takes it, with some noise."""

    fingerprint, dimension = "turned@1", 32

    def __init__(self) -> None:
        self._turn = np.linalg.qr(np.random.default_rng(1).normal(size=(32, 32)))[0]

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([self._row(*text.split()) for text in texts])
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    embed_queries = embed_documents

    def _row(self, kind: str, number: str, *way: str) -> Vectors:
        place = np.random.default_rng(int(number)).normal(size=32)
        if kind == "place":
            return np.asarray(place)
        noise = np.random.default_rng([int(number), *map(int, way)]).normal(size=32)
        return np.asarray(place @ self._turn + noise)


def test_ours_learns_its_adapter_from_the_asks_of_what_it_indexes(tmp_path: Path) -> None:
    vectors = SharedVectors(_Turned(), EmbeddingCache(tmp_path / "cache.sqlite"))
    asked = [
        Document(f"{n}", f"place {n}", asks=tuple(f"where {n} {way}" for way in range(4)))
        for n in range(ADAPTER.fewest)
    ]
    found = []
    for some in (asked, asked[:-1]):  # below the fewest nothing is learnt
        system = OURS.make(vectors)
        system.index(some)
        hits = [one.id in system.search(f"where {one.id} 9", 1) for one in some[::3]]
        found.append(sum(hits) / len(hits))
        system.close()
    assert found[0] > found[1] + 0.05


def test_a_peer_that_is_not_installed_names_what_it_needs() -> None:
    entry = Entry("a peer", "langchain", ("json", "no_such_package", "no_such_package.inside"))
    assert entry.missing == ("no_such_package", "no_such_package.inside")


def test_vectors_are_made_once_and_kept(ten: list[Document], shared_vectors: SharedVectors) -> None:
    texts = [document.text for document in ten]
    first = shared_vectors.documents(texts)
    told: list[tuple[int, int]] = []
    shared_vectors.watch = lambda done, total: told.append((done, total))
    again = shared_vectors.documents([*texts[::-1], "a new one"])
    assert (again[:-1][::-1] == first).all()
    assert told == [(0, 1)]
    assert shared_vectors.question("bees").shape == (1, shared_vectors.dimension)
