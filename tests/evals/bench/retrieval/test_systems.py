"""Every system finds the right one of ten documents by the same vectors; what is not installed says so."""

from __future__ import annotations

import numpy as np
import pytest

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors
from evals.bench.retrieval.systems import ENTRIES, OURS, Entry
from index.hybrid import FusionSettings
from index.lexical import tokens


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
    scores = cosines + FusionSettings().lexical_weight * np.array(matching, float)
    assert sum(matching) == 1
    assert found == [plain[place].id for place in np.argsort(-scores)]


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
