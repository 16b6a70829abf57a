"""A trial record as a document: each entry a passage with its name before it, the long texts in their paragraphs.

Contacts, and names of people and sites, are left out, as in every record that is read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.importers.document import Block, ImportedDocument, Limits
from corpus.importers.faults import Malformed, TooLarge, UnknownKind, UnsafeMarkup
from corpus.importers.kinds import decoded
from corpus.importers.passages import assembled
from corpus.importers.registry import (
    BrokenRecord,
    NotARecord,
    RecordDate,
    RecordTooLarge,
    TrialRecord,
    UnsafeRecord,
    read_records,
)

LARGEST = 5_000_000
"""Bytes of a record that an editor imports; with all its results one has some hundred thousand."""


def read_record(data: bytes, limits: Limits) -> ImportedDocument:
    """The document in a file of one study or several.

    Raises `TooLarge`, `UnsafeMarkup`, `Malformed`, `UnknownKind`, each with the registry reader's own advice.
    """
    try:
        records = read_records(decoded(data), LARGEST)
    except RecordTooLarge as fault:
        raise TooLarge(str(fault)) from None
    except UnsafeRecord as fault:
        raise UnsafeMarkup(str(fault)) from None
    except BrokenRecord as fault:
        raise Malformed(str(fault)) from None
    except NotARecord as fault:
        raise UnknownKind(str(fault)) from None
    first = records[0]
    notes = []
    if len(records) > 1:
        notes.append(f"There are {len(records)} studies in it. The title and the date are those of the first.")
    notes.append("Contacts, sites, and tables of results were not read.")
    return assembled(
        "registry-record",
        (block for record in records for block in _blocks(record)),
        limits,
        title=first.title or first.official_title,
        date=first.last_updated.day if first.last_updated else None,
        notes=notes,
    )


def _blocks(record: TrialRecord) -> Iterator[Block]:
    yield Block(record.number or record.title or "Study", "heading")
    for name, value in _entries(record):
        if value:
            yield Block(f"{name}: {value}", "row")
    for name, prose in (
        ("Brief summary", record.brief_summary),
        ("Detailed description", record.description),
        ("Eligibility criteria", record.entry_rules),
    ):
        if prose:
            yield Block(name, "heading")
            yield from _paragraphs(prose)


def _entries(record: TrialRecord) -> Iterator[tuple[str, str | None]]:
    yield "Title", record.title
    yield "Official title", record.official_title
    yield "Acronym", record.acronym
    yield "Other numbers", ", ".join(record.other_numbers)
    yield "Study type", record.study_type
    yield "Phase", ", ".join(record.phases)
    yield "Overall status", record.status
    yield "Last known status", record.last_known_status
    yield "Why stopped", record.why_stopped
    yield "First posted", _day(record.first_posted)
    yield "Last update posted", _day(record.last_updated)
    yield "Start", _day(record.start)
    yield "Primary completion", _day(record.primary_completion)
    yield "Completion", _day(record.completion)
    yield "Sponsor", record.sponsor.name if record.sponsor else None
    yield "Collaborators", ", ".join(party.name for party in record.collaborators)
    for condition in record.conditions:
        yield "Condition", condition
    if record.enrolment is not None:
        kind = f" ({record.enrolment_kind})" if record.enrolment_kind else ""
        yield "Enrollment", f"{record.enrolment}{kind}"
    yield "Allocation", record.allocation
    yield "Design", record.model
    yield "Purpose", record.purpose
    yield "Masking", record.masking
    for arm in record.arms:
        yield "Arm", f"{arm.label} ({arm.kind})" if arm.kind else arm.label
    for given in record.interventions:
        yield "Intervention", f"{given.name} ({given.kind})" if given.kind else given.name
    for outcome in record.primary_outcomes:
        frame = f" ({outcome.time_frame})" if outcome.time_frame else ""
        yield "Primary outcome", f"{outcome.measure}{frame}"
    yield "Sex", record.sex
    yield "Minimum age", record.minimum_age
    yield "Maximum age", record.maximum_age
    yield "Healthy volunteers", _yes_or_no(record.healthy_volunteers)
    yield "Countries", ", ".join(dict.fromkeys(record.countries))
    yield "Results posted", _yes_or_no(record.results_posted)


def _day(day: RecordDate | None) -> str | None:
    if day is None:
        return None
    return f"{day.day} ({day.kind})" if day.kind else day.day


def _yes_or_no(value: bool | None) -> str | None:
    return None if value is None else "yes" if value else "no"


_LISTED = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")


def _paragraphs(prose: str) -> Iterator[Block]:
    """Paragraphs at blank lines and at items of lists; the older forms wrap their lines."""
    for part in re.split(r"\n\s*\n", prose):
        gathered: list[str] = []
        for line in part.split("\n"):
            if gathered and _LISTED.match(line):
                yield _prose_block(gathered)
                gathered = []
            gathered.append(line.strip())
        yield _prose_block(gathered)


def _prose_block(lines: list[str]) -> Block:
    # The registry writes `\>` and `\*` so that no sign is taken for a mark.
    text = re.sub(r"\\([<>\[\]*_~^])", r"\1", " ".join(lines))
    return Block(text, "item" if _LISTED.match(text) else "paragraph")
