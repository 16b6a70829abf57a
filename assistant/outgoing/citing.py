"""Checks on citations: numbers resolve, quotations are the release's own, marks stand where they belong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.outgoing.leaving import Leaving
from assistant.outgoing.pieces import Role
from assistant.sections import citation

_MARK = re.compile(r"(?<!\\)\[(\d+)\]")


def numbers_resolve(leaving: Leaving) -> Iterator[str]:
    """Every number in the text has its citation, and every citation its number in the text."""
    answer = leaving.answer
    known = [one.n for one in answer.citations]
    if known != list(range(1, len(known) + 1)):
        yield "citations are not numbered in order"
    used = {int(number) for number in _MARK.findall(answer.text)}
    yield from (f"[{number}] has no citation" for number in sorted(used - set(known)))
    yield from (f"citation {number} stands nowhere in the text" for number in sorted(set(known) - used))
    for position, section in enumerate(answer.sections):
        if not set(section.citations) <= set(known):
            yield f"section {position} names a citation that is not there"


def quotes_unchanged(leaving: Leaving) -> Iterator[str]:
    """Every citation is a statement or passage of the active release, word for word, and not one taken out of use."""
    held = leaving.case.library.contents.statements
    for cited in leaving.answer.citations:
        one = held.get(cited.statement_id)
        if one is None:
            yield f"{cited.statement_id} is in no release that is open"
        elif cited.statement_id in leaving.case.suspended:
            yield f"{cited.statement_id} is suspended"
        elif cited.kind == "passage" and not one.has_passage:
            yield f"{cited.statement_id} has no passage that may be printed"
        elif cited != citation(cited.n, one, cited.kind):
            yield f"{cited.statement_id} is not cited as it stands in the release"


def marks_in_place(leaving: Leaving) -> Iterator[str]:
    """A statement is followed by its own number, a short answer by those of what it stands on, nothing else by any."""
    numbers, contents = leaving.numbers, leaving.case.library.contents
    for part in leaving.spoken:
        cited = {numbers.get(mark, "") for mark in part.marks}
        statements, passages = set(part.ids(Role.STATEMENT)), set(part.ids(Role.PASSAGE))
        if statements or passages:
            kind = "statement" if statements else "passage"
            own = {one.n for one in leaving.answer.citations if one.kind == kind}
            if len(part.marks) != 1 or not cited <= (statements or passages) or not own.issuperset(part.marks):
                yield f"a {kind} is not followed by its own number: {sorted(statements or passages)[0]}"
        elif answers := part.ids(Role.LEAD):
            stands_on = {key for answer in answers for key in contents.key_answers[answer].stands_on}
            if not cited <= stands_on:
                yield f"a short answer is marked with what it does not stand on: {answers[0]}"
        elif part.marks and part.by != "model" and leaving.case.record is None:
            yield f"section {part.section} marks words that quote nothing"
