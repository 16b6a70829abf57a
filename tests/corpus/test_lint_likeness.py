"""Facts that are too alike: said twice, or said with other numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus import Corpus, load
from corpus.lint import LintFault
from corpus.lint import faults as all_faults

Edit = Callable[[Path, Callable[[Any], Any]], None]
TRIAL = "sources/programs/zimislecel-nejm-2025.yaml"


def _first(field: str, to: Any) -> Callable[[Any], None]:
    """A change of one field of the first statement."""

    def change(content: Any) -> None:
        content["statements"][0][field] = to

    return change


def faults(corpus: Corpus) -> list[LintFault]:
    """Without the notes on signposts that no page was found for: the shipped file has some."""
    return [item for item in all_faults(corpus, _as_first_letters) if item.fault.file != "signposts.yaml"]


def _as_first_letters(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Vectors that are alike where texts begin alike: enough to say which pairs the check looks at."""
    rows = np.zeros((len(texts), 200), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for position, letter in enumerate(text[:40]):
            row[(ord(letter) * 7 + position) % 200] += 1
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def test_facts_that_are_too_alike_are_noted(small_corpus: Path, edit_yaml: Edit) -> None:
    assert faults(load(small_corpus)) == []
    fact = load(small_corpus).sources["restore-prp-jama-2021"].statements[0]
    edit_yaml(small_corpus / TRIAL, _first("text", fact.text))
    (same,) = faults(load(small_corpus))
    assert not same.serious
    assert same.fault.field == f"statements[{fact.slug}].text"
    assert same.fault.problem == "says nearly the same as zimislecel-nejm-2025/all-14-made-insulin-again"


def test_other_numbers_on_the_same_thing_are_noted(small_corpus: Path, edit_yaml: Edit) -> None:
    fact = load(small_corpus).sources["restore-prp-jama-2021"].statements[1]
    assert any(letter.isdigit() for letter in fact.text)
    changed = "".join("7" if letter.isdigit() and letter != "7" else letter for letter in fact.text)
    for field, value in (("text", changed), ("facet", fact.facet), ("place", fact.place), ("topics", fact.topics)):
        edit_yaml(small_corpus / TRIAL, _first(field, value))
    found = [item.fault.problem for item in faults(load(small_corpus)) if not item.serious]
    assert found == ["has other numbers than zimislecel-nejm-2025/all-14-made-insulin-again on the same thing"]
