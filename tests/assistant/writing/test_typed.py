"""`fieldmap eval` and `fieldmap ask` as they are typed, with a model and a judge on a real server."""

from __future__ import annotations

import json
import shutil
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from evals.records import read_log
from evals.report import page
from evals.writing import counted
from tests.assistant.writing.conftest import ASKED, IMMUNE, Misbehaving, lines, reply
from tests.assistant.writing.test_server import GOOD

BAD = ("Zimislecel cures type 1 diabetes in 99 people.", IMMUNE)
COMMENT = "The second line could be shorter."


def test_eval_and_ask_with_a_model(
    small_home: Path, tmp_path: Path, misbehaving: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    def behave(handler: BaseHTTPRequestHandler, sent: dict[str, Any], before: int) -> None:
        if sent["model"] == "judge":
            reply(handler, COMMENT)
        else:
            reply(handler, lines(*GOOD, BAD) if "zimislecel cure" in json.dumps(sent) else "not JSON")

    misbehaving.behave = behave
    shutil.copytree(small_home, tmp_path / "home")
    for name, value in {
        "HOME": str(tmp_path / "home"),
        "MODEL": "openai:test",
        "JUDGE_MODEL": "openai:judge",
        "MODEL_BASE_URL": misbehaving.url,
        "MODEL_API_KEY": "sk-secret-of-the-test",
    }.items():
        monkeypatch.setenv(f"FIELDMAP_{name}", value)
    items = [
        {"id": "shown", "question": ASKED, "expect": {"behaviour": "answer"}},
        {"id": "plain", "question": "Does PRP help knee arthritis?", "expect": {"behaviour": "answer"}},
    ]
    wanted = tmp_path / "mine.jsonl"
    wanted.write_text("\n".join(json.dumps(one) for one in items), encoding="utf-8")

    done = CliRunner().invoke(app, ["eval", str(wanted)])
    assert done.exit_code == 0, done.output
    (file,) = (tmp_path / "home" / "evals").glob("*.eval")
    log = read_log(file)
    verdicts, fallbacks = counted(log.records)
    assert dict(verdicts)["passed"] == len(GOOD) and "standing" in dict(verdicts)
    assert dict(fallbacks) == {"not-json": 1}
    html = page(log)
    for shown in ("answers that fell back to the plain one", "tokens for one answer", "standing", COMMENT):
        assert shown in html, shown
    assert "sk-secret" not in html

    asked = CliRunner().invoke(app, ["ask", ASKED])
    assert asked.exit_code == 0
    text = " ".join(asked.output.replace("│", " ").split())
    assert "written by a language model (openai:test)" in text and "plan had no steroids" in text
    assert "99 people" not in text
