"""Registry numbers: found however they are written, and compared by one form."""

from __future__ import annotations

import pytest

from corpus.importers.registry import registry_numbers, without_registry_numbers

WRITTEN = [
    ("NCT03280056", "clinicaltrials-gov", "NCT03280056"),
    ("nct03280056", "clinicaltrials-gov", "NCT03280056"),
    ("NCT 03280056", "clinicaltrials-gov", "NCT03280056"),
    ("NCT: 0328 0056", "clinicaltrials-gov", "NCT03280056"),
    ("nct-03280056", "clinicaltrials-gov", "NCT03280056"),
    ("jRCT2090220384", "jrct", "JRCT2090220384"),
    ("jrcta031190228", "jrct", "JRCTA031190228"),
    ("ChiCTR2300072200", "chictr", "CHICTR2300072200"),
    ("ChiCTR-ONC-12002107", "chictr", "CHICTR-ONC-12002107"),
    ("ISRCTN 10368050", "isrctn", "ISRCTN10368050"),
    ("EUCTR2015-001234-12-GB", "eu-ctr", "2015-001234-12"),
    ("eudract no 2015-001234-12", "eu-ctr", "2015-001234-12"),
    ("2023-501234-12-00", "eu-ctis", "2023-501234-12"),
    ("UMIN000012345", "umin", "UMIN000012345"),
    ("JapicCTI-184103", "japic", "JAPICCTI184103"),
    ("ACTRN12612000001234", "anzctr", "ACTRN12612000001234"),
    ("KCT0001234", "cris", "KCT0001234"),
    ("CTRI/2019/01/012345", "ctri", "CTRI/2019/01/012345"),
]


@pytest.mark.parametrize(("written", "registry", "plain"), WRITTEN)
def test_a_number_is_found_in_any_writing(written: str, registry: str, plain: str) -> None:
    for text in (written, f"What is {written}?", f"(see {written}), they said", f"x {written}\nmore"):
        found = registry_numbers(text)
        assert [(number.registry, number.plain, number.complete) for number in found] == [(registry, plain, True)], text
        assert found[0].written in text


def test_a_number_in_an_address_is_found() -> None:
    for address in (
        "https://clinicaltrials.gov/study/NCT03280056",
        "https://clinicaltrials.gov/study/nct03280056?term=als&rank=1",
        "http://clinicaltrials.gov/ct2/show/NCT03280056",
    ):
        assert [number.plain for number in registry_numbers(address)] == ["NCT03280056"]


@pytest.mark.parametrize("text", ["NCT0328005", "NCT 032800567"])
def test_too_many_or_too_few_digits_are_told(text: str) -> None:
    assert [number.complete for number in registry_numbers(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "What is an NCT number?",
        "NCT 5 of 10",
        "call me on 2015-0012-34",
        "on 2015-01-12",
        "conjunct03280056",
        "10.1056/NEJMoa2506549",
        "",
    ],
)
def test_what_is_no_number_is_not_found(text: str) -> None:
    assert registry_numbers(text) == []


def test_a_text_can_be_read_without_its_numbers() -> None:
    assert without_registry_numbers("Is jRCTa031190228 safe?", "a study") == "Is a study safe?"
