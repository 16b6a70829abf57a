"""A whole run on tiny sets: what it says, what it leaves in its file, and how it ends."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from assistant.cli import app
from corpus import load
from evals.bench.retrieval import run as retrieval
from evals.bench.retrieval.bootstrap import Interval
from evals.bench.retrieval.measure import Row
from evals.bench.retrieval.report import verdict
from evals.bench.retrieval.run import Options, run
from evals.bench.retrieval.systems import ENTRIES, Entry
from index.embeddings import SentenceEmbedder

# The benchmark is for those who compare retrievers, and changes seldom.
pytestmark = pytest.mark.thorough


@pytest.fixture(autouse=True)
def small(small_corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small corpus, and a home of its own."""
    monkeypatch.setenv("FIELDMAP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(retrieval, "load", lambda: load(small_corpus))


def said(options: Options, embedder: SentenceEmbedder) -> tuple[int, str]:
    """The exit code and the printed words, on one line."""
    console = Console(file=io.StringIO(), width=400)
    code = run(options, console, embedder)
    assert isinstance(console.file, io.StringIO)
    return code, " ".join(console.file.getvalue().split())


def test_without_evaluation_data_our_own_set_runs_and_the_others_are_said_to_be_missing(
    embedder: SentenceEmbedder,
) -> None:
    code, words = said(Options(systems=("ours", "BM25")), embedder)
    assert code == 0
    assert "statements: 7 documents, 7 queries" in words and "source recall@5" in words
    for name in ("SciFact", "MedQuAD"):
        assert f"{name}: not run. No folder of evaluation data was named." in words
    assert "make bench-retrieval EVALDATA=folder" in words


def test_the_command_says_how_to_name_the_evaluation_data(
    embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieval, "SentenceEmbedder", lambda: embedder)
    done = CliRunner().invoke(app, ["bench", "retrieval", "--quick", "--only", "BM25"], env={"EVALDATA": None})
    words = " ".join(done.output.split())
    assert done.exit_code == 0, words
    assert "SciFact: not run." in words and "Run: make bench-retrieval EVALDATA=folder" in words


def test_a_system_that_is_not_there_is_answered_with_those_that_are(embedder: SentenceEmbedder) -> None:
    code, words = said(Options(systems=("Lucene",)), embedder)
    assert code == 1 and "No system begins with Lucene." in words and "Haystack hybrid" in words


def test_a_set_that_is_not_there_is_answered_with_those_that_are(embedder: SentenceEmbedder) -> None:
    code, words = said(Options(sets=("TREC",)), embedder)
    assert code == 1 and "No set begins with TREC. There are: statements; SciFact; MedQuAD" in words


def test_every_set_is_measured_and_written(embedder: SentenceEmbedder, evaldata: Path, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    code, _ = said(Options(evaldata, systems=("ours", "BM25", "dense"), json_file=file), embedder)
    written = json.loads(file.read_text(encoding="utf-8"))
    assert code == 0 and written["not run"] == {}
    assert [(one["set"], one["documents"], one["queries"]) for one in written["sets"]] == [
        ("statements", 7, 7),
        ("SciFact", 3, 2),
        ("MedQuAD", 4, 4),
    ]
    assert written["run"]["embedding"] == embedder.fingerprint
    for one in written["sets"]:
        ours, *others = one["systems"]
        assert ours["name"] == "ours" and ours["less ours"] == {} and len(others) == 2
        for row in one["systems"]:
            assert 0 <= row["nDCG@10"]["low"] <= row["nDCG@10"]["value"] <= row["nDCG@10"]["high"] <= 1
            assert row["p50 ms"]["value"] <= row["p95 ms"]["value"]
            if row is not ours:
                apart = row["nDCG@10"]["value"] - ours["nDCG@10"]["value"]
                assert row["less ours"]["nDCG@10"]["value"] == pytest.approx(apart)
    scifact = written["sets"][1]["systems"][0]
    assert scifact["recall@10"]["value"] == 1.0 and "source recall@5" not in scifact


def test_a_folder_without_a_set_names_the_missing_file(embedder: SentenceEmbedder, evaldata: Path) -> None:
    (evaldata / "scifact" / "claims_train.csv").unlink()
    _, words = said(Options(evaldata, systems=("ours",)), embedder)
    assert "SciFact: not run. The folder of evaluation data has no scifact/claims_train.csv." in words
    assert "MedQuAD: 4 documents" in words


def test_one_set_alone_can_be_run(embedder: SentenceEmbedder, evaldata: Path) -> None:
    _, words = said(Options(evaldata, systems=("BM25",), sets=("Med",)), embedder)
    assert "MedQuAD: 4 documents" in words and "SciFact" not in words and "statements:" not in words


@pytest.mark.parametrize(("all_peers", "code"), [(False, 0), (True, 1)])
def test_a_peer_that_is_not_installed_is_a_row_and_a_command(
    embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch, all_peers: bool, code: int
) -> None:
    monkeypatch.setattr(retrieval, "ENTRIES", (ENTRIES[0], Entry("some peer", "some", ("no_such_package",))))
    ended, words = said(Options(all_peers=all_peers), embedder)
    assert ended == code
    assert "some peer (needs no_such_package)" in words and "pip install -e '.[bench]'" in words
    assert ("not installed" in words) is not all_peers


@pytest.mark.parametrize(
    ("less", "words"),
    [
        ((-0.02, -0.03, -0.01), "the best of all, clearly"),
        ((-0.02, -0.04, 0.01), "the best of all;"),
        ((0.01, -0.01, 0.03), "level with the best"),
        ((0.05, 0.02, 0.08), "behind the best"),
    ],
)
def test_the_verdict_is_that_of_the_paired_interval(less: tuple[float, float, float], words: str) -> None:
    def row(name: str, value: float, apart: dict[str, Interval]) -> Row:
        still = Interval(1.0, 1.0, 1.0)
        return Row(name, {"nDCG@10": Interval(value, value, value)}, apart, still, still, 0.0)

    rows = [
        row("ours", 0.5, {}),
        row("a", 0.5 + less[0], {"nDCG@10": Interval(*less)}),
        row("b", 0.1, {"nDCG@10": Interval(-0.4, -0.5, -0.3)}),
    ]
    assert words in str(verdict(rows)) and "a less ours" in str(verdict(rows))
    assert verdict(rows[:1]) is None
