"""Records are read from every form into one, and what is no record is refused with what to do next."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import pytest

from corpus.importers.registry import (
    BrokenRecord,
    NotARecord,
    RecordTooLarge,
    RegistryRecordFault,
    UnsafeRecord,
    decoded,
    looks_like_record,
    read_records,
)
from corpus.importers.registry.record import RecordDate, TrialRecord

XML = """<?xml version="1.0" encoding="UTF-8"?><clinical_study>
<id_info><org_study_id>A-1</org_study_id><nct_id>NCT01234567</nct_id></id_info>
<brief_title>A &lt;b&gt;cell&lt;/b&gt; study</brief_title>
<sponsors><lead_sponsor><agency>A University</agency><agency_class>Other</agency_class></lead_sponsor></sponsors>
<overall_status>Unknown status</overall_status><last_known_status>Recruiting</last_known_status>
<start_date>May 2012</start_date><completion_date type="Anticipated">June 3, 2014</completion_date>
<phase>Phase 1/Phase 2</phase><study_type>Interventional</study_type>
<study_design_info><allocation>Non-Randomized</allocation>
<intervention_model>Single Group Assignment</intervention_model>
<masking>None (Open Label)</masking></study_design_info>
<primary_outcome><measure>Safety</measure><time_frame>1 year</time_frame></primary_outcome>
<enrollment type="Anticipated">12</enrollment>
<arm_group><arm_group_label>Cells</arm_group_label><arm_group_type>Experimental</arm_group_type></arm_group>
<eligibility><gender>Both</gender><minimum_age>18 Years</minimum_age><maximum_age>N/A</maximum_age></eligibility>
<location><facility><name>H</name><address><city>C</city><country>Spain</country></address></facility></location>
<oversight_info><is_fda_regulated_drug>No</is_fda_regulated_drug></oversight_info>
<study_first_submitted>April 1, 2012</study_first_submitted>
<last_update_posted type="Actual">May 3, 2013</last_update_posted></clinical_study>"""


def one(text: str) -> TrialRecord:
    records = read_records(text)
    assert len(records) == 1
    return records[0]


def test_the_present_form(registry_samples: dict[str, str]) -> None:
    record = one(registry_samples["v2"])
    assert (record.form, record.number, record.study_type) == ("v2-json", "NCT03475563", "OBSERVATIONAL")
    assert (record.status, record.last_known_status, record.phases) == ("UNKNOWN", "RECRUITING", ())
    assert (record.enrolment, record.enrolment_kind) == (100, "ESTIMATED")
    assert record.last_updated == RecordDate("2019-11-27", "ACTUAL")
    assert record.completion == RecordDate("2019-12-30", "ESTIMATED")
    assert record.countries == ("Spain", "Spain", "Spain")
    assert (record.minimum_age, record.maximum_age, record.sex) == ("18 Years", None, "ALL")
    assert record.results_posted is False and record.fda_regulated_drug is None


def test_a_page_of_search_results(registry_samples: dict[str, str]) -> None:
    record = one(registry_samples["search page"])
    assert (record.number, record.status, record.why_stopped) == ("NCT00711542", "TERMINATED", "Slow recruitment")
    assert record.phases == ("PHASE1", "PHASE2") and record.start == RecordDate("2008-09", None)
    several = json.loads(registry_samples["search page"])
    several["studies"] *= 3
    assert len(read_records(json.dumps(several))) == 3


def test_the_former_field_lists(registry_samples: dict[str, str]) -> None:
    record = one(registry_samples["legacy json"])
    assert (record.form, record.number, record.phases) == ("legacy-json", "NCT05354141", ("PHASE3",))
    assert (record.status, record.allocation, record.masking) == ("RECRUITING", "NON_RANDOMIZED", "TRIPLE")
    assert record.last_updated == RecordDate("2022-08-30", "ACTUAL")
    assert [arm.kind for arm in record.arms] == ["PLACEBO_COMPARATOR", "EXPERIMENTAL"]
    assert (record.enrolment, record.enrolment_kind) == (400, "ESTIMATED")


@pytest.mark.parametrize("shape", ["full", "fields", "bare list"])
def test_the_other_shapes_of_the_former_api(registry_samples: dict[str, str], shape: str) -> None:
    flat = json.loads(registry_samples["legacy json"])
    nested = {
        "IdentificationModule": {"NCTId": "NCT05354141", "BriefTitle": flat["BriefTitle"][0]},
        "DesignModule": {"StudyType": "Interventional", "PhaseList": {"Phase": ["Phase 2", "Phase 3"]}},
    }
    whole: Any = {
        "full": {"FullStudiesResponse": {"FullStudies": [{"Rank": 1, "Study": {"ProtocolSection": nested}}]}},
        "fields": {"StudyFieldsResponse": {"StudyFields": [flat]}},
        "bare list": [flat],
    }[shape]
    record = one(json.dumps(whole))
    assert record.number == "NCT05354141"
    if shape == "full":
        assert record.phases == ("PHASE2", "PHASE3") and record.status is None


def test_the_former_xml(registry_samples: dict[str, str]) -> None:
    record = one(registry_samples["legacy xml"])
    assert (record.number, record.study_type, record.status) == ("NCT03147742", "EXPANDED_ACCESS", "AVAILABLE")
    assert record.sponsor is not None and (record.sponsor.name, record.sponsor.kind) == (
        "Incyte Corporation",
        "INDUSTRY",
    )
    assert record.has_entry_rules and record.countries == () and record.enrolment is None


def test_every_entry_of_the_former_xml() -> None:
    record = one(XML)
    assert record.title == "A <b>cell</b> study"
    assert (record.status, record.last_known_status) == ("UNKNOWN", "RECRUITING")
    assert record.phases == ("PHASE1", "PHASE2") and record.model == "SINGLE_GROUP" and record.masking == "NONE"
    assert (record.start, record.completion) == (RecordDate("2012-05"), RecordDate("2014-06-03", "ESTIMATED"))
    assert (record.sex, record.minimum_age, record.maximum_age) == ("ALL", "18 Years", None)
    assert (record.fda_regulated_drug, record.fda_regulated_device) == (False, None)
    assert record.countries == ("Spain",) and record.results_posted is False
    assert record.primary_outcomes[0].time_frame == "1 year" and record.other_numbers == ("A-1",)


def test_the_former_table(registry_samples: dict[str, str]) -> None:
    first, second = read_records(registry_samples["table"])
    assert (first.number, first.status, first.phases) == ("NCT05127122", "NOT_YET_RECRUITING", ("PHASE1", "PHASE2"))
    assert (first.model, first.masking, first.minimum_age, first.maximum_age) == (
        "CROSSOVER",
        "QUADRUPLE",
        "18 Years",
        "85 Years",
    )
    assert [one.kind for one in first.interventions] == ["DRUG", "OTHER"]
    assert first.primary_outcomes == () and first.other_outcomes > 1
    assert second.countries == ("United States",) and second.results_posted is False


def test_a_reduced_record_says_nothing_that_is_not_in_it() -> None:
    record = one('{"protocolSection": {"identificationModule": {"nctId": "NCT01234567"}}}')
    said = {key for key, value in asdict(record).items() if value not in (None, (), False, 0)}
    assert said == {"form", "number"}


def test_wrong_types_are_taken_for_nothing() -> None:
    wrong = {
        "identificationModule": {"nctId": "NCT01234567", "briefTitle": {"a": 1}, "secondaryIdInfos": "x"},
        "statusModule": {
            "overallStatus": ["x"],
            "startDateStruct": "2012",
            "lastUpdatePostDateStruct": {"date": "soon"},
        },
        "designModule": {"phases": "PHASE9", "enrollmentInfo": {"count": "many"}, "designInfo": 4},
        "eligibilityModule": {"healthyVolunteers": "perhaps", "sex": True},
        "contactsLocationsModule": {"locations": [None, 3, {"country": 5}]},
    }
    record = one(json.dumps({"protocolSection": wrong, "hasResults": "maybe"}))
    assert (record.title, record.status, record.start, record.last_updated) == (None, None, None, None)
    assert (record.enrolment, record.healthy_volunteers, record.sex, record.results_posted) == (None, None, None, None)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("head", [ENTITIES, OUTSIDE, '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'])
def test_xml_with_a_document_type_is_not_opened(head: str) -> None:
    text = f'<?xml version="1.0"?>{head}<clinical_study><brief_title>x&b;</brief_title></clinical_study>'
    with pytest.raises(UnsafeRecord, match="Save the record again"):
        read_records(text)


@pytest.mark.parametrize("name", ["v2", "search page", "legacy json", "legacy xml"])
def test_a_record_that_is_cut_off_is_called_broken(registry_samples: dict[str, str], name: str) -> None:
    text = registry_samples[name]
    for share in (0.5, 0.9):
        with pytest.raises(BrokenRecord, match="cut off or damaged"):
            read_records(text[: int(len(text) * share)])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("", NotARecord, id="nothing"),
        pytest.param("Is PRP safe?", NotARecord, id="a question"),
        pytest.param("{}", NotARecord, id="an empty object"),
        pytest.param('{"a": [1, 2]}', NotARecord, id="other data"),
        pytest.param('{"protocolSection": {}}', NotARecord, id="an empty record"),
        pytest.param("{not json", NotARecord, id="no JSON"),
        pytest.param("<html><body>x</body></html>", NotARecord, id="another document"),
        pytest.param("a,b\n1,2\n", NotARecord, id="another table"),
        pytest.param('{"protocolSection":' * 3_000 + "1" + "}" * 3_000, RecordTooLarge, id="deep JSON"),
        pytest.param('{"protocolSection": {"a": ' + "[" * 200 + "]" * 200 + "}}", RecordTooLarge, id="deep lists"),
        pytest.param(
            "<clinical_study>" + "<a>" * 200 + "</a>" * 200 + "</clinical_study>", RecordTooLarge, id="deep XML"
        ),
    ],
)
def test_what_is_no_record_is_refused_by_name(text: str, fault: type[RegistryRecordFault]) -> None:
    with pytest.raises(fault) as error:
        read_records(text)
    assert len(str(error.value)) > 30


def test_the_limit_counts_bytes(registry_samples: dict[str, str]) -> None:
    text = registry_samples["v2"]
    size = len(text.encode())
    assert size > len(text)
    assert read_records(text, size)
    with pytest.raises(RecordTooLarge, match="larger than"):
        read_records(text, size - 1)


def test_a_file_is_text_or_refused(registry_samples: dict[str, str]) -> None:
    text = registry_samples["v2"]
    assert decoded(text.encode("utf-8-sig")) == decoded(text.encode("utf-16")) == text
    with pytest.raises(NotARecord, match="not as a PDF"):
        decoded(b"%PDF-1.7 \xe2\xe3\xcf\xd3")


def test_signs_of_a_record(registry_samples: dict[str, str]) -> None:
    assert all(looks_like_record(text) for text in registry_samples.values())
    assert not looks_like_record("What does protocolSection mean in a clinical study?")


def test_no_name_of_staff_and_no_site_is_kept(registry_samples: dict[str, str]) -> None:
    study = json.loads(registry_samples["v2"])
    places = study["protocolSection"]["contactsLocationsModule"]
    places["centralContacts"] = [{"name": "Jane Roe", "phone": "555 0100", "email": "jane@example.org"}]
    kept = repr(one(json.dumps(study)))
    assert "Jane Roe" not in kept and "example.org" not in kept
    assert places["locations"][0]["facility"] not in kept
