"""The command line as a user types it: what is printed where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from assistant import Assistant
from assistant.cli import main
from assistant.commands.ask import explain_record
from assistant.errors import BadRecordFile
from corpus import SHIPPED


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Fieldmap = Callable[..., Done]


@pytest.fixture
def fieldmap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Fieldmap:
    """Runs the entry point in this process; an assistant that is open already answers where one is given."""

    def run(*arguments: str, home: Path = tmp_path, text: str = "", opened: Assistant | None = None) -> Done:
        with monkeypatch.context() as patch:
            for name, value in {"FIELDMAP_HOME": str(home), "NO_COLOR": "1", "COLUMNS": "100"}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["fieldmap", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(text))
            if opened is not None:
                patch.setattr("assistant.Assistant", lambda: opened)
            capsys.readouterr()
            with pytest.raises(SystemExit) as left:
                main()
        printed = capsys.readouterr()
        code = left.value.code
        return Done(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


def test_a_process_of_its_own_answers_with_sources(small_home: Path) -> None:
    environment = {**os.environ, "FIELDMAP_HOME": str(small_home), "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask", "Does zimislecel cure type 1 diabetes?"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    assert "zimislecel" in done.stdout and "Sources" in done.stdout and "Checked 2026-11-21" in done.stdout
    assert "not medical advice" in done.stdout


def test_ask_reads_standard_input_and_prints_the_contract(small: Assistant, fieldmap: Fieldmap) -> None:
    done = fieldmap(
        "ask", "-", "--json", "--place", "us", opened=small, text="I can't breathe since the infusion today"
    )
    answer = json.loads(done.stdout)
    jsonschema.validate(answer, json.loads(fieldmap("schema").stdout))
    assert answer["behaviour"] == "emergency" and "911" in answer["text"]


def test_a_saved_trial_record_is_explained(
    small: Assistant, fieldmap: Fieldmap, registry_samples: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "record.xml"
    file.write_text(registry_samples["legacy xml"], encoding="utf-8")
    done = fieldmap("ask", "--record", str(file), "What does this mean?", opened=small)
    assert done.returncode == 0, done.stderr
    assert "NCT03147742" in done.stdout and "This is not a trial." in done.stdout


def test_a_file_that_is_no_text_is_refused_by_name(tmp_path: Path) -> None:
    scanned = tmp_path / "record.pdf"
    scanned.write_bytes(b"%PDF-1.7 \xe2\xe3\xcf\xd3")
    for path, says in ((scanned, "not as a PDF"), (tmp_path / "none.json", "cannot be read")):
        with pytest.raises(BadRecordFile, match=says):
            explain_record(path, "", None, as_json=False)


def test_a_set_is_answered_in_order(assistant: Assistant, fieldmap: Fieldmap, tmp_path: Path) -> None:
    questions, answers = tmp_path / "set.jsonl", tmp_path / "answers.jsonl"
    items = [
        {"id": "one", "question": "What is PRP?", "unknown": True, "expect": {"behaviour": "answer"}},
        {"id": "two", "question": "and BMAC?", "history": [{"role": "user", "content": "What is PRP?"}]},
        {"id": 3, "question": ""},
    ]
    questions.write_text("\n".join(json.dumps(item) for item in items) + "\n\n", encoding="utf-8")
    done = fieldmap("ask", "--input", str(questions), "--output", str(answers), opened=assistant)
    assert done.returncode == 0, done.stderr
    given = [json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in given] == ["one", "two", "3"]
    assert [answer["behaviour"] for answer in given] == ["answer", "answer", "unreadable"]
    assert "What is BMAC?" in given[1]["text"]


@pytest.mark.parametrize(
    ("line", "message"),
    [('{"id": 1}', 'needs "id" and a "question"'), ("{not json", "line 1: not JSON"), ("[1]", 'needs "id"')],
    ids=["no question", "broken", "a list"],
)
def test_a_bad_set_is_refused_before_anything_is_answered(
    fieldmap: Fieldmap, tmp_path: Path, line: str, message: str
) -> None:
    questions = tmp_path / "set.jsonl"
    questions.write_text(line, encoding="utf-8")
    done = fieldmap("ask", "--input", str(questions), "--output", str(tmp_path / "out"))
    assert done.returncode == 1 and message in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_a_release_it_says_what_to_run(fieldmap: Fieldmap) -> None:
    done = fieldmap("ask", "What is PRP?")
    assert done.returncode == 1
    assert "fieldmap release build --activate" in done.stderr and "Traceback" not in done.stderr


def test_lint_names_file_field_and_mend(fieldmap: Fieldmap, tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    broken = folder / "sources" / "programs" / "zimislecel-nejm-2025.yaml"
    broken.write_text(
        broken.read_text(encoding="utf-8").replace("facet: benefit", "facet: benefits", 1), encoding="utf-8"
    )
    done = fieldmap("corpus", "lint", "--folder", str(folder))
    assert done.returncode == 1
    assert (
        "zimislecel-nejm-2025.yaml: statements[" in done.stderr
        and ".facet" in done.stderr
        and "To mend it" in done.stderr
    )


def test_stats_count_published_and_drafts_apart(fieldmap: Fieldmap) -> None:
    counted = json.loads(fieldmap("corpus", "stats", "--json").stdout)
    assert {
        "sources",
        "statements",
        "drafts",
        "key_answers",
        "topics",
        "distinctions",
        "concepts",
        "asks",
    } <= counted.keys()
    assert counted["statements"] >= 1_900 and counted["drafts"] > 0
    assert counted["key_answers"] >= 400


def test_show_prints_a_record_or_what_is_alike(fieldmap: Fieldmap) -> None:
    assert "two-deaths" in fieldmap("corpus", "show", "zimislecel-nejm-2025/two-deaths").stdout
    missing = fieldmap("corpus", "show", "zimislecel-nejm")
    assert missing.returncode == 1 and "zimislecel-nejm-2025" in missing.stderr


def test_releases_are_listed_and_verified(small_home: Path, fieldmap: Fieldmap) -> None:
    listed = fieldmap("release", "list", home=small_home).stdout
    assert listed.startswith("* ")
    assert "is whole" in fieldmap("release", "verify", home=small_home).stdout
    unknown = fieldmap("release", "activate", "nothing", home=small_home)
    assert unknown.returncode == 1 and "fieldmap release list" in unknown.stderr
