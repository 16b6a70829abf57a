"""The page for a trial record: a form, the explanation on the page, and a page for each thing that can go wrong."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Settings
from assistant.web.app import create_app
from assistant.web.body_limit import body_limit
from assistant.web.reading.trial_record_html import RECORD_POLICY

ADDRESS = "/trial-record"


@pytest.fixture(scope="module")
def site(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, Settings(home=assistant.settings.home))) as client:
        yield client


def uploaded(site: TestClient, content: bytes, question: str = "", text: str = "") -> httpx.Response:
    return site.post(ADDRESS, files={"file": ("record.json", content)}, data={"record": text, "question": question})


def test_the_form_is_a_plain_page(site: TestClient, assistant: Assistant) -> None:
    response = site.get(ADDRESS)
    assert response.status_code == 200 and response.headers["content-security-policy"] == RECORD_POLICY
    assert "script" not in RECORD_POLICY and "form-action 'self'" in RECORD_POLICY
    assert "<script" not in response.text and assistant.frame in response.text
    assert response.text.count("<label for=") == 3 and "not kept" in response.text
    assert 'href="/trial-record" aria-current=page' in response.text
    assert 'href="/trial-record"' in site.get("/topics").text


@pytest.mark.parametrize("name", ["v2", "legacy xml", "table"])
def test_a_pasted_and_an_uploaded_record_are_explained(
    site: TestClient, registry_samples: dict[str, str], name: str
) -> None:
    text = registry_samples[name]
    pasted = site.post(ADDRESS, files={"file": ("", b"")}, data={"record": text, "question": ""})
    for response in (pasted, uploaded(site, text.encode())):
        assert response.status_code == 200
        assert response.headers["content-security-policy"] == RECORD_POLICY
        assert response.headers["cache-control"] == "no-store"
        assert "Where it stands" in response.text and "nobody can read from this form" in response.text
        assert response.text.count("<form") == 1


def test_a_form_without_an_upload_is_read_too(site: TestClient, registry_samples: dict[str, str]) -> None:
    response = site.post(ADDRESS, data={"record": registry_samples["v2"]})
    assert response.status_code == 200 and "Where it stands" in response.text


def test_an_upload_may_be_longer_than_a_question(site: TestClient, registry_samples: dict[str, str]) -> None:
    long = registry_samples["v2"].replace('"briefSummary": "', '"briefSummary": "' + "é" * 400_000)
    assert "Where it stands" in uploaded(site, long.encode()).text
    assert "Where it stands" in site.post(ADDRESS, data={"record": long}).text


def test_marks_of_a_record_are_inert(site: TestClient, registry_samples: dict[str, str]) -> None:
    evil = registry_samples["v2"].replace("BiOSS Study", "<img src=x onerror=alert(1)> **b** [x](http://e.example)")
    page = uploaded(site, evil.encode()).text
    assert "<img" not in page and "&lt;img src=x" in page and "http://e.example" in page
    assert 'href="http://e.example' not in page


def test_the_question_beside_a_record_is_screened(site: TestClient, registry_samples: dict[str, str]) -> None:
    page = uploaded(site, registry_samples["v2"].encode(), "I want to kill myself").text
    assert "behaviour-crisis" in page and "NCT03475563" not in page


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", "could not find a trial record"),
        (b"hello", "could not find a trial record"),
        (b'{"protocolSection": {"identificationModule"', "cut off or damaged"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><clinical_study/>', "did not open it"),
        (b" " * 5, "Nothing was sent"),
        (b'{"protocolSection": "' + b"a" * 1_100_000 + b'"}', "larger than I can take"),
    ],
)
def test_what_is_no_record_is_told_on_the_page(site: TestClient, content: bytes, says: str) -> None:
    response = uploaded(site, content)
    assert response.status_code == 200 and says in response.text
    assert response.text.count("<form") == 1


def test_a_body_that_is_too_large_gets_a_page(site: TestClient, assistant: Assistant) -> None:
    settings = assistant.settings
    too_much = body_limit(settings.max_characters, settings.max_record_bytes) + 1
    response = uploaded(site, b"x" * too_much)
    assert response.status_code == 413 and "1,000,000 bytes" in response.text and "<h1>" in response.text


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "text/plain"])
def test_what_is_no_form_gets_a_page(site: TestClient, kind: str) -> None:
    response = site.post(ADDRESS, content=b"--x\r\nnonsense", headers={"Content-Type": kind})
    assert response.status_code == 422 and "could not be read as the form" in response.text


def test_another_site_cannot_send_the_form(site: TestClient, registry_samples: dict[str, str]) -> None:
    data = {"record": registry_samples["v2"]}
    refused = site.post(ADDRESS, data=data, headers={"Origin": "https://example.org"})
    assert refused.status_code == 403
    assert site.put(ADDRESS, data=data).status_code in (404, 405)


def test_too_many_records(assistant: Assistant, registry_samples: dict[str, str]) -> None:
    app = create_app(assistant, Settings(home=assistant.settings.home, questions_per_minute=2))
    with TestClient(app) as client:
        codes = [client.post(ADDRESS, data={"record": registry_samples["v2"]}).status_code for _ in range(3)]
        assert codes == [200, 200, 429]
        assert client.get(ADDRESS).status_code == 200


def test_nothing_is_kept_or_logged(
    site: TestClient, registry_samples: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        uploaded(site, registry_samples["v2"].encode(), "what about my cousin Ruprecht?")
    assert "Ruprecht" not in caplog.text and "NCT03475563" not in caplog.text
    assert "Ruprecht" not in site.get(ADDRESS).text


def test_the_api_takes_a_record(site: TestClient, registry_samples: dict[str, str]) -> None:
    long = registry_samples["v2"].replace('"briefSummary": "', '"briefSummary": "' + "a" * 200_000)
    beside = site.post("/api/ask", json={"question": "What is this?", "record": long})
    inside = site.post("/api/ask", json={"question": f"What is this?\n{long}"})
    for response in (beside, inside):
        assert response.status_code == 200 and response.json()["behaviour"] == "answer"
    refused = site.post("/api/ask", json={"question": "What is this?", "record": "a" * 1_000_001})
    assert refused.status_code == 413 and "1,000,000 bytes" in refused.json()["error"]["what_to_do"]
    assert site.post("/api/ask", json={"question": "a" * 200_000}).status_code == 413
