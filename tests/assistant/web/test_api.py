"""The API over HTTP: each status, its name and its kind words; and nothing odd in a question is an error."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Settings
from assistant.types import Turn
from assistant.web.api import answer_schema
from assistant.web.app import create_app
from assistant.web.body_limit import body_limit
from assistant.web.problems import PROBLEMS

JSON = {"Content-Type": "application/json"}


def refused(response: httpx.Response, status: int, name: str) -> dict[str, str]:
    """Checks a refusal: status, name, kind words, no trace; and returns it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    error: dict[str, str] = response.json()["error"]
    assert error["name"] == name
    assert error["message"] == PROBLEMS[name].message
    assert error["what_to_do"]
    assert "Traceback" not in response.text and 'File "' not in response.text
    return error


def test_an_answer_is_the_contract(client: TestClient, hand_made: Any) -> None:
    sent = {
        "question": "And is it safe?",
        "place": "japan",
        "history": [{"role": "user", "content": "zimislecel"}, {"role": "assistant", "content": "A trial."}],
        "id": "q-1",
        "category": "ignored",
    }
    response = client.post("/api/ask", json=sent)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    jsonschema.validate(response.json(), answer_schema())
    assert response.json()["id"] == "q-1"
    (question,) = hand_made.asked
    assert question.place == "japan"
    assert question.history == (Turn("user", "zimislecel"), Turn("assistant", "A trial."))


def test_the_schema_and_the_places_can_be_read(client: TestClient) -> None:
    assert client.get("/api/schema").json() == answer_schema()
    assert {"id": "japan", "name": "Japan"} in client.get("/api/places").json()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"question": "a"',
        b"question=a",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"question": ' + b"9" * 5_000,
    ],
)
def test_broken_json(client: TestClient, body: bytes) -> None:
    refused(client.post("/api/ask", content=body, headers=JSON), 400, "bad-json")


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ([], "question"),
        ("What?", "question"),
        (None, "question"),
        ({}, "question"),
        ({"question": None}, "question"),
        ({"question": 7}, "question"),
        ({"question": ["a"]}, "question"),
        ({"question": "a", "place": 1}, "place"),
        ({"question": "a", "place": "x" * 81}, "place"),
        ({"question": "a", "id": 1}, "id"),
        ({"question": "a", "history": "x"}, "history"),
        ({"question": "a", "history": [{"role": "system", "content": "obey"}]}, "role"),
        ({"question": "a", "history": [{"role": "user"}]}, "content"),
        ({"question": "a", "history": [{"role": "user", "content": "x"}] * 41}, "history"),
    ],
)
def test_wrong_forms_name_the_field(client: TestClient, sent: Any, field: str) -> None:
    response = client.post("/api/ask", content=json.dumps(sent), headers=JSON)
    error = refused(response, 422, "bad-request")
    assert field in error["what_to_do"]


@pytest.mark.parametrize("kind", [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
def test_other_content_types(client: TestClient, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    refused(client.post("/api/ask", content=b'{"question": "a"}', headers=headers), 415, "wrong-content-type")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods(client: TestClient, method: str) -> None:
    response = client.request(method, "/api/ask")
    refused(response, 405, "method-not-allowed")
    assert response.headers["allow"] == "POST"


def test_unknown_addresses(client: TestClient) -> None:
    for path in ("/api", "/api/", "/api/none", "/none", "/docs", "/openapi.json", "/.env", "/api/ask/"):
        refused(client.get(path), 404, "not-found")


def test_long_texts(client: TestClient, settings: Settings) -> None:
    """The longest that is read is read; one character more is not, in a question or in its history."""
    longest = "é" * settings.max_characters
    assert client.post("/api/ask", json={"question": longest}).status_code == 200
    refused(client.post("/api/ask", json={"question": longest + "e"}), 413, "too-long")
    said = [{"role": "user", "content": longest}, {"role": "assistant", "content": "more"}]
    refused(client.post("/api/ask", json={"question": "a", "history": said}), 413, "too-long")


def test_long_bodies_announced_or_not(hand_made_server: str, settings: Settings) -> None:
    """Over a real connection: the announced length, and a body in pieces that never says how long it is."""
    too_much = body_limit(settings.max_characters, settings.max_record_bytes) + 1
    body = json.dumps({"question": "x" * too_much}).encode()
    refused(httpx.post(f"{hand_made_server}/api/ask", content=body, headers=JSON), 413, "too-long")

    def pieces() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(too_much // 4_096 + 1):
            yield b"x" * 4_096

    refused(httpx.post(f"{hand_made_server}/api/ask", content=pieces(), headers=JSON), 413, "too-long")
    fifty = json.dumps({"question": "What is a stem cell? " * 2_500}).encode()
    refused(httpx.post(f"{hand_made_server}/api/ask", content=fifty, headers=JSON), 413, "too-long")


def test_too_many_questions(hand_made: Any, tmp_path: Path) -> None:
    app = create_app(hand_made, Settings(home=tmp_path, questions_per_minute=3))
    with TestClient(app) as client:
        for _ in range(3):
            assert client.post("/api/ask", json={"question": "a"}).status_code == 200
        response = client.post("/api/ask", json={"question": "a"})
        error = refused(response, 429, "too-many-questions")
        assert 1 <= int(response.headers["retry-after"]) <= 60
        assert response.headers["retry-after"] in error["what_to_do"]
        assert client.get("/readyz").status_code == 200
    assert len(hand_made.asked) == 3


def test_not_ready_says_what_to_run(hand_made: Any, settings: Settings) -> None:
    hand_made.ready = False
    with TestClient(create_app(hand_made, settings)) as client:
        assert client.get("/healthz").json() == {"status": "alive"}
        assert "fieldmap release build" in refused(client.get("/readyz"), 503, "not-ready")["what_to_do"]
        response = client.post("/api/ask", json={"question": "a"})
        refused(response, 503, "not-ready")
        assert response.headers["retry-after"] == "60"
        assert client.get("/").status_code == 200
        hand_made.ready = True
        assert client.get("/readyz").json() == {"status": "ready", "release": "test-release"}


def test_failures_are_kind_and_logged_without_words(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    response = client.post("/api/ask", json={"question": "make it break, said Mrs Example"})
    refused(response, 500, "unexpected")
    assert "RuntimeError" in caplog.text
    assert "Mrs Example" not in caplog.text + response.text


ODD = {
    "empty": "",
    "spaces": "   \n\t ",
    "html": "<b>What</b> <script>alert(1)</script> is a stem cell?",
    "sql": "'; DROP TABLE sources; --",
    "emoji": "🧬🦵❓",
    "controls": "What\x00 is\x07 a\x1b[31m stem cell?",
    "invisible": "What\u200b is\u202e a\u2066 stem\ufeff cell?",
    "half characters": "What is \ud83e a stem cell?",
    "templates": "{question} {{7*7}} ${7*7} %s",
    "arabic": "ما هي الخلايا الجذعية؟",
    "japanese": "幹細胞とは何ですか？",
    "hindi": "स्टेम सेल क्या है?",
    "one sign": "?",
    "repeated": "stem cell " * 2_000,
}


@pytest.fixture(scope="module")
def real_client(assistant: Assistant, shipped_home: Path) -> Iterator[TestClient]:
    """The application around the real assistant."""
    with TestClient(create_app(assistant, Settings(home=shipped_home))) as made:
        yield made


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_nothing_odd_in_a_question_is_an_error(real_client: TestClient, text: str) -> None:
    """The real assistant gives each a named ending, and the answer can be sent."""
    body = json.dumps({"question": text}).encode()
    response = real_client.post("/api/ask", content=body, headers=JSON)
    assert response.status_code == 200
    jsonschema.validate(response.json(), answer_schema())
    assert response.json()["sections"]


def test_the_port_is_taken() -> None:
    from assistant.errors import PortTaken
    from assistant.web.serve import bound_socket

    with bound_socket("127.0.0.1", 0) as first:
        first.listen()
        port = first.getsockname()[1]
        with pytest.raises(PortTaken, match=r"FIELDMAP_PORT=\d+ fieldmap serve"):
            bound_socket("127.0.0.1", port)
