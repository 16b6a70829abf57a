"""The step after compose: a written paragraph beside the plain answer, which stays as it is, sentence for sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.phrases import escaped
from assistant.types import Section

if TYPE_CHECKING:
    from assistant.case import Case
    from assistant.library import Library
    from assistant.types import Behaviour
    from assistant.writing.types import Line, Offered
    from assistant.writing.verify import Checker

WRITTEN: frozenset[Behaviour] = frozenset({"answer", "answer-with-limits"})
"""Endings for which a model may be asked. Every other one is fixed wording, and no model ever sees the message."""


def written(case: Case) -> Case:
    """The case with a written section where a model is set, may be asked, and wrote what could be shown."""
    if case.writer is None or case.behaviour not in WRITTEN:
        return case
    if case.parts or case.record is not None or case.about is not None or case.evidence is None:
        return case
    offered = _offered(case)
    if not offered:
        return case
    done = case.writer.write(case.text, offered, _required(case), checker_of(case.library))
    case = replace(case, writing=done.record)
    if not done.lines:
        return case
    sections = list(case.sections)
    sections.insert(_place(case.sections), _section(case, done.lines, done.record.model))
    verified = frozenset(escaped(line.text) for line in done.lines)
    return replace(case, sections=tuple(sections), verified=verified)


def _offered(case: Case) -> list[Offered]:
    """The statements that the plain answer quotes, in its order; older information is left out.

    So is a statement that holds an order to a machine: what obeys it could rest on its words.
    """
    from assistant.screen import screen
    from assistant.writing.types import Offered

    older = {one.id for one in case.found.older} | case.aged
    return [
        Offered(one.statement_id, one.quote)
        for one in case.citations
        if one.statement_id not in older and screen(one.quote).injection is None
    ]


def _required(case: Case) -> frozenset[str]:
    """The statements that the answer leads with, at least one of which a written paragraph has to rest on."""
    answer = case.found.key_answer
    leading = answer.stands_on if answer is not None else [case.found.lead_statement or ""]
    return frozenset(leading) & {one.statement_id for one in case.citations}


def checker_of(library: Library) -> Checker:
    """The checker that knows what this release knows."""
    from assistant.writing.knowledge import knowledge
    from assistant.writing.verify import Checker

    return Checker(knowledge(library))


def _place(sections: tuple[Section, ...]) -> int:
    """After everything that opens the answer: a lead is ours, and comes first."""
    opening = [position for position, section in enumerate(sections) if section.kind == "lead"]
    return opening[-1] + 1 if opening else 0


def _section(case: Case, lines: tuple[Line, ...], model: str) -> Section:
    from assistant.sections import marks, say

    numbers = {one.statement_id: one.n for one in case.citations}
    cited = [tuple(dict.fromkeys(numbers[key] for key in line.ids)) for line in lines]
    text = "\n".join(f"> {escaped(line.text)} {marks(ns)}" for line, ns in zip(lines, cited, strict=True))
    label = say("label-model-written", model_name=escaped(model))
    all_cited = tuple(dict.fromkeys(number for ns in cited for number in ns))
    return Section("lead", f"{label}\n\n{text}", all_cited, author="model")
