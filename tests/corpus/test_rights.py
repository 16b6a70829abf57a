"""Words of a source are kept and printed only where its rights allow it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from corpus import load
from corpus.files import dump
from corpus.importers import ImportFault, cited_passage, passage_at, read_document
from corpus.lint import faults
from corpus.lint.passages import passage_faults
from corpus.model import CitedPassage, Rights
from corpus.rights import IN_WORDS, MAY_BE_PRINTED, may_publish_passages

Edit = Callable[[Path, Callable[[Any], Any]], None]
HASH = "ab" * 32
PLACE = "sources/regulators/fda-exosome-notification-2019.yaml"


def passage(words: str | None = "Nine words of the source stand here, no more.") -> dict[str, Any]:
    span = {"document": HASH, "start": 10, "end": 10 + len(words or "x" * 9), "locator": "page 3"}
    return span | ({"text": words} if words is not None else {})


def with_passage(folder: Path, edit_yaml: Edit, rights: str | None, **changed: Any) -> None:
    place = next(folder.rglob("fda-exosome-notification-2019.yaml"))

    def change(source: dict[str, Any]) -> None:
        if rights is not None:
            source["rights"] = rights
        source["statements"][0].update({"passage": passage(), **changed})

    edit_yaml(place, change)


def passage_errors(folder: Path) -> list[str]:
    return [str(item.fault) for item in passage_faults(load(folder)) if item.serious]


def test_every_right_has_its_row_and_unknown_rights_allow_nothing() -> None:
    assert set(MAY_BE_PRINTED) == set(IN_WORDS) == set(get_args(Rights))
    assert not may_publish_passages(None)
    assert not any(may_publish_passages(rights) for rights in get_args(Rights) if "nc" in rights or "nd" in rights)
    assert not may_publish_passages("all-rights-reserved")
    assert may_publish_passages("public-domain") and may_publish_passages("cc-by")


def test_lint_refuses_words_that_may_not_be_printed(small_corpus: Path, edit_yaml: Edit) -> None:
    rights: Rights | None
    for rights in (None, "all-rights-reserved", "cc-by-nc", "public-domain"):
        with_passage(small_corpus, edit_yaml, rights)
        found = passage_errors(small_corpus)
        assert (found == []) == may_publish_passages(rights), rights
        assert all("keep the span" in fault for fault in found)
    with_passage(small_corpus, edit_yaml, "cc-by-nd", status="draft")
    assert any(item.serious and item.fault.field.endswith("passage.text") for item in faults(load(small_corpus)))


def test_a_span_without_words_may_always_be_kept(small_corpus: Path, edit_yaml: Edit) -> None:
    with_passage(small_corpus, edit_yaml, "all-rights-reserved", passage=passage(None))
    assert passage_errors(small_corpus) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"end": 10},
        {"end": 11},
        {"start": -1},
        {"document": "short"},
        {"text": "two\nlines", "end": 19},
        {"text": " blank", "end": 16},
        {"text": "x" * 1_001, "end": 1_011},
        {"locator": ""},
        {"page": 3},
    ],
)
def test_a_passage_that_does_not_hold_together_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CitedPassage.model_validate(passage() | wrong)


ONE_LINE = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=200)


@given(words=st.lists(ONE_LINE, min_size=1, max_size=4).map(" ".join).filter(lambda text: len(text.splitlines()) == 1))
@settings(max_examples=100, deadline=None)
def test_any_words_come_back_from_yaml_and_are_written_the_same_again(words: str) -> None:
    from yaml import load as load_yaml

    from corpus.files import _Loader

    kept = CitedPassage.model_validate(passage(words))
    written = dump(kept)
    read = CitedPassage.model_validate(load_yaml(written, Loader=_Loader))
    assert read == kept and dump(read) == written


def test_a_picked_span_keeps_its_words_only_where_it_may() -> None:
    document = read_document(b"Results\n\nTen of twelve people needed no insulin. None died.", name="a.txt")
    start = document.text.index("Ten")
    free = cited_passage(document, start, start + 13, "public-domain")
    assert (free.text, free.document, free.locator) == ("Ten of twelve", document.sha256, "under “Results”")
    closed = cited_passage(document, start, start + 13, None)
    assert closed.text is None and (closed.start, closed.end) == (free.start, free.end)
    assert document.text[closed.start : closed.end] == passage_at(document, start, start + 13).text
    with pytest.raises(ImportFault):
        cited_passage(document, 0, 40, "public-domain")
