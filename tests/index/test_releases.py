"""Which release is active: changed only after a check, in one move, with a record; never by two at once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from corpus import load
from index.build import Reason, build
from index.cache import EmbeddingCache
from index.errors import DamagedRelease, NoActiveRelease, ReleaseInProgress, UnknownRelease
from index.releases import Releases

Edit = Callable[[Path, Callable[[Any], Any]], None]
PRP = "sources/programs/restore-prp-jama-2021.yaml"


@pytest.fixture(scope="session")
def _three(
    _small_corpus_template: Path,
    tmp_path_factory: pytest.TempPathFactory,
    word_embedder: Any,
    edit_yaml: Edit,
) -> tuple[Path, list[str]]:
    home = tmp_path_factory.mktemp("three-releases")
    corpus = Path(shutil.copytree(_small_corpus_template, home / "corpus"))
    cache, ids = EmbeddingCache(home / "cache.sqlite"), []
    for title in ("A first title", "A second title", "A third title"):
        edit_yaml(corpus / PRP, lambda content, title=title: content.update(title=title))
        previous = ids[-1] if ids else None
        ids.append(build(load(corpus), home / "releases", cache, word_embedder(), why("built"), previous).id)
    return home / "releases", ids


@pytest.fixture
def three(_three: tuple[Path, list[str]], releases_folder: Path) -> list[str]:
    """Three releases, oldest first."""
    built, ids = _three
    shutil.copytree(built, releases_folder)
    return list(ids)


@pytest.fixture
def releases(releases_folder: Path) -> Releases:
    return Releases(releases_folder)


def why(text: str) -> Reason:
    return Reason("an editor", text)


def test_before_the_first_release_there_is_none(releases: Releases) -> None:
    assert releases.active() is None and releases.ids() == [] and releases.history() == []
    with pytest.raises(NoActiveRelease, match="Run: fieldmap release build --activate"):
        releases.active_folder()
    with pytest.raises(UnknownRelease, match="Releases here: none"):
        releases.activate("abc", why("try"))


def test_activating_moves_the_pointer(releases: Releases, three: list[str]) -> None:
    assert releases.activate(three[1], why("first")) == three[1]
    assert releases.active() == three[1]
    assert releases.active_folder() == releases.folder / three[1]
    assert set(releases.ids()) == set(three)


def test_releases_are_listed_oldest_first(releases: Releases, three: list[str]) -> None:
    for day, name in enumerate(reversed(three), start=1):
        path = releases.folder / name / "manifest.json"
        stored = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(stored | {"created": f"2026-01-0{day}T00:00:00+00:00"}), encoding="utf-8")
    assert releases.ids() == three[::-1]


def test_a_folder_that_is_no_release_is_not_listed(releases: Releases, three: list[str]) -> None:
    (releases.folder / "backup").mkdir()
    (releases.folder / three[0] / "manifest.json").write_text("{", encoding="utf-8")
    assert set(releases.ids()) == set(three[1:])


@pytest.mark.parametrize("length", [6, 16])
def test_a_unique_beginning_is_enough(releases: Releases, three: list[str], length: int) -> None:
    assert releases.find(three[2][:length]) == three[2]
    assert releases.activate(three[2][:length], why("short")) == three[2] == releases.active()


@pytest.mark.parametrize("name", ["", "zzzz", "..", ".lock", "active"])
def test_an_unknown_release_is_refused_and_the_known_ones_are_named(
    releases: Releases, three: list[str], name: str
) -> None:
    releases.activate(three[0], why("first"))
    with pytest.raises(UnknownRelease) as error:
        releases.activate(name, why("typo"))
    assert all(known in str(error.value) for known in three)
    assert releases.active() == three[0] and len(releases.history()) == 1


def test_a_beginning_of_two_is_refused(releases: Releases, three: list[str]) -> None:
    for name in ("aa11", "aa22"):
        (releases.folder / name).mkdir()
    with pytest.raises(UnknownRelease):
        releases.find("aa")
    assert releases.find("aa1") == "aa11"


def test_a_damaged_release_is_refused_and_the_active_one_stays(releases: Releases, three: list[str]) -> None:
    releases.activate(three[0], why("first"))
    (releases.folder / three[1] / "objects.jsonl").write_bytes(b"")
    with pytest.raises(DamagedRelease, match="objects.jsonl is not what was published"):
        releases.activate(three[1], why("second"))
    assert releases.active() == three[0]
    assert [event["release"] for event in releases.history()] == [three[0]]


def test_the_history_says_who_when_and_why(releases: Releases, three: list[str]) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    releases.activate(three[0], Reason("Ana", "the first"))
    releases.activate(three[1], Reason("Ben", "two\nlines, and a rare\u2028line end"))
    first, second = releases.history()
    assert first == first | {"action": "activate", "release": three[0], "previous": None, "who": "Ana"}
    assert second == second | {"release": three[1], "previous": three[0], "who": "Ben"}
    assert second["why"] == "two\nlines, and a rare\u2028line end"
    assert before <= datetime.fromisoformat(first["when"]) <= datetime.now(UTC)


def test_rolling_back_goes_one_step_each_time(releases: Releases, three: list[str]) -> None:
    for name in three:
        releases.activate(name, why("next"))
    assert releases.rollback(why("bad")) == three[1] == releases.active()
    assert releases.rollback(why("worse")) == three[0] == releases.active()
    with pytest.raises(UnknownRelease, match="before the active one"):
        releases.rollback(why("too far"))
    assert releases.active() == three[0]
    assert [event["action"] for event in releases.history()] == ["activate"] * 3 + ["rollback"] * 2
    assert releases.history()[-1]["why"] == "worse"


def test_rolling_back_before_a_second_release_is_refused(releases: Releases, three: list[str]) -> None:
    with pytest.raises(UnknownRelease):
        releases.rollback(why("nothing yet"))
    releases.activate(three[0], why("first"))
    with pytest.raises(UnknownRelease):
        releases.rollback(why("only one"))


def test_rolling_back_after_the_same_release_was_activated_twice(releases: Releases, three: list[str]) -> None:
    for name in (three[0], three[1], three[1]):
        releases.activate(name, why("again"))
    assert releases.rollback(why("bad")) == three[0]


def test_rolling_back_to_a_damaged_release_is_refused(releases: Releases, three: list[str]) -> None:
    releases.activate(three[0], why("first"))
    releases.activate(three[1], why("second"))
    (releases.folder / three[0] / "facet.npz").unlink()
    with pytest.raises(DamagedRelease):
        releases.rollback(why("bad"))
    assert releases.active() == three[1]


def test_activating_again_after_a_rollback(releases: Releases, three: list[str]) -> None:
    releases.activate(three[0], why("first"))
    releases.activate(three[1], why("second"))
    releases.rollback(why("bad"))
    releases.activate(three[2], why("mended"))
    assert releases.rollback(why("still bad")) == three[0]


def test_the_lock_is_held_against_another_process(releases: Releases) -> None:
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from index.errors import ReleaseInProgress\nfrom index.releases import Releases\n"
        "try:\n"
        "    with Releases(Path(sys.argv[1])).locked():\n        print('held')\n"
        "except ReleaseInProgress as error:\n    print(error)\n"
    )

    def other() -> str:
        command = [sys.executable, "-c", program, str(releases.folder)]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    with releases.locked():
        said = other()
    assert "Another process is building or switching a release" in said and "Wait until it has ended" in said
    assert other() == "held\n"


def test_the_lock_is_held_against_this_process_and_let_go_after_a_fault(releases: Releases) -> None:
    with releases.locked(), pytest.raises(ReleaseInProgress), releases.locked():
        pytest.fail("two builds at once")
    with pytest.raises(ZeroDivisionError), releases.locked():
        _ = 1 / 0
    with releases.locked():
        assert (releases.folder / ".lock").exists()
