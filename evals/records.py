"""A log read again: one record an item, with its answer and what the scorers made of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.errors import UnreadableLog


@dataclass(frozen=True, slots=True)
class Scored:
    """What one scorer said; `value` None: not scored."""

    value: float | None
    why: str
    parts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One item, its answer and its scores."""

    key: str
    item: Mapping[str, Any]
    question: str
    text: str
    answer: Mapping[str, Any]
    observed: Mapping[str, Any]
    """How the answer was decided: similarity, sufficiency, and what was routed where and how surely."""
    scores: Mapping[str, Scored]
    error: str | None
    """What was raised instead of an answer."""

    @property
    def set(self) -> str:
        return str(self.item.get("set", ""))

    def value(self, scorer: str) -> float | None:
        """The value of a scorer, None where it judged nothing."""
        found = self.scores.get(scorer)
        return found.value if found else None

    def parts(self, scorer: str) -> Mapping[str, Any]:
        """What a scorer kept beside its value."""
        found = self.scores.get(scorer)
        return found.parts if found else {}

    @property
    def failures(self) -> dict[str, str]:
        """Scorers that found something wrong, with what."""
        if self.error is not None:
            return {"error": self.error}
        found = {name: score.why for name, score in self.scores.items() if score.why and score.value is not None}
        if withheld := self.observed.get("withheld"):
            found["withheld"] = f"kept here by: {', '.join(withheld)}"
        return found


@dataclass(frozen=True, slots=True)
class Log:
    """A run."""

    file: Path
    created: str
    description: Mapping[str, Any]
    """What was evaluated: release, sets, faults."""
    records: tuple[Record, ...]
    """In the order of their keys: set by set."""


def read_log(file: Path) -> Log:
    """The records of a log. Raises `UnreadableLog`."""
    from inspect_ai.log import read_eval_log

    if not file.is_file():
        raise UnreadableLog(f"There is no log {file}. Run: fieldmap eval")
    try:
        log = read_eval_log(file, exclude_fields={"events", "store", "attachments"})
    except Exception as error:  # whatever a damaged archive makes of its reader
        raise UnreadableLog(f"{file} cannot be read as a log ({type(error).__name__}). Run: fieldmap eval") from error
    if log.eval.task != "fieldmap":
        raise UnreadableLog(f"{file} is a log of {log.eval.task}, not of fieldmap. Run: fieldmap eval")
    records = tuple(sorted(map(_record, log.samples or []), key=lambda record: record.key))
    return Log(file, log.eval.created, dict(log.eval.metadata or {}), records)


def _record(sample: Any) -> Record:
    item = dict(sample.metadata)
    answer, observed = item.pop("answer", {}), item.pop("observed", {})
    last = sample.input[-1] if isinstance(sample.input, list) else None
    return Record(
        key=str(sample.id),
        item=item,
        question=last.text if last is not None else str(sample.input),
        text=sample.output.completion if answer else "",
        answer=answer,
        observed=observed,
        scores={name: _scored(score) for name, score in (sample.scores or {}).items()},
        error=sample.error.message if sample.error else None,
    )


def _scored(score: Any) -> Scored:
    value = float(score.value)
    return Scored(None if math.isnan(value) else value, score.explanation or "", score.metadata or {})
