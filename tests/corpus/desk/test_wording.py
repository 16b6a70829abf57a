"""Fixed wording at the desk: an item like the others, with the variables that the program fills in."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import load
from corpus.desk import Desk, open_desk
from corpus.desk.errors import FieldsRefused, NotRetirable, NotSuspendable
from corpus.desk.exporting import as_markdown, export, take_work
from corpus.desk.merging import Merged, take_shipped
from corpus.desk.people import Person
from prompts.wording import FOLDER, load_wording

NAMES = ("about-hello", "stale-statement", "lead-place-unknown")
PLAIN, FILLED = "wording:about-hello", "wording:stale-statement"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with three of the shipped texts and the messages for other languages."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for name in (*(f"{name}.md" for name in NAMES), "i18n.yaml"):
        shutil.copy(FOLDER / name, folder)
    return folder


@pytest.fixture
def desk(tmp_path: Path, small_corpus: Path, texts: Path) -> Iterator[Desk]:
    opened = open_desk(f"sqlite+pysqlite:///{tmp_path / 'desk.sqlite'}", small_corpus, wording=texts)
    yield opened
    opened.database.close()


def edited(desk: Desk, by: Person, key: str, **changed: Any) -> int:
    item = desk.read(key)
    return desk.edit(key, {**item.data, **changed}, by, item.row.version).row.version


def test_every_text_is_an_item(desk: Desk, ann: Person) -> None:
    item = desk.read(FILLED)
    assert item.row.state == "published" and item.row.file == "wording/stale-statement.md"
    assert item.data["variables"] == ["verified_date"] and "{verified_date}" in item.data["text"]
    assert desk.read("document:wording/i18n").row.state == "published"
    assert {"edit"} <= set(desk.open_moves(FILLED, ann))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("Read again soon.", "{verified_date} is lost", id="a lost variable"),
        pytest.param("Checked {verified_date} by {who}.", "{who} is unknown", id="an unknown variable"),
        pytest.param("Checked {verified_date} { today }.", "a brace that is no variable", id="a brace"),
        pytest.param("Checked {verified_date}. It is a proven cure.", 'says "proven" as if', id="a promise"),
        pytest.param("Checked {verified_date}. You should wait.", 'says "You should" as if', id="advice"),
    ],
)
def test_what_is_wrong_is_said_at_the_text_and_stops_a_review(desk: Desk, ann: Person, text: str, problem: str) -> None:
    data = {**desk.read(FILLED).data, "text": text}
    found = [one for one in desk.check("wording", "stale-statement", data).problems if one.serious]
    assert [one.field for one in found] in (["text"], ["text", "text"])
    assert problem in found[0].problem
    version = edited(desk, ann, FILLED, text=text)
    with pytest.raises(FieldsRefused, match="text: "):
        desk.submit(FILLED, ann, version)


def test_the_variables_are_the_programs(desk: Desk, ann: Person) -> None:
    data = {**desk.read(PLAIN).data, "variables": ["name"], "text": "Hello {name}."}
    (found,) = desk.check("wording", "about-hello", data).problems
    assert (found.field, found.serious) == ("variables", True) and "fills in nothing here" in found.problem


def test_two_people_and_a_number_that_rises(desk: Desk, ann: Person, rob: Person) -> None:
    version = edited(desk, ann, PLAIN, text="Hello. Ask me about a trial.")
    assert desk.read(PLAIN).data["version"] == 2
    version = edited(desk, ann, PLAIN, text="Hello. Ask me about a treatment.")
    assert desk.read(PLAIN).data["version"] == 2
    item = desk.submit(PLAIN, ann, version)
    assert "approve" not in desk.open_moves(PLAIN, ann)
    assert desk.approve(PLAIN, rob, item.row.version).row.state == "approved"
    assert "Hello. Ask me about a treatment." in desk.read(PLAIN).difference


def test_it_is_neither_suspended_nor_retired(desk: Desk, rob: Person) -> None:
    with pytest.raises(NotSuspendable, match="only statements, key answers and sources"):
        desk.suspensions.suspend(PLAIN, rob, "not today")
    with pytest.raises(NotRetirable, match="asks for it by its name"):
        desk.retire(PLAIN, rob, 1, "not today")
    assert "retire" not in desk.open_moves(PLAIN, rob)


def test_an_export_holds_it_and_makes_the_same_desk(desk: Desk, ann: Person, texts: Path, tmp_path: Path) -> None:
    edited(desk, ann, PLAIN, text="Hello there.")
    out = tmp_path / "out"
    export(desk.database, out)
    assert {path.name: path.read_bytes() for path in (out / "wording").iterdir()} == {
        path.name: path.read_bytes() for path in texts.iterdir()
    }
    other = open_desk(f"sqlite+pysqlite:///{tmp_path / 'other.sqlite'}", out)
    assert take_work(other.database, out, other.now, "ann") == 1
    assert other.read(PLAIN).data == desk.read(PLAIN).data
    assert load(out).wording.keys() == set(NAMES)
    other.database.close()


def test_a_folder_without_wording_leaves_it_alone(desk: Desk, tmp_path: Path, small_corpus: Path) -> None:
    merged = take_shipped(desk.database, small_corpus, desk.now, note="imported")
    assert merged == Merged()
    assert desk.read(PLAIN).row.state == "published"


def test_a_newer_text_meets_one_that_was_changed_here(desk: Desk, ann: Person, texts: Path, small_corpus: Path) -> None:
    edited(desk, ann, PLAIN, text="Hello there.")
    for name in ("about-hello", "stale-statement"):
        file = texts / f"{name}.md"
        file.write_text(file.read_text(encoding="utf-8").rstrip() + " Welcome.\n", encoding="utf-8")
    merged = take_shipped(desk.database, small_corpus, desk.now, wording=texts)
    assert merged == Merged(taken=1, conflicts=1)
    assert [one.item for one in desk.conflicts()] == [PLAIN]
    assert desk.read(FILLED).data["text"].endswith("Welcome.")


def test_a_changed_text_is_written_as_the_files_are() -> None:
    """All but the notes that somebody folded over two lines."""
    shipped = load(wording=FOLDER).wording
    same = [
        name
        for name, one in shipped.items()
        if as_markdown(one.model_dump(mode="json")) == (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    ]
    assert len(same) > 0.95 * len(shipped) and shipped.keys() == load_wording().keys()
