"""Building a release: named by its contents, whole or not there, and without anything that may not be said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import load
from corpus.errors import CorpusFileError
from index.build import Reason, build
from index.cache import EmbeddingCache
from index.contents import canonical, digest, published
from index.release import MANIFEST, file_digests, open_release, read_manifest, release_id, verify
from index.releases import Releases
from index.vectors import FIELDS

Edit = Callable[[Path, Callable[[Any], Any]], None]
TRIAL = "sources/programs/zimislecel-nejm-2025.yaml"
PRP = "sources/programs/restore-prp-jama-2021.yaml"
DISTINCTION = "distinctions/prp-vs-stem-cells.yaml"
REASON = Reason("an editor", "a test")


def objects(folder: Path) -> dict[str, Any]:
    lines = (folder / "objects.jsonl").read_text(encoding="utf-8").split("\n")
    return {f"{one['kind']}:{one['id']}": one for one in map(json.loads, filter(None, lines))}


def change_text(content: Any) -> None:
    content["statements"][0]["text"] = "In the zimislecel trial, all 14 people made insulin again."


def test_the_same_corpus_is_the_same_release(small_corpus: Path, build_release: Any) -> None:
    first, second = build_release(small_corpus), build_release(small_corpus)
    assert first.id == second.id == first.folder.name
    assert (first.was_there, second.was_there) == (False, True)
    assert second.folder == first.folder and second.texts_embedded == 0


def test_the_id_is_made_from_contents_model_and_training_alone(
    small_corpus: Path, build_release: Any, tmp_path: Path, words: Any
) -> None:
    here = build_release(small_corpus)
    moved = shutil.copytree(small_corpus, tmp_path / "elsewhere")
    cache = EmbeddingCache(tmp_path / "cold.sqlite")
    there = build(load(moved), tmp_path / "other-releases", cache, words, Reason("somebody else", "another day"))
    assert there.id == here.id and there.texts_embedded > 0
    manifest = read_manifest(here.folder)
    assert release_id(manifest.objects, manifest.embedding, manifest.training) == here.id


@pytest.mark.parametrize(
    ("file", "change"),
    [
        pytest.param(TRIAL, change_text, id="a text"),
        pytest.param(TRIAL, lambda c: c["statements"][0]["asks"].append("one more ask"), id="an ask"),
        pytest.param(TRIAL, lambda c: c["statements"].pop(), id="a statement taken out"),
        pytest.param(
            TRIAL,
            lambda c: c["statements"][0]["verification"].update(due="2027-06-01"),
            id="a day to read again",
        ),
        pytest.param("key_answers/all.yaml", lambda c: c[0].update(limits="Nobody knows."), id="a limit"),
        pytest.param("frame/today.yaml", lambda c: c.update(lead="Something else."), id="the frame"),
        pytest.param("signposts.yaml", lambda c: c["places"][1]["emergency"][0].update(number="1"), id="a number"),
        pytest.param("routing/crisis.yaml", lambda c: c["examples"].append({"text": "new"}), id="an example"),
        pytest.param(DISTINCTION, lambda c: c["look_alikes"].append("a new look-alike"), id="a look-alike"),
    ],
)
def test_a_change_is_another_release(
    small_release: Path,
    small_corpus: Path,
    build_release: Any,
    edit_yaml: Edit,
    file: str,
    change: Callable[[Any], Any],
) -> None:
    before = build_release(small_corpus)
    edit_yaml(small_corpus / file, lambda content: change(content) and None)
    after = build_release(small_corpus, previous=before.id)
    assert after.id != before.id and not after.was_there
    verify(before.folder)
    verify(after.folder)


def test_examples_are_learnt_from_and_not_said(small_release: Path) -> None:
    distinction = objects(small_release)["distinction:prp-vs-stem-cells"]["data"]
    assert distinction["sentence"] and distinction["examples"] == distinction["look_alikes"] == []


@pytest.mark.parametrize(
    ("file", "change"),
    [
        pytest.param(PRP, lambda c: c["statements"][2].update(text="A draft that changed."), id="a draft"),
        pytest.param(
            "signposts.yaml",
            lambda c: c["places"][0]["crisis"][1].update(what="changed"),
            id="an unverified signpost",
        ),
    ],
)
def test_what_is_not_published_does_not_change_the_release(
    small_release: Path,
    small_corpus: Path,
    build_release: Any,
    edit_yaml: Edit,
    file: str,
    change: Callable[[Any], Any],
) -> None:
    before = build_release(small_corpus)
    edit_yaml(small_corpus / file, lambda content: change(content) and None)
    assert build_release(small_corpus).id == before.id


def test_another_model_is_another_release(small_release: Path, small_corpus: Path, build_release: Any) -> None:
    first = build_release(small_corpus)
    second = build_release(small_corpus, previous=first.id, fingerprint="words@2")
    assert second.id != first.id
    assert read_manifest(second.folder).embedding == "words@2"


def test_drafts_and_unverified_signposts_are_nowhere(small_corpus: Path, build_release: Any) -> None:
    corpus = load(small_corpus)
    folder = build_release(small_corpus).folder
    text = (folder / "objects.jsonl").read_text(encoding="utf-8")
    (draft,) = [one for _, _, one in corpus.statements() if one.status == "draft"]
    assert draft.text not in text and draft.slug not in text
    assert not any(ask in text for ask in draft.asks)
    assert '"verified":false' not in text
    opened = open_release(folder, "words@1")
    gone = 0
    for before, after in zip(corpus.signposts.places, opened.contents.signposts.places, strict=True):
        for kind in ("emergency", "crisis", "medical_advice", "report"):
            assert getattr(after, kind) == [item for item in getattr(before, kind) if item.verified]
            gone += len(getattr(before, kind)) - len(getattr(after, kind))
    assert gone > 0
    opened.close()
    assert draft.slug not in (folder / "lexical" / "owners.json").read_text(encoding="utf-8")


def test_a_key_answer_on_a_draft_is_not_released(small_corpus: Path, build_release: Any, edit_yaml: Edit) -> None:
    key = "restore-prp-jama-2021/guidelines-do-not-recommend-prp"
    edit_yaml(small_corpus / "key_answers/all.yaml", lambda content: content[1]["stands_on"].append(key))
    built = build_release(small_corpus)
    assert "does-prp-help-knee-arthritis" not in (built.folder / "objects.jsonl").read_text(encoding="utf-8")
    opened = open_release(built.folder, "words@1")
    assert set(opened.contents.key_answers) == {"does-zimislecel-cure-type-1-diabetes"}
    opened.close()


def test_a_source_of_drafts_alone_is_not_released(small_corpus: Path, build_release: Any, edit_yaml: Edit) -> None:
    def draft(content: Any) -> None:
        for one in content["statements"]:
            one["status"] = "draft"
            one.pop("verification", None)

    edit_yaml(small_corpus / PRP, draft)
    built = build_release(small_corpus)
    opened = open_release(built.folder, "words@1")
    assert "restore-prp-jama-2021" not in opened.contents.sources and len(opened.contents.sources) == 2
    opened.close()


def test_the_shipped_release_holds_no_draft(shipped_home: Path, shipped_corpus: Any) -> None:
    (folder,) = [path for path in (shipped_home / "releases").iterdir() if path.is_dir()]
    published = shipped_corpus.published_statement_ids()
    found = objects(folder)
    sources = [one["data"] for one in found.values() if one["kind"] == "source"]
    held = {f"{source['id']}/{one['slug']}" for source in sources for one in source["statements"]}
    assert held == published
    assert {one["status"] for source in sources for one in source["statements"]} == {"published"}
    answers = [one["data"] for one in found.values() if one["kind"] == "key-answer"]
    assert all(published.issuperset(answer["stands_on"]) for answer in answers)
    signposts = json.dumps(found["signposts:signposts"]["data"])
    assert '"verified": true' in signposts and '"verified": false' not in signposts


def test_the_manifest_hashes_each_object_and_file(small_corpus: Path, build_release: Any) -> None:
    folder = build_release(small_corpus).folder
    manifest = read_manifest(folder)
    held = objects(folder)
    assert manifest.objects == {key: one["sha256"] for key, one in held.items()}
    assert manifest.objects == {key: digest(canonical(one["data"])) for key, one in held.items()}
    on_disk = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {MANIFEST}
    assert manifest.files == file_digests(folder) and manifest.files.keys() == on_disk
    assert {"objects.jsonl", "behaviour.npz", "facet.npz", "lexical/owners.json"} <= on_disk


def test_the_manifest_says_who_why_what_and_on_what(small_corpus: Path, build_release: Any, edit_yaml: Edit) -> None:
    first = build_release(small_corpus)
    edit_yaml(small_corpus / TRIAL, change_text)
    manifest = read_manifest(build_release(small_corpus, previous=first.id).folder)
    assert (manifest.who, manifest.why, manifest.previous) == ("an editor", "a test", first.id)
    assert manifest.created.endswith("+00:00") and manifest.dimension == 48
    opened = open_release(first.folder, "words@1")
    counts = opened.manifest.counts
    assert counts == counts | {
        "sources": 3,
        "statements": 7,
        "key_answers": 2,
        "distinctions": 2,
        "concepts": 7,
    }
    assert counts["vectors"] == opened.vectors.count()
    opened.close()


def test_what_was_built_is_what_is_read(small_corpus: Path, build_release: Any) -> None:
    corpus = load(small_corpus)
    opened = open_release(build_release(small_corpus).folder, "words@1")
    assert set(opened.contents.statements) == corpus.published_statement_ids()
    assert opened.contents.key_answers == corpus.key_answers
    assert opened.contents.distinctions == published(corpus).distinctions
    assert opened.contents.concepts == corpus.concepts
    assert opened.contents.field_map == corpus.field_map
    assert opened.contents.places == corpus.places
    opened.close()


@pytest.mark.parametrize("mark", ["\u2028", "\u0085", "\x1c"], ids=["line separator", "next line", "file separator"])
def test_a_rare_line_end_in_a_text_stays_in_the_text(
    small_corpus: Path, build_release: Any, edit_yaml: Edit, mark: str
) -> None:
    text = f"In the zimislecel trial,{mark}all 14 people made insulin again."
    edit_yaml(small_corpus / TRIAL, lambda content: content["statements"][0].update(text=text))
    opened = open_release(build_release(small_corpus).folder, "words@1")
    statement = opened.contents.statements["zimislecel-nejm-2025/all-14-made-insulin-again"].statement
    assert statement.text == text
    opened.close()


def test_a_corpus_without_key_answers_and_distinctions_makes_a_release(small_corpus: Path, build_release: Any) -> None:
    shutil.rmtree(small_corpus / "key_answers")
    shutil.rmtree(small_corpus / "distinctions")
    opened = open_release(build_release(small_corpus).folder, "words@1")
    assert opened.contents.key_answers == {} and len(opened.contents.statements) == 7
    opened.close()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        pytest.param(TRIAL, b"id: [", id="broken YAML"),
        pytest.param(TRIAL, b"id: zimislecel-nejm-2025\n", id="fields missing"),
        pytest.param("concepts.yaml", b"\xff\xfe", id="not text"),
    ],
)
def test_a_broken_corpus_file_stops_before_anything_is_written(
    small_corpus: Path, build_release: Any, releases_folder: Path, file: str, content: bytes, file_bytes: Any
) -> None:
    releases = Releases(releases_folder)
    releases.activate(build_release(small_corpus).id, REASON)
    before = file_bytes(releases_folder)
    (small_corpus / file).write_bytes(content)
    with pytest.raises(CorpusFileError, match=file):
        build_release(small_corpus, previous=releases.active())
    assert file_bytes(releases_folder) == before
    open_release(releases.active_folder(), "words@1").close()


def test_an_embedding_model_that_fails_leaves_nothing(
    small_corpus: Path, releases_folder: Path, tmp_path: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(texts: Any) -> Any:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(words, "embed_documents", fail)
    with pytest.raises(RuntimeError, match="out of memory"):
        build(load(small_corpus), releases_folder, EmbeddingCache(tmp_path / "c.sqlite"), words, REASON)
    assert Releases(releases_folder).ids() == []


class Killed(BaseException):
    """What a kill looks like to the code that is running."""


@pytest.mark.parametrize("step", [0, 1, 2, 3], ids=["at the start", "objects", "words", "classifiers"])
def test_a_build_that_was_killed_does_not_matter(
    small_corpus: Path, build_release: Any, releases_folder: Path, tmp_path: Path, words: Any, step: int
) -> None:
    def kill(name: str, done: int, total: int) -> None:
        if (name, done) == ("writing", step):
            raise Killed

    with pytest.raises(Killed):
        build(load(small_corpus), releases_folder, EmbeddingCache(tmp_path / "c"), words, REASON, progress=kill)
    assert [path.name.startswith(".building-") for path in releases_folder.iterdir()] == [True]
    assert Releases(releases_folder).ids() == []

    built = build_release(small_corpus)
    assert not built.was_there
    verify(built.folder)
    assert [path.name for path in releases_folder.iterdir()] == [built.id]


def test_a_finished_but_unmoved_build_is_no_release(small_release: Path, releases_folder: Path) -> None:
    shutil.copytree(small_release, releases_folder / f".building-{small_release.name}")
    assert Releases(releases_folder).ids() == [small_release.name]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda folder: (folder / MANIFEST).unlink(), id="manifest missing"),
        pytest.param(lambda folder: (folder / MANIFEST).write_text("{", encoding="utf-8"), id="manifest broken"),
        pytest.param(lambda folder: (folder / "objects.jsonl").write_bytes(b""), id="objects lost"),
        pytest.param(lambda folder: shutil.rmtree(folder / "vectors"), id="vectors lost"),
    ],
)
def test_a_damaged_release_is_mended_by_building_it_again(
    small_release: Path, small_corpus: Path, build_release: Any, damage: Callable[[Path], Any]
) -> None:
    """The message of a damaged release says to run a build; that has to help."""
    first = build_release(small_corpus)
    damage(first.folder)
    second = build_release(small_corpus, previous=first.id)
    assert second.id == first.id and not second.was_there
    open_release(second.folder, "words@1").close()


@pytest.mark.parametrize("file", [MANIFEST, "vectors/chroma.sqlite3"])
def test_a_release_is_never_built_upon_a_damaged_one(
    small_release: Path, small_corpus: Path, build_release: Any, edit_yaml: Edit, file: str
) -> None:
    first = build_release(small_corpus)
    (first.folder / file).write_bytes(b"{")
    edit_yaml(small_corpus / TRIAL, change_text)
    second = build_release(small_corpus, previous=first.id)
    opened = open_release(second.folder, "words@1")
    assert opened.vectors.count() == opened.manifest.counts["vectors"]
    opened.close()


def test_a_previous_release_that_is_gone_does_not_matter(small_corpus: Path, build_release: Any) -> None:
    verify(build_release(small_corpus, previous="0123456789abcdef").folder)


def test_building_on_the_previous_gives_the_same_answers(
    small_release: Path,
    small_corpus: Path,
    build_release: Any,
    edit_yaml: Edit,
    releases_folder: Path,
    words: Any,
) -> None:
    first = build_release(small_corpus)
    edit_yaml(small_corpus / TRIAL, change_text)
    edit_yaml(small_corpus / PRP, lambda content: content["statements"].pop(0) and None)
    edit_yaml(small_corpus / "key_answers/all.yaml", lambda content: content[:1])
    second = build_release(small_corpus, previous=first.id)
    upon = open_release(second.folder, "words@1")
    shutil.rmtree(second.folder)
    alone = open_release(build_release(small_corpus).folder, "words@1")
    assert upon.vectors.count() == alone.vectors.count() == upon.manifest.counts["vectors"]
    for text in ("who came off insulin", "PRP for knees", "exosomes in Nebraska"):
        query = words.embed_queries([text])
        for field in FIELDS:
            ours, theirs = (one.vectors.nearest(field, query, 20) for one in (upon, alone))
            assert [near.owner for near in ours] == [near.owner for near in theirs]
            assert np.allclose([near.similarity for near in ours], [near.similarity for near in theirs], atol=1e-5)
    upon.close()
    alone.close()


def test_only_the_changed_texts_are_embedded(small_corpus: Path, build_release: Any, edit_yaml: Edit) -> None:
    first = build_release(small_corpus)
    edit_yaml(small_corpus / TRIAL, change_text)
    second = build_release(small_corpus, previous=first.id)
    assert first.texts_embedded > 100
    assert second.texts_embedded == 1


def test_progress_is_told_to_the_end(small_corpus: Path, releases_folder: Path, tmp_path: Path, words: Any) -> None:
    told: list[tuple[str, int, int]] = []
    cache = EmbeddingCache(tmp_path / "c.sqlite")
    built = build(load(small_corpus), releases_folder, cache, words, REASON, progress=lambda *step: told.append(step))
    assert told[0] == ("embedding", 0, built.texts)
    assert ("embedding", built.texts, built.texts) in told
    assert told[-6:] == [("writing", done, 5) for done in range(6)]
    assert [done for name, done, _ in told if name == "embedding"] == sorted(
        done for name, done, _ in told if name == "embedding"
    )
