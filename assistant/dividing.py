"""A message that asks several questions, divided: each is read, searched and judged for itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.case import ENDS_AT_ONCE, Case
from assistant.types import Behaviour, Question
from assistant.understand.several import MOST, questions_in

READ_AS_A_WHOLE: frozenset[Behaviour] = ENDS_AT_ONCE | {"claim-check", "refuse-injection"}
"""Behaviours of a message that is not divided into its questions."""


def divided(case: Case, steps: Sequence[Callable[[Case], Case]]) -> Case:
    """Takes each question of a message that asks several through `steps`; one question stays as it is."""
    if case.understanding is None or case.record is not None or case.about is not None:
        return case
    if case.behaviour in READ_AS_A_WHOLE:
        return case
    asked = questions_in(case.library, case.text, case.question.history)
    parts = [_part(case, text, steps) for text in asked[:MOST]]
    if any(part.behaviour in ("emergency", "crisis") for part in parts):
        urgent_part = next(part for part in parts if part.behaviour in ("emergency", "crisis"))
        return replace(case, behaviour=urgent_part.behaviour, question=urgent_part.question)
    if any(part.behaviour in READ_AS_A_WHOLE for part in parts):
        return case
    distinct = list({_answered_by(part): part for part in reversed(parts)}.values())[::-1]
    if len(distinct) < 2:
        return case
    return replace(case, parts=tuple(distinct), left_over=len(asked) - len(parts), behaviour=_of_all(distinct))


def _part(case: Case, text: str, steps: Sequence[Callable[[Case], Case]]) -> Case:
    part = replace(case, question=Question(text, place=case.question.place), text=text, behaviour=None)
    for step in steps:
        part = step(part)
    return part


def _answered_by(part: Case) -> str:
    """What a question is answered by: two with the same answer are one question asked twice."""
    if part.about is not None or part.evidence is None:
        return part.about or part.text
    if part.behaviour not in ("answer", "answer-with-limits"):
        return f"{part.behaviour} {part.text if part.behaviour == 'no-vetted-source' else ''}"
    if part.evidence.key_answer is not None:
        return part.evidence.key_answer.id
    return part.evidence.lead_statement or part.text


_PRECEDENCE: tuple[Behaviour, ...] = ("decline-personal-advice", "decline-clinic-ranking", "answer-with-limits")


def _of_all(parts: Sequence[Case]) -> Behaviour:
    """The behaviour of a message: what is declined in a part is named first; else what limits it."""
    found = [part.behaviour or "no-vetted-source" for part in parts]
    for behaviour in _PRECEDENCE:
        if behaviour in found:
            return behaviour
    answered = "answer" in found
    return found[0] if len(set(found)) == 1 or not answered else "answer-with-limits"
