"""Unanswered questions are kept only where that is wanted, without personal details, and never more than a few."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Answer, Settings
from assistant.types import BEHAVIOURS, Section
from assistant.unanswered import GAPS, LONGEST, Unanswered

TODAY = date(2026, 11, 21)


def answer(text: str, behaviour: str = "no-vetted-source") -> Answer:
    return Answer(
        id="session-7",
        question=text,
        behaviour=behaviour,
        language="en",
        text="",
        sections=(Section("framing", ""),),
        citations=(),
        distinctions=(),
        stage=None,
        release="r",
    )


def keeping(home: Path) -> Unanswered:
    return Unanswered(Settings(home=home, keep_unanswered=True), lambda: TODAY)


def test_nothing_is_kept_unless_it_is_wanted(tmp_path: Path) -> None:
    assert Settings(home=tmp_path).keep_unanswered is False
    off = Unanswered(Settings(home=tmp_path), lambda: TODAY)
    off.keep(answer("Do stem cells help gout?"))
    assert list(tmp_path.iterdir()) == [] and off.kept() == []


def test_the_words_and_the_day_are_kept_and_nothing_else(tmp_path: Path) -> None:
    keeping(tmp_path).keep(answer("Do stem cells\n help gout?"))
    file = tmp_path / "unanswered.jsonl"
    assert [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] == [
        {"day": "2026-11-21", "behaviour": "no-vetted-source", "question": "Do stem cells help gout?"}
    ]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.text for one in keeping(tmp_path).kept()] == ["Do stem cells help gout?"]


@pytest.mark.parametrize(
    "secret", ["jane.doe@example.org", "+44 20 7946 0958", "12 Acacia Avenue", "078-05-1120", "14/03/1961"]
)
def test_personal_details_never_reach_the_disk(tmp_path: Path, secret: str) -> None:
    text = "I am at 12 Acacia Avenue, born 14/03/1961, phone +44 20 7946 0958, jane.doe@example.org, 078-05-1120: gout?"
    assert secret in text
    keeping(tmp_path).keep(answer(text))
    kept = (tmp_path / "unanswered.jsonl").read_text(encoding="utf-8")
    assert "gout" in kept and secret not in kept


@pytest.mark.parametrize("behaviour", sorted(set(BEHAVIOURS) - GAPS))
def test_only_gaps_are_kept(tmp_path: Path, behaviour: str) -> None:
    keeping(tmp_path).keep(answer("I cannot go on", behaviour))
    assert list(tmp_path.iterdir()) == []


def test_a_story_is_not_kept_and_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.unanswered.MOST", 3)
    unanswered = keeping(tmp_path)
    unanswered.keep(answer("x" * (LONGEST + 1)))
    for number in range(5):
        unanswered.keep(answer(f"question {number}"))
    assert [one.text for one in unanswered.kept()] == ["question 2", "question 3", "question 4"]


def test_a_disk_that_cannot_be_written_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    home = tmp_path / "home"
    home.write_text("a file where the folder should be", encoding="utf-8")
    keeping(home).keep(replace(answer("a secret question")))
    assert "could not be kept" in caplog.text and "secret" not in caplog.text


def test_a_line_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    unanswered = keeping(tmp_path)
    unanswered.keep(answer("gout?"))
    with (tmp_path / "unanswered.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"day": 1}\nnot json\n[1]\n')
    assert [one.text for one in unanswered.kept()] == ["gout?"]
