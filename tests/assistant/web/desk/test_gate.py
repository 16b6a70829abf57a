"""Nobody who is not signed in reaches anything of the desk, and who is reaches no more than it needs."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import delete
from starlette.routing import Mount

from assistant.web.desk.gate import OPEN_ADDRESSES
from assistant.web.desk.tickets import COOKIE, Tickets
from corpus.desk.tables import PersonRow

STANDS_FOR = {
    "path": "x",
    "page": "x",
    "id": "1",
    "environment": "client",
    "type": "component",
    "file_name": "x.js",
    "url_path": "http%3A%2F%2Fexample.org%2F",
    "path_or_url": "%2Fetc%2Fpasswd",
    "event_id": "1",
    "session_hash": "abc",
    "run": "1",
    "component_id": "1",
    "segment_id": "1",
    "ext": "ts",
    "api_name": "act",
    "endpoint": "act",
    "record_id": "1",
    "asset_id": "1",
    "size": "1",
    "key": "k",
}
BESIDE = (
    "/desk",
    "/desk/",
    "/desk/none",
    "/desk//config",
    "/desk/gradio_api/call/act",
    "/desk/gradio_api/call/act/1",
    "/desk/gradio_api/run/act",
    "/desk/gradio_api/api/act",
    "/desk/gradio_api/file=/etc/passwd",
    "/desk/sign-out",
)


def addresses(app: Any) -> list[tuple[str, str]]:
    """Method and address of every route under /desk, Gradio's own included."""
    mounted = next(route.app for route in app.routes if isinstance(route, Mount) and route.path == "/desk")
    found = {("GET", path) for path in BESIDE} | {("POST", path) for path in BESIDE}
    for route in _all(mounted.routes):
        path = re.sub(r"\{(\w+)(?::\w+)?\}", lambda part: STANDS_FOR[part[1]], route.path)
        found |= {(method, f"/desk{path}") for method in getattr(route, "methods", None) or ("GET",)}
    return sorted(found)


def _all(routes: Any) -> Any:
    for route in routes:
        if hasattr(route, "methods"):
            yield route
        elif hasattr(route, "original_router"):
            yield from _all(route.original_router.routes)
        elif isinstance(route, Mount):
            yield route


async def met(app: Any, walked: list[tuple[str, str]], headers: dict[str, str]) -> list[tuple[str, str, int, Any]]:
    """What each request is answered with."""
    found = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://testserver") as client:
        for method, path in walked:
            response = await client.request(method, path, headers=headers)
            found.append((method, path, response.status_code, response.headers.get("location")))
    return found


def test_every_address_is_closed_to_whoever_is_not_signed_in(door: Any, same_site: dict[str, str]) -> None:
    """Without a cookie, with one that ended, is forged, another's or a patient's: 401 for each, one by one."""
    door.client.get("/")
    patient = door.client.cookies.get("fieldmap")
    secret = next(Path(door.home).glob("desk-secret")).read_bytes()
    now = 1_700_000_000
    cookies = {
        "none": "",
        "a patient's": f"fieldmap={patient}; {COOKIE}={patient}",
        "ended": f"{COOKIE}={Tickets(secret, 1, lambda: now).new('anna', 1)}",
        "forged": f"{COOKIE}={Tickets(b'x' * 40, 480).new('anna', 1)}",
        "changed": f"{COOKIE}={Tickets(secret, 480).new('anna', 1)[:-2]}AA",
        "another service's": f"{COOKIE}={Tickets(secret, 480).form_token('anna')}",
        "nobody's": f"{COOKIE}={Tickets(secret, 480).new('carl', 1)}",
        "of an earlier version": f"{COOKIE}={Tickets(secret, 480).new('anna', 0)}",
    }
    door.client.cookies.clear()
    walked = addresses(door.client.app)
    assert len(walked) > 90
    names = " ".join(path for _, path in walked)
    for known in (
        "config",
        "info",
        "queue/join",
        "queue/data",
        "upload",
        "file=",
        "call/",
        "run/",
        "heartbeat",
        "theme",
    ):
        assert known in names
    for kind, cookie in cookies.items():
        headers = {**same_site, "Cookie": cookie, "X-Forwarded-User": "anna"}
        for method, path, status, to in asyncio.run(met(door.client.app, walked, headers)):
            page = path in ("/desk", "/desk/") and method in ("GET", "HEAD")
            assert (status, to) == ((303, "/desk/sign-in") if page else (401, None)), (kind, method, path)


def test_the_sign_in_page_is_open_and_says_how_to_begin(door: Any) -> None:
    page = door.client.get("/desk/sign-in")
    assert page.status_code == 200
    assert "form-action 'self'" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    assert "add-user" not in page.text
    with door.desk.database.write() as session:
        session.execute(delete(PersonRow))
    assert "fieldmap desk add-user" in door.client.get("/desk/sign-in").text


def test_signed_in_the_desk_opens_and_gradio_stays_closed(door: Any, same_site: dict[str, str]) -> None:
    response = door.sign_in("anna")
    assert (response.status_code, response.headers["location"]) == (303, "/desk/")
    cookie = next(one for one in response.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    for part in ("HttpOnly", "SameSite=strict", "Path=/desk", "Max-Age=28800"):
        assert part in cookie
    assert "Secure" not in cookie
    page = door.client.get("/desk/")
    assert page.status_code == 200
    assert "unsafe" not in page.headers["content-security-policy"].split("style-src")[0]
    assert "/page/desk.css" in page.text
    assert door.client.get("/desk/theme.css").status_code == 200
    kept = {*OPEN_ADDRESSES, "/desk/sign-in"}
    folders = ("/desk/assets/", "/desk/static/", "/desk/gradio_api/heartbeat/")
    closed = [one for one in addresses(door.client.app) if one[1] not in kept and not one[1].startswith(folders)]
    headers = {**same_site, "Cookie": f"{COOKIE}={door.client.cookies.get(COOKIE)}"}
    for method, path, status, _ in asyncio.run(met(door.client.app, closed, headers)):
        assert status == 404, (method, path)


def test_a_request_that_changes_something_must_come_from_the_desk(door: Any, same_site: dict[str, str]) -> None:
    """Another website's, and one that does not say where it comes from."""
    door.sign_in("anna")
    for headers in (
        {},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
    ):
        for path in ("/desk/gradio_api/queue/join", "/desk/gradio_api/upload", "/desk/sign-out", "/desk/sign-in"):
            response = door.client.post(path, headers=headers, data={"token": "x"})
            assert response.status_code == 403, (headers, path)
    body = {"data": ["said"], "fn_index": 0, "session_hash": "abc"}
    assert door.client.post("/desk/gradio_api/queue/join", json=body, headers=same_site).status_code == 200


def test_files_are_taken_from_editors_up_to_the_limit(door: Any, same_site: dict[str, str]) -> None:
    small = {"files": ("a.txt", b"x" * 500, "text/plain")}
    assert door.client.post("/desk/gradio_api/upload", files=small, headers=same_site).status_code == 401
    door.sign_in("anna")
    assert door.client.post("/desk/gradio_api/upload", files=small, headers=same_site).status_code == 200
    for size in (1_500, 200_000):
        big = {"files": ("a.txt", b"x" * size, "text/plain")}
        assert door.client.post("/desk/gradio_api/upload", files=big, headers=same_site).status_code == 413
    assert door.client.post("/gradio_api/upload", files=small, headers=same_site).status_code == 413


def test_the_patients_page_cannot_call_the_desk(door: Any, same_site: dict[str, str]) -> None:
    """Not by its own queue either, whatever number or name is asked for."""
    for asked in ({"fn_index": number} for number in range(20)):
        body = {"data": ["taken"], "session_hash": "abc", **asked}
        door.client.post("/gradio_api/queue/join", json=body, headers=same_site)
    assert door.client.post("/gradio_api/call/act", json={"data": ["taken"]}, headers=same_site).status_code == 404
    assert "item-forms" in door_config(door, "/desk/", same_site)
    assert "item-forms" not in door_config(door, "/", same_site)


def door_config(door: Any, path: str, same_site: dict[str, str]) -> str:
    door.sign_in("anna")
    return str(door.client.get(path).text)


def test_a_disabled_account_is_out_at_once(door: Any) -> None:
    door.sign_in("anna")
    assert door.client.get("/desk/").status_code == 200
    door.desk.people.sign_out_everywhere("anna")
    assert door.client.get("/desk/theme.css").status_code == 401
    door.sign_in("anna")
    assert door.client.get("/desk/theme.css").status_code == 200
    door.desk.people.set_active("anna", False)
    assert door.client.get("/desk/theme.css").status_code == 401


def test_accounts_away_open_nothing(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is gone is a kind sentence, and no way in."""
    door.sign_in("anna")

    def away(*_: object) -> None:
        raise ConnectionError("no database")

    monkeypatch.setattr(type(door.desk.people), "known", away)
    response = door.client.get("/desk/theme.css")
    assert (response.status_code, response.json()["error"]["name"]) == (503, "desk-away")
    monkeypatch.setattr(type(door.desk.people), "all", away)
    page = door.client.get("/desk/sign-in")
    assert page.status_code == 503 and "cannot be looked up" in page.text


def test_without_a_desk_there_is_nothing_there(client: Any) -> None:
    assert client.get("/desk/sign-in").status_code == 404
