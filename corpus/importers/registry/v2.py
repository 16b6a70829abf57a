"""The present form: JSON of API v2, whole, reduced by `fields=`, or as a page of search results."""

from __future__ import annotations

from typing import Any

from corpus.importers.registry.record import Arm, Intervention, Outcome, Party, RecordDate, TrialRecord
from corpus.importers.registry.values import MOST_ITEMS, code, count, date, dated, prose, text, texts, yes_or_no


def is_v2(found: dict[str, Any]) -> bool:
    """Whether an object is a study of API v2."""
    return isinstance(found.get("protocolSection"), dict)


def read_v2(found: dict[str, Any]) -> TrialRecord:
    """The record in one study object. What is absent stays absent; nothing is required."""
    protocol = _mapping(found, "protocolSection")
    identity = _mapping(protocol, "identificationModule")
    status = _mapping(protocol, "statusModule")
    sponsors = _mapping(protocol, "sponsorCollaboratorsModule")
    design = _mapping(protocol, "designModule")
    how = _mapping(design, "designInfo")
    arms = _mapping(protocol, "armsInterventionsModule")
    outcomes = _mapping(protocol, "outcomesModule")
    joining = _mapping(protocol, "eligibilityModule")
    oversight = _mapping(protocol, "oversightModule")
    places = _listed(_mapping(protocol, "contactsLocationsModule"), "locations", 10_000)
    ids = [_mapping(identity, "orgStudyIdInfo"), *_listed(identity, "secondaryIdInfos")]
    return TrialRecord(
        form="v2-json",
        number=text(identity.get("nctId")),
        other_numbers=texts([one.get("id") for one in ids]),
        title=text(identity.get("briefTitle")),
        official_title=text(identity.get("officialTitle")),
        acronym=text(identity.get("acronym")),
        study_type=code(design.get("studyType")),
        phases=tuple(phase for item in texts(design.get("phases", [])) if (phase := code(item))),
        status=code(status.get("overallStatus")),
        last_known_status=code(status.get("lastKnownStatus")),
        why_stopped=text(status.get("whyStopped")),
        first_posted=_date(status, "studyFirstPostDateStruct"),
        last_updated=_date(status, "lastUpdatePostDateStruct") or date(status.get("lastUpdateSubmitDate")),
        start=_date(status, "startDateStruct"),
        primary_completion=_date(status, "primaryCompletionDateStruct"),
        completion=_date(status, "completionDateStruct"),
        sponsor=next(iter(_parties([_mapping(sponsors, "leadSponsor")])), None),
        collaborators=_parties(_listed(sponsors, "collaborators")),
        conditions=texts(_mapping(protocol, "conditionsModule").get("conditions", [])),
        enrolment=count(_mapping(design, "enrollmentInfo").get("count")),
        enrolment_kind=dated(_mapping(design, "enrollmentInfo").get("type")),
        allocation=code(how.get("allocation")),
        model=code(how.get("interventionModel") or how.get("observationalModel")),
        purpose=code(how.get("primaryPurpose")),
        masking=code(_mapping(how, "maskingInfo").get("masking")),
        arms=tuple(
            Arm(name, code(one.get("type"))) for one in _listed(arms, "armGroups") if (name := text(one.get("label")))
        ),
        interventions=tuple(
            Intervention(name, code(one.get("type")))
            for one in _listed(arms, "interventions")
            if (name := text(one.get("name")))
        ),
        primary_outcomes=tuple(
            Outcome(measure, text(one.get("timeFrame")))
            for one in _listed(outcomes, "primaryOutcomes")
            if (measure := text(one.get("measure")))
        ),
        other_outcomes=len(_listed(outcomes, "secondaryOutcomes")) + len(_listed(outcomes, "otherOutcomes")),
        has_entry_rules=text(joining.get("eligibilityCriteria")) is not None,
        brief_summary=prose(_mapping(protocol, "descriptionModule").get("briefSummary")),
        description=prose(_mapping(protocol, "descriptionModule").get("detailedDescription")),
        entry_rules=prose(joining.get("eligibilityCriteria")),
        sex=code(joining.get("sex")),
        minimum_age=text(joining.get("minimumAge")),
        maximum_age=text(joining.get("maximumAge")),
        healthy_volunteers=yes_or_no(joining.get("healthyVolunteers")),
        countries=tuple(country for one in places if (country := text(one.get("country")))),
        results_posted=_results(found),
        fda_regulated_drug=yes_or_no(oversight.get("isFdaRegulatedDrug")),
        fda_regulated_device=yes_or_no(oversight.get("isFdaRegulatedDevice")),
    )


def _results(found: dict[str, Any]) -> bool | None:
    posted = yes_or_no(found.get("hasResults"))
    return True if posted is None and found.get("resultsSection") else posted


def _mapping(found: dict[str, Any], key: str) -> dict[str, Any]:
    value = found.get(key)
    return value if isinstance(value, dict) else {}


def _listed(found: dict[str, Any], key: str, most: int = MOST_ITEMS) -> list[dict[str, Any]]:
    value = found.get(key)
    return [item for item in value[:most] if isinstance(item, dict)] if isinstance(value, list) else []


def _parties(found: list[dict[str, Any]]) -> tuple[Party, ...]:
    return tuple(Party(name, code(one.get("class"))) for one in found if (name := text(one.get("name"))))


def _date(status: dict[str, Any], key: str) -> RecordDate | None:
    one = _mapping(status, key)
    return date(one.get("date"), one.get("type"))
