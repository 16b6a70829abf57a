"""The page on safety tells the truth: each promise names a module and a test that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.outgoing import CHECKS

CHECKOUT = Path(__file__).resolve().parent.parent
PAGE = (CHECKOUT / "docs" / "safety.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split("|") for line in PAGE.splitlines() if line.startswith("| ") and "::test_" in line]
NUMBERS = {17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 21: "twenty-one"}


def test_there_are_promises() -> None:
    assert len(ROWS) >= 20


@pytest.mark.parametrize("row", ROWS, ids=[row[0].strip()[:60] for row in ROWS])
def test_every_promise_names_what_keeps_it_and_what_tests_it(row: list[str]) -> None:
    promise, kept_by, tested_by = (cell.strip() for cell in row)
    assert promise
    for path in re.findall(r"`([^`]+)`", kept_by):
        assert (CHECKOUT / path).is_file(), path
    named = re.findall(r"`([^`]+)::(test_\w+)`", tested_by)
    assert named
    for path, test in named:
        assert f"def {test}(" in (CHECKOUT / path).read_text(encoding="utf-8"), f"{path}::{test}"


def test_the_number_of_checks_is_that_of_the_code() -> None:
    assert f"{NUMBERS[len(CHECKS)]} named checks" in PAGE
