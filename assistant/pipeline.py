"""The steps from a question to an answer, in order. This list is the whole flow.

A step takes a case and returns the next one. A step that decides the behaviour early (an emergency, an unreadable
message) lets the steps that are then not needed pass; every answer is composed and framed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import perf_counter

from assistant import claims, layouts
from assistant.about import about
from assistant.case import Case
from assistant.compose import compose
from assistant.compose.several import answers
from assistant.distinctions import Basis, required
from assistant.evidence import Evidence, asks_yes_or_no, gather
from assistant.library import Library
from assistant.registry.message import record_message
from assistant.registry.steps import read_beside_record, record_behaviour
from assistant.registry.unknown_number import names_a_subject, with_unknown_numbers
from assistant.render import as_markdown
from assistant.screen import screen, urgent
from assistant.sections import say, stage_of
from assistant.types import Answer, Behaviour, Observed, Question
from assistant.understand.claimlike import asks_to_check
from assistant.understand.courtesy import courtesy
from assistant.understand.language import detect
from assistant.understand.reading import signpost_place, understand
from assistant.understand.several import MOST, questions_in
from assistant.writing.step import written
from corpus.importers.registry import registry_numbers
from corpus.model import Distinction, KeyAnswer, StageId

ENDS_AT_ONCE: frozenset[Behaviour] = frozenset({"emergency", "crisis", "unreadable", "unsupported-language"})
"""Behaviours that need no evidence."""


SHORTEST_PASTE = 350
"""Characters from which a message can be a pasted text with a story in it."""

SURELY_ELSEWHERE, NEAR_ENOUGH = 0.9, 0.68
"""How sure the classifier must be of another field, when evidence is this near, for its word to stand."""

LIKELY_OURS = 0.05
"""Below this probability of another field, an unknown question is taken for one of ours."""


def with_record(case: Case) -> Case:
    """Takes a registry record out of the message, so that every screen reads the person's own words alone."""
    return replace(case, record=record_message(case.question, case.max_record_bytes))


def screened(case: Case) -> Case:
    """Cleans the message; ends at what must not wait, and at what cannot be read."""
    written = case.question.text if case.record is None else case.record.own_words
    if len(written) > case.max_characters:
        return replace(case, behaviour="unreadable", record=None)
    found = screen(written)
    case = replace(case, screened=found, text=found.text)
    if found.urgency is not None and not _is_pasted_story(found.text):
        place = signpost_place(case.library, case.question, found.text)
        return replace(
            case,
            behaviour=found.urgency.kind,
            question=replace(case.question, place=place),
            language=detect(found.text, case.library.words_in_use),
        )
    if case.record is not None:
        return replace(case, behaviour=record_behaviour(case))
    kind = courtesy(found.text, case.question.history)
    if kind is not None:
        return replace(case, behaviour="answer", about=say(kind))
    if found.unreadable is not None:
        return replace(case, behaviour="unreadable")
    if found.injection is not None:
        return replace(case, behaviour="refuse-injection", text=found.injection.honest)
    return case


def _is_pasted_story(text: str) -> bool:
    """Whether what sounds urgent is told inside a long text that was pasted to be checked.

    The patient's own words stand before the paste: urgent words there count whatever follows.
    """
    if len(text) < SHORTEST_PASTE or not asks_to_check(text):
        return False
    own_words = re.split(r"[\n\"“«]", text, maxsplit=1)[0]
    return urgent(own_words) is None


def understood(case: Case) -> Case:
    """Reads the message. The honest part of an injection is read too, where there is one."""
    if case.record is not None and case.behaviour not in ENDS_AT_ONCE:
        return read_beside_record(case)
    nothing_to_read = case.behaviour == "refuse-injection" and not case.text.strip()
    if case.behaviour in ENDS_AT_ONCE or case.about is not None or nothing_to_read:
        return case
    reading = understand(case.library, case.question, case.text)
    behaviour = case.behaviour or (None if reading.behaviour == "answer" else reading.behaviour)
    if behaviour == "unreadable" and registry_numbers(case.text):
        behaviour = None  # a bare trial number is a question
    if (
        behaviour in ("refuse-injection", "out-of-scope")
        and case.behaviour is None
        and reading.routed.decided_by == "classifier"
        and registry_numbers(case.text)
    ):
        behaviour = None  # a trial number places a question here, whatever its digits look like
    if behaviour in ("emergency", "crisis"):
        place = signpost_place(case.library, case.question, case.text)
        case = replace(case, question=replace(case.question, place=place))
    return replace(case, understanding=reading, behaviour=behaviour, language=reading.language)


READ_AS_A_WHOLE: frozenset[Behaviour] = ENDS_AT_ONCE | {"claim-check", "refuse-injection"}
"""Behaviours of a message that is not divided into its questions."""


def divided(case: Case) -> Case:
    """Reads, searches and judges each question of a message that asks several; one question stays as it is."""
    if case.understanding is None or case.record is not None or case.about is not None:
        return case
    if case.behaviour in READ_AS_A_WHOLE:
        return case
    asked = questions_in(case.library, case.text, case.question.history)
    parts = [_part(case, text) for text in asked[:MOST]]
    if any(part.behaviour in ("emergency", "crisis") for part in parts):
        urgent_part = next(part for part in parts if part.behaviour in ("emergency", "crisis"))
        return replace(case, behaviour=urgent_part.behaviour, question=urgent_part.question)
    if any(part.behaviour in READ_AS_A_WHOLE for part in parts):
        return case
    distinct = list({_answered_by(part): part for part in reversed(parts)}.values())[::-1]
    if len(distinct) < 2:
        return case
    return replace(case, parts=tuple(distinct), left_over=len(asked) - len(parts), behaviour=_of_all(distinct))


def _part(case: Case, text: str) -> Case:
    part = replace(case, question=Question(text, place=case.question.place), text=text, behaviour=None)
    for step in (understood, retrieved, judged, laid_out):
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


def retrieved(case: Case) -> Case:
    """Finds evidence, or checks the claims of a pasted text."""
    if case.behaviour in ENDS_AT_ONCE or case.understanding is None or case.parts:
        return case
    if case.behaviour == "claim-check":
        case = with_unknown_numbers(case)
        return replace(case, claim_check=_checked(case))
    if case.behaviour == "refuse-injection" and not (case.reading.subjects or case.reading.in_field):
        return case
    case = with_unknown_numbers(case)
    if case.only_unknown_numbers and not names_a_subject(case):
        return case
    if case.behaviour in (None, "out-of-scope", "decline-clinic-ranking"):
        wording = about(case.library, case.reading.asked)
        if wording is not None:
            return replace(case, behaviour="answer", about=wording)
    return replace(case, evidence=gather(case.library, case.reading, case.suspended, case.aged))


def judged(case: Case) -> Case:
    """Decides whether the evidence is enough, and what that makes of the answer."""
    if case.evidence is None:
        return case
    found, reading = case.evidence, case.reading
    strong = found.key_answer is not None and found.similarity >= 0.8
    answered = found.key_answer is not None and bool(reading.subjects)
    near = found.sufficiency == "enough" and found.similarity >= NEAR_ENOUGH
    if case.behaviour == "out-of-scope" and (answered or near) and reading.routed.sureness < SURELY_ELSEWHERE:
        case = replace(case, behaviour=None)
    if case.behaviour == "out-of-scope" and (strong or (found.defined and reading.in_field)):
        case = replace(case, behaviour=None)
    if case.behaviour is None and _PRESUMES.search(case.text) is not None and not case.reading.negated:
        checked = _checked(case)
        if _rests_on_a_false_premise(case, checked):
            return replace(case, behaviour="claim-check", claim_check=checked)
    if case.behaviour is not None:
        return case
    if found.sufficiency == "older":
        return replace(case, behaviour="answer-with-limits")
    if found.sufficiency == "nothing":
        named = reading.in_field or bool(reading.subjects)
        ours = named or (reading.routed.decided_by == "classifier" and reading.routed.elsewhere < LIKELY_OURS)
        return replace(case, behaviour="no-vetted-source" if ours else "out-of-scope")
    return replace(case, behaviour="answer" if found.sufficiency == "enough" else "answer-with-limits")


def laid_out(case: Case) -> Case:
    """Arranges a comparison, an answer for many countries and a list, where the question asks for one."""
    if case.evidence is None or case.behaviour not in ("answer", "answer-with-limits"):
        return case
    layout = layouts.find(case.library, case.reading, case.suspended | case.aged)
    if layout is None:
        return case
    answer = case.evidence.key_answer
    if answer is not None and isinstance(layout, layouts.Comparison) and asks_yes_or_no(case.reading.searched):
        if _leads(case.library, layout, answer, case.reading.searched):
            return case  # "Are they the same?" is answered by "No, …"
    if answer is not None and not _leads(case.library, layout, answer, case.reading.searched):
        answer = None
    stands_on = [case.library.statement(key) for key in answer.stands_on] if answer else []
    own = layout.statements or case.evidence.statements[:2]
    statements = tuple({one.id: one for one in [*stands_on, *own]}.values())
    found = replace(case.evidence, key_answer=answer, defined=(), statements=statements)
    return replace(case, layout=layout, evidence=found)


def _leads(library: Library, layout: layouts.Layout, answer: KeyAnswer, asked: str) -> bool:
    """Whether a key answer may open a layout: "Which countries" is not answered by "No", nor by one country's rule."""
    if isinstance(layout, layouts.Comparison):
        return {thing.id for thing in layout.things} <= library.key_answer_concepts[answer.id]
    if not asks_yes_or_no(asked) and (answer.polarity is not None or asks_yes_or_no(answer.question)):
        return False
    if isinstance(layout, layouts.ByPlace):
        return "international" in answer.places or len(answer.places) > 1
    return True


def required_parts(case: Case) -> Case:
    """Adds what the question and the evidence force: the distinctions and the stage."""
    if case.parts:
        return replace(case, distinctions=_required_of_parts(case))
    if case.understanding is None or case.behaviour in ENDS_AT_ONCE or case.behaviour == "out-of-scope":
        return case
    if case.claim_check is not None:
        return replace(case, distinctions=case.claim_check.distinctions)
    if case.evidence is None:
        return replace(case, distinctions=required(case.library, case.text))
    found = case.evidence
    uses_evidence = case.behaviour not in ("no-vetted-source", "decline-clinic-ranking") and bool(found.statements)
    return replace(
        case,
        distinctions=required(case.library, case.reading.asked, [_basis(found)] if uses_evidence else ()),
        stage=stage_of(case.library, found.statements) if uses_evidence and _has_stage(case) else None,
    )


def _required_of_parts(case: Case) -> tuple[Distinction, ...]:
    """What the whole message owes, and the evidence of each of its answers."""
    found = [part.evidence for part in case.parts if part.evidence is not None and answers(part)]
    return required(case.library, case.reading.asked, [_basis(one) for one in found])


def _basis(found: Evidence) -> Basis:
    return Basis(found.sources, found.topics, found.is_near)


_PRESUMES = re.compile(
    r"\b(?:why|how come|when|how) (?:did|has|have|is|are|was|were|does|do|so)\b"
    r".*\b(?:approv\w+|licen[sc]ed|prov\w+|cur\w+|work\w*|succe\w+|allow\w*|legal\w*|rul\w+|turn\w*)\b"
    r"|\b(?:given|after|now) (?:that )?.*\b(?:approved|proved|cured|licensed)\b",
    re.IGNORECASE,
)


_WHY = re.compile(
    r"\W*(?:so |but |and )?(?:why|how come|since when|when) (?:did|has|have|is|are|was|were|does|do)\b", re.IGNORECASE
)


def _checked(case: Case) -> claims.ClaimCheck:
    """The claims of the message; those of a follow-up with the subject that it carries over."""
    before = case.reading.asked if case.reading.rewritten else ""
    return claims.check(case.library, case.text, case.suspended | case.aged, before)


def _rests_on_a_false_premise(case: Case, checked: claims.ClaimCheck) -> bool:
    """Whether what "why was X approved" takes for granted is not so: a key answer says no, or the check does."""
    answer = case.found.key_answer
    denied = answer is not None and answer.polarity == "no" and answer.facet in ("approval", "benefit", "oversight")
    takes_for_granted = _WHY.match(case.text) is not None
    return denied or (takes_for_granted and any(finding.is_refuted for finding in checked.findings))


def _has_stage(case: Case) -> bool:
    """Only a treatment or a disease stands somewhere between laboratory and clinic; a word or a law does not."""
    answer = case.found.key_answer
    decided = stage_of(case.library, case.found.statements) in (StageId.REGULATOR_REVIEW, StageId.STANDARD_CARE)
    if decided and answer is not None and answer.polarity in ("no", "not-yet"):
        return False  # "not approved" beside "a regulator's decision" would contradict itself
    if case.layout is not None:
        return False  # the lines of a layout stand at different stages
    kinds = {case.library.concept(subject).kind for subject in case.reading.subjects}
    return bool(kinds & {"product", "brand", "trial", "condition", "cell", "procedure"})


Step = Callable[[Case], Case]

STEPS: tuple[tuple[str, Step], ...] = (
    ("record", with_record),
    ("screen", screened),
    ("understand", understood),
    ("divide", divided),
    ("retrieve", retrieved),
    ("judge", judged),
    ("lay out", laid_out),
    ("require", required_parts),
    ("compose", compose),
    ("write", written),
)


def run(case: Case) -> Observed:
    """The answer to a case with the time each step took, and what it was decided by."""
    timings: dict[str, float] = {}
    started = perf_counter()
    for name, step in STEPS:
        before = perf_counter()
        case = step(case)
        timings[name] = _milliseconds(perf_counter() - before)
    text = as_markdown(case.sections)
    timings["total"] = _milliseconds(perf_counter() - started)
    answer = Answer(
        id=case.question.id,
        question=case.question.text,
        behaviour=case.behaviour or "no-vetted-source",
        language=case.language,
        text=text,
        sections=case.sections,
        citations=case.citations,
        distinctions=tuple(item.id for item in case.distinctions),
        stage=case.stage,
        jurisdictions=tuple(dict.fromkeys(citation.jurisdiction for citation in case.citations)),
        suggestions=case.suggestions,
        writer=_writer_of(case),
        release=case.library.release.id,
        timings_ms=timings,
    )
    found, routed = case.evidence, case.understanding.routed if case.understanding else None
    return Observed(
        answer=answer,
        similarity=found.similarity if found else None,
        sufficiency=found.sufficiency if found else None,
        routed=routed.behaviour if routed else None,
        sureness=routed.sureness if routed else None,
        decided_by=routed.decided_by if routed else None,
        writing=case.writing,
    )


def _writer_of(case: Case) -> str:
    """`quotes`, or the model of which at least one line is shown."""
    return case.writing.model if case.writing is not None and case.writing.shown else "quotes"


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
