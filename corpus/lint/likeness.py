"""Facts that are too alike: said twice, or said with other numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.files import Corpus
from corpus.lint.findings import LintFault, note
from corpus.model import Source, Statement

VectorsOf = Callable[[Sequence[str]], npt.NDArray[Any]]
"""Texts to unit vectors, one row each."""

SAME = 0.95
"""Cosine from which two statements say the same; read off the shipped corpus, where pairs above it did."""
CLOSE = 0.80
"""Cosine from which two statements speak of one thing, so that different numbers are worth a look."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def likeness_faults(corpus: Corpus, vectors_of: VectorsOf) -> Iterator[LintFault]:
    """Notes for pairs of published statements: near duplicates, and possible contradictions."""
    rows = [(key, source, one) for key, source, one in corpus.statements() if one.status == "published"]
    if len(rows) < 2:
        return
    vectors = np.asarray(vectors_of([one.text for _, _, one in rows]), dtype=np.float32)
    for first in range(len(rows) - 1):
        cosines = vectors[first + 1 :] @ vectors[first]
        for offset in np.flatnonzero(cosines >= CLOSE):
            second = first + 1 + int(offset)
            found = _problem(rows[first], rows[second], float(cosines[offset]))
            if found is not None:
                _, source, one = rows[first]
                yield note(corpus.files[f"source:{source.id}"], f"statements[{one.slug}].text", *found)


def _problem(
    first: tuple[str, Source, Statement], second: tuple[str, Source, Statement], cosine: float
) -> tuple[str, str] | None:
    """What is odd about a pair, and the mend."""
    one, other = first[2], second[2]
    numbers, others = set(_NUMBER.findall(one.text)), set(_NUMBER.findall(other.text))
    if cosine >= SAME and numbers == others:
        return f"says nearly the same as {second[0]}", "retire one of them, or say what each adds"
    alike = one.facet == other.facet and one.place == other.place and set(one.topics) & set(other.topics)
    if alike and first[1] is not second[1] and numbers and others and numbers.isdisjoint(others):
        mend = "say in both texts why they differ: date, group, measure"
        return f"has other numbers than {second[0]} on the same thing", mend
    return None
