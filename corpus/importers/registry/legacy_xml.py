"""The former XML, one file a study. Entities, document types and deep nesting are refused before anything is built."""

from __future__ import annotations

import io
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from corpus.importers.registry.errors import BrokenRecord, RecordTooLarge, UnsafeRecord
from corpus.importers.registry.record import Arm, Intervention, Outcome, Party, RecordDate, TrialRecord
from corpus.importers.registry.values import MOST_ITEMS, code, count, date, dated, phases, prose, text, texts, yes_or_no

ROOT = "clinical_study"
DEEPEST = 40
"""Elements inside one another; a record has six."""


def studies_in(written: str) -> list[Element]:
    """The studies in a text: the document itself, or those in a list of them.

    Raises `UnsafeRecord`, `BrokenRecord`, `RecordTooLarge`.
    """
    depth, root = 0, None
    try:
        for event, element in iterparse(io.BytesIO(written.encode()), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            root = element if root is None else root
            if depth > DEEPEST:
                raise RecordTooLarge(
                    "The XML nests deeper than any trial record. Save the record again from the registry."
                )
    except DefusedXmlException:
        raise UnsafeRecord(
            "The XML has a document type or defines entities, so it is not read. "
            "Save the record again from the registry."
        ) from None
    except (ParseError, ValueError):
        raise BrokenRecord(
            "The XML is cut off or damaged. Save the whole file from the registry and send it again."
        ) from None
    if root is None:
        return []
    return [root] if root.tag == ROOT else root.findall(f".//{ROOT}")


def read_legacy_xml(study: Element) -> TrialRecord:
    """The record in one `clinical_study` element."""

    def one(path: str) -> str | None:
        return text(study.findtext(path))

    def many(path: str) -> list[str | None]:
        return [element.text for element in study.findall(path)[:MOST_ITEMS]]

    def dated_element(path: str) -> RecordDate | None:
        element = study.find(path)
        return date(element.text, element.get("type")) if element is not None else None

    sponsors = study.findall("sponsors/collaborator")[:MOST_ITEMS]
    enrolment = study.find("enrollment")
    rules = study.find("eligibility/criteria/textblock")
    return TrialRecord(
        form="legacy-xml",
        number=one("id_info/nct_id"),
        other_numbers=texts([*many("id_info/org_study_id"), *many("id_info/secondary_id")]),
        title=one("brief_title"),
        official_title=one("official_title"),
        acronym=one("acronym"),
        study_type=code(one("study_type")),
        phases=phases(many("phase")),
        status=code(one("overall_status")),
        last_known_status=code(one("last_known_status")),
        why_stopped=one("why_stopped"),
        first_posted=dated_element("study_first_posted"),
        last_updated=dated_element("last_update_posted")
        or date(one("last_update_submitted") or one("lastchanged_date")),
        start=dated_element("start_date"),
        primary_completion=dated_element("primary_completion_date"),
        completion=dated_element("completion_date"),
        sponsor=_party(study.find("sponsors/lead_sponsor")),
        collaborators=tuple(party for element in sponsors if (party := _party(element))),
        conditions=texts(many("condition")),
        enrolment=count(enrolment.text) if enrolment is not None else None,
        enrolment_kind=dated(enrolment.get("type")) if enrolment is not None else None,
        allocation=code(one("study_design_info/allocation")),
        model=code(one("study_design_info/intervention_model") or one("study_design_info/observational_model")),
        purpose=code(one("study_design_info/primary_purpose")),
        masking=code(one("study_design_info/masking")),
        arms=tuple(
            Arm(label, code(element.findtext("arm_group_type")))
            for element in study.findall("arm_group")[:MOST_ITEMS]
            if (label := text(element.findtext("arm_group_label")))
        ),
        interventions=tuple(
            Intervention(name, code(element.findtext("intervention_type")))
            for element in study.findall("intervention")[:MOST_ITEMS]
            if (name := text(element.findtext("intervention_name")))
        ),
        primary_outcomes=tuple(
            Outcome(measure, text(element.findtext("time_frame")))
            for element in study.findall("primary_outcome")[:MOST_ITEMS]
            if (measure := text(element.findtext("measure")))
        ),
        other_outcomes=len(study.findall("secondary_outcome")) + len(study.findall("other_outcome")),
        has_entry_rules=rules is not None and text(rules.text) is not None,
        brief_summary=prose(study.findtext("brief_summary/textblock")),
        description=prose(study.findtext("detailed_description/textblock")),
        entry_rules=prose(rules.text) if rules is not None else None,
        sex=code(one("eligibility/gender")),
        minimum_age=_age(one("eligibility/minimum_age")),
        maximum_age=_age(one("eligibility/maximum_age")),
        healthy_volunteers=yes_or_no(one("eligibility/healthy_volunteers")),
        countries=_countries(study),
        results_posted=_results(study),
        fda_regulated_drug=yes_or_no(one("oversight_info/is_fda_regulated_drug")),
        fda_regulated_device=yes_or_no(one("oversight_info/is_fda_regulated_device")),
    )


def _party(element: Element | None) -> Party | None:
    name = text(element.findtext("agency")) if element is not None else None
    return Party(name, code(element.findtext("agency_class"))) if element is not None and name else None


def _age(value: str | None) -> str | None:
    """None for `N/A`, by which this form says that there is no limit, or none was given."""
    return None if value is None or value.upper() == "N/A" else value


def _countries(study: Element) -> tuple[str, ...]:
    places: list[Any] = [element.text for element in study.findall("location/facility/address/country")]
    if not places:
        places = [element.text for element in study.findall("location_countries/country")]
    return tuple(country for place in places if (country := text(place)))


def _results(study: Element) -> bool | None:
    if study.find("clinical_results") is not None or study.findtext("results_first_posted"):
        return True
    return False if study.findtext("study_first_submitted") else None
