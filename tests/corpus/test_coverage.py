"""Every row of the map has statements, short answers and a page, and a missing one is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpus import Corpus, load
from corpus.coverage import coverage

Edit = Callable[[Path, Callable[[Any], Any]], None]
GROUPS = {
    "layers": 6,
    "frontiers": 6,
    "stages": 7,
    "source-stack": 7,
    "signals": 6,
    "headline-checklist": 9,
    "rules": 6,
    "deeper-pages": 6,
    "next-steps": 4,
    "footnotes": 9,
}


def test_the_map_has_all_its_rows(shipped_corpus: Corpus) -> None:
    rows = coverage(shipped_corpus)
    for group, count in GROUPS.items():
        assert sum(row.group == group for row in rows) == count, group
    assert sum(row.group == "borrowing" for row in rows) >= 5
    assert sum(row.group == "faq" for row in rows) >= 5
    assert sum(row.group == "distinctions" for row in rows) >= 28
    institutions = {row.id for row in rows if row.group == "institutions"}
    assert {
        "isscr",
        "isct",
        "ebmt",
        "cira",
        "hsci",
        "stanford-stem-cell",
        "arm",
        "fda",
        "ema",
        "pmda-mhlw",
    } <= institutions


def test_no_row_of_the_shipped_corpus_has_a_gap(shipped_corpus: Corpus) -> None:
    assert [(row.group, row.id) for row in coverage(shipped_corpus) if not row.complete] == []


def test_a_row_without_a_short_answer_is_a_gap(small_corpus: Path, edit_yaml: Edit) -> None:
    def only_sources(content: Any) -> None:
        content["layers"][0]["source_ids"] = ["zimislecel-nejm-2025"]

    edit_yaml(small_corpus / "frame" / "layers.yaml", only_sources)
    first = coverage(load(small_corpus))[0]
    assert (first.group, first.statements, first.key_answers, first.complete) == ("layers", 3, 0, False)


def test_a_row_counts_what_is_published_and_nothing_else(small_corpus: Path, edit_yaml: Edit) -> None:
    def stand_on_prp(content: Any) -> None:
        content["layers"][0]["source_ids"] = ["restore-prp-jama-2021"]
        content["layers"][0]["key_answers"] = ["does-prp-help-knee-arthritis"]

    edit_yaml(small_corpus / "frame" / "layers.yaml", stand_on_prp)
    first = coverage(load(small_corpus))[0]
    assert (first.statements, first.key_answers, first.complete) == (2, 1, True)
