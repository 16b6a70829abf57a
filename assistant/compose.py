"""Evidence becomes the sections of an answer, without a model: one arrangement for each behaviour."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import sections, signposts
from assistant.case import Case
from assistant.claim_sections import claim_sections
from assistant.phrases import listed, phrase, topic
from assistant.sections import Numbering, say
from assistant.types import Behaviour, Section
from assistant.understand.facets import PLACE_BOUND
from corpus.model import StageId
from index.contents import PublishedStatement
from prompts.wording import translations

_PRICE = re.compile(
    r"\b(?:cost|costs|price|prices|priced|pricing|cheap\w*|expensive|pay for|fee|fees|how much (?:is|are|does|do|money))\b",
    re.I,
)
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
WORDS_OF_EVIDENCE = 190
"""Statements stop being added when lead and evidence together have this many words."""


def compose(case: Case) -> Case:
    """The case with its sections, citations and follow-up questions."""
    behaviour = case.behaviour or "no-vetted-source"
    return _ARRANGEMENTS[behaviour](case)


def _answer(case: Case) -> Case:
    """Lead, evidence, limits, stage, distinctions, questions, frame."""
    numbering = Numbering()
    if case.about is not None:
        return _finished(case, [Section("lead", case.about), _frame(case)], numbering)
    made = [*_understood_as(case), *_body(case, numbering), *_around(case)]
    return _finished(case, made, numbering)


def _body(case: Case, numbering: Numbering) -> list[Section]:
    """What answers the question: the key answer or the most direct statement, then the others."""
    found = case.found
    by_place = _places_differ(found.statements) and case.reading.facet in PLACE_BOUND
    if found.key_answer is not None:
        first = sections.lead(found.key_answer, found.statements, numbering)
        rest = _within_words(found.statements, len(first.text.split()))
    elif found.defined:
        entries = [say("lead-definition", name=term.name, definition=term.definition) for term in found.defined]
        first = Section("lead", "\n\n".join(entries))
        rest = _within_words(found.statements[:3], len(first.text.split()))
    elif found.statements:
        one = found.statements[0]
        first = Section(
            "lead",
            f"{say('lead-answer')} {sections.quoted(one, numbering, case.today)}",
            (numbering.number(one),),
        )
        rest = _within_words(found.statements[1:], len(first.text.split()))
    elif found.older:
        return [Section("lead", say("only-older")), *_optional(sections.older(found.older, numbering))]
    else:
        return []
    made = [_with_notes(case, first)]
    made += _optional(sections.evidence(case.library, rest, numbering, case.today, by_place=by_place))
    return made + _optional(sections.older(found.older, numbering))


def _with_notes(case: Case, first: Section) -> Section:
    """The lead, with what it leaves open and which place it holds for."""
    found, library = case.found, case.library
    notes = []
    if case.behaviour == "answer-with-limits":
        missing = [phrase(library.concept(concept)) for concept in sorted(found.missing_subjects)]
        if found.missing_place:
            missing.append(library.place_name(found.missing_place))
        if missing:
            notes.append(say("lead-answer-with-limits", missing=listed(missing)))
        elif not _asks_price(case):
            notes.append(say("lead-limits-general"))
    if _asks_price(case):
        notes.append(say("price"))
    asked = case.reading.answers_as
    bound = case.reading.facet in PLACE_BOUND and not _places_differ(found.statements)
    if asked and asked != "international" and bound and not found.missing_place:
        notes.append(say("lead-place", place=library.place_name(case.reading.place or asked)))
    return replace(first, text="\n\n".join([first.text, *notes]))


def _around(case: Case, closing: str | None = None) -> list[Section]:
    """What belongs around evidence: limits, stage, distinctions, questions and the frame."""
    found = case.found
    made = [sections.limits(found.key_answer, found.statements)]
    if case.stage is not None:
        made.append(sections.stage(case.library, case.stage))
    made.append(sections.distinctions(case.distinctions))
    made.append(sections.questions(case.library, case.distinctions, case.stage, case.reading.facet))
    made.append(_frame(case, closing or _closing(case.stage)))
    return [section for section in made if section is not None]


def _personal_advice(case: Case) -> Case:
    numbering = Numbering()
    text = case.reading.asked
    if _MEDICINE.search(text):
        opening = say("decline-personal-advice-medicine")
    elif _RESULTS.search(text):
        opening = say("decline-personal-advice-results")
    else:
        opening = say("decline-personal-advice", topic=topic(case))
    made = [Section("decline", opening), *_body(case, numbering), *_around(case, say("closing-hope-3"))]
    return _finished(case, made, numbering)


def _clinic_ranking(case: Case) -> Case:
    numbering = Numbering()
    text = case.reading.asked
    name = "decline-clinic-named" if _ONE_PLACE.search(text) else "decline-clinic-ranking"
    opening = say(name) + (f"\n\n{say('price')}" if _asks_price(case) else "")
    made = [Section("decline", opening)]
    evidence = sections.evidence(
        case.library,
        _within_words(case.found.statements[:3], 0),
        numbering,
        case.today,
        intro=say("lead-answer"),
    )
    made += _optional(evidence)
    made += _optional(sections.distinctions(case.distinctions))
    made.append(sections.check_any_clinic(case.library))
    made.append(sections.next_steps(_first_steps(case)))
    made.append(_frame(case))
    return _finished(case, made, numbering)


def _emergency(case: Case) -> Case:
    after = case.library.contents.field_map.after_treatment
    steps = [f"**{step.heading}.** {step.text}" for step in after.steps[:2]]
    steps += signposts.report_routes(case.library, case.question.place)
    made = [
        signposts.emergency(case.library, case.question.place, case.language),
        Section("next-steps", say("emergency-after") + "\n\n" + "\n".join(f"- {step}" for step in steps)),
        _frame(case),
    ]
    return _finished(case, made, Numbering())


def _crisis(case: Case) -> Case:
    made = [signposts.crisis(case.library, case.question.place, case.language), _frame(case)]
    return _finished(case, made, Numbering())


def _claim_check(case: Case) -> Case:
    numbering = Numbering()
    check = case.claim_check
    if check is None:
        raise ValueError("a claim check needs a checked text")
    made = claim_sections(case, check, numbering)
    asked = [finding.pattern.ask for finding in check.findings if finding.pattern]
    asked += [item.question_to_ask for item in case.distinctions]
    asked += [row.question for row in check.dodged]
    lines = "\n".join(f"- {question}" for question in list(dict.fromkeys(asked))[:4])
    if lines:
        made.append(Section("questions", f"{say('lead-questions')}\n\n{lines}"))
    made.append(Section("next-steps", say("claim-close")))
    made.append(_frame(case))
    return _finished(case, made, numbering)


def _refuse_injection(case: Case) -> Case:
    numbering = Numbering()
    made = [Section("decline", say("refuse-injection"))]
    if case.evidence is not None and case.evidence.statements:
        made += [*_body(case, numbering), *_around(case)]
    else:
        made.append(_frame(case))
    return _finished(case, made, numbering)


def _no_vetted_source(case: Case) -> Case:
    numbering = Numbering()
    near = case.found.statements[:3]
    evidence = sections.evidence(case.library, near, numbering, case.today)
    if evidence:
        made = [Section("lead", say("no-vetted-source", topic=topic(case))), evidence]
    else:
        made = [Section("lead", say("no-vetted-source-nothing-near"))]
    made += _optional(sections.distinctions(case.distinctions))
    made.append(sections.questions(case.library, case.distinctions, None, case.reading.facet))
    made.append(sections.next_steps(_first_steps(case)))
    made.append(_frame(case))
    return _finished(case, made, numbering)


def _out_of_scope(case: Case) -> Case:
    made = [Section("decline", say("out-of-scope")), _frame(case)]
    return _finished(replace(case, evidence=None), made, Numbering())


def _unsupported_language(case: Case) -> Case:
    found = translations().get(case.language)
    own = f"{found.emergency}\n\n{found.only_english}\n\n{found.frame}\n\n" if found else ""
    text = own + say("unsupported-language", language_name=_language_name(case.language))
    return _finished(case, [Section("decline", text), _frame(case)], Numbering())


def _unreadable(case: Case) -> Case:
    too_long = len(case.question.text) > case.max_characters
    text = say("too-long", limit_words=f"{case.max_characters // 6:,}") if too_long else say("unreadable")
    return _finished(case, [Section("decline", text), _frame(case)], Numbering())


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
    return replace(case, sections=tuple(made), citations=numbering.citations(), suggestions=_suggestions(case))


def _suggestions(case: Case) -> tuple[str, ...]:
    """Complete questions that the corpus answers: of neighbouring key answers, none the question itself."""
    if case.evidence is None or case.behaviour in ("emergency", "crisis"):
        return (
            tuple(entry.question for entry in case.library.contents.field_map.faq.questions[:3])
            if case.behaviour
            in (
                "out-of-scope",
                "unreadable",
            )
            else ()
        )
    own = case.evidence.key_answer
    topics = set(own.topics if own else ()) | {
        topic for one in case.evidence.statements[:2] for topic in one.statement.topics
    }
    near = [answer.question for answer in case.evidence.related if topics.intersection(answer.topics)]
    return tuple(dict.fromkeys(near))[:3]


def _understood_as(case: Case) -> list[Section]:
    if not case.reading.rewritten:
        return []
    return [Section("lead", say("understood-as", question=case.reading.asked))]


def _frame(case: Case, closing: str | None = None) -> Section:
    personal = case.screened is not None and case.screened.personal
    return sections.framing([say("personal-details")] if personal else [], closing)


def _closing(stage: StageId | None) -> str | None:
    if stage in (StageId.EARLY_HUMAN_TRIAL, StageId.DEFINED_PRODUCT, StageId.CONTROLLED_TRIAL):
        return say("closing-hope-2")
    return say("closing-hope-4") if stage is StageId.STANDARD_CARE else None


def _first_steps(case: Case) -> list[str]:
    steps = case.library.contents.field_map.before_you_pay.steps
    return [f"**{step.heading}.** {step.text}" for step in steps[:3]]


def _within_words(statements: tuple[PublishedStatement, ...], used: int) -> tuple[PublishedStatement, ...]:
    """As many statements as fit; always two where there are two."""
    kept: list[PublishedStatement] = []
    for one in statements:
        used += len(one.statement.text.split())
        if len(kept) >= 2 and used > WORDS_OF_EVIDENCE:
            break
        kept.append(one)
    return tuple(kept)


def _places_differ(statements: tuple[PublishedStatement, ...]) -> bool:
    return len({one.statement.place for one in statements} - {"international"}) > 1


def _asks_price(case: Case) -> bool:
    return _PRICE.search(case.reading.asked) is not None


def _optional(section: Section | None) -> list[Section]:
    return [section] if section is not None else []


def _language_name(tag: str) -> str:
    return _LANGUAGE_NAMES.get(tag, "another language")


_LANGUAGE_NAMES = {
    "es": "Spanish", "fr": "French", "de": "German", "it": "Italian", "pt": "Portuguese", "ja": "Japanese",
    "ko": "Korean", "zh-Hans": "Chinese", "zh-Hant": "Chinese", "th": "Thai", "ar": "Arabic", "hi": "Hindi",
    "vi": "Vietnamese", "ru": "Russian", "nl": "Dutch", "pl": "Polish", "tr": "Turkish", "id": "Indonesian",
    "sv": "Swedish", "uk": "Ukrainian", "el": "Greek", "he": "Hebrew", "cs": "Czech", "ro": "Romanian",
    "hu": "Hungarian", "fa": "Persian", "tl": "Tagalog",
}  # fmt: skip
