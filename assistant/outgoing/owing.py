"""Checks on what an answer owes: its ending, the frame, distinctions, stage, limits, the age of facts and the place."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from assistant import signposts
from assistant.case import URGENT, Case
from assistant.compose.body import lacks_place, place_owed
from assistant.outgoing.leaving import Leaving
from assistant.outgoing.pieces import Role
from assistant.registry.explained import REGISTERED
from assistant.requirements import required_parts
from assistant.sections import in_words, stage_row
from assistant.types import Behaviour, SectionKind
from corpus.model import Distinction
from index.contents import PublishedStatement

_OPENS_WITH: dict[Behaviour, frozenset[SectionKind]] = {
    "emergency": frozenset({"signpost"}),
    "crisis": frozenset({"signpost"}),
    "decline-personal-advice": frozenset({"decline", "lead"}),
    "decline-clinic-ranking": frozenset({"decline", "lead"}),
    "refuse-injection": frozenset({"decline"}),
    "out-of-scope": frozenset({"decline", "lead"}),
    "unsupported-language": frozenset({"decline"}),
    "unreadable": frozenset({"decline"}),
    "claim-check": frozenset({"lead"}),
}
_TELLS: frozenset[Behaviour] = frozenset(
    {"answer", "answer-with-limits", "decline-personal-advice", "refuse-injection"}
)
"""Endings under which evidence answers the question, and owes its notes."""


def ending_kept(leaving: Leaving) -> Iterator[str]:
    """The answer ends as was decided, and opens with what that ending promises."""
    answer = leaving.answer
    if answer.behaviour != (leaving.case.behaviour or "no-vetted-source"):
        yield f"it ends as {answer.behaviour}, and that was not decided"
    opening = _OPENS_WITH.get(answer.behaviour)
    if not answer.sections or opening and answer.sections[0].kind not in opening:
        yield f"it does not open as {answer.behaviour} has to"
    if answer.behaviour.startswith(("decline", "refuse")) and not any(one.kind == "decline" for one in answer.sections):
        yield "it declines, and does not say so"


def signposted(leaving: Leaving) -> Iterator[str]:
    """Whom to call stands first where it is urgent, with the number of the place."""
    case, answer = leaving.case, leaving.answer
    if answer.behaviour not in URGENT or not answer.sections:
        return
    made = signposts.emergency if answer.behaviour == "emergency" else signposts.crisis
    if answer.sections[0] != made(case.library, case.question.place, case.language):
        yield "the signpost is not that of the place"


def framed(leaving: Leaving) -> Iterator[str]:
    """The frame closes the answer."""
    last = len(leaving.answer.sections) - 1
    if last < 0 or leaving.answer.sections[last].kind != "framing":
        yield "no frame closes it"
    elif not any(
        part.section == last and "frame-not-advice-short" in part.ids(Role.WORDING) for part in leaving.spoken
    ):
        yield "the frame does not say that this is no medical advice"


def distinctions_drawn(leaving: Leaving) -> Iterator[str]:
    """Every distinction that question and evidence force is told in full, and listed."""
    said, listed = leaving.texts(), leaving.answer.distinctions
    for item in _owed(leaving.case):
        if item.id not in listed:
            yield f"{item.id} is owed and not listed"
    for key in listed:
        known = leaving.case.library.contents.distinctions.get(key)
        if known is None or known.sentence not in said:
            yield f"{key} is listed and not told"


def _owed(case: Case) -> tuple[Distinction, ...]:
    """What the table calls for, worked out again: a composer that drops one is found."""
    if case.record is not None and case.record.fault is None and case.behaviour not in URGENT:
        registered = case.library.contents.distinctions.get(REGISTERED)
        return (registered,) if registered and case.behaviour != "unsupported-language" else ()
    if case.about is not None or case.only_unknown_numbers:
        return case.distinctions
    return required_parts(case).distinctions


def stage_told(leaving: Leaving) -> Iterator[str]:
    """Where the evidence stands is told, with what that does not mean yet."""
    case, answer = leaving.case, leaving.answer
    if answer.stage != case.stage:
        yield "the stage is not that of the evidence"
    if answer.stage is None:
        if answer.section("stage") is not None:
            yield "a stage is told that nothing stands at"
        return
    row = stage_row(case.library, answer.stage)
    told = [part.values for part in leaving.spoken if part.wording == "lead-stage"]
    if not any(one.get("stage_name") == row.name and one.get("stage_not_yet") == row.not_yet for one in told):
        yield f"{answer.stage} is not told"


def limits_told(leaving: Leaving) -> Iterator[str]:
    """A short answer comes with what it does not show; so does a study that leads."""
    contents, said = leaving.case.library.contents, leaving.records(Role.LIMITS)
    for part in leaving.spoken:
        answers = part.ids(Role.LEAD)
        if answers and not any(key in said for key in answers):
            yield f"{answers[0]} is told without its limits"
    for case in leaving.case.parts or (leaving.case,):
        lead = _leading_study(case)
        if lead is not None and lead.id in leaving.numbers.values():
            if lead.source.id not in said and contents.sources[lead.source.id].does_not_show not in leaving.texts():
                yield f"{lead.source.id} leads without what it does not show"


def _leading_study(case: Case) -> PublishedStatement | None:
    """The statement of a study that leads an answer which has no short answer."""
    found = case.evidence
    if found is None or case.behaviour not in _TELLS or case.layout is not None or found.key_answer or found.defined:
        return None
    first = next(iter(found.statements), None)
    return first if first and (first.source.trial or first.source.stage) else None


def ages_told(leaving: Leaving) -> Iterator[str]:
    """A statement that is due to be read again says so, with the day on which it was read."""
    case = leaving.case
    for part, after in pairwise([*leaving.spoken, None]):
        for key in part.ids(Role.STATEMENT) if part else ():
            one = case.library.contents.statements[key]
            is_aged = key in case.aged
            if one.verification.due >= case.today and not is_aged:
                continue
            note = "older-statement" if is_aged else "stale-statement"
            told = after is not None and after.wording in (note, "older-statement")
            if not told or after is None or after.values["verified_date"] != in_words(one.verification.date):
                yield f"{key} is due to be read again, and nothing says so"


def places_told(leaving: Leaving) -> Iterator[str]:
    """An answer that holds for one place says for which."""
    told = {part.values["place"] for part in leaving.spoken if part.wording == "lead-place"}
    for case in leaving.case.parts or (leaving.case,):
        if case.evidence is None or case.behaviour not in _TELLS or case.about is not None:
            continue
        place = place_owed(case)
        if place is not None and place not in told:
            yield f"it holds for {place}, and does not say so"
        if lacks_place(case) and not _opens_with_what_is_missing(leaving):
            yield "nothing holds for the place asked about, and something else is said first"


def _opens_with_what_is_missing(leaving: Leaving) -> bool:
    """Whether the word on the missing place stands before every statement; with several questions, anywhere."""
    said = [position for position, part in enumerate(leaving.spoken) if part.wording == "place-missing"]
    told = [position for position, part in enumerate(leaving.spoken) if part.ids(Role.STATEMENT) or part.ids(Role.LEAD)]
    return bool(said) and (bool(leaving.case.parts) or not told or said[0] < told[0])
