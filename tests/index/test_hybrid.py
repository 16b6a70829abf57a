"""Fused retrieval: a LangChain retriever that finds a statement by its text, its asks, its words and its numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from index.embeddings import SentenceEmbedder, Vectors
from index.hybrid import FUSION, HybridRetriever
from index.release import Release
from index.vectors import Row, VectorIndex, write_vectors


@pytest.fixture
def retriever(opened: Release, words: Any) -> HybridRetriever:
    return HybridRetriever(release=opened, embed=lambda text: words.embed_queries([text]))


def no_vector(text: str) -> Vectors | None:
    return None


def test_it_is_a_langchain_retriever(retriever: HybridRetriever) -> None:
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("how many people came off insulin in the zimislecel trial")
    assert documents and all(isinstance(one, Document) for one in documents)
    for one in documents:
        published = retriever.release.contents.statements[one.metadata["id"]]
        assert one.page_content == published.statement.text
        assert one.metadata["source"] == published.source.id
    scores = [one.metadata["score"] for one in documents]
    assert scores == sorted(scores, reverse=True)


def test_a_statement_is_found_by_its_own_ask(retriever: HybridRetriever) -> None:
    for statement_id, published in retriever.release.contents.statements.items():
        for ask in published.statement.asks:
            found = [hit.id for hit in retriever.statements(ask, retriever.embed(ask))]
            assert statement_id in found[:3], ask


def test_a_text_without_asks_counts_whole(opened: Release, words: Any, tmp_path: Path) -> None:
    silent, *others = statements = opened.contents.statements
    rows = [Row("statement", key, statements[key].statement.text) for key in statements]
    rows += [Row("statement-ask", key, ask) for key in others for ask in statements[key].statement.asks]
    write_vectors(tmp_path / "vectors", rows, words.embed_documents([row.text for row in rows]))
    vectors = VectorIndex(tmp_path / "vectors")
    retriever = HybridRetriever(release=replace(opened, vectors=vectors), embed=no_vector)
    text = statements[silent].statement.text
    (hit,) = [hit for hit in retriever.statements(text, words.embed_queries([text])) if hit.id == silent]
    assert hit.similarity == pytest.approx(1.0, abs=1e-4)
    assert hit.score == pytest.approx(1.0 + FUSION.lexical_weight * hit.lexical, abs=1e-4)
    vectors.close()


def test_the_question_goes_in_on_the_query_side(retriever: HybridRetriever, words: Any) -> None:
    retriever.invoke("insulin")
    assert words.queries == ["insulin"] and not words.documents


def test_without_embeddings_words_alone_answer(opened: Release) -> None:
    retriever = HybridRetriever(release=opened, embed=no_vector)
    found = retriever.statements("NCT04786262", None)
    assert {opened.contents.statements[hit.id].source.id for hit in found} == {"zimislecel-nejm-2025"}
    assert found[0].lexical == 1.0 and all(hit.similarity == 0.0 for hit in found)
    assert retriever.invoke("NCT04786262")[0].metadata["source"] == "zimislecel-nejm-2025"
    assert retriever.invoke("xyzzy") == []
    assert retriever.key_answers(None) == []


def test_key_answers_are_found_by_their_question(retriever: HybridRetriever) -> None:
    for key, answer in retriever.release.contents.key_answers.items():
        best = retriever.key_answers(retriever.embed(answer.question))[0]
        assert best.id == key
        assert best.similarity == pytest.approx(1.0, abs=1e-5)
        assert best.lexical == 0.0


def test_drafts_are_never_found(retriever: HybridRetriever) -> None:
    found = {hit.id for hit in retriever.statements("do guidelines recommend PRP", retriever.embed("guidelines PRP"))}
    assert found and "restore-prp-jama-2021/guidelines-do-not-recommend-prp" not in found


@pytest.mark.parametrize("question", ["", " ", "???", "a" * 5000], ids=["empty", "blank", "marks", "long"])
def test_any_text_is_a_question(retriever: HybridRetriever, question: str) -> None:
    assert all(0 <= hit.lexical <= 1 for hit in retriever.statements(question, retriever.embed(question or "?")))


def test_no_more_than_the_limit_is_returned(opened: Release, words: Any) -> None:
    retriever = HybridRetriever(
        release=opened, embed=lambda text: words.embed_queries([text]), fusion=replace(FUSION, limit=2)
    )
    assert len(retriever.invoke("PRP insulin exosomes")) == 2


def test_the_same_question_gives_the_same_order(retriever: HybridRetriever) -> None:
    first, second = (retriever.statements("PRP for knees", retriever.embed("PRP for knees")) for _ in range(2))
    assert first == second


@pytest.fixture
def shipped(shipped_release: Release, embedder: SentenceEmbedder) -> HybridRetriever:
    return HybridRetriever(release=shipped_release, embed=lambda text: embedder.embed_queries([text]))


@pytest.fixture(scope="module")
def numbers(shipped_release: Release) -> dict[str, set[str]]:
    """Which sources carry a trial number: as an identifier, or in a statement."""
    sources = shipped_release.contents.sources.values()
    numbers = {number for source in sources for number in source.identifiers.values() if number.startswith("NCT")}
    return {
        number: {
            source.id
            for source in sources
            if number in source.identifiers.values() or any(number in one.text for one in source.statements)
        }
        for number in numbers
    }


def test_a_trial_number_finds_its_own_source_by_words(shipped_release: Release, numbers: dict[str, set[str]]) -> None:
    retriever = HybridRetriever(release=shipped_release, embed=no_vector)
    assert len(numbers) > 40
    assert {n: ids for n, ids in numbers.items() if retriever.invoke(n)[0].metadata["source"] not in ids} == {}


@pytest.mark.parametrize("question", ["{}", "what did the trial {} find?"], ids=["bare", "in a question"])
def test_a_trial_number_brings_its_own_source_among_what_is_near(
    shipped: HybridRetriever, embedder: SentenceEmbedder, numbers: dict[str, set[str]], question: str
) -> None:
    """An embedding cannot tell two numbers apart; what is ranked first is for the assistant, which knows the number."""
    questions = [question.format(number) for number in numbers]
    vectors = embedder.embed_queries(questions)
    lost = [
        text
        for n, (text, ids) in enumerate(zip(questions, numbers.values(), strict=True))
        if ids.isdisjoint(hit.id.split("/")[0] for hit in shipped.statements(text, vectors[n : n + 1]))
    ]
    assert lost == []


def test_a_statement_of_the_shipped_corpus_is_found_by_its_last_ask(
    shipped: HybridRetriever, embedder: SentenceEmbedder
) -> None:
    sample = list(shipped.release.contents.statements.values())[::6]
    asks = [one.statement.asks[-1] for one in sample]
    vectors = embedder.embed_queries(asks)
    found = sum(
        one.id in [hit.id for hit in shipped.statements(ask, vectors[n : n + 1])[:5]]
        for n, (one, ask) in enumerate(zip(sample, asks, strict=True))
    )
    assert len(sample) >= 270
    assert found / len(sample) >= 0.9


def test_a_key_answer_of_the_shipped_corpus_is_found_by_its_question(
    shipped: HybridRetriever, embedder: SentenceEmbedder
) -> None:
    answers = list(shipped.release.contents.key_answers.values())[::3]
    vectors = embedder.embed_queries([answer.question for answer in answers])
    for n, answer in enumerate(answers):
        hits = shipped.key_answers(vectors[n : n + 1])
        nearest = max(hits, key=lambda hit: hit.similarity)
        assert nearest.id == answer.id and nearest.similarity == pytest.approx(1.0, abs=1e-4), answer.question
        assert answer.id in [hit.id for hit in hits[:8]], answer.question
