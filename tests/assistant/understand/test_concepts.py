"""Lay words and misspellings find their concept, and nothing is corrected into something else."""

from __future__ import annotations

import re

import pytest

from assistant import Assistant


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("what is PRP", "prp"),
        ("platelet rich plasma shots", "prp"),
        ("embrionic stem cells", "esc"),
        ("my son has autisum", "autism"),
        ("is zimislicel any good", "zimislecel"),
        ("Does MS get better", "ms"),
        ("CAR-T for lupus", "car-t-cell"),
    ],
)
def test_a_term_is_found(assistant: Assistant, text: str, concept: str) -> None:
    matcher = assistant.library.matcher
    assert concept in matcher.ids(matcher.corrected(text))


def test_short_capitals_count_in_capitals_only(assistant: Assistant) -> None:
    matcher = assistant.library.matcher
    assert "ms" in matcher.ids("my MS is worse")
    assert "ms" not in matcher.ids("ms smith asked")


@pytest.mark.parametrize(
    "text",
    [
        "bemdaneprocel and raguneprocel",
        "Ryoncil, Omisirge and Lantidra",
        "NurOwn and Stemirac in ALS",
        "the MILES trial and the MIST trial",
        "she lives in Leeds with her nan",
        "does it carry special risks",
        "is it a red flag",
    ],
)
def test_names_and_plain_words_are_left_alone(assistant: Assistant, text: str) -> None:
    assert assistant.library.matcher.corrected(text) == text


def test_a_match_inside_a_longer_one_does_not_count(assistant: Assistant) -> None:
    ids = assistant.library.matcher.ids("autologous stem cell transplant for MS")
    assert "stem-cell" not in ids and "ms" in ids


def test_every_concept_is_found_by_its_plain_name(assistant: Assistant) -> None:
    """A name with an explanation in brackets is asked for without them: "Ryoncil", "Lupus"."""
    library = assistant.library
    missed = []
    for concept in library.contents.concepts.values():
        plain = re.sub(r"\s*\([^)]*\)", "", concept.name)
        if concept.kind != "cue" and concept.id not in library.matcher.ids(plain, cues=False):
            missed.append(plain)
    assert missed == []


@pytest.mark.parametrize(
    "name",
    """Kymriah Kyprolis Ryoncil Ryzneuta lenzumestrocel zimislecel Zynteglo Zynyz Abecma Abecmo Lantidra
    Lantus Alofisel Alecensa Temcell Temodal Nepic Nexviazyme Vyznova Vyvgart Invossa Invokana Cartistem Cartilife
    rexlemestrocel remestemcel Qwertinib Lupkynis Lupron Prochymal Prolia Humira Exparel Aspire bluerock Capricor""".split(),
)
def test_a_name_is_never_changed_into_another(assistant: Assistant, name: str) -> None:
    question = f"is {name} approved"
    assert assistant.library.matcher.corrected(question) == question


def test_no_product_brand_or_trial_of_the_corpus_is_changed(assistant: Assistant) -> None:
    contents = assistant.library.contents
    names = {
        name
        for concept in contents.concepts.values()
        if concept.kind in ("brand", "product", "trial")
        for name in (concept.name, *concept.aliases)
    } | {source.product.name for source in contents.sources.values() if source.product}
    assert len(names) > 500
    assert {name: put for name in names if (put := assistant.library.matcher.corrected(name)) != name} == {}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("steam cells", "stem cells"),
        ("alzimers", "alzheimer"),
        ("parkinsens", "parkinson"),
        ("autisum", "autism"),
        ("diabetis", "diabetes"),
        ("exozomes", "exosomes"),
        ("mesenkimal", "mesenchymal"),
        ("umbilical chord", "cord blood"),
        ("multiple scelrosis", "sclerosis"),
        ("crones disease", "crohn"),
        ("hart failure", "heart failure"),
        ("shots for my bad nee", "bad knee"),
    ],
)
def test_a_lay_misspelling_is_put_right(assistant: Assistant, text: str, word: str) -> None:
    assert word in assistant.library.matcher.corrected(text).casefold()


@pytest.mark.parametrize(
    "text",
    ["i nee help", "does the TGA regulate it", "they bother testing", "wanting to try"],
)
def test_an_everyday_word_is_left_alone(assistant: Assistant, text: str) -> None:
    assert assistant.library.matcher.corrected(text) == text


def test_a_name_is_found_without_its_bracket(assistant: Assistant) -> None:
    assert "ryoncil" in assistant.library.matcher.ids("Is Ryoncil safe?")
    assert "lupus" in assistant.library.matcher.ids("my sister has lupus")
