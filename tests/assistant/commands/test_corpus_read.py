"""`fieldmap corpus read`: passages with their spans, or the named problem and exit code 1."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.commands.corpus import app

runner = CliRunner()
NOTES = "Results\n\nTen of twelve people needed no insulin.\n"


def test_a_file_is_printed_with_its_spans(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(NOTES, encoding="utf-8")
    told = runner.invoke(app, ["read", str(path)])
    assert told.exit_code == 0
    assert "9-48  paragraph, under “Results”" in told.stdout and "Ten of twelve people" in told.stdout
    document = json.loads(runner.invoke(app, ["read", str(path), "--json"]).stdout)
    assert [document["text"][one["start"] : one["end"]] for one in document["passages"]] == [
        "Results",
        "Ten of twelve people needed no insulin.",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("http://127.0.0.1/page", "refused-address"),
        ("http://169.254.169.254/latest/", "refused-address"),
        ("nowhere.pdf", "cannot be opened"),
    ],
)
def test_a_problem_is_named(given: str, words: str) -> None:
    told = runner.invoke(app, ["read", given])
    assert told.exit_code == 1 and words in told.stderr and "Traceback" not in told.stderr


def test_a_mislabelled_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_text(NOTES, encoding="utf-8")
    told = runner.invoke(app, ["read", str(path)])
    assert told.exit_code == 1 and "mislabelled" in told.stderr and "plain text" in told.stderr
