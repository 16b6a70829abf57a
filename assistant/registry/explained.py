"""A registry record as an answer: what it is, entry by entry in plain words, what is checked beside it, what to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from assistant import sections
from assistant.case import Case
from assistant.distinctions import MOST, required
from assistant.framing import frame
from assistant.library import Library
from assistant.phrases import escaped
from assistant.registry.entries import Entry, comparison, entries, not_applicable
from assistant.registry.message import RecordMessage
from assistant.registry.quotes import day, quote
from assistant.registry.statements import about_numbers
from assistant.sections import Numbering, say
from assistant.types import Section
from corpus.field_map import ExplainedField, FieldMeaning, TrialRecordGuide
from corpus.importers.registry import TrialRecord, registry_numbers
from corpus.model import Distinction

NEEDED = ("title", "study-type", "status", "last-update", "sponsor", "enrolment", "primary-outcomes")
"""Entries without which an explanation is only part of one."""
REGISTERED = "registration-vs-available-treatment"
EXPANDED = "expanded-access-vs-approval"
EARLY = "early-trial-vs-proof"
EARLY_PHASES = frozenset({"EARLY_PHASE1", "PHASE1"})
OTHERS_NAMED = 10


def fault_wording(kind: str, largest: int) -> str:
    """What is said where there is no record to read."""
    if kind == "record-too-large":
        return say("record-too-large", limit=f"{largest:,}")
    return say({"broken-record": "record-broken", "unsafe-record": "record-unsafe"}.get(kind, "record-not-a-record"))


def is_complete(record: TrialRecord) -> bool:
    """Whether a record has what an explanation needs of it."""
    missing = not_applicable(record)
    have = {
        "title": record.title or record.official_title,
        "study-type": record.study_type,
        "status": record.status,
        "last-update": record.last_updated,
        "sponsor": record.sponsor,
        "enrolment": record.enrolment is not None,
        "primary-outcomes": record.primary_outcomes,
    }
    return all(have[name] or name in missing for name in NEEDED)


def record_answer(case: Case, message: RecordMessage) -> Case:
    """The case with the sections of an explained record, or with what is wrong with it."""
    if message.fault is None:
        return explained(case, message)
    wording = fault_wording(message.fault, case.max_record_bytes)
    return replace(case, sections=(Section("decline", wording), frame(case)))


def explained(case: Case, message: RecordMessage) -> Case:
    """The case with the sections of an explained record."""
    record, guide = message.record, case.library.contents.field_map.trial_record
    numbering = Numbering()
    telling = _Telling(case, guide, numbering)
    drawn = distinctions_of(case, record)
    made = [*_opening(case), _lead(case, message, guide)]
    made += telling.parts(record)
    made += _checked(case, record, numbering)
    made.append(Section("limits", say("record-limits")))
    made += [found] if (found := sections.distinctions(drawn)) else []
    made.append(team_questions(case.library, _asked(record, guide)))
    made += _next_steps(message, guide)
    made.append(frame(case))
    return replace(case, sections=tuple(made), citations=numbering.citations(), distinctions=drawn)


def distinctions_of(case: Case, record: TrialRecord) -> tuple[Distinction, ...]:
    """Registered is not approved; then what the kind of the study and its subject force."""
    wanted = [REGISTERED]
    if record.study_type == "EXPANDED_ACCESS":
        wanted.append(EXPANDED)
    if comparison(record) == "SINGLE_GROUP" or EARLY_PHASES.intersection(record.phases):
        wanted.append(EARLY)
    known = case.library.contents.distinctions
    subject = " . ".join([record.title or "", *(one.name for one in record.interventions), *record.conditions])
    forced = [known[key] for key in wanted if key in known]
    drawn = {one.id: one for one in [*forced, *required(case.library, subject)]}
    return tuple(drawn.values())[:MOST]


def _opening(case: Case) -> list[Section]:
    """What the person's own words call for before the record."""
    if case.behaviour == "refuse-injection":
        return [Section("decline", say("refuse-injection"))]
    if case.behaviour == "decline-personal-advice":
        return [Section("decline", say("record-no-advice"))]
    return []


def _lead(case: Case, message: RecordMessage, guide: TrialRecordGuide) -> Section:
    record = message.record
    first = say("record-lead", number=escaped(record.number)) if record.number else say("record-lead-unnumbered")
    told = [first]
    facts = _facts(record, guide)
    if facts:
        told.append(say("record-in-short", facts="\n".join(f"- {fact}" for fact in facts)))
    if case.behaviour != "decline-personal-advice":
        told.append(say("record-no-advice"))
    if case.behaviour == "answer-with-limits":
        told.append(say("record-missing-many"))
    told += _several(message)
    told.append(say("record-quotes"))
    return Section("lead", "\n\n".join(told))


def _facts(record: TrialRecord, guide: TrialRecordGuide) -> list[str]:
    """Short phrases: kind, phase, people, comparison, status, results, last change."""

    def short(field: str, code: str | None) -> str | None:
        meaning = _meaning(guide, field, code)
        return meaning.short if meaning else None

    people = None
    if record.enrolment is not None:
        planned = record.enrolment_kind == "ESTIMATED"
        wording = say("record-people-planned" if planned else "record-people", count=f"{record.enrolment:,}")
        people = guide.words["nobody"] if record.enrolment == 0 else wording
    changed = None
    if record.last_updated:
        name = "record-last-changed" if len(record.last_updated.day) > 7 else "record-last-changed-month"
        changed = say(name, date=day(record.last_updated))
    results = None if record.results_posted is None else "YES" if record.results_posted else "NO"
    facts = [
        short("study-type", record.study_type),
        *(short("phase", phase) for phase in record.phases),
        people,
        short("comparison", comparison(record)),
        short("allocation", record.allocation),
        short("masking", record.masking),
        short("status", record.status),
        short("results", results),
        changed,
    ]
    return [fact for fact in facts if fact]


def _meaning(guide: TrialRecordGuide, field: str, code: str | None) -> FieldMeaning | None:
    fields = (one for part in guide.parts for one in part.fields if one.id == field)
    return next((meaning for one in fields for meaning in one.meanings if meaning.value == code), None)


def _several(message: RecordMessage) -> list[str]:
    others = [one for one in message.records if one is not message.record]
    if not others:
        return []
    named = [quote(one.number or one.title or "") for one in others[:OTHERS_NAMED]]
    more = len(others) - OTHERS_NAMED
    told = ", ".join([*named, *([say("record-several-more", count=str(more))] if more > 0 else [])])
    number = message.record.number or message.record.title or ""
    count = str(len(message.records))
    return [say("record-several", count=count, number=quote(number), others=told)]


@dataclass(frozen=True)
class _Telling:
    """Prints entries with their meaning; a statement stands there once in full, then by its number."""

    case: Case
    guide: TrialRecordGuide
    numbering: Numbering
    printed: set[str] = field(default_factory=set)

    def parts(self, record: TrialRecord) -> list[Section]:
        passed_over = not_applicable(record)
        given = entries(record, self.case.today, self.guide.words)
        found = {key: entry for key, entry in given.items() if key not in passed_over}
        made = []
        for part in self.guide.parts:
            numbers: list[int] = []
            lines = [self._line(one, found[one.id], numbers) for one in part.fields if one.id in found]
            missing = [
                one.label
                for one in part.fields
                if one.id not in found and one.id not in passed_over and not one.optional
            ]
            if missing:
                lines.append(f"- {say('record-missing', fields='; '.join(missing))}")
            if lines:
                text = f"**{part.heading}:**\n\n" + "\n".join(lines)
                made.append(Section("claim", text, tuple(dict.fromkeys(numbers))))
        return made

    def _line(self, row: ExplainedField, entry: Entry, numbers: list[int]) -> str:
        meanings = [(code, next((one for one in row.meanings if one.value == code), None)) for code in entry.codes]
        shown = [one.shown if one else quote(code.replace("_", " ").capitalize()) for code, one in meanings]
        # Where there are words, a value only says of which kind they are.
        value = (
            ", ".join(entry.words) + (f" ({', '.join(shown)})" if shown else "") if entry.words else ", ".join(shown)
        )
        told = [one.means for _, one in meanings if one and one.means]
        keys = [key for _, one in meanings if one for key in one.statement_ids]
        told += [row.means] if row.means else []
        told += [entry.note] if entry.note else []
        told += [self._statement(key, numbers) for key in (*keys, *row.statement_ids)]
        after = " ".join(part for part in dict.fromkeys(told) if part)
        stop = "." if value and after else ""
        return f"- **{row.label}:** {value}{stop} {after}".rstrip().replace("  ", " ")

    def _statement(self, key: str, numbers: list[int]) -> str:
        one = self.case.library.contents.statements.get(key)
        if one is None or key in self.case.suspended or key in self.case.aged:
            return ""
        numbers.append(self.numbering.number(one))
        if key in self.printed:
            return sections.marks([numbers[-1]])
        self.printed.add(key)
        return sections.quoted(one, self.numbering, self.case.today)


def _checked(case: Case, record: TrialRecord, numbering: Numbering) -> list[Section]:
    """What the corpus has on the same study, by any of its numbers."""
    written = " ; ".join([record.number or "", *record.other_numbers])
    numbers = registry_numbers(written)
    fresh, older = about_numbers(case, numbers)
    if not fresh and not older:
        return [Section("evidence", say("record-nothing-checked"))] if record.number else []
    made = sections.evidence(case.library, fresh, numbering, case.today, intro=say("record-checked-statements"))
    aged = sections.older(older, numbering)
    return [section for section in (made, aged) if section is not None]


def team_questions(library: Library, keys: Iterable[str]) -> Section:
    """The questions for a trial team with these ids."""
    rows = {row.id: row.question for row in library.contents.field_map.trial_questions.ask_the_team}
    lines = "\n".join(f"- {rows[key]}" for key in keys if key in rows)
    return Section("questions", f"{say('record-team')}\n\n{lines}")


def _asked(record: TrialRecord, guide: TrialRecordGuide) -> Iterable[str]:
    asked: Iterable[str] = guide.asked_always
    if record.study_type == "EXPANDED_ACCESS":
        asked = guide.asked_of_expanded_access
    elif comparison(record) not in (None, "SINGLE_GROUP"):
        asked = [*guide.asked_always, *guide.asked_of_compared]
    return asked


def _next_steps(message: RecordMessage, guide: TrialRecordGuide) -> list[Section]:
    steps = []
    found = registry_numbers(message.record.number or "")
    registry = next((one for one in guide.registries if found and one.id == found[0].registry), None)
    if registry and registry.record and found[0].complete:
        steps.append(say("record-read-there", address=f"{registry.record}{found[0].plain}"))
    if message.question:
        steps.append(say("record-own-question", question=escaped(message.question)))
    return [sections.next_steps(steps)] if steps else []
