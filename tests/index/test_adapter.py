"""The adapter is learnt from asks alone, is kept only where it gains, and a small edit does not pay for it again."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.adapter import ADAPTER, Adapter, Owners, last_of_each, learn
from index.adapter_gain import FILE, interval, material, write_adapter
from index.embeddings import Vectors
from index.lexical import write_lexical
from index.vectors import Row

STATEMENTS, DIMENSION = 40, 24
SMALL = replace(ADAPTER, fewest=10, epochs=60, batch=16, rate=0.03)


@pytest.fixture(scope="module")
def turned() -> tuple[Vectors, Vectors, Owners]:
    """Statements, and asks that are their statements seen through one fixed turn and some noise."""
    chance = np.random.default_rng(1)
    texts = chance.normal(size=(STATEMENTS, DIMENSION))
    turn = np.linalg.qr(chance.normal(size=(DIMENSION, DIMENSION)))[0]
    owners = np.repeat(np.arange(STATEMENTS), 3)
    asks = texts[owners] @ turn + 0.9 * chance.normal(size=(len(owners), DIMENSION))
    unit = [np.asarray(part / np.linalg.norm(part, axis=1, keepdims=True), np.float32) for part in (texts, asks)]
    return unit[0], unit[1], owners


def rows() -> list[Row]:
    texts = [Row("statement", f"source-{n}/fact", f"fact number {n}") for n in range(STATEMENTS)]
    asks = [
        Row("statement-ask", f"source-{n // 3}/fact", f"question {n % 3} on {n // 3}") for n in range(3 * STATEMENTS)
    ]
    return texts + asks


def written(folder: Path, vectors: Vectors, previous: Path | None = None, some: list[Row] | None = None) -> object:
    folder.mkdir()
    listed = some or rows()
    write_lexical(folder / "lexical", {row.owner: row.text for row in listed if row.field == "statement"})
    return write_adapter(folder, listed, vectors, previous, SMALL)


def test_it_learns_how_questions_lie_to_statements(turned: tuple[Vectors, Vectors, Owners]) -> None:
    texts, asks, owners = turned
    unseen = last_of_each(owners)
    adapter = learn(texts, asks[~unseen], owners[~unseen], SMALL)
    question, _ = adapter.turned(asks[unseen])
    assert np.allclose(np.linalg.norm(question, axis=1), 1, atol=1e-5)
    right = np.arange(STATEMENTS)
    before = ((asks[unseen] @ texts.T).argmax(axis=1) == right).mean()
    after = ((question @ texts.T).argmax(axis=1) == right).mean()
    assert after > before + 0.1


def test_the_same_input_gives_the_same_adapter(turned: tuple[Vectors, Vectors, Owners], tmp_path: Path) -> None:
    first, second = learn(*turned, SMALL), learn(*turned, SMALL)
    assert np.array_equal(first.text, second.text) and np.array_equal(first.ask, second.ask)
    first.save(tmp_path / FILE)
    assert np.array_equal(Adapter.load(tmp_path / FILE).ask, first.ask)


def test_the_last_ask_is_held_out_where_there_are_others() -> None:
    assert last_of_each(np.array([0, 0, 0, 1, 2, 2])).tolist() == [False, False, True, False, False, True]


def test_what_gains_is_kept_and_reported(turned: tuple[Vectors, Vectors, Owners], tmp_path: Path) -> None:
    report = written(tmp_path / "a", np.vstack(turned[:2]))
    assert isinstance(report, dict) and report["kept"] is True
    assert report["statement_recall_at_5"]["gain"][0] > 0
    assert (tmp_path / "a" / FILE).is_file()


def test_what_does_not_gain_stays_out(tmp_path: Path) -> None:
    noise = np.random.default_rng(2).normal(size=(4 * STATEMENTS, DIMENSION))
    report = written(tmp_path / "a", np.asarray(noise / np.linalg.norm(noise, axis=1, keepdims=True), np.float32))
    assert isinstance(report, dict) and report["kept"] is False
    assert not (tmp_path / "a" / FILE).exists()


def test_a_small_edit_takes_the_adapter_over_and_a_large_one_learns_anew(
    turned: tuple[Vectors, Vectors, Owners], tmp_path: Path
) -> None:
    vectors = np.vstack(turned[:2])
    before = written(tmp_path / "a", vectors)
    one = [row._replace(text="another fact") if row.text == "fact number 3" else row for row in rows()]
    assert written(tmp_path / "b", np.roll(vectors, 1, axis=0), tmp_path / "a", one) == before
    assert (tmp_path / "b" / FILE).read_bytes() == (tmp_path / "a" / FILE).read_bytes()
    many = [row._replace(text=row.text + " now") for row in rows()]
    assert written(tmp_path / "c", np.roll(vectors, 1, axis=0), tmp_path / "a", many) != before


def test_too_few_statements_teach_nothing(tmp_path: Path) -> None:
    assert write_adapter(tmp_path, rows()[:5], np.eye(5, dtype=np.float32), None, SMALL) is None
    assert list(tmp_path.iterdir()) == []


def test_the_material_holds_every_ask_with_its_statement() -> None:
    found = material(rows(), np.zeros((4 * STATEMENTS, DIMENSION), np.float32))
    assert found.statements[found.owners[7]] == "source-2/fact" and found.asked[7] == "question 1 on 2"
    assert len(found.without(last_of_each(found.owners)).asked) == 2 * STATEMENTS


def test_an_interval_holds_the_mean_and_repeats() -> None:
    values = np.array([0.0, 1.0] * 50)
    low, high = interval(values)
    assert low < 0.5 < high and interval(values) == (low, high)


def test_the_adapter_of_the_shipped_corpus_gains(shipped_home: Path) -> None:
    (manifest,) = (shipped_home / "releases").glob("*/manifest.json")
    report = json.loads(manifest.read_text(encoding="utf-8"))["report"]["adapter"]
    assert report["kept"] and report["statement_recall_at_5"]["with"] >= 0.75
