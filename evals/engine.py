"""The assistant as an Inspect task: our items are its samples, the assistant its solver, our scorers its scorers.

Inspect asks no model and sends nothing: the model of the task is its `none`. Where FIELDMAP_MODEL is set, the assistant
asks that one, as it does for a patient. The log is
Inspect's own, so `inspect view` opens it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant import Answer, Observed, Question
from evals.errors import NothingToEvaluate, RunFailed
from evals.items import Item
from evals.reference import Reference
from evals.scoring import SCORERS, Measure
from evals.scoring import Scorer as OurScorer

if TYPE_CHECKING:
    from inspect_ai import Task
    from inspect_ai.scorer import Score, Scorer
    from inspect_ai.solver import Solver

# Prompts and results would leave the machine if a developer's shell has a hook for them.
os.environ.pop("INSPECT_TELEMETRY", None)

OBSERVED = ("similarity", "sufficiency", "routed", "sureness", "decided_by", "withheld")
"""What the log keeps of how an answer was decided."""

Answers = dict[str, Answer]
"""The answers of a run by the key of their item, from the solver to the scorers."""


class Answering(Protocol):
    """What is evaluated: the assistant, or a double that does something wrong on purpose."""

    def observe(self, question: Question, without: frozenset[str] = frozenset()) -> Observed: ...


def run(
    items: Sequence[Item],
    assistant: Answering,
    reference: Reference,
    logs: Path,
    description: Mapping[str, Any],
    scorers: Mapping[str, OurScorer] = SCORERS,
) -> Path:
    """Asks every item and scores every answer; returns the file of the log.

    An answer that raises an error does not end the run: the item is logged with it and counts as failed. Raises
    `NothingToEvaluate`, and `RunFailed` when the run itself ended early.
    """
    if not items:
        raise NothingToEvaluate("There is no question to ask: every set is empty or unreadable.")
    import inspect_ai

    logs.mkdir(parents=True, exist_ok=True)
    task = _task(items, assistant, reference, scorers)
    with _logging_as_it_was():
        (log,) = inspect_ai.eval(
            task,
            model="none/none",
            metadata=dict(description),
            display="none",
            log_dir=str(logs),
            log_format="eval",
            log_level="error",
            log_realtime=False,
            log_buffer=len(items),
            fail_on_error=False,
            score_display=False,
            # One after another: the answers share the processor anyway, and their times are then their own.
            max_samples=1,
            acp_server=False,
            ctl_server=False,
            notification=False,
        )
    if log.status != "success":
        reason = log.error.message if log.error else log.status
        raise RunFailed(f"The evaluation ended early ({reason}). What was logged is in {log.location}.")
    return Path(log.location)


@contextmanager
def _logging_as_it_was() -> Iterator[None]:
    """Takes away the handler and the level that Inspect gives the root logger: a server may go on in this process."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        yield
    finally:
        root.setLevel(level)
        root.handlers[:] = handlers


def _task(
    items: Sequence[Item],
    assistant: Answering,
    reference: Reference,
    scorers: Mapping[str, OurScorer],
) -> Task:
    from inspect_ai import Task
    from inspect_ai.dataset import MemoryDataset, Sample
    from inspect_ai.model import ChatMessage, ChatMessageAssistant, ChatMessageUser

    def sample(item: Item) -> Sample:
        messages: list[ChatMessage] = [
            ChatMessageUser(content=turn.content) if turn.role == "user" else ChatMessageAssistant(content=turn.content)
            for turn in item.question.history
        ]
        return Sample(
            id=item.key,
            input=[*messages, ChatMessageUser(content=item.question.text)],
            target=list(item.expected.behaviours or ()),
            metadata=described(item),
        )

    by_key = {item.key: item for item in items}
    answers: Answers = {}
    return Task(
        name="fieldmap",
        dataset=MemoryDataset([sample(item) for item in items], name="fieldmap"),
        solver=_solver(by_key, assistant, answers),
        scorer=[_scorer(name, ours, by_key, answers, reference) for name, ours in scorers.items()],
    )


def described(item: Item) -> dict[str, Any]:
    """What the log keeps of an item, as plain data."""
    expected = item.expected
    kept: dict[str, Any] = {
        "set": item.set,
        "id": item.id,
        "category": item.category,
        "group": item.group,
        "place": item.question.place,
        "note": item.note,
        "withdrawn": item.withdrawn,
        "behaviour": expected.behaviours,
        "must_include_distinction": expected.distinctions,
        "unfair_distinctions": expected.unfair_distinctions,
        "sources": expected.sources,
        "relevant_statements": dict(expected.statements) if expected.statements else None,
        "standalone": expected.standalone,
        "must_say": [pattern.pattern for pattern in expected.must_say or ()],
        "must_not_say": [pattern.pattern for pattern in expected.must_not_say or ()],
    }
    return {key: list(value) if isinstance(value, tuple) else value for key, value in kept.items() if value}


def _solver(items: Mapping[str, Item], assistant: Answering, answers: Answers) -> Solver:
    from inspect_ai.model import ModelOutput
    from inspect_ai.solver import Generate, TaskState, solver

    @solver(name="fieldmap")
    def answering() -> Solver:
        async def solve(state: TaskState, generate: Generate) -> TaskState:
            item = items[str(state.sample_id)]
            observed = assistant.observe(item.question, frozenset(item.withdrawn))
            answers[str(state.sample_id)] = observed.answer
            plain = observed.answer.to_dict()
            state.output = ModelOutput.from_content("fieldmap", plain.pop("text"))
            # The text is the output; kept once, the log stays small.
            state.metadata["answer"] = plain
            state.metadata["observed"] = {name: getattr(observed, name) for name in OBSERVED}
            if observed.writing is not None:
                state.metadata["observed"]["writing"] = asdict(observed.writing)
            return state

        return solve

    return answering()


def _scorer(name: str, ours: OurScorer, items: Mapping[str, Item], answers: Answers, reference: Reference) -> Scorer:
    from inspect_ai.scorer import Target, mean, scorer
    from inspect_ai.solver import TaskState

    @scorer(metrics=[mean()], name=name)
    def scoring() -> Scorer:
        async def score(state: TaskState, target: Target) -> Score:
            key = str(state.sample_id)
            return as_score(ours(items[key], answers[key], reference))

        return score

    return scoring()


def as_score(measure: Measure) -> Score:
    """A measure as Inspect's score; what was not scored is its `unscored`, which no mean counts."""
    from inspect_ai.scorer import Score

    parts = dict(measure.parts)
    if measure.value is None:
        return Score.unscored(explanation=measure.why or None, metadata=parts or None)
    return Score(value=measure.value, explanation=measure.why or None, metadata=parts or None)
