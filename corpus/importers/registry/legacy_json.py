"""The former API's JSON: every field name with a list of values, flat or in nested modules."""

from __future__ import annotations

from collections import deque
from typing import Any

from corpus.importers.registry.record import Arm, Intervention, Outcome, Party, RecordDate, TrialRecord
from corpus.importers.registry.values import MOST_ITEMS, code, count, date, dated, phases, prose, text, texts, yes_or_no

Fields = dict[str, list[Any]]


def is_legacy(found: dict[str, Any]) -> bool:
    """Whether an object is a study of the former API, flat (`NCTId` at the top) or in a `ProtocolSection`."""
    return "NCTId" in found or isinstance(found.get("ProtocolSection"), dict)


def read_legacy_json(found: dict[str, Any]) -> TrialRecord:
    """The record in one study object of the former API."""
    fields = _flat(found)

    def first(name: str) -> Any:
        return next(iter(fields.get(name, [])), None)

    def dated_field(name: str) -> RecordDate | None:
        return date(first(name), first(f"{name}Type"))

    return TrialRecord(
        form="legacy-json",
        number=text(first("NCTId")),
        other_numbers=texts([*fields.get("OrgStudyId", []), *fields.get("SecondaryId", [])]),
        title=text(first("BriefTitle")),
        official_title=text(first("OfficialTitle")),
        acronym=text(first("Acronym")),
        study_type=code(first("StudyType")),
        phases=phases(fields.get("Phase", [])),
        status=code(first("OverallStatus")),
        last_known_status=code(first("LastKnownStatus")),
        why_stopped=text(first("WhyStopped")),
        first_posted=dated_field("StudyFirstPostDate"),
        last_updated=dated_field("LastUpdatePostDate") or date(first("LastUpdateSubmitDate")),
        start=dated_field("StartDate"),
        primary_completion=dated_field("PrimaryCompletionDate"),
        completion=dated_field("CompletionDate"),
        sponsor=_sponsor(first("LeadSponsorName"), first("LeadSponsorClass")),
        collaborators=tuple(Party(name) for name in texts(fields.get("CollaboratorName", []))),
        conditions=texts(fields.get("Condition", [])),
        enrolment=count(first("EnrollmentCount")),
        enrolment_kind=dated(first("EnrollmentType")),
        allocation=code(first("DesignAllocation")),
        model=code(first("DesignInterventionModel") or first("DesignObservationalModel")),
        purpose=code(first("DesignPrimaryPurpose")),
        masking=code(first("DesignMasking")),
        arms=tuple(Arm(label, code(kind)) for label, kind in _side_by_side(fields, "ArmGroupLabel", "ArmGroupType")),
        interventions=tuple(
            Intervention(name, code(kind))
            for name, kind in _side_by_side(fields, "InterventionName", "InterventionType")
        ),
        primary_outcomes=tuple(
            Outcome(measure, text(when))
            for measure, when in _side_by_side(fields, "PrimaryOutcomeMeasure", "PrimaryOutcomeTimeFrame")
        ),
        other_outcomes=len(fields.get("SecondaryOutcomeMeasure", [])) + len(fields.get("OtherOutcomeMeasure", [])),
        has_entry_rules=text(first("EligibilityCriteria")) is not None,
        brief_summary=prose(first("BriefSummary")),
        description=prose(first("DetailedDescription")),
        entry_rules=prose(first("EligibilityCriteria")),
        sex=code(first("Gender")),
        minimum_age=text(first("MinimumAge")),
        maximum_age=text(first("MaximumAge")),
        healthy_volunteers=yes_or_no(first("HealthyVolunteers")),
        countries=tuple(country for item in fields.get("LocationCountry", []) if (country := text(item))),
        results_posted=_results(fields),
        fda_regulated_drug=yes_or_no(first("IsFDARegulatedDrug")),
        fda_regulated_device=yes_or_no(first("IsFDARegulatedDevice")),
    )


def _flat(found: dict[str, Any]) -> Fields:
    """Field names with their values in order, whatever lists and modules they stand in."""
    fields: Fields = {}
    waiting: deque[tuple[str, Any]] = deque(found.items())
    while waiting:
        name, value = waiting.popleft()
        if isinstance(value, dict):
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((name, item) for item in value)
        else:
            fields.setdefault(name, []).append(value)
    return fields


def _side_by_side(fields: Fields, names: str, kinds: str) -> list[tuple[str, Any]]:
    """Two lists as pairs. Where one is shorter nobody can tell which entry is missing, so the second is left out."""
    first, second = fields.get(names, []), fields.get(kinds, [])
    if len(first) != len(second):
        second = [None] * len(first)
    return [(name, kind) for item, kind in zip(first, second, strict=True) if (name := text(item))][:MOST_ITEMS]


def _sponsor(name: Any, kind: Any) -> Party | None:
    words = text(name)
    return Party(words, code(kind)) if words else None


def _results(fields: Fields) -> bool | None:
    if fields.get("ResultsFirstPostDate"):
        return True
    # The flat form lists every field, empty ones too; a reduced one does not say.
    return False if "OverallStatus" in fields and "StudyFirstSubmitDate" in fields else None
