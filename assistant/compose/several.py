"""A message with several questions: each under its own heading, then what they share."""

from __future__ import annotations

from dataclasses import replace

from assistant import sections
from assistant.case import Case
from assistant.compose.body import body
from assistant.evidence.price import asks_price
from assistant.phrases import escaped, listed, topic
from assistant.sections import Numbering, optional, say
from assistant.types import Section

PER_QUESTION = 3
"""Statements beside each lead: the answers together stay short enough to be read."""


def answers(part: Case) -> bool:
    """Whether vetted statements answer a question of the message."""
    return part.behaviour in ("answer", "answer-with-limits", "decline-personal-advice")


def each_answered(case: Case, numbering: Numbering) -> list[Section]:
    """The sections of all questions, and after them the limits, distinctions and questions to take along."""
    made: list[Section] = []
    shown: set[str] = set()
    for part in case.parts:
        heading = f"### {escaped(part.text)}"
        own = _answered(_trimmed(part, shown), numbering)
        made += [replace(own[0], text=f"{heading}\n\n{own[0].text}"), *own[1:]]
        shown |= {one.id for one in part.found.statements} if part.evidence else set()
    if case.left_over:
        made.append(Section("lead", say("more-questions", count=str(case.left_over))))
    said = [limit for part in case.parts if (limit := _limit(part)) is not None]
    if said:
        text = "\n".join(f"- {limit}" for limit in dict.fromkeys(said))
        made.append(Section("limits", f"**{say('lead-does-not-show')}**\n\n{text}"))
    made += optional(sections.distinctions(case.distinctions))
    return [*made, _questions(case)]


def _limit(part: Case) -> str | None:
    """What the answer to one question does not show: of its short answer, else of the study that leads it."""
    found = part.evidence
    if found is None or not answers(part):
        return None
    if found.key_answer is not None:
        return found.key_answer.limits
    first = next(iter(found.statements), None)
    is_study = first is not None and (first.source.trial or first.source.stage)
    return first.source.does_not_show if first and is_study and part.layout is None and not found.defined else None


def _trimmed(part: Case, shown: set[str]) -> Case:
    """The question with fewer statements, and none that stands further up already."""
    if part.evidence is None or part.layout is not None:
        return part
    found = part.evidence
    kept = tuple(one for one in found.statements if one.id not in shown)
    if found.key_answer is None and found.statements[:1] != kept[:1]:
        kept = (*found.statements[:1], *kept)
    return replace(part, evidence=replace(found, statements=kept[:PER_QUESTION]))


def _answered(part: Case, numbering: Numbering) -> list[Section]:
    if part.about is not None:
        return [Section("lead", part.about)]
    match part.behaviour:
        case "answer" | "answer-with-limits":
            return body(part, numbering)
        case "decline-personal-advice":
            return [Section("decline", say("decline-personal-advice", topic=topic(part))), *body(part, numbering)]
        case "decline-clinic-ranking":
            price = f"\n\n{say('price')}" if asks_price(part.reading.asked) else ""
            return [Section("decline", say("decline-clinic-ranking") + price)]
        case "out-of-scope":
            return [Section("decline", say("part-out-of-scope"))]
        case _:
            return [Section("lead", _no_source(part))]


def _no_source(part: Case) -> str:
    missing = part.evidence.missing_places if part.evidence is not None else ()
    if not missing:
        return say("part-no-source", topic=topic(part))
    return say(
        "part-no-source-place", topic=topic(part), place=listed([part.library.place_name(one) for one in missing])
    )


def _questions(case: Case) -> Section:
    """Two to four questions to take along, of the distinctions and of what each question was about."""
    asked = [item.question_to_ask for item in case.distinctions[:2]]
    for part in case.parts:
        asked += sections.questions_for(case.library, (), part.reading.facet)[:1]
    lines = "\n".join(f"- {question}" for question in list(dict.fromkeys(asked))[:4])
    return Section("questions", f"{say('lead-questions')}\n\n{lines}")
