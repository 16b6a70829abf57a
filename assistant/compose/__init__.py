"""Evidence becomes the sections of an answer, without a model: one arrangement for each behaviour."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import sections, signposts
from assistant.case import Case
from assistant.claim_sections import claim_sections
from assistant.compose.body import around, body, understood_as, within_words
from assistant.compose.several import each_answered
from assistant.compose.suggested import suggested
from assistant.evidence import THRESHOLDS
from assistant.evidence.price import asks_price
from assistant.framing import frame
from assistant.languages import language_name
from assistant.phrases import listed, topic
from assistant.registry.explained import record_answer
from assistant.registry.unknown_number import also_unknown, nothing_held
from assistant.sections import Numbering, optional, say
from assistant.types import Behaviour, Section
from assistant.understand.bereaved import tells_of_a_death

_MEDICINE = re.compile(
    r"\b(?:stop|start|skip|change|reduce|lower|increase|come off|go off|wean|swap|quit|pause)\w*\b.{0,60}"
    r"\b(?:insulin|medicines?|medications?|meds|drugs?|tablets?|pills?|tacrolimus|steroids?|prednis\w+|mycophenolate|levodopa|methotrexate|blood thinners?|immunosuppress\w+|warfarin)\b",
    re.I,
)
_RESULTS = re.compile(
    r"\b(?:my|his|her|these|attached)\s+(?:\w+\s+){0,2}(?:mri|scans?|results?|bloods?|blood tests?|x-?ray|biopsy|report|lab\w*|letter|wbc|creatinine|neutrophils)\b",
    re.I,
)
_ONE_PLACE = re.compile(
    r"\b(?:is|are)\b.{0,60}\b(?:any good|legit\w*|trustworthy|reputable|reliable|a scam|safe|worth)\b|\b(?:rate|review|reviews of)\b",
    re.I,
)


def compose(case: Case) -> Case:
    """The case with its sections, citations and follow-up questions."""
    behaviour = case.behaviour or "no-vetted-source"
    if case.record is not None and behaviour not in ("emergency", "crisis", "unsupported-language"):
        return record_answer(case, case.record)
    if case.only_unknown_numbers:
        return nothing_held(case)
    if case.parts:
        numbering = Numbering()
        return _finished(case, [*each_answered(case, numbering), frame(case)], numbering)
    return _ARRANGEMENTS[behaviour](case)


def _answer(case: Case) -> Case:
    """Lead, evidence, limits, stage, distinctions, questions, frame."""
    numbering = Numbering()
    if case.about is not None:
        drawn = optional(sections.distinctions(case.distinctions))
        return _finished(case, [Section("lead", case.about), *drawn, frame(case)], numbering)
    made = [*body(case, numbering), *around(case)]
    return _finished(case, made, numbering)


def _personal_advice(case: Case) -> Case:
    numbering = Numbering()
    text = case.reading.asked
    if _MEDICINE.search(text):
        opening = say("decline-personal-advice-medicine")
    elif _RESULTS.search(text):
        opening = say("decline-personal-advice-results")
    else:
        opening = say("decline-personal-advice", topic=topic(case))
    made = [Section("decline", opening), *body(case, numbering), *around(case, say("closing-hope-3"))]
    return _finished(case, made, numbering)


def _clinic_ranking(case: Case) -> Case:
    numbering = Numbering()
    text = case.reading.asked
    name = "decline-clinic-named" if _ONE_PLACE.search(text) else "decline-clinic-ranking"
    opening = say(name) + (f"\n\n{say('price')}" if asks_price(text) else "")
    made = [Section("decline", opening)]
    if case.found.is_near and not _names_a_stranger(case):
        near = within_words(case.found.statements[:3], 0)
        made += optional(sections.evidence(case.library, near, numbering, case.today, intro=say("lead-answer")))
    made += optional(sections.distinctions(case.distinctions))
    made.append(sections.check_any_clinic(case.library))
    made.append(sections.next_steps(_first_steps(case)))
    made.append(frame(case))
    return _finished(case, made, numbering)


def _emergency(case: Case) -> Case:
    after = case.library.contents.field_map.after_treatment
    steps = [f"**{step.heading}.** {step.text}" for step in after.steps[:2]]
    steps += signposts.report_routes(case.library, case.question.place)
    made = [
        signposts.emergency(case.library, case.question.place, case.language),
        Section("next-steps", say("emergency-after") + "\n\n" + "\n".join(f"- {step}" for step in steps)),
        frame(case),
    ]
    return _finished(case, made, Numbering())


def _crisis(case: Case) -> Case:
    made = [signposts.crisis(case.library, case.question.place, case.language), frame(case)]
    return _finished(case, made, Numbering())


def _claim_check(case: Case) -> Case:
    numbering = Numbering()
    check = case.claim_check
    if check is None:
        raise ValueError("a claim check needs a checked text")
    made = claim_sections(case, check, numbering)
    made += also_unknown(case)
    asked = [finding.pattern.ask for finding in check.findings if finding.pattern]
    asked += [item.question_to_ask for item in case.distinctions]
    asked += [row.question for row in check.dodged]
    lines = "\n".join(f"- {question}" for question in list(dict.fromkeys(asked))[:4])
    if lines:
        made.append(Section("questions", f"{say('lead-questions')}\n\n{lines}"))
    made.append(Section("next-steps", say("claim-close")))
    made.append(frame(case))
    return _finished(case, made, numbering)


def _refuse_injection(case: Case) -> Case:
    numbering = Numbering()
    made = [Section("decline", say("refuse-injection"))]
    if case.evidence is not None and case.evidence.statements:
        made += [*body(case, numbering), *around(case)]
    else:
        made += [*optional(sections.distinctions(case.distinctions)), frame(case)]
    return _finished(case, made, numbering)


def _no_vetted_source(case: Case) -> Case:
    numbering = Numbering()
    too_far = _names_a_stranger(case) or case.found.similarity < THRESHOLDS.partly
    near = () if too_far else case.found.statements[:3]
    evidence = sections.evidence(case.library, near, numbering, case.today)
    if evidence:
        made = [Section("lead", _nothing_vetted(case)), evidence]
    else:
        made = [Section("lead", say("no-vetted-source-nothing-near"))]
    made += optional(sections.distinctions(case.distinctions))
    made.append(sections.questions(case.library, case.distinctions, None, case.reading.facet))
    made.append(sections.next_steps(_first_steps(case)))
    made.append(frame(case))
    return _finished(case, made, numbering)


def _nothing_vetted(case: Case) -> str:
    places = [case.library.place_name(place) for place in case.found.missing_places]
    if not places:
        return say("no-vetted-source", topic=topic(case))
    return say("no-vetted-source-place", topic=topic(case), place=listed(places))


def _names_a_stranger(case: Case) -> bool:
    """Whether the question is about a name that nobody here knows, and about nothing else: what is like it in letters
    or sound is another thing."""
    return bool(case.reading.unknown) and not any(
        case.library.concept(concept).kind != "cue" for concept in case.reading.concepts
    )


def _out_of_scope(case: Case) -> Case:
    made = [Section("decline", say("out-of-scope")), frame(case)]
    return _finished(replace(case, evidence=None), made, Numbering())


def _unsupported_language(case: Case) -> Case:
    found = case.library.translations.get(case.language)
    own = f"{found.emergency}\n\n{found.only_english}\n\n{found.frame}\n\n" if found else ""
    text = own + say("unsupported-language", language_name=language_name(case.language))
    return _finished(case, [Section("decline", text), frame(case)], Numbering())


def _unreadable(case: Case) -> Case:
    too_long = len(case.question.text) > case.max_characters
    text = say("too-long", limit_words=f"{case.max_characters // 6:,}") if too_long else say("unreadable")
    return _finished(case, [Section("decline", text), frame(case)], Numbering())


_ARRANGEMENTS: dict[Behaviour, Callable[[Case], Case]] = {
    "answer": _answer,
    "answer-with-limits": _answer,
    "decline-personal-advice": _personal_advice,
    "decline-clinic-ranking": _clinic_ranking,
    "emergency": _emergency,
    "crisis": _crisis,
    "claim-check": _claim_check,
    "refuse-injection": _refuse_injection,
    "no-vetted-source": _no_vetted_source,
    "out-of-scope": _out_of_scope,
    "unsupported-language": _unsupported_language,
    "unreadable": _unreadable,
}


def _finished(case: Case, made: list[Section], numbering: Numbering) -> Case:
    if case.behaviour not in ("emergency", "crisis", "claim-check", "unsupported-language"):
        made = [*_condolence(case), *understood_as(case), *made]
    return replace(case, sections=tuple(made), citations=numbering.citations(), suggestions=suggested(case))


def _condolence(case: Case) -> list[Section]:
    """A word to somebody who tells of a death, where the answer declines nothing."""
    declines = case.behaviour not in ("answer", "answer-with-limits", "no-vetted-source")
    if case.about is not None:
        return []
    return [] if declines or not tells_of_a_death(case.text) else [Section("lead", say("bereaved"))]


def _first_steps(case: Case) -> list[str]:
    steps = case.library.contents.field_map.before_you_pay.steps
    return [f"**{step.heading}.** {step.text}" for step in steps[:3]]
