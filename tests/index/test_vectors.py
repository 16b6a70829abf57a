"""The vectors of a release: exact contents after every build, and a reader that leaves the folder alone."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embeddings import Vectors
from index.vectors import FIELDS, Near, Row, VectorIndex, write_vectors

ROWS = [
    Row("statement", "trial/insulin", "ten people came off insulin"),
    Row("statement-ask", "trial/insulin", "how many came off insulin"),
    Row("statement-ask", "trial/insulin", "did insulin stop"),
    Row("statement", "trial/deaths", "two people died"),
    Row("statement-ask", "trial/deaths", "did anyone die"),
    Row("key-answer", "does-it-work", "not yet proven"),
    Row("key-answer-ask", "does-it-work", "does it work"),
]


@contextmanager
def reader(folder: Path) -> Iterator[VectorIndex]:
    index = VectorIndex(folder)
    try:
        yield index
    finally:
        index.close()


def written(folder: Path, words: Any, rows: list[Row], previous: Path | None = None) -> Path:
    write_vectors(folder, rows, words.embed_documents([row.text for row in rows]), previous)
    return folder


def owners(near: list[Near]) -> list[str]:
    return [one.owner for one in near]


def everything(index: VectorIndex, query: Vectors) -> dict[str, list[Near]]:
    return {field: index.nearest(field, query, 100) for field in FIELDS}


def same(first: dict[str, list[Near]], second: dict[str, list[Near]]) -> bool:
    return all(
        owners(first[field]) == owners(second[field])
        and np.allclose([n.similarity for n in first[field]], [n.similarity for n in second[field]], atol=1e-5)
        for field in FIELDS
    )


def test_it_knows_who_has_a_row_in_a_field(tmp_path: Path, words: Any) -> None:
    with reader(written(tmp_path / "v", words, [*ROWS, Row("statement", "trial/no-ask", "nobody asks this")])) as index:
        assert index.owners("statement") == {"trial/insulin", "trial/deaths", "trial/no-ask"}
        assert index.owners("statement-ask") == {"trial/insulin", "trial/deaths"}


def test_the_nearest_are_told_with_their_cosine(tmp_path: Path, words: Any) -> None:
    with reader(written(tmp_path / "v", words, ROWS)) as index:
        query = words.embed_queries(["ten people came off insulin"])
        near = index.nearest("statement", query, 10)
        assert owners(near) == ["trial/insulin", "trial/deaths"]
        assert near[0].similarity == pytest.approx(1.0, abs=1e-5)
        expected = words.embed_documents(["two people died"])[0] @ query[0]
        assert near[1].similarity == pytest.approx(float(expected), abs=1e-5)
        assert index.count() == len(ROWS)


def test_an_owner_is_told_once_with_its_nearest_ask(tmp_path: Path, words: Any) -> None:
    with reader(written(tmp_path / "v", words, ROWS)) as index:
        near = index.nearest("statement-ask", words.embed_queries(["did insulin stop"]), 10)
        assert owners(near) == ["trial/insulin", "trial/deaths"]
        assert near[0].similarity == pytest.approx(1.0, abs=1e-5)


def test_a_depth_beyond_the_rows_and_a_field_without_rows(tmp_path: Path, words: Any) -> None:
    with reader(written(tmp_path / "v", words, ROWS[:3])) as index:
        query = words.embed_queries(["insulin"])
        assert owners(index.nearest("statement", query, 500)) == ["trial/insulin"]
        assert index.nearest("key-answer", query, 5) == []


CHANGES: list[Any] = [
    pytest.param(lambda rows: rows, id="nothing"),
    pytest.param(lambda rows: [*rows, Row("statement", "new/fact", "a new fact")], id="one more"),
    pytest.param(lambda rows: rows[3:], id="some fewer"),
    pytest.param(lambda rows: [rows[0]._replace(text="eleven came off insulin"), *rows[1:]], id="one changed"),
    pytest.param(lambda rows: [rows[0]._replace(owner="trial/other"), *rows[1:]], id="one moved"),
    pytest.param(lambda rows: rows[::-1], id="another order"),
    pytest.param(lambda rows: [], id="none left"),
    pytest.param(lambda rows: [Row("statement", "new/fact", "a new fact")], id="all changed"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_building_on_the_previous_gives_the_same_as_building_from_nothing(
    tmp_path: Path, words: Any, change: Callable[[list[Row]], list[Row]]
) -> None:
    first = written(tmp_path / "first", words, ROWS)
    rows = change(ROWS)
    texts = np.zeros((0, words.dimension), np.float32)
    vectors = words.embed_documents([row.text for row in rows]) if rows else texts
    write_vectors(tmp_path / "second", rows, vectors, previous=first)
    write_vectors(tmp_path / "alone", rows, vectors)
    with reader(tmp_path / "second") as second, reader(tmp_path / "alone") as alone:
        assert second.count() == alone.count() == len(rows)
        for text in ("how many came off insulin", "a new fact", "died"):
            query = words.embed_queries([text])
            assert same(everything(second, query), everything(alone, query))


def test_many_releases_after_one_another_stay_exact(tmp_path: Path, words: Any) -> None:
    """More rows than Chroma keeps unsorted, taken out and put in again: what is gone never comes back."""
    random = np.random.default_rng(7)
    pool = [Row("statement", f"source/fact-{n}", f"fact {n} of {n * 7919}") for n in range(1500)]
    previous: Path | None = None
    for turn in range(4):
        rows = [row for row in pool if random.random() < 0.8]
        folder = written(tmp_path / str(turn), words, rows, previous)
        previous = folder
    alone = written(tmp_path / "alone", words, rows)
    with reader(folder) as index, reader(alone) as fresh:
        assert index.count() == fresh.count() == len(rows)
        kept = {row.owner for row in rows}
        found = 0
        for row in pool[::5]:
            query = words.embed_queries([row.text])
            near = index.nearest("statement", query, 20)
            assert kept.issuperset(owners(near))
            if row.owner in kept:  # for one that is gone, two others may be equally near
                assert owners(near)[0] == owners(fresh.nearest("statement", query, 20))[0]
            found += owners(near)[0] == row.owner
        assert found == sum(row.owner in kept for row in pool[::5])


def test_the_previous_release_is_left_as_it_was(
    tmp_path: Path, words: Any, file_bytes: Callable[[Path], dict[str, bytes]]
) -> None:
    first = written(tmp_path / "first", words, ROWS)
    before = file_bytes(first)
    written(tmp_path / "second", words, ROWS[2:], previous=first)
    assert file_bytes(first) == before


def test_a_reader_leaves_the_folder_as_it_was(
    tmp_path: Path, words: Any, file_bytes: Callable[[Path], dict[str, bytes]]
) -> None:
    folder = written(tmp_path / "v", words, ROWS)
    before = file_bytes(folder)
    with reader(folder) as first, reader(folder) as second:
        query = words.embed_queries(["insulin"])
        assert same(everything(first, query), everything(second, query))
    assert file_bytes(folder) == before


def test_the_private_copy_is_removed_on_close(tmp_path: Path, words: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    index = VectorIndex(written(tmp_path / "v", words, ROWS))
    assert [path.name.startswith("fieldmap-vectors-") for path in private.iterdir()] == [True]
    index.close()
    assert list(private.iterdir()) == []
    index.close()


def test_the_private_copy_is_removed_with_the_reader(
    tmp_path: Path, words: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    index = VectorIndex(written(tmp_path / "v", words, ROWS))
    assert index.count() == len(ROWS)
    del index
    assert list(private.iterdir()) == []


def test_a_row_is_the_same_row_as_long_as_owner_and_text_are() -> None:
    row = ROWS[0]
    assert row.key == Row("statement", "trial/insulin", "ten people came off insulin").key
    assert row.key.startswith("trial/insulin#")
    assert row.key != row._replace(text="Ten people came off insulin").key
    assert row.key != row._replace(owner="trial/deaths").key
