"""Whether every citation holds, character for character, and has to do with the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant import Answer
from evals.items import Item
from evals.reference import MARK, Reference, bare
from evals.scoring.measure import Measure, unscored

NEAR_ENOUGH = 0.35
"""Cosine from which a statement without a shared subject still counts as near the question.

Below it lie, of the statements that were cited for the first 490 questions, nearly only those of another matter.
"""


def integrity(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when every number resolves, every citation is used, and every quote is the statement of the release."""
    problems = list(_problems(answer, reference))
    if not problems and not answer.citations:
        return unscored("nothing is cited")
    return Measure(float(not problems), "; ".join(problems))


def _problems(answer: Answer, reference: Reference) -> Iterator[str]:
    numbers = [citation.n for citation in answer.citations]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"citations are numbered {numbers}"
    marked = {int(mark) for mark in MARK.findall(answer.text)}
    for number in sorted(marked - set(numbers)):
        yield f"[{number}] stands for nothing"
    for number in sorted(set(numbers) - marked):
        yield f"citation {number} is not used in the text"
    for section in answer.sections:
        if section.text not in answer.text:
            yield f"the part {section.kind} is not in the text"
        if {int(mark) for mark in MARK.findall(section.text)} != set(section.citations):
            yield f"the part {section.kind} does not say which citations it has"
        if section.kind == "evidence":
            unmarked = [line for line in section.text.split("\n") if line.startswith("- ") and not MARK.search(line)]
            claimed = [line for line in unmarked if bare(line) not in reference.unnumbered]
            yield from (f"a statement without a number: {line[2:60]}…" for line in claimed)
    for citation in answer.citations:
        known = reference.statements.get(citation.statement_id)
        if known is None:
            yield f"[{citation.n}] {citation.statement_id} is not in the release"
        elif citation.kind == "passage" and not known.has_passage:
            yield f"[{citation.n}] is a passage that the release does not hold"
        elif citation.quote != known.words(citation.kind):
            yield f"[{citation.n}] is not the statement {citation.statement_id} of the release"
        elif (citation.source_id, citation.url) != (known.source.id, known.source.url):
            yield f"[{citation.n}] names another source than that of {citation.statement_id}"
    printed = [(part, number) for part in answer.sections if part.kind == "evidence" for number in part.citations]
    quotes = {citation.n: citation.quote for citation in answer.citations}
    for part, number in printed:
        # The source's own words may hold marks, which are escaped in the text.
        if number in quotes and quotes[number] not in part.text and quotes[number] not in _without_escapes(part.text):
            yield f"[{number}] is printed in other words than it is quoted"


def _without_escapes(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def relevance(item: Item, answer: Answer, reference: Reference) -> Measure:
    """The share of cited statements that share a subject with the question, or are near it in meaning."""
    if not answer.citations:
        return unscored("nothing is cited")
    asked = " . ".join([*(turn.content for turn in item.question.history), item.question.text])
    subjects = reference.subjects(asked)
    far = []
    for citation in answer.citations:
        if subjects & reference.subjects_of(citation.statement_id):
            continue
        nearness = reference.nearness(asked, citation.statement_id)
        if nearness is None and citation.statement_id in reference.statements:
            return unscored("without an embedding model, nearness in meaning cannot be measured")
        if nearness is None or nearness < NEAR_ENOUGH:
            far.append(citation.statement_id)
    return Measure(1 - len(far) / len(answer.citations), f"far from the question: {', '.join(far)}" if far else "")
