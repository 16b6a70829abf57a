"""The steps from a question to an answer, in order. This list is the whole flow.

A step takes a case and returns the next one. A step that decides the behaviour early (an emergency, an unreadable
message) lets the steps that are then not needed pass; every answer is composed and framed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from assistant import layouts
from assistant.about import about
from assistant.case import ENDS_AT_ONCE, URGENT, Case
from assistant.compose import compose
from assistant.dividing import divided
from assistant.evidence import asks_yes_or_no, gather
from assistant.finished import finished, observed
from assistant.library import Library
from assistant.outgoing import failures, let_out
from assistant.outgoing.leaving import Failure
from assistant.outgoing.withheld import withheld
from assistant.premise import checked_claims, rests_on_a_false_premise, takes_for_granted
from assistant.registry.message import record_message
from assistant.registry.steps import read_beside_record, record_behaviour
from assistant.registry.unknown_number import names_a_subject, with_unknown_numbers
from assistant.requirements import required_parts
from assistant.screen import screen, urgent
from assistant.sections import say
from assistant.types import Observed
from assistant.understand.bereaved import tells_of_a_death
from assistant.understand.claimlike import asks_to_check
from assistant.understand.courtesy import courtesy
from assistant.understand.language import detect
from assistant.understand.reading import signpost_place, understand
from assistant.understand.second_opinion import second_opinion
from assistant.writing.step import written
from corpus.importers.registry import registry_numbers
from corpus.model import KeyAnswer

SHORTEST_PASTE = 350
"""Characters from which a message can be a pasted text with a story in it."""

SURELY_ELSEWHERE, NEAR_ENOUGH = 0.9, 0.68
"""How sure the classifier must be of another field, when evidence is this near, for its word to stand."""

SURELY_FOR_A_NAME = 0.8
"""How sure the classifier alone must be that a clinic is to be named, where good evidence fits the question."""

KEPT_HERE = "kept-here"
"""Why a written section is not shown that the checker let pass and the checks of what leaves did not."""

SURELY_IN_DANGER = 0.95
"""How sure the classifier must be of danger where a message also tries to give orders."""

LIKELY_OURS = 0.2
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
    danger = None
    if found.urgency is not None and not _is_pasted_story(found.text):
        danger = second_opinion(case.library, found.text, found.urgency)
    if danger is not None:
        place = signpost_place(case.library, case.question, found.text)
        return replace(
            case,
            behaviour=danger,
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
    if reading.behaviour in URGENT and reading.routed.sureness >= SURELY_IN_DANGER:
        behaviour = reading.behaviour  # whatever else a message tries
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


def retrieved(case: Case) -> Case:
    """Finds evidence, or checks the claims of a pasted text."""
    if case.behaviour in ENDS_AT_ONCE or case.understanding is None or case.parts:
        return case
    if case.behaviour == "claim-check":
        case = with_unknown_numbers(case)
        return replace(case, claim_check=checked_claims(case))
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
    unsure_of_name = reading.routed.decided_by == "classifier" and reading.routed.sureness < SURELY_FOR_A_NAME
    if case.behaviour == "decline-clinic-ranking" and unsure_of_name and near:
        return replace(case, behaviour="answer-with-limits")
    if case.behaviour is None and found.key_answer is None and not reading.subjects and tells_of_a_death(case.text):
        if found.sufficiency != "enough":
            words = f"{say('bereaved')} {say('bereaved-offer')}"
            return replace(case, behaviour="answer", about=words, evidence=None)
    if case.behaviour is None and takes_for_granted(case):
        checked = checked_claims(case)
        if rests_on_a_false_premise(case, checked):
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
        if _leads(case.library, layout, answer, case.reading.searched, case.reading.facet):
            return case  # "Are they the same?" is answered by "No, …"
    if answer is not None and not _leads(case.library, layout, answer, case.reading.searched, case.reading.facet):
        answer = None
    stands_on = [case.library.statement(key) for key in answer.stands_on] if answer else []
    own = layout.statements or case.evidence.statements[:2]
    statements = tuple({one.id: one for one in [*stands_on, *own]}.values())
    found = replace(case.evidence, key_answer=answer, defined=(), statements=statements)
    return replace(case, layout=layout, evidence=found)


def _leads(library: Library, layout: layouts.Layout, answer: KeyAnswer, asked: str, facet: str | None) -> bool:
    """Whether a key answer may open a layout: "Which countries" is not answered by "No", nor by one country's rule."""
    if isinstance(layout, layouts.Comparison):
        return {thing.id for thing in layout.things} <= library.key_answer_concepts[answer.id]
    if not asks_yes_or_no(asked) and (answer.polarity is not None or asks_yes_or_no(answer.question)):
        return False
    if isinstance(layout, layouts.ByPlace):
        return facet in (None, answer.facet) and ("international" in answer.places or len(answer.places) > 1)
    return True


def each_question(case: Case) -> Case:
    """Reads, searches and judges each question of a message that asks several; one question stays as it is."""
    return divided(case, (understood, retrieved, judged, laid_out))


def written_or_plain(case: Case) -> Case:
    """Adds what a model wrote, where it also passes the checks of what leaves; else the plain answer stays as it is."""
    if case.writer is None:
        return case
    candidate = case
    try:
        candidate = written(case)
        if not candidate.verified or not failures(finished(candidate), candidate):
            return candidate
        return replace(case, writing=case.writer.kept_back(candidate.writing, KEPT_HERE))
    except Exception as error:  # the plain answer is there already, and no fault of writing takes it away
        return replace(case, writing=case.writer.failed(candidate.writing, error))


Step = Callable[[Case], Case]

STEPS: tuple[tuple[str, Step], ...] = (
    ("record", with_record),
    ("screen", screened),
    ("understand", understood),
    ("divide", each_question),
    ("retrieve", retrieved),
    ("judge", judged),
    ("lay out", laid_out),
    ("require", required_parts),
    ("compose", compose),
    ("write", written_or_plain),
)


def run(case: Case) -> Observed:
    """The answer to a case with the time each step took, and what it was decided by.

    What a step raises is raised, unless the case is urgent by then: whom to call goes out whatever fails.
    """
    timings: dict[str, float] = {}
    started = perf_counter()
    for name, step in STEPS:
        before = perf_counter()
        try:
            case = step(case)
        except Exception as error:
            if case.behaviour not in URGENT:
                raise
            failure = Failure(name, f"could not be run ({type(error).__name__})")
            return observed(case, withheld(case, [failure]), (name,))
        timings[name] = _milliseconds(perf_counter() - before)
    before = perf_counter()
    answer, failed = let_out(finished(case), case)
    timings["check"] = _milliseconds(perf_counter() - before)
    timings["total"] = _milliseconds(perf_counter() - started)
    return observed(case, replace(answer, timings_ms=timings), failed)


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
