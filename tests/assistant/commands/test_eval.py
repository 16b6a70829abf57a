"""`fieldmap eval` as it is typed: sets, gate, comparison, report and gaps."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.settings import Settings
from evals.errors import UnreadableLog, UnreadableSet
from index.errors import GateNotPassed

RIGHT = {"id": "right", "question": "Does zimislecel cure type 1 diabetes?", "expect": {"behaviour": "answer"}}
WRONG = {"id": "wrong", "question": "What is PRP?", "expect": {"behaviour": "crisis"}, "unknown": 1}


@pytest.fixture
def home(small_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own with the small release."""
    shutil.copytree(small_home, tmp_path / "home")
    monkeypatch.setenv("FIELDMAP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "home"


def fieldmap(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def written(folder: Path, *items: dict[str, Any] | str) -> str:
    file = folder / "mine.jsonl"
    file.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in items), encoding="utf-8")
    return str(file)


def test_a_set_that_nobody_here_wrote_is_run_compared_and_reported(home: Path, tmp_path: Path) -> None:
    done = fieldmap("eval", written(tmp_path, RIGHT, "{oops", WRONG))
    assert done.exit_code == 0, done.output
    assert "mine, line 2: not JSON" in done.stderr
    assert "mine/wrong" in done.stdout and "instead of crisis" in done.stdout and "mine/right" not in done.stdout
    assert "2 questions, 1 with something wrong" in done.stdout

    gated = fieldmap("eval", written(tmp_path, RIGHT, WRONG), "--gate")
    assert gated.exit_code == 1 and "behaviour is 0.500, wanted at least" in gated.stdout
    assert "mine/wrong" in gated.stdout and "citation integrity" not in gated.stdout
    passed = fieldmap("eval", written(tmp_path, RIGHT), "--gate")
    assert passed.exit_code == 0 and "The gate: passed, 1 questions." in passed.stdout

    same = fieldmap("eval", "compare", "3", "2")
    assert same.exit_code == 0 and "0 of 2 items changed" in same.stdout
    target = tmp_path / "page.html"
    assert fieldmap("eval", "report", "2", "--output", str(target)).exit_code == 0
    assert "mine/wrong" in target.read_text(encoding="utf-8")


def test_what_is_not_there_is_said(home: Path, tmp_path: Path) -> None:
    assert isinstance(fieldmap("eval", str(tmp_path / "absent.jsonl")).exception, UnreadableSet)
    assert isinstance(fieldmap("eval", "report").exception, UnreadableLog)


def test_a_release_without_a_pass_is_activated_only_for_a_reason(home: Path) -> None:
    (release,) = [path.name for path in Settings().releases.iterdir() if path.is_dir()]
    assert isinstance(fieldmap("release", "activate", release).exception, GateNotPassed)
    done = fieldmap("release", "activate", release, "--despite", "only for show")
    assert done.exit_code == 0 and release in done.stdout
    assert "only for show" in (home / "releases" / "history.jsonl").read_text(encoding="utf-8")


def test_gaps_are_listed_most_frequent_first(home: Path) -> None:
    assert "FIELDMAP_KEEP_UNANSWERED" in fieldmap("eval", "gaps").stdout
    lines = [
        {"day": "2026-11-20", "behaviour": "no-vetted-source", "question": text}
        for text in ("Horse exosomes for hair?", "stem cells for gout", "Do stem cells help with gout?")
    ]
    (home / "unanswered.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    done = fieldmap("eval", "gaps")
    assert "3 questions in 2 groups" in done.stdout
    assert done.stdout.index("gout") < done.stdout.index("Horse")
