"""`fieldmap desk` and the exchange of the corpus, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from corpus.desk.errors import NameTaken

PASSWORD = "an orange boat at noon"


@pytest.fixture
def home(tmp_path: Path, small_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDMAP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FIELDMAP_CORPUS", str(small_corpus))
    return tmp_path / "home"


def fieldmap(*words: str, text: str = "") -> str:
    """What a command prints; it has to end well."""
    done = CliRunner().invoke(app, words, input=text, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_accounts_from_the_command_line(home: Path) -> None:
    assert "no account yet" in fieldmap("desk", "list-users")
    added = fieldmap(
        "desk", "add-user", "ann", "--role", "author", "--role", "reviewer", "--password-stdin", text=f"{PASSWORD}\n"
    )
    assert "ann: author, reviewer" in added
    with pytest.raises(NameTaken):
        fieldmap("desk", "add-user", "ann", "--role", "author", "--no-password")
    fieldmap("desk", "set-password", "ann", "--password-stdin", text="another boat at noon\n")
    fieldmap("desk", "disable-user", "ann", "--why", "left")
    assert "switched off" in fieldmap("desk", "list-users")
    events = [json.loads(line) for line in fieldmap("desk", "events", "--json").splitlines()]
    assert [one["action"] for one in events] == ["import-corpus", "add-person", "set-password", "disable-person"]
    assert events[-1]["why"] == "left" and events[-1]["who"].endswith("(command line)")
    assert PASSWORD not in (home / "desk.sqlite").read_bytes().decode("latin-1")


def test_the_corpus_goes_out_and_comes_in(home: Path, tmp_path: Path) -> None:
    assert "0 items under way" in fieldmap("corpus", "export", str(tmp_path / "out"))
    assert "0 added, 0 changed, 0 retired, 0 conflicts" in fieldmap("corpus", "import", str(tmp_path / "out"))


def test_suspending_from_the_command_line_goes_through_the_desk_where_there_is_one(home: Path) -> None:
    statement = "zimislecel-nejm-2025/all-14-made-insulin-again"
    fieldmap("desk", "list-users")
    fieldmap("release", "suspend", statement, "--why", "being read again")
    assert statement in (home / "suspended.txt").read_text()
    last = json.loads(fieldmap("desk", "events", "--json").splitlines()[-1])
    assert (last["action"], last["item"], last["why"]) == ("suspend", f"statement:{statement}", "being read again")
    fieldmap("release", "restore", statement)
    assert statement not in (home / "suspended.txt").read_text()
