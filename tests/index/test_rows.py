"""Which texts are embedded, and which words stand for a statement."""

from __future__ import annotations

from pathlib import Path

from corpus import load
from index.contents import published
from index.rows import SpokenNames, rows, words


def test_every_published_text_and_ask_is_a_row_of_its_owner(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    spoken = SpokenNames(published(corpus).concepts).variants
    found = {(row.field, row.owner, row.text) for row in rows(published(corpus))}
    expected = set()
    for key, _, one in corpus.statements():
        if one.status == "published":
            expected.add(("statement", key, one.text))
            expected |= {("statement-ask", key, ask) for ask in one.asks}
    for key, answer in corpus.key_answers.items():
        expected.add(("key-answer", key, answer.lead))
        asks = list(dict.fromkeys([answer.question, *answer.asks]))
        expected |= {("key-answer-ask", key, ask) for ask in [*asks, *spoken(answer.question)]}
        expected.add(("key-answer-asks", key, " ".join(asks)))
    assert found == expected


def test_a_question_that_is_also_an_ask_is_one_row(small_corpus: Path) -> None:
    contents = published(load(small_corpus))
    key, answer = next(iter(contents.key_answers.items()))
    contents.key_answers[key] = answer.model_copy(update={"asks": [answer.question, *answer.asks]})
    texts = [row.text for row in rows(contents) if row.owner == key]
    assert texts.count(answer.question) == 1


def test_a_question_is_also_put_under_the_other_names_of_its_things(small_corpus: Path) -> None:
    spoken = SpokenNames(published(load(small_corpus)).concepts).variants
    assert "Does VX-880 cure type 1 diabetes?" in spoken("Does zimislecel cure type 1 diabetes?")
    assert spoken("How are you?") == []


def test_the_words_of_a_statement_hold_its_source_s_names_and_numbers(small_corpus: Path) -> None:
    statements = published(load(small_corpus)).statements
    text = words(statements["zimislecel-nejm-2025/insulin-independence-10-of-12"])
    assert "NCT04786262" in text and "40544428" in text
    assert "10 of the 12 (83%)" in text
    assert "Type 1 Diabetes" in text
