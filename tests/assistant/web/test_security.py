"""What browsers are told, what is closed, and what never leaves."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assistant import Settings
from assistant.web.app import create_app
from assistant.web.exposure import OPEN_ADDRESSES
from assistant.web.rate import VISITORS_BEHIND_ONE_ADDRESS, QuestionRate
from assistant.web.shell import script_hashes
from assistant.web.switches import REMOVED, SET, set_switches
from assistant.web.visitors import COOKIE, Visitor, Visitors, network_of

CLOSED = (
    "/monitoring",
    "/monitoring/summary",
    "/config",
    "/gradio_api/info",
    "/gradio_api/openapi.json",
    "/gradio_api/runs",
    "/gradio_api/run-history/records",
    "/gradio_api/file=/etc/passwd",
    "/gradio_api/proxy=https://example.org/",
    "/gradio_api/mcp/sse",
    "/gradio_api/vibe-code",
    "/gradio_api/deep_link",
    "/gradio_api/custom_component/1/client/component/x.js",
    "/manifest.json",
    "/pwa_icon",
    "/login",
    "/svelte/svelte.js",
)
CLOSED_CALLS = (
    "/gradio_api/call/converse",
    "/gradio_api/call/none",
    "/gradio_api/call/v2/converse",
    "/gradio_api/run/converse",
    "/gradio_api/api/predict",
    "/gradio_api/vibe-edit",
    "/gradio_api/process_recording",
    "/gradio_api/component_server",
)


def test_every_response_has_the_headers(client: TestClient) -> None:
    responses = [
        client.get("/"),
        client.get("/healthz"),
        client.get("/page/style.css"),
        client.get("/theme.css"),
        client.get("/none"),
        client.get("/gradio_api/info"),
        client.post("/api/ask", json={"question": "a"}),
        client.post("/api/ask", content=b"{"),
        client.post("/gradio_api/upload", content=b"x"),
    ]
    for response in responses:
        headers = response.headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers


def test_answers_and_the_page_are_not_stored(client: TestClient) -> None:
    for response in (client.get("/"), client.get("/readyz"), client.post("/api/ask", json={"question": "a"})):
        assert response.headers["cache-control"] == "no-store"


def test_the_page_runs_only_our_scripts(client: TestClient) -> None:
    page = client.get("/")
    policy = dict(part.strip().split(" ", 1) for part in page.headers["content-security-policy"].split(";"))
    assert "unsafe" not in policy["script-src"]
    assert "*" not in page.headers["content-security-policy"]
    assert "http" not in page.headers["content-security-policy"]
    for found in script_hashes(page.text):
        assert f"'sha256-{found}'" in policy["script-src"]
    assert int(page.headers["content-length"]) == len(page.content)


def test_the_page_names_no_other_host(client: TestClient) -> None:
    """Neither in what it loads nor in the cards for social networks."""
    page = client.get("/").text
    loaded = re.findall(r"<(?:script|link|img|iframe|source|meta)\b[^>]*>", page)
    assert loaded
    for tag in loaded:
        assert not re.search(r"(?:https?:)?//(?!testserver)[\w.-]+\.\w", tag), tag
    assert "og:" not in page and "twitter:" not in page
    assert "<noscript>" in page and '<html\n\tlang="en-GB"' in page
    for path in ("/theme.css", "/page/style.css", "/page/page.js"):
        text = client.get(path).text
        assert "@import" not in text and not re.search(r"https?://(?!www\.w3\.org)", text)


@pytest.mark.parametrize("path", CLOSED)
def test_closed_addresses(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(path).json()["error"]["name"] == "not-found"


@pytest.mark.parametrize("path", CLOSED_CALLS)
def test_closed_calls(client: TestClient, hand_made: Any, path: str) -> None:
    response = client.post(path, json={"data": ["What?", ""]})
    assert response.status_code == 404
    assert hand_made.asked == []


PAGES = {"/topics", "/map", "/checklists", "/sources", "/trial-record"}


def test_open_addresses_answer(client: TestClient) -> None:
    for path in OPEN_ADDRESSES - {"/gradio_api/queue/data"}:
        # The small assistant has no release to make pages from, and they say so.
        assert client.get(path).status_code in ((503,) if path in PAGES else (200, 405)), path


def test_calls_of_nothing_are_not_errors_of_ours(client: TestClient) -> None:
    """Gradio would answer 500 with a trace in the log."""
    for sent in ({"fn_index": 999}, {"fn_index": -1}, {"fn_index": None}, {"api_name": "none"}, {}):
        body = {"data": ["a", ""], "session_hash": "abc", **sent}
        assert client.post("/gradio_api/queue/join", json=body).status_code in (400, 404, 422)
    assert client.post("/gradio_api/queue/join", content=b"{").status_code == 422


def test_files_are_not_taken(client: TestClient, hand_made_server: str) -> None:
    files = {"files": ("a.txt", b"x" * 100, "text/plain")}
    assert client.post("/gradio_api/upload/", files=files).status_code == 404
    refused = client.post("/gradio_api/upload", files=files)
    assert refused.status_code == 413
    assert refused.json()["error"]["name"] == "no-files"
    big = {"files": ("a.bin", b"x" * 2_000_000, "application/octet-stream")}
    assert httpx.post(f"{hand_made_server}/gradio_api/upload", files=big).status_code == 413


def test_other_websites_are_refused(client: TestClient) -> None:
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        response = client.post("/api/ask", json={"question": "a"}, headers=headers)
        assert response.status_code == 403
        assert "access-control-allow-origin" not in response.headers
    own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/ask", json={"question": "a"}, headers=own).status_code == 200
    page = client.get("/theme.css", headers={"Origin": "https://evil.example", "Host": "fieldmap.example"})
    assert not [name for name in page.headers if name.startswith("access-control-")]


def test_gradio_keeps_and_counts_nothing(client: TestClient) -> None:
    import gradio

    set_switches()
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
    assert not gradio.analytics.analytics_enabled()
    blocks = next(route.app for route in client.app.routes if route.path == "").get_blocks()  # type: ignore[attr-defined]
    assert blocks.run_history is False
    assert blocks.enable_monitoring is False
    assert blocks.show_error is False
    assert blocks.analytics_enabled is False
    assert blocks.api_open is False
    assert blocks.footer_links == []
    assert blocks.max_file_size == 1
    assert blocks._queue.max_size is not None
    for function in blocks.fns.values():
        assert function.api_visibility == "private" or function.api_name is False, function.name
        assert function.concurrency_limit != 1


def test_switches_win_over_the_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SET:
        monkeypatch.setenv(name, "True")
    for name in REMOVED:
        monkeypatch.setenv(name, "/")
    set_switches()
    assert {name: os.environ[name] for name in SET} == SET
    assert not [name for name in REMOVED if name in os.environ]


def test_the_cookie_is_random_closed_and_for_the_page_only(client: TestClient, hand_made: Any) -> None:
    first = client.get("/").headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{24}}\.[0-9a-f]{{32}}; Path=/; HttpOnly; SameSite=Lax", first)
    assert "set-cookie" not in client.get("/").headers
    client.cookies.clear()
    assert client.get("/").headers["set-cookie"] != first
    client.cookies.clear()
    for path in ("/healthz", "/api/schema", "/page/style.css", "/theme.css"):
        assert "set-cookie" not in client.get(path).headers
    client.cookies.set(COOKIE, "mine.0123456789abcdef0123456789abcdef")
    assert "set-cookie" in client.get("/").headers


def test_behind_https(hand_made: Any, tmp_path: Path) -> None:
    with TestClient(create_app(hand_made, Settings(home=tmp_path, secure_cookies=True))) as client:
        response = client.get("/")
        assert response.headers["set-cookie"].endswith("; Secure")
        assert response.headers["strict-transport-security"].startswith("max-age=31536000")


def test_a_forged_cookie_is_no_visitor() -> None:
    visitors, others = Visitors(), Visitors()
    value = visitors.new_value()
    assert visitors.visitor({COOKIE: value}, "1.2.3.4").id == value.split(".")[0]
    for forged in (others.new_value(), "x", "", ".", value + "0", "é.é", value.replace(".", "x.")):
        assert visitors.visitor({COOKIE: forged}, None) == Visitor(None, "unknown")


def test_networks() -> None:
    assert network_of("192.0.2.7") == "192.0.2.7"
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") == "2001:db8::/64"
    assert network_of("testclient") == network_of(None) == "unknown"


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_visitor_has_an_allowance_that_fills_again() -> None:
    clock = Clock()
    rate = QuestionRate(6, clock=clock)
    anna, ben, nobody = Visitor("anna", "1"), Visitor("ben", "1"), Visitor(None, "1")
    assert [rate.wait_for(anna) for _ in range(7)] == [0] * 6 + [10]
    assert rate.wait_for(ben) == 0
    assert rate.wait_for(nobody) == 0
    clock.now += 10
    assert [rate.wait_for(anna) for _ in range(2)] == [0, 10]


def test_new_cookies_do_not_make_a_new_allowance_for_ever() -> None:
    rate = QuestionRate(2, clock=Clock())
    let_in = sum(rate.wait_for(Visitor(f"cookie-{number}", "1")) == 0 for number in range(100))
    assert let_in == 2 * VISITORS_BEHIND_ONE_ADDRESS
    assert rate.wait_for(Visitor("another", "2")) == 0


def test_the_rate_is_kept_in_bounded_memory() -> None:
    rate = QuestionRate(2, most=100, clock=Clock())
    for number in range(1_000):
        rate.wait_for(Visitor(None, f"address-{number}"))
    assert len(rate._left) == 100


def test_nothing_of_ours_looks_outside(client: TestClient) -> None:
    """The words that a patient reads come with the page; so do fonts, style and script."""
    folder = Path(__file__).parents[3] / "assistant" / "web"
    for path in folder.rglob("*.py"):
        assert not re.search(r"https?://\w", path.read_text(encoding="utf-8")), path
