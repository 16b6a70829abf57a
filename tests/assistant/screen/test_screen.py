from __future__ import annotations

import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import screen as door
from assistant.screen import screen
from assistant.screen._rules import RulesError, load

HOSTILE = {
    "one letter": "a" * 50_000,
    "no full stop": "the quick brown fox jumps over it " * 1_500,
    "wish without end": "i want to " * 5_000,
    "gaps": "my the his her " * 3_400,
    "digits": "1234567890 " * 4_500,
    "phones": "+44 7700 900123 " * 3_000,
    "dashes": "1-" * 25_000,
    "almost an address": "a@" * 25_000,
    "brackets": "[inst](" * 7_000,
    "spaced": "i g n o r e " * 4_000,
    "base64": "QUJD" * 12_500,
    "tags": "\U000e0041" * 50_000,
    "lines": "ignore\n" * 7_000,
    "accents": "é" * 50_000,
    "Thai": "หายใจ" * 10_000,
}


def test_the_door_is_a_decision() -> None:
    assert sorted(door.__all__) == list(door.__all__) or set(door.__all__) <= set(dir(door))


def test_one_look() -> None:
    seen = screen("I can't breathe since the drip. My e-mail is jo@example.org")
    assert seen.urgency is not None and seen.urgency.kind == "emergency"
    assert seen.personal == ("e-mail",)
    assert seen.injection is None and seen.unreadable is None


def test_an_urgent_message_is_never_unreadable() -> None:
    assert screen("sos sos cant breathe").unreadable is None


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_is_screened_in_bounded_time(text: str) -> None:
    screen("warm up")
    started = time.perf_counter()
    screen(text)
    # Ten times what it takes on a slow machine; a catastrophic pattern would take minutes.
    assert time.perf_counter() - started < 10


def test_an_ordinary_question_takes_little_time() -> None:
    question = "My mother is 71 and has knee arthritis, and a clinic near us offers fat derived cells. " * 2
    screen(question)
    started = time.perf_counter()
    for _ in range(20):
        screen(question)
    # The aim is 2 ms; five times that allows for a busy machine.
    assert (time.perf_counter() - started) / 20 < 0.010


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_never_raises(raw: str) -> None:
    seen = screen(raw)
    assert len(seen.text) <= 20 * len(raw)
    if seen.injection:
        assert len(seen.injection.honest) <= len(seen.text)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="0123456789 .-+()/@a", max_size=200))
def test_never_raises_on_numbers(raw: str) -> None:
    screen(raw)


def test_importing_does_no_work() -> None:
    program = "import sys, assistant.screen; print('phonenumbers' in sys.modules, 'stdnum' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    "rules",
    [
        "rules: [{name: a, kind: b, patterns: ['(']}]",
        "rules: [{name: a, kind: b, patterns: ['<nothing>']}]",
        "rules: [{name: a, kind: b, patterns: [x], surprise: 1}]",
        "rules: [{name: a, kind: b}]",
    ],
)
def test_a_bad_rules_file_is_refused(rules: str, tmp_path: object) -> None:
    from pathlib import Path

    file = Path(str(tmp_path)) / "rules.yaml"
    file.write_text(rules, encoding="utf-8")
    with pytest.raises(RulesError, match="rule a"):
        load(file)


def test_anchors_never_hide_a_match(cases: dict[str, list[str]]) -> None:
    from assistant.screen.text import plain
    from assistant.screen.urgent import _files

    for message in cases["emergency"] + cases["crisis"]:
        text = plain(message)
        for rules in _files():
            present = rules.present(text)
            for rule in rules.rules:
                quick = {found.group() for found in rule.matches(text, present)}
                every = {found.group() for found in rule.matches(text, rules.anchors)}
                assert quick == every


def test_without_a_reading_of_patterns_every_pattern_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    import re

    from assistant.screen._anchors import anchors

    assert anchors("fever|chills") == {"fever", "chills"}
    monkeypatch.delattr(re, "_parser")
    assert anchors("fever|chills") is None
