"""The YAML folder and the desk: out and in without loss, and a newer shipped corpus that overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus import SHIPPED, load
from corpus.desk import Desk, open_desk
from corpus.desk.errors import DeskError, FolderNotEmpty
from corpus.desk.exporting import export, take_work
from corpus.desk.finding import Filter
from corpus.desk.merging import Merged, take_shipped
from corpus.desk.people import Person
from prompts.wording import FOLDER

STATEMENT = "statement:zimislecel-nejm-2025/all-14-made-insulin-again"
OTHER = "statement:fda-exosome-notification-2019/nebraska-warning"
Edit = Callable[[Path, Callable[[Any], Any]], None]


def corpus_files(folder: Path) -> dict[str, bytes]:
    """Every corpus file below a folder."""
    kinds = ("sources", "key_answers", "distinctions", "frame", "checklists", "routing")
    paths = [*folder.glob("*.yaml"), *(path for kind in kinds for path in (folder / kind).rglob("*.yaml"))]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def one_desk(tmp_path: Path, small_corpus: Path) -> Iterator[Desk]:
    """A desk on SQLite whose shipped corpus a test may change."""
    opened = open_desk(f"sqlite+pysqlite:///{tmp_path / 'one.sqlite'}", small_corpus)
    yield opened
    opened.database.close()


def test_the_shipped_corpus_comes_out_as_it_went_in(tmp_path: Path) -> None:
    opened = open_desk(f"sqlite+pysqlite:///{tmp_path / 'shipped.sqlite'}", SHIPPED, wording=FOLDER)
    export(opened.database, tmp_path / "out")
    opened.database.close()
    assert corpus_files(tmp_path / "out") == corpus_files(SHIPPED)
    texts = {path.name: path.read_bytes() for path in (tmp_path / "out" / "wording").iterdir()}
    assert texts == {path.name: path.read_bytes() for path in FOLDER.iterdir()} and len(texts) > 150
    assert not (tmp_path / "out" / "desk.jsonl").exists()


def test_a_change_is_a_small_difference_of_the_files(desk: Desk, ann: Person, rob: Person, tmp_path: Path) -> None:
    export(desk.database, tmp_path / "before")
    item = desk.edit(STATEMENT, {**desk.read(STATEMENT).data, "locator": "table 1"}, ann, 1)
    item = desk.approve(STATEMENT, rob, desk.submit(STATEMENT, ann, item.row.version).row.version)
    batch = desk.batches.begin("publish", "pub", "a test", None, None)
    desk.batches.set_state(batch.number, "ready", "pub", release="r1")
    desk.batches.in_service(batch.number)
    export(desk.database, tmp_path / "after")
    before, after = corpus_files(tmp_path / "before"), corpus_files(tmp_path / "after")
    assert [name for name in before if before[name] != after[name]] == ["sources/programs/zimislecel-nejm-2025.yaml"]
    assert load(tmp_path / "after").sources["zimislecel-nejm-2025"].statements[0].locator == "table 1"


def test_work_under_way_goes_along(desk: Desk, ann: Person, tmp_path: Path, small_corpus: Path) -> None:
    item = desk.edit(STATEMENT, {**desk.read(STATEMENT).data, "locator": "table 1"}, ann, 1)
    desk.submit(STATEMENT, ann, item.row.version)
    desk.draft("statement", "zimislecel-nejm-2025/half", {"slug": "half", "text": "Half a"}, ann)
    assert export(desk.database, tmp_path / "out").work == 2
    load(tmp_path / "out")

    other = open_desk(f"sqlite+pysqlite:///{tmp_path / 'other.sqlite'}", small_corpus)
    take_shipped(other.database, tmp_path / "out", other.now, note="imported")
    assert take_work(other.database, tmp_path / "out", other.now, "ola") == 2
    moved = other.read(STATEMENT)
    assert (moved.row.state, moved.row.author, moved.data["locator"]) == ("in-review", "ann", "table 1")
    assert other.read("statement:zimislecel-nejm-2025/half").data["text"] == "Half a"
    export(other.database, tmp_path / "again")
    assert corpus_files(tmp_path / "again") == corpus_files(tmp_path / "out")
    assert (tmp_path / "again" / "desk.jsonl").read_bytes() == (tmp_path / "out" / "desk.jsonl").read_bytes()
    other.database.close()


def test_an_export_never_mixes_with_what_is_there(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        export(desk.database, tmp_path / "full")


def test_a_line_of_an_export_that_was_cut_short_takes_nothing(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "desk.jsonl").write_text('{"key": "statement:a/b", "da')
    with pytest.raises(DeskError, match=r"desk\.jsonl, line 1"):
        take_work(desk.database, tmp_path, desk.now, "ola")


def test_a_newer_shipped_corpus_is_taken_where_nobody_changed_anything(
    one_desk: Desk, small_corpus: Path, edit_yaml: Edit
) -> None:
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) is None
    shipped_says(edit_yaml, small_corpus, "page 7")
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) == Merged(taken=1)
    item = one_desk.read(STATEMENT)
    assert (item.row.state, item.row.version, item.data["locator"], item.changes) == ("published", 2, "page 7", [])
    assert item.history[0].action == "take-shipped"


def test_what_both_sides_changed_is_a_conflict_and_nothing_is_overwritten(
    one_desk: Desk, small_corpus: Path, edit_yaml: Edit, ann: Person
) -> None:
    one_desk.edit(STATEMENT, {**one_desk.read(STATEMENT).data, "locator": "ours"}, ann, 1)
    shipped_says(edit_yaml, small_corpus, "page 7")
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) == Merged(conflicts=1)
    (conflict,) = one_desk.conflicts()
    assert conflict.shipped and conflict.base
    assert (conflict.ours["locator"], conflict.shipped["locator"]) == ("ours", "page 7")
    assert conflict.base["locator"] not in ("ours", "page 7")
    assert one_desk.read(STATEMENT).data["locator"] == "ours"
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) is None

    item = one_desk.resolve(conflict.number, "shipped", ann, "theirs is newer")
    assert (item.row.state, item.data["locator"], one_desk.conflicts()) == ("draft", "page 7", [])
    with pytest.raises(DeskError):
        one_desk.resolve(conflict.number, "ours", ann)


def test_the_same_change_on_both_sides_is_no_conflict(
    one_desk: Desk, small_corpus: Path, edit_yaml: Edit, ann: Person
) -> None:
    one_desk.edit(STATEMENT, {**one_desk.read(STATEMENT).data, "locator": "page 7"}, ann, 1)
    shipped_says(edit_yaml, small_corpus, "page 7")
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) == Merged()
    assert one_desk.conflicts() == []


def test_what_is_no_longer_shipped_is_retired_unless_somebody_works_on_it(
    one_desk: Desk, small_corpus: Path, edit_yaml: Edit, ann: Person
) -> None:
    one_desk.edit(STATEMENT, {**one_desk.read(STATEMENT).data, "locator": "ours"}, ann, 1)

    def drop(content: Any) -> None:
        content["statements"] = content["statements"][1:]

    edit_yaml(small_corpus / "sources" / "programs" / "zimislecel-nejm-2025.yaml", drop)
    edit_yaml(small_corpus / "sources" / "regulators" / "fda-exosome-notification-2019.yaml", drop)
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) == Merged(retired=1, conflicts=1)
    assert one_desk.read(OTHER).row.state == "retired"
    assert one_desk.read(STATEMENT).data["locator"] == "ours"
    assert one_desk.conflicts()[0].shipped is None


def test_an_imported_change_survives_the_next_shipped_corpus(
    one_desk: Desk, small_corpus: Path, edit_yaml: Edit, tmp_path: Path
) -> None:
    export(one_desk.database, tmp_path / "out")
    shipped_says(edit_yaml, tmp_path / "out", "imported")
    assert take_shipped(one_desk.database, tmp_path / "out", one_desk.now, note="imported") == Merged(taken=1)
    # A newer shipped corpus with another change: this statement stands in it as it always did.
    edit_yaml(small_corpus / "distinctions" / "prp-vs-stem-cells.yaml", lambda one: {**one, "short": "PRP is PRP."})
    assert take_shipped(one_desk.database, small_corpus, one_desk.now) == Merged(taken=1)
    assert one_desk.read(STATEMENT).data["locator"] == "imported"


def test_a_corpus_that_cannot_be_loaded_changes_nothing(one_desk: Desk, small_corpus: Path) -> None:
    (small_corpus / "topics.yaml").write_text("conditions: [", encoding="utf-8")
    before = one_desk.events.latest(1)
    with pytest.raises(Exception, match=r"topics\.yaml"):
        take_shipped(one_desk.database, small_corpus, one_desk.now)
    assert one_desk.events.latest(1) == before
    assert one_desk.find(Filter(kind="source")).total == 3


def shipped_says(edit_yaml: Edit, folder: Path, locator: str) -> None:
    """Changes where the first statement of one source stands."""

    def change(content: Any) -> None:
        content["statements"][0]["locator"] = locator

    edit_yaml(folder / "sources" / "programs" / "zimislecel-nejm-2025.yaml", change)
