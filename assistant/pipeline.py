"""The steps from a question to an answer, in order. This list is the whole flow.

A step takes a case and returns the next one. A step that decides the behaviour early (an emergency, an unreadable
message) lets the steps that are then not needed pass; every answer is composed and framed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from assistant import claims
from assistant.about import about, is_greeting
from assistant.case import Case
from assistant.compose import compose
from assistant.distinctions import required
from assistant.evidence import gather
from assistant.render import as_markdown
from assistant.screen import screen, urgent
from assistant.sections import say, stage_of
from assistant.types import Answer, Behaviour
from assistant.understand.claimlike import asks_to_check
from assistant.understand.language import detect
from assistant.understand.reading import signpost_place, understand
from corpus.model import StageId

ENDS_AT_ONCE: frozenset[Behaviour] = frozenset({"emergency", "crisis", "unreadable", "unsupported-language"})
"""Behaviours that need no evidence."""


SHORTEST_PASTE = 350
"""Characters from which a message can be a pasted text with a story in it."""

SURELY_ELSEWHERE, NEAR_ENOUGH = 0.9, 0.68
"""How sure the classifier must be of another field, when evidence is this near, for its word to stand."""

LIKELY_OURS = 0.05
"""Below this probability of another field, an unknown question is taken for one of ours."""


def screened(case: Case) -> Case:
    """Cleans the message; ends at what must not wait, and at what cannot be read."""
    if len(case.question.text) > case.max_characters:
        return replace(case, behaviour="unreadable")
    found = screen(case.question.text)
    case = replace(case, screened=found, text=found.text)
    if found.urgency is not None and not _is_pasted_story(found.text):
        place = signpost_place(case.library, case.question, found.text)
        return replace(
            case,
            behaviour=found.urgency.kind,
            question=replace(case.question, place=place),
            language=detect(found.text, case.library.known_words),
        )
    if is_greeting(found.text):
        return replace(case, behaviour="answer", about=say("about-hello"))
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
    nothing_to_read = case.behaviour == "refuse-injection" and not case.text.strip()
    if case.behaviour in ENDS_AT_ONCE or case.about is not None or nothing_to_read:
        return case
    reading = understand(case.library, case.question, case.text)
    behaviour = case.behaviour or (None if reading.behaviour == "answer" else reading.behaviour)
    if behaviour in ("emergency", "crisis"):
        place = signpost_place(case.library, case.question, case.text)
        case = replace(case, question=replace(case.question, place=place))
    return replace(case, understanding=reading, behaviour=behaviour, language=reading.language)


def retrieved(case: Case) -> Case:
    """Finds evidence, or checks the claims of a pasted text."""
    if case.behaviour in ENDS_AT_ONCE or case.understanding is None:
        return case
    if case.behaviour == "claim-check":
        return replace(case, claim_check=_checked(case))
    if case.behaviour == "refuse-injection" and not (case.reading.subjects or case.reading.in_field):
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
    if case.behaviour is None and _PRESUMES.search(case.text) is not None:
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


def required_parts(case: Case) -> Case:
    """Adds what the question and the evidence force: the distinctions and the stage."""
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
        distinctions=required(
            case.library,
            case.reading.asked,
            lead_source=found.lead_source if uses_evidence else None,
            sources=found.sources if uses_evidence else (),
            topics=found.topics,
        ),
        stage=stage_of(case.library, found.statements) if uses_evidence and _has_stage(case) else None,
    )


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
    kinds = {case.library.concept(subject).kind for subject in case.reading.subjects}
    return bool(kinds & {"product", "brand", "trial", "condition", "cell", "procedure"})


Step = Callable[[Case], Case]

STEPS: tuple[tuple[str, Step], ...] = (
    ("screen", screened),
    ("understand", understood),
    ("retrieve", retrieved),
    ("judge", judged),
    ("require", required_parts),
    ("compose", compose),
)


def run(case: Case) -> Answer:
    """The answer to a case, with the time each step took."""
    timings: dict[str, float] = {}
    started = perf_counter()
    for name, step in STEPS:
        before = perf_counter()
        case = step(case)
        timings[name] = _milliseconds(perf_counter() - before)
    text = as_markdown(case.sections)
    timings["total"] = _milliseconds(perf_counter() - started)
    return Answer(
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
        release=case.library.release.id,
        timings_ms=timings,
    )


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 3)
