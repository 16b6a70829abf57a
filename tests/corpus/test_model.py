"""Each refusal of the schema, and what it says."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from corpus.field_map import HeadlineQuestion
from corpus.model import Concept, KeyAnswer, Source, Statement, Vocabulary
from corpus.signposts import Place, Signpost, Signposts

STATEMENT: dict[str, Any] = {
    "slug": "insulin-independence",
    "text": "Ten of twelve people in the trial of Acme Cells no longer needed insulin after a year.",
    "locator": "abstract",
    "topics": ["type-1-diabetes"],
    "facet": "benefit",
    "place": "us",
    "confidence": "high",
    "status": "published",
    "verification": {
        "level": "source-text",
        "url": "https://example.org/trial",
        "date": "2026-01-31",
        "due": "2026-07-31",
    },
    "names": ["Acme Cells"],
    "asks": ["how many came off insulin", "does it work"],
}
SOURCE: dict[str, Any] = {
    "id": "acme-trial-2026",
    "title": "A trial",
    "publisher": "A journal",
    "kind": "paper",
    "lane": "programs",
    "jurisdiction": "US",
    "url": "https://example.org/trial",
    "published": "2026-01",
    "shows": "That insulin was made again.",
    "does_not_show": "That it lasts.",
    "statements": [STATEMENT],
}
KEY_ANSWER: dict[str, Any] = {
    "id": "does-it-work",
    "question": "Does it work?",
    "lead": "Not yet proven.",
    "asks": ["does it work", "did it work", "will it work"],
    "topics": ["type-1-diabetes"],
    "places": ["us"],
    "facet": "benefit",
    "stands_on": ["acme-trial-2026/insulin-independence"],
    "limits": "One small trial.",
}
CONCEPT: dict[str, Any] = {
    "id": "islet",
    "name": "islet",
    "kind": "cell",
    "definition": "A cluster of cells that makes insulin.",
}


def without(record: dict[str, Any], *fields: str) -> dict[str, Any]:
    return {key: value for key, value in record.items() if key not in fields}


def verified(**changed: Any) -> dict[str, Any]:
    return STATEMENT | {"verification": STATEMENT["verification"] | changed}


def problems(model: Any, record: Any) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as refused:
        model.model_validate(record)
    return [(".".join(map(str, error["loc"])), error["msg"]) for error in refused.value.errors()]


@pytest.mark.parametrize(
    ("model", "record"),
    [
        pytest.param(Statement, STATEMENT, id="statement"),
        pytest.param(Statement, without(STATEMENT, "verification") | {"status": "draft"}, id="draft"),
        pytest.param(Source, SOURCE, id="source"),
        pytest.param(Source, without(SOURCE, "published"), id="source without a day"),
        pytest.param(KeyAnswer, KEY_ANSWER, id="key answer"),
        pytest.param(Concept, CONCEPT, id="concept"),
    ],
)
def test_what_is_right_is_taken(model: Any, record: dict[str, Any]) -> None:
    taken = model.model_validate(record).model_dump(mode="json", exclude_none=True)
    assert {key: value for key, value in taken.items() if key in record} == record or model is Source


@pytest.mark.parametrize(
    ("model", "record", "field", "says"),
    [
        pytest.param(
            Statement,
            without(STATEMENT, "verification"),
            "",
            "a published statement needs verification",
            id="published without verification",
        ),
        pytest.param(
            Statement,
            verified(due="2026-01-30"),
            "verification",
            "due must be later than date",
            id="due before date",
        ),
        pytest.param(
            Statement,
            verified(due="2026-01-31"),
            "verification",
            "due must be later than date",
            id="due on date",
        ),
        pytest.param(Statement, verified(date="31 January"), "verification.date", "valid date", id="date in words"),
        pytest.param(Statement, verified(date="2026-02-30"), "verification.date", "valid date", id="no such day"),
        pytest.param(Statement, verified(url=""), "verification.url", "match pattern", id="verified nowhere"),
        pytest.param(Statement, verified(level="heard"), "verification.level", "'source-text'", id="unknown level"),
        pytest.param(
            Statement,
            STATEMENT | {"asks": ["Does it work?", "does it WORK?"]},
            "asks",
            "the same ask stands twice",
            id="same ask twice",
        ),
        pytest.param(Statement, STATEMENT | {"asks": []}, "asks", "at least 1 item", id="no ask"),
        pytest.param(Statement, STATEMENT | {"asks": [" "]}, "asks.0", "at least 1 character", id="blank ask"),
        pytest.param(Statement, STATEMENT | {"facet": "price"}, "facet", "Input should be", id="unknown facet"),
        pytest.param(Statement, STATEMENT | {"status": "ready"}, "status", "'published'", id="unknown status"),
        pytest.param(Statement, STATEMENT | {"citation": "x"}, "citation", "Extra inputs", id="extra field"),
        pytest.param(Statement, verified(who="me"), "verification.who", "Extra inputs", id="extra field inside"),
        pytest.param(Statement, without(STATEMENT, "locator"), "locator", "Field required", id="field missing"),
        pytest.param(Statement, STATEMENT | {"text": "  \n"}, "text", "at least 1 character", id="blank text"),
        pytest.param(Statement, STATEMENT | {"text": False}, "text", "valid string", id="text is no text"),
        pytest.param(Statement, STATEMENT | {"topics": []}, "topics", "at least 1 item", id="no topic"),
        pytest.param(
            Statement, STATEMENT | {"topics": list("abcdefg")}, "topics", "at most 6 items", id="seven topics"
        ),
        pytest.param(
            Statement,
            STATEMENT | {"names": ["Acme Cells", "Bolt Cells"]},
            "",
            "names ['Bolt Cells'] do not stand in the text",
            id="name not in text",
        ),
        pytest.param(Statement, STATEMENT | {"slug": "Insulin"}, "slug", "match pattern", id="capital in slug"),
        pytest.param(Statement, STATEMENT | {"slug": "a--b"}, "slug", "match pattern", id="two hyphens"),
        pytest.param(Statement, STATEMENT | {"slug": "a" * 81}, "slug", "at most 80", id="slug too long"),
        pytest.param(Source, SOURCE | {"id": "acme trial"}, "id", "match pattern", id="space in id"),
        pytest.param(Source, SOURCE | {"id": "acme\n"}, "id", "match pattern", id="line end in id"),
        pytest.param(Source, SOURCE | {"url": "example.org"}, "url", "match pattern", id="url without scheme"),
        pytest.param(
            Source, SOURCE | {"url": "javascript:alert(1)"}, "url", "match pattern", id="url that is a script"
        ),
        pytest.param(
            Source,
            SOURCE | {"url": 'https://a.org/"x'},
            "url",
            "match pattern",
            id="url that ends an attribute",
        ),
        pytest.param(
            Source,
            SOURCE | {"statements": [STATEMENT, STATEMENT | {"text": "Acme Cells again."}]},
            "",
            "two statements are called insulin-independence",
            id="slug twice",
        ),
        pytest.param(Source, SOURCE | {"statements": []}, "statements", "at least 1 item", id="no statement"),
        pytest.param(Source, SOURCE | {"kind": "blog"}, "kind", "Input should be", id="unknown kind"),
        pytest.param(Source, SOURCE | {"lane": "shops"}, "lane", "Input should be", id="unknown lane"),
        pytest.param(
            Source,
            SOURCE | {"jurisdiction": "usa"},
            "jurisdiction",
            "match pattern",
            id="jurisdiction in words",
        ),
        pytest.param(Source, SOURCE | {"published": "Jan 2026"}, "published", "match pattern", id="published in words"),
        pytest.param(Source, SOURCE | {"stage": "phase-2"}, "stage", "Input should be", id="unknown stage"),
        pytest.param(
            Source,
            SOURCE | {"identifiers": {"pmid": 40570869}},
            "identifiers.pmid",
            "valid string",
            id="number",
        ),
        pytest.param(KeyAnswer, KEY_ANSWER | {"asks": ["a", "b"]}, "asks", "at least 3 items", id="two asks only"),
        pytest.param(KeyAnswer, KEY_ANSWER | {"stands_on": []}, "stands_on", "at least 1", id="stands on nothing"),
        pytest.param(
            KeyAnswer,
            KEY_ANSWER | {"stands_on": ["acme"]},
            "stands_on.0",
            "match pattern",
            id="stands on a source",
        ),
        pytest.param(
            Concept,
            CONCEPT | {"patterns": ["islet(s"]},
            "patterns",
            "'islet(s' is not a regular expression",
            id="broken pattern",
        ),
        pytest.param(Concept, CONCEPT | {"kind": "thing"}, "kind", "Input should be", id="unknown concept kind"),
        pytest.param(
            Signpost,
            {"number": "112", "verified": True},
            "",
            "a verified signpost names the page that was read",
            id="verified signpost without a page",
        ),
        pytest.param(
            Signposts,
            {"version": 1, "checked": "2026-01-01", "recheck_months": 6, "places": []},
            "",
            "the place `unknown` is missing",
            id="no signposts for an unknown place",
        ),
        pytest.param(
            Vocabulary,
            {"conditions": [], "products": [], "processes": [], "places": [], "facets": ["price"]},
            "facets.0",
            "Input should be",
            id="unknown facet in the vocabulary",
        ),
    ],
)
def test_what_is_wrong_is_refused(model: Any, record: dict[str, Any], field: str, says: str) -> None:
    found = problems(model, record)
    assert [place for place, _ in found] == [field]
    assert says in found[0][1]


@pytest.mark.parametrize("field", ["answered_patterns", "dodge_patterns"])
def test_a_broken_pattern_of_the_headline_checklist_is_refused(field: str) -> None:
    texts = ("id", "question", "why", "good_answer", "dodge", "missing_text")
    record: dict[str, Any] = {name: "x" for name in texts}
    record |= {"number": 1, "answered_words": [], "answered_patterns": [], "dodge_patterns": []}
    assert HeadlineQuestion.model_validate(record).needs == 1
    assert problems(HeadlineQuestion, record | {field: ["[a-"]}) == [
        (
            field,
            "Value error, '[a-' is not a regular expression (unterminated character set at position 0): correct it",
        )
    ]


def test_a_record_cannot_be_changed() -> None:
    statement = Statement.model_validate(STATEMENT)
    with pytest.raises(ValidationError, match="frozen"):
        statement.text = "Something else."  # type: ignore[misc]


def test_only_published_statements_are_offered_to_a_release() -> None:
    draft = without(STATEMENT, "verification") | {"slug": "later", "status": "draft"}
    source = Source.model_validate(SOURCE | {"statements": [STATEMENT, draft]})
    assert [key for key, _ in source.published_statements()] == ["acme-trial-2026/insulin-independence"]


@pytest.mark.parametrize(
    ("lead", "polarity"),
    [
        pytest.param("Yes, it has happened.", "yes", id="yes"),
        pytest.param("No. Nobody has shown it.", "no", id="no"),
        pytest.param("Not yet. A trial is running.", "not-yet", id="not yet"),
        pytest.param("Not proven yet: one trial.", "not-yet", id="not proven yet"),
        pytest.param("Nobody knows yet.", None, id="nobody is not no"),
        pytest.param("Yesterday it was approved.", None, id="yesterday is not yes"),
        pytest.param("In Japan, yes.", None, id="yes further on"),
    ],
)
def test_a_yes_or_no_is_read_from_the_first_words(lead: str, polarity: str | None) -> None:
    assert KeyAnswer.model_validate(KEY_ANSWER | {"lead": lead}).polarity == polarity


@pytest.mark.parametrize(
    ("record", "place"),
    [
        pytest.param({"id": "us", "topic_place": "us"}, "us", id="its own"),
        pytest.param({"id": "germany", "falls_to": "eu"}, "eu", id="the one it falls to"),
        pytest.param({"id": "peru"}, "international", id="none"),
    ],
)
def test_a_place_is_answered_as(record: dict[str, Any], place: str) -> None:
    assert Place.model_validate(record).answers_as == place


def test_a_finding_is_of_a_benefit() -> None:
    with pytest.raises(ValidationError, match="finding is for statements of facet benefit"):
        Statement(**{**STATEMENT, "facet": "harm", "finding": "gain"})
