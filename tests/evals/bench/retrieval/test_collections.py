"""What is read of SciFact, MedQuAD and our own corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import load
from evals.bench.retrieval import medquad, scifact, statements
from evals.bench.retrieval.collection import Collection, Document, Query


def test_scifact_has_every_abstract_and_the_claims_with_evidence(evaldata: Path) -> None:
    found = scifact.read(evaldata, seed=1)
    assert [document.id for document in found.documents] == ["11", "12", "13"]
    assert found.documents[0].text == (
        "Light and plants. Leaves turn to light. A plant's stem bends, too. It takes 'hours'."
    )
    assert found.queries == [
        Query("1", "Leaves follow the light.", frozenset({"11", "12"})),
        Query("2", "Roots, in the dark, find nothing.", frozenset({"12"})),
    ]


def test_medquad_has_each_answer_once_and_its_question(evaldata: Path) -> None:
    found = medquad.read(evaldata, seed=1)
    texts = {document.id: document.text for document in found.documents}
    assert texts == {
        "1_One_QA/0000001_1.xml#1": "Moss is a small plant.",
        "1_One_QA/0000001_1.xml#2": "Nobody has it.",
        "1_One_QA/0000001_2.xml#1": "Nobody has it.",
        "2_Two_QA/0000001.xml#1": "Fern <bracken> is green.",
    }
    by_text = {query.text: query.relevant for query in found.queries}
    assert by_text["What is moss ?"] == {"1_One_QA/0000001_1.xml#1"}
    assert "What is fern & bracken ?" in by_text
    # Two pages that say the same are both right.
    assert by_text["Who has moss ?"] == by_text["Who has lichen ?"]
    assert len(by_text["Who has moss ?"]) == 2


def test_the_sample_of_medquad_is_the_seeds(evaldata: Path) -> None:
    assert medquad.read(evaldata, 1, answers=3, questions=2) == medquad.read(evaldata, 1, answers=3, questions=2)
    sizes = medquad.read(evaldata, 1, answers=3, questions=2)
    assert (len(sizes.documents), len(sizes.queries)) == (3, 2)
    kept = {document.id for document in sizes.documents}
    assert all(query.relevant <= kept for query in sizes.queries)
    assert len({tuple(q.id for q in medquad.read(evaldata, seed, questions=2).queries) for seed in range(8)}) > 1


def test_a_held_out_ask_is_in_no_document(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    found = statements.held_out(corpus, seed=3)
    published = {key: one for key, _, one in corpus.statements() if key in corpus.published_statement_ids()}
    documents = {document.id: document for document in found.documents}
    assert documents.keys() == published.keys() and len(found.queries) == len(published) == 7
    for query in found.queries:
        assert query.relevant == {query.id}
        assert query.text in published[query.id].asks and query.text not in documents[query.id].asks
        assert len(documents[query.id].asks) == len(published[query.id].asks) - 1
    assert found == statements.held_out(corpus, seed=3)
    assert found.source_of is not None and set(found.source_of.values()) == set(corpus.sources)
    assert "NCT04786262" in documents["zimislecel-nejm-2025/insulin-independence-10-of-12"].names


@pytest.mark.parametrize(("most", "left"), [(2, 2), (5, 5), (9, 5)])
def test_fewer_queries_leave_the_documents_alone(most: int, left: int) -> None:
    whole = Collection("x", [Document("a", "a")], [Query(str(n), str(n), frozenset({"a"})) for n in range(5)])
    fewer = whole.with_fewer_queries(most, seed=1)
    assert fewer.documents == whole.documents and len(fewer.queries) == left
    assert [query for query in whole.queries if query in fewer.queries] == list(fewer.queries)
