"""Whether the right sources and statements were found and cited, measured with `ir-measures`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from assistant import Answer
from evals.items import Item
from evals.reference import Reference
from evals.scoring.measure import Measure, unscored


def cited(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when at least one of the expected sources is cited; the ranks of all of them are kept beside it."""
    wanted = item.expected.sources
    if wanted is None:
        return unscored()
    order = list(dict.fromkeys(citation.source_id for citation in answer.citations))
    parts = ranked(dict.fromkeys(wanted, 1), order)
    if set(wanted) & set(order):
        return Measure(1.0, parts=parts)
    unknown = [one for one in wanted if one not in reference.assistant.library.contents.sources]
    why = f"cited: {', '.join(order) or 'nothing'}; expected one of: {', '.join(wanted)}"
    return Measure(0.0, f"{why} (not in this release: {', '.join(unknown)})" if unknown else why, parts)


def statements(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Recall among the first five cited statements."""
    wanted = item.expected.statements
    if wanted is None:
        return unscored()
    return _recall(wanted, [citation.statement_id for citation in answer.citations], "cited")


def found(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Recall among the first five statements of search alone, before anything is chosen from them."""
    wanted = item.expected.statements
    if wanted is None:
        return unscored()
    return _recall(wanted, reference.found(item.question.text), "found")


def _recall(wanted: Mapping[str, int], order: Sequence[str], how: str) -> Measure:
    parts = ranked(wanted, order)
    missing = [key for key, grade in wanted.items() if grade > 0 and key not in order[:5]]
    return Measure(parts["R@5"], f"not among the first five {how}: {', '.join(missing)}" if missing else "", parts)


def ranked(wanted: Mapping[str, int], order: Sequence[str]) -> dict[str, float]:
    """Recall at 1, 5 and 10, nDCG at 5 and 10, and the reciprocal rank of an order of ids."""
    import ir_measures

    relevant = [ir_measures.Qrel("q", key, grade) for key, grade in wanted.items()]
    # With nothing found, there is no run to measure, and every figure is zero.
    run = [ir_measures.ScoredDoc("q", key, -float(rank)) for rank, key in enumerate(order)]
    values = {str(measure): 0.0 for measure in _measures()}
    if run:
        values |= {
            str(found.measure): float(found.value) for found in ir_measures.iter_calc(_measures(), relevant, run)
        }
    return values


@cache
def _measures() -> list[Any]:
    from ir_measures import RR, R, nDCG

    return [R @ 1, R @ 5, R @ 10, nDCG @ 5, nDCG @ 10, RR]
