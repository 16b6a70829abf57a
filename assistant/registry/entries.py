"""What stands in each entry of a record: values to look up, and words to quote. The frame holds what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.registry.quotes import age, day, first_day, quote, quotes
from assistant.sections import say
from corpus.importers.registry import TrialRecord

OPEN = frozenset({"RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING", "SUSPENDED"})
"""Statuses of a study that goes on, or may."""
OVER = frozenset({"COMPLETED", "TERMINATED"})
COMPARATORS = ("PLACEBO_COMPARATOR", "SHAM_COMPARATOR", "ACTIVE_COMPARATOR", "NO_INTERVENTION")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a record. `codes` are looked up in the frame; `words` are printed as they are, escaped already."""

    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    note: str = ""
    """Fixed wording that follows."""


def entries(record: TrialRecord, today: date, words: Mapping[str, str]) -> dict[str, Entry]:
    """The entries that a record has, by the ids of the frame. One that is not there is missing, or does not apply."""
    return dict(_entries(record, today, words))


def not_applicable(record: TrialRecord) -> frozenset[str]:
    """Entries that a study of this kind does not have, so that nothing is missing."""
    if record.study_type == "EXPANDED_ACCESS":
        return frozenset({"phase", "purpose", "enrolment", "comparison", "allocation", "masking", "primary-outcomes",
                          "start", "primary-completion", "completion", "results"})  # fmt: skip
    if record.study_type is not None and record.study_type.startswith("OBSERVATIONAL"):
        return frozenset({"phase", "purpose", "comparison", "allocation", "masking"})
    return frozenset()


def comparison(record: TrialRecord) -> str | None:
    """What the study compares with; `SINGLE_GROUP` for nothing, None where the record does not say."""
    if record.study_type not in ("INTERVENTIONAL", None):
        return None
    if record.model == "SINGLE_GROUP" or len(record.arms) == 1:
        return "SINGLE_GROUP"
    kinds = {arm.kind for arm in record.arms}
    found = next((kind for kind in COMPARATORS if kind in kinds), None)
    return found or ("SEVERAL" if record.arms or record.model else None)


def _entries(record: TrialRecord, today: date, words: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    if record.title or record.official_title:
        yield "title", Entry(words=(quote(record.title or record.official_title or ""),))
    yield from _coded("study-type", record.study_type)
    yield from _coded("purpose", record.purpose)
    if record.phases:
        yield "phase", Entry(codes=record.phases)
    yield from _coded("status", record.status)
    yield from _coded("last-known-status", record.last_known_status)
    if record.why_stopped:
        yield "why-stopped", Entry(words=(quote(record.why_stopped),))
    yield from _days(record, today, words)
    yield from _results(record)
    if record.sponsor:
        yield "sponsor", Entry(_known(record.sponsor.kind), (quote(record.sponsor.name),))
    if record.collaborators:
        yield "collaborators", Entry(words=tuple(quotes(party.name for party in record.collaborators)))
    yield from _people(record)
    if record.conditions:
        yield "conditions", Entry(words=tuple(quotes(record.conditions)))
    if record.interventions:
        kinds = tuple(dict.fromkeys(one.kind for one in record.interventions if one.kind))
        yield "interventions", Entry(kinds, tuple(quotes(one.name for one in record.interventions)))
    yield from _measured(record)
    yield from _joining(record, words)
    yield "payment", Entry()
    yield from _coded("fda-drug", _yes_no(record.fda_regulated_drug))
    yield from _coded("fda-device", _yes_no(record.fda_regulated_device))
    if record.other_numbers:
        yield "other-numbers", Entry(words=tuple(quotes(record.other_numbers)))


def _coded(name: str, code: str | None) -> Iterator[tuple[str, Entry]]:
    if code:
        yield name, Entry(codes=(code,))


def _known(code: str | None) -> tuple[str, ...]:
    return (code,) if code else ()


def _yes_no(value: bool | None) -> str | None:
    return None if value is None else "YES" if value else "NO"


def _days(record: TrialRecord, today: date, words: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    if record.last_updated:
        yield "last-update", Entry(words=(day(record.last_updated),), note=age(record.last_updated, today))
    for name, found in (
        ("start", record.start),
        ("primary-completion", record.primary_completion),
        ("completion", record.completion),
    ):
        if found is None:
            continue
        told = f" ({words['actual' if found.kind == 'ACTUAL' else 'estimated']})" if found.kind else ""
        passed = name == "completion" and first_day(found) < today and record.status in OPEN
        yield name, Entry(words=(day(found) + told,), note=say("record-end-passed") if passed else "")


def _results(record: TrialRecord) -> Iterator[tuple[str, Entry]]:
    if record.results_posted is not None:
        without = "FINISHED-WITHOUT" if record.status in OVER else "NO"
        yield "results", Entry(codes=("YES" if record.results_posted else without,))


def _people(record: TrialRecord) -> Iterator[tuple[str, Entry]]:
    if record.enrolment is not None:
        kind = "NOBODY" if record.enrolment == 0 else record.enrolment_kind or "NOT-SAID"
        yield "enrolment", Entry((kind,), (f"{record.enrolment:,}",))
    yield from _coded("comparison", comparison(record))
    yield from _coded("allocation", record.allocation)
    note = next((say(f"record-contradiction-{name}") for name in contradictions(record)), "")
    if record.masking:
        yield "masking", Entry((record.masking,), note=note)


def contradictions(record: TrialRecord) -> list[str]:
    """Names of what does not fit together in a record, the weightiest first."""
    title = f"{record.title or ''} {record.official_title or ''}".casefold().replace("-", " ")
    masked = record.masking not in (None, "NONE")
    kinds = {arm.kind for arm in record.arms}
    found = []
    if record.allocation == "NON_RANDOMIZED" and masked and "PLACEBO_COMPARATOR" in kinds:
        found.append("placebo")
    if (
        record.allocation in ("RANDOMIZED", "NON_RANDOMIZED")
        and record.model == "SINGLE_GROUP"
        and len(record.arms) < 2
    ):
        found.append("chance")
    if masked and "open label" in title:
        found.append("masking")
    return found


def _measured(record: TrialRecord) -> Iterator[tuple[str, Entry]]:
    if record.primary_outcomes:
        told = quotes(
            f"{one.measure} ({one.time_frame})" if one.time_frame else one.measure for one in record.primary_outcomes
        )
        more = say("record-other-outcomes", count=str(record.other_outcomes)) if record.other_outcomes else ""
        yield "primary-outcomes", Entry(words=tuple(told), note=more)
    elif record.form == "legacy-csv" and record.other_outcomes:
        note = say("record-measures-not-told-apart", count=str(record.other_outcomes))
        yield "primary-outcomes", Entry(note=note)


def _joining(record: TrialRecord, words: Mapping[str, str]) -> Iterator[tuple[str, Entry]]:
    lowest, highest = record.minimum_age, record.maximum_age
    if lowest and highest:
        yield "ages", Entry(words=(say("record-age-between", lowest=_age(lowest), highest=_age(highest)),))
    elif lowest:
        yield "ages", Entry(words=(say("record-age-from", lowest=_age(lowest)),))
    elif highest:
        yield "ages", Entry(words=(say("record-age-to", highest=_age(highest)),))
    elif record.sex:
        # The form asks for both together: where one is there, an empty age means that there is no limit.
        yield "ages", Entry(words=(words["no-age"],))
    yield from _coded("sex", record.sex)
    yield from _coded("healthy-volunteers", _yes_no(record.healthy_volunteers))
    yield from _coded("entry-rules", "YES" if record.has_entry_rules else None)
    if record.countries:
        counted = Counter(record.countries).most_common()
        told = [f"{quote(name)} ({times} {words['place' if times == 1 else 'places']})" for name, times in counted]
        yield "countries", Entry(words=tuple(told))


def _age(value: str) -> str:
    return quote(value.casefold())
