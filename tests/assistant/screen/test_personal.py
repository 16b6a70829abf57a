from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.screen.personal import KINDS, personal_details, scrubbed

LINES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "personal.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("e-mail", "write to jo.bloggs+ms@example.co.uk please"),
        ("phone", "my number is 07700 900123"),
        ("phone", "+1 415 555 2671"),
        ("phone", "tel: 020-7946-0958"),
        ("date-of-birth", "DOB 03/05/1961"),
        ("date-of-birth", "she was born on 3 May 1961"),
        ("national-id", "SSN 536-90-4399"),
        ("national-id", "NHS number 943 476 5919"),
        ("national-id", "DNI 12345678Z"),
        ("card-number", "pay with 4111 1111 1111 1111"),
        ("medical-record-number", "MRN 00482731"),
        ("address", "I live at 12 Elm Street, Leeds"),
        ("address", "SW1A 1AA"),
    ],
)
def test_found(kind: str, text: str) -> None:
    assert kind in personal_details(text)
    assert f"[{kind}]" in scrubbed(text)


@pytest.mark.parametrize(
    "text",
    [
        "NCT04786262", "PMID 31249031", "2014-003145-25", "50,000,000 cells", "200 000 000 cells", "$25,000",
        "call 999 or 112 or 116 123", "from 2019-2023", "born in 1961", "5 mg/kg twice", "21 CFR 1271.10",
        "https://example.org/123456789", "10.1056/NEJMoa1234567", "4111 1111 1111 1112",
    ],
)  # fmt: skip
def test_not_personal(text: str) -> None:
    assert personal_details(text) == ()
    assert scrubbed(text) == text


def test_honest_questions_hold_none(cases: dict[str, list[str]]) -> None:
    assert not [text for text in cases["honest"] if personal_details(text)]


def test_scrubbing_leaves_the_question() -> None:
    assert scrubbed("I am jo@example.org, does PRP work?") == "I am [e-mail], does PRP work?"


@pytest.mark.parametrize("kind", KINDS)
def test_a_detail_is_found_however_it_is_written(kind: str) -> None:
    assert [line for line in LINES["found"][kind] if kind not in personal_details(line)] == []


def test_numbers_of_trials_prices_doses_and_rules_are_nobodys() -> None:
    assert len(LINES["none"]) >= 70
    assert [line for line in LINES["none"] if personal_details(line)] == []
