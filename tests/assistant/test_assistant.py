"""Opening, switching and refusing releases while questions are answered."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant import Assistant, Question, Settings
from assistant.errors import NotReady
from corpus import load
from index.build import Reason, build
from index.cache import EmbeddingCache
from index.embeddings import SentenceEmbedder
from index.releases import Releases


def copied(small_home: Path, tmp_path: Path) -> Path:
    """A home of this test's own, with the small release in it."""
    home = tmp_path / "home"
    shutil.copytree(small_home, home)
    return home


def test_without_a_release_it_says_what_to_run(tmp_path: Path, embedder: SentenceEmbedder) -> None:
    with pytest.raises(NotReady, match="fieldmap release build --activate"):
        Assistant(Settings(home=tmp_path), embedder=embedder).ask(Question("What is PRP?"))


def test_a_damaged_release_is_refused_with_what_to_run(
    small_home: Path, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    home = copied(small_home, tmp_path)
    objects = Releases(home / "releases").active_folder() / "objects.jsonl"
    objects.write_bytes(objects.read_bytes().replace(b"PRP", b"PRX", 1))
    with pytest.raises(NotReady, match="fieldmap release rollback"):
        Assistant(Settings(home=home), embedder=embedder).open()


def test_a_damaged_release_that_is_pointed_to_later_leaves_the_open_one_serving(
    small_home: Path, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    home = copied(small_home, tmp_path)
    assistant = Assistant(Settings(home=home), embedder=embedder)
    assistant.open()
    good = assistant.release_id
    broken = home / "releases" / "0123456789abcdef"
    shutil.copytree(home / "releases" / str(good), broken)
    (home / "releases" / "active").write_text(f"{broken.name}\n")
    assert assistant.ask(Question("What is PRP?")).release == good


def test_a_new_release_is_served_without_a_restart(
    small_home: Path, small_corpus: Path, tmp_path: Path, embedder: SentenceEmbedder, embedding_cache: EmbeddingCache
) -> None:
    home = copied(small_home, tmp_path)
    assistant = Assistant(Settings(home=home), embedder=embedder)
    question = Question("Does zimislecel cure type 1 diabetes?")
    assert "Changed today." not in assistant.ask(question).text
    corpus = load(small_corpus)
    key = "does-zimislecel-cure-type-1-diabetes"
    answer = corpus.key_answers[key]
    corpus.key_answers[key] = answer.model_copy(update={"lead": f"{answer.lead} Changed today."})
    releases = Releases(home / "releases")
    reason = Reason("test", "change")
    built = build(corpus, releases.folder, embedding_cache, embedder, reason, previous=releases.active())
    releases.activate(built.id, reason)
    changed = assistant.ask(question)
    assert changed.release == built.id and "Changed today." in changed.text
    releases.rollback(Reason("test", "back"))
    assert "Changed today." not in assistant.ask(question).text


def test_without_an_embedding_model_words_alone_still_answer(
    small_home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    empty = tmp_path / "no-model"
    empty.mkdir()
    assistant = Assistant(Settings(home=small_home), embedder=SentenceEmbedder(folder=empty))
    answer = assistant.ask(Question("Does zimislecel cure type 1 diabetes?"))
    assert answer.behaviour == "answer"
    assert any(citation.source_id == "zimislecel-nejm-2025" for citation in answer.citations)
    assert "lexical search alone" in caplog.text


def test_nothing_a_patient_wrote_is_logged(assistant: Assistant, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="fieldmap"):
        assistant.ask(Question("my very private knee"))
    assert "private" not in caplog.text
