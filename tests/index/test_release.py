"""Opening a release: every damage is refused, with what to run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.contents import digest
from index.errors import DamagedRelease, ReleaseModelMismatch
from index.release import FORMAT, MANIFEST, Release, file_digests, open_release, verify

FILES = (
    "objects.jsonl",
    "behaviour.npz",
    "facet.npz",
    "vectors/chroma.sqlite3",
    "lexical/owners.json",
    "lexical/data.csc.index.npy",
    "lexical/indices.csc.index.npy",
    "lexical/indptr.csc.index.npy",
    "lexical/params.index.json",
    "lexical/vocab.index.json",
)


def truncate(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def empty(file: Path) -> None:
    file.write_bytes(b"")


def refused(folder: Path) -> str:
    with pytest.raises(DamagedRelease) as checked:
        verify(folder)
    with pytest.raises(DamagedRelease) as opened:
        open_release(folder, "words@1")
    assert str(checked.value) == str(opened.value)
    message = str(opened.value)
    assert "It was not opened" in message
    assert "fieldmap release rollback" in message and "fieldmap release build --activate" in message
    return message


def test_the_table_of_files_is_complete(small_release: Path) -> None:
    names = set(file_digests(small_release))
    assert set(FILES) <= names
    assert {name for name in names - set(FILES) if not name.startswith("vectors/")} == set()


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("damage", [truncate, flip, empty, Path.unlink], ids=["truncated", "flipped", "empty", "gone"])
def test_a_damaged_file_is_refused(small_release: Path, file: str, damage: Callable[[Path], None]) -> None:
    damage(small_release / file)
    problem = "is missing" if damage is Path.unlink else "is not what was published"
    assert f"{file} {problem}" in refused(small_release)


@pytest.mark.parametrize("damage", [truncate, empty, Path.unlink], ids=["truncated", "empty", "gone"])
def test_a_damaged_manifest_is_refused(small_release: Path, damage: Callable[[Path], None]) -> None:
    damage(small_release / MANIFEST)
    assert MANIFEST in refused(small_release)


@pytest.mark.parametrize("name", ["notes.txt", "vectors/more.bin", ".hidden"])
def test_an_added_file_is_refused(small_release: Path, name: str) -> None:
    (small_release / name).write_text("something", encoding="utf-8")
    assert f"{name} is not what was published" in refused(small_release)


def _manifest(folder: Path, change: Callable[[dict[str, Any]], Any]) -> None:
    stored = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    change(stored)
    (folder / MANIFEST).write_text(json.dumps(stored), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        pytest.param(lambda m: m.update(id="0" * 16), "its manifest is of release 0000000000000000", id="id"),
        pytest.param(lambda m: m.update(format=99), f"it has format 99, this version reads {FORMAT}", id="format"),
        pytest.param(lambda m: m.update(surprise=1), "cannot be read (ValidationError)", id="extra field"),
        pytest.param(lambda m: m.pop("who"), "cannot be read (ValidationError)", id="field missing"),
        pytest.param(lambda m: m["files"].pop("facet.npz"), "facet.npz is not what was published", id="file forgotten"),
        pytest.param(lambda m: m["files"].update(other="0"), "other is missing", id="file invented"),
        pytest.param(
            lambda m: m["objects"].pop("concept:prp"),
            "concept:prp is not what was published",
            id="object forgotten",
        ),
        pytest.param(
            lambda m: m["objects"].update({"concept:x": "0"}),
            "concept:x is not what was published",
            id="object invented",
        ),
        pytest.param(lambda m: m.update(training="0"), "manifest.json is not what was published", id="training"),
        pytest.param(lambda m: m.update(embedding=None), "manifest.json is not what was published", id="model"),
    ],
)
def test_an_edited_manifest_is_refused(
    small_release: Path, change: Callable[[dict[str, Any]], Any], problem: str
) -> None:
    _manifest(small_release, change)
    assert problem in refused(small_release)


def _lines(folder: Path, change: Callable[[list[dict[str, Any]]], Any]) -> None:
    """Changes the objects and makes the manifest's hash of the file agree."""
    path = folder / "objects.jsonl"
    stored = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    change(stored)
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in stored), encoding="utf-8")
    _manifest(folder, lambda manifest: manifest["files"].update(file_digests(folder)))


def _swap(stored: list[dict[str, Any]]) -> None:
    first, second = (one for one in stored if one["kind"] == "key-answer")
    first["data"], second["data"] = second["data"], first["data"]


def _swap_ids(stored: list[dict[str, Any]]) -> None:
    first, second = (one for one in stored if one["kind"] == "key-answer")
    first["id"], second["id"] = second["id"], first["id"]


def _reword(stored: list[dict[str, Any]]) -> None:
    stored[0]["data"]["title"] = "Another title"


def _reword_with_hash(stored: list[dict[str, Any]]) -> None:
    _reword(stored)
    stored[0]["sha256"] = digest(
        json.dumps(stored[0]["data"], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    )


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_swap, id="two objects swapped"),
        pytest.param(_swap_ids, id="two ids swapped"),
        pytest.param(_reword, id="an object reworded"),
        pytest.param(_reword_with_hash, id="an object reworded, hash and all"),
        pytest.param(lambda stored: stored.pop(3), id="an object taken out"),
        pytest.param(lambda stored: stored[0].pop("data"), id="a line without data"),
    ],
)
def test_edited_objects_are_refused_even_where_the_file_hash_agrees(
    small_release: Path, change: Callable[[list[dict[str, Any]]], Any]
) -> None:
    _lines(small_release, change)
    assert "objects.jsonl" in refused(small_release) or "is not what was published" in refused(small_release)


def test_an_object_with_all_its_hashes_edited_does_not_make_the_id(small_release: Path) -> None:
    _lines(small_release, _reword_with_hash)
    stored = json.loads((small_release / "objects.jsonl").read_text(encoding="utf-8").split("\n")[0])
    _manifest(small_release, lambda m: m["objects"].update({f"{stored['kind']}:{stored['id']}": stored["sha256"]}))
    assert "manifest.json is not what was published" in refused(small_release)


def test_objects_that_are_no_json_are_refused(small_release: Path) -> None:
    (small_release / "objects.jsonl").write_text("not json\n", encoding="utf-8")
    _manifest(small_release, lambda manifest: manifest["files"].update(file_digests(small_release)))
    assert "objects.jsonl cannot be read" in refused(small_release)


def test_a_renamed_release_is_refused(small_release: Path) -> None:
    moved = small_release.rename(small_release.with_name("f" * 16))
    assert f"its manifest is of release {small_release.name}" in refused(moved)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "manifest.json is missing" in refused(tmp_path / "0123456789abcdef")


def test_another_embedding_model_is_refused(small_release: Path) -> None:
    with pytest.raises(ReleaseModelMismatch) as error:
        open_release(small_release, "words@2")
    assert "words@1" in str(error.value) and "words@2" in str(error.value)
    assert str(error.value).endswith("Run: fieldmap release build --activate")


def test_without_a_model_a_release_opens_for_words_alone(small_release: Path) -> None:
    release = open_release(small_release, None)
    assert release.lexical.scores("zimislecel").max() > 0
    release.close()


def test_a_whole_release_is_opened_twice(opened: Release, small_release: Path) -> None:
    again = open_release(small_release, "words@1")
    assert again.manifest == opened.manifest == verify(small_release)
    assert again.id == small_release.name and again.published_on == again.manifest.created[:10]
    again.close()


def test_opening_and_asking_leave_the_release_as_it_was(
    small_release: Path, words: Any, file_bytes: Callable[[Path], dict[str, bytes]]
) -> None:
    before = file_bytes(small_release)
    release = open_release(small_release, "words@1")
    for text in ("insulin", "PRP"):
        assert release.vectors.nearest("statement", words.embed_queries([text]), 5)
        assert release.lexical.scores(text).max() > 0
    release.close()
    assert file_bytes(small_release) == before
    verify(small_release)
