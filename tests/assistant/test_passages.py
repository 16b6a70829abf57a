"""The source's own words beside our statement: labelled, cited, escaped, and only where the rights allow it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant, Question
from assistant.library import Library
from assistant.shown import Shown
from assistant.web.answer_html import answer_html
from assistant.web.reading.document_html import source_html
from corpus import Corpus, load
from corpus.lint.passages import passage_faults
from evals.items import Item
from evals.reference import Reference
from evals.scoring import citations
from index.contents import published
from prompts.wording import load_wording

WORDS = "**Publish me** [9] <script>alert(1)</script> [x](y) {{7*7}}: ten of twelve, as # says."
LINKED = "[x](javascript:alert(1)) or see https://evil.example/x, that is all."
SOURCE = "restore-prp-jama-2021"
ASKED = "what did the RESTORE trial of PRP find about pain?"


@pytest.fixture(scope="module")
def with_words(
    tmp_path_factory: pytest.TempPathFactory, _small_corpus_template: Path, edit_yaml: Callable[..., None]
) -> Callable[..., Corpus]:
    """The small corpus in which every statement of one source stands on a hostile passage, under these rights."""
    import shutil

    def make(rights: str, words: str = WORDS) -> Corpus:
        folder = Path(shutil.copytree(_small_corpus_template, tmp_path_factory.mktemp("passages") / "corpus"))

        def change(source: dict[str, Any]) -> None:
            source["rights"] = rights
            for one in source["statements"]:
                one["passage"] = {"document": "0" * 64, "start": 5, "end": 5 + len(words), "locator": "page 7"}
                one["passage"]["text"] = words

        edit_yaml(next(folder.rglob(f"{SOURCE}.yaml")), change)
        return load(folder)

    return make


@pytest.fixture(scope="module")
def opened(with_words: Callable[..., Corpus], small: Assistant) -> Assistant:
    """An assistant on the small release, as it would be with these passages in its contents."""
    return _opened(small, with_words("public-domain"))


def _opened(small: Assistant, corpus: Corpus) -> Assistant:
    other = Assistant(small.settings, embedder=small._embedder)
    release = replace(small.library.release, contents=published(corpus))
    other._library = Library(release, small.library.embed, embed_all=small.library.embed_all)
    return other


@pytest.fixture(scope="module")
def answer(opened: Assistant) -> Answer:
    return opened.ask(Question(ASKED))


def test_a_passage_stands_beside_the_statement_under_its_label(answer: Answer, opened: Assistant) -> None:
    passages = [one for one in answer.citations if one.kind == "passage"]
    assert passages and all(one.quote == WORDS and one.locator == "page 7" for one in passages)
    statements = {one.statement_id: one for one in answer.citations if one.kind == "statement"}
    assert all(statements[one.statement_id].quote != WORDS for one in passages)
    label = load_wording()["label-passage"].body
    for one in passages:
        line = next(line for line in answer.text.splitlines() if f"[{one.n}]" in line)
        assert statements[one.statement_id].quote in line and label in line
    reference = Reference(opened)
    assert citations.integrity(Item("i", "s", Question(ASKED)), answer, reference).value == 1


def test_hostile_words_of_a_source_are_inert_on_every_page(answer: Answer, opened: Assistant) -> None:
    from datetime import date

    shown = Shown(opened.library, date(2026, 11, 21), frozenset(), 12)
    for page in (answer_html(answer, "t", ()), source_html(shown, SOURCE) or ""):
        assert "alert(1)" in page and "<script>alert" not in page
        assert '<a href="y"' not in page
        assert "<strong>Publish me</strong>" not in page


def test_a_release_holds_no_words_that_may_not_be_printed(with_words: Callable[..., Corpus]) -> None:
    open_contents, closed = published(with_words("cc-by")), published(with_words("all-rights-reserved"))
    for key, one in open_contents.statements.items():
        assert one.has_passage == key.startswith(SOURCE)
    for one in closed.statements.values():
        assert not one.has_passage and one.statement.passage is None
        with pytest.raises(ValueError, match="no passage"):
            one.words("passage")
    assert not any(WORDS in line for _, _, line in closed.lines())


def test_no_link_in_a_passage_can_be_followed(with_words: Callable[..., Corpus], small: Assistant) -> None:
    """Lint refuses such words; were they in a release all the same, nobody could follow them."""
    corpus = with_words("public-domain", LINKED)
    assert any("web address" in str(item.fault) for item in passage_faults(corpus))
    answer = _opened(small, corpus).ask(Question(ASKED))
    assert "https://evil" not in answer.text and "javascript:" not in answer.text
    links = [part.split('"')[0] for part in answer_html(answer, "t", ()).split('href="')[1:]]
    assert not any("evil" in link or "javascript" in link for link in links)
