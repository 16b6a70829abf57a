"""Signing in and out, wrong passwords, and a proxy that knows who is there."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.desk.people import BadProxySetting, Doorkeeper, TrustedProxy
from assistant.web.desk.secret import FILE, DeskSecretUnusable, desk_secret
from assistant.web.desk.sign_in_routes import ATTEMPTS_A_MINUTE, sign_in_routes
from assistant.web.desk.tickets import COOKIE, Tickets
from assistant.web.peer import KEY
from corpus.desk import open_desk
from corpus.desk.database import sqlite_url

SECRET = b"s" * 40


def test_an_unknown_name_and_a_wrong_password_get_the_same_page(door: Any) -> None:
    pages = [door.sign_in(name, "not the password at all") for name in ("anna", "zoe")]
    assert [page.status_code for page in pages] == [403, 403]
    told = [page.text.split('role="alert">')[1].split("</p>")[0] for page in pages]
    assert told[0] == told[1] and "do not belong together" in told[0]
    assert COOKIE not in door.client.cookies


def test_too_many_wrong_passwords_lock_the_account_and_say_so(door: Any) -> None:
    """Even the right one is not looked at until the time is over."""
    statuses = [door.sign_in("anna", f"wrong password {number}").status_code for number in range(6)]
    assert statuses[0] == 403 and statuses[-1] == 429
    locked = door.sign_in("anna")
    assert locked.status_code == 429
    assert "Please try again in" in locked.text and "minutes" in locked.text
    assert door.sign_in("ben").status_code == 303


def test_one_network_cannot_try_one_password_on_many_names(door: Any) -> None:
    tried = [door.sign_in(f"name-{number}", "the same password").status_code for number in range(ATTEMPTS_A_MINUTE * 2)]
    assert tried[:ATTEMPTS_A_MINUTE] == [403] * ATTEMPTS_A_MINUTE
    assert 429 in tried


@pytest.mark.parametrize("token", ["", "made-up", "another's"])
def test_a_form_from_elsewhere_signs_nobody_in(door: Any, same_site: dict[str, str], token: str) -> None:
    sent = door.form_token()
    if token == "another's":
        token = Tickets(SECRET, 10).form_token("x")
    elif token == "":
        door.client.cookies.clear()
        token = sent
    data = {"name": "anna", "password": "a long password of anna", "token": token}
    response = door.client.post("/desk/sign-in", data=data, headers=same_site, follow_redirects=False)
    assert response.status_code == 403 and "sign in once more" in response.text
    assert COOKIE not in door.client.cookies


def test_what_was_typed_as_a_name_is_text(door: Any) -> None:
    page = door.sign_in('"><script>alert(1)</script>', "x")
    assert "<script>" not in page.text and "&quot;&gt;&lt;script&gt;" in page.text


def test_signing_out_needs_the_pages_token_and_ends_every_copy(door: Any, same_site: dict[str, str]) -> None:
    door.sign_in("anna")
    copied = door.client.cookies.get(COOKIE)
    assert door.client.post("/desk/sign-out", data={"token": "x"}, headers=same_site).status_code == 403
    secret = (door.home / FILE).read_bytes()
    tickets = Tickets(secret, 480)
    ticket = tickets.ticket(copied)
    assert ticket is not None and ticket.account == "anna"
    data = {"token": tickets.form_token(ticket.mark)}
    response = door.client.post("/desk/sign-out", data=data, headers=same_site, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/desk/sign-in?out=yes")
    assert "You are signed out" in door.client.get("/desk/sign-in?out=yes").text
    door.client.cookies.clear()
    assert door.client.get("/desk/theme.css", headers={"Cookie": f"{COOKIE}={copied}"}).status_code == 401


def test_a_ticket_ends_and_cannot_be_made_up() -> None:
    now = [1_000_000.0]
    tickets = Tickets(SECRET, 10, lambda: now[0])
    value = tickets.new("anna", 3)
    ticket = tickets.ticket(value)
    assert ticket is not None and (ticket.account, ticket.version) == ("anna", 3)
    for forged in ("", "x", value + "x", value[1:], tickets.form_token("anna"), Tickets(b"t" * 40, 10).new("anna", 3)):
        assert tickets.ticket(forged) is None
    now[0] += 601
    assert tickets.ticket(value) is None
    now[0] -= 2_000
    assert tickets.ticket(value) is None


def test_behind_https_and_a_proxy_that_knows_who_is_there(by_hand: Any, tmp_path: Path) -> None:
    """The header counts only where the connection itself comes from the proxy, and no password is taken."""
    desk = open_desk(sqlite_url(tmp_path / "desk.sqlite"), None)
    desk.people.add("anna", ["author"], None)
    settings = Settings(
        home=tmp_path,
        secure_cookies=True,
        desk_identity_header="X-Remote-User",
        desk_identity_proxies="192.0.2.7, 10.1.0.0/16",
    )
    app = create_app(by_hand.assistant(), settings, desk)
    spoofed = {"X-Remote-User": "anna", "X-Forwarded-For": "192.0.2.7"}
    for peer, headers, status in (
        ("192.0.2.7", {"X-Remote-User": "anna"}, 200),
        ("10.1.2.3", {"X-Remote-User": "ANNA"}, 200),
        ("192.0.2.8", {"X-Remote-User": "anna"}, 401),
        ("192.0.2.8", spoofed, 401),
        ("127.0.0.1", spoofed, 401),
        ("192.0.2.7", {"X-Remote-User": "nobody"}, 401),
        ("192.0.2.7", {"X-Remote-User": " "}, 401),
        ("192.0.2.7", {"X-Remote-Users": "anna"}, 401),
        ("192.0.2.7", {}, 401),
    ):
        found = TestClient(app, client=(peer, 1)).get("/desk/theme.css", headers=headers)
        assert found.status_code == status, (peer, headers)
    client = TestClient(app, client=("192.0.2.8", 1))
    page = client.get("/desk/sign-in")
    assert "your organisation" in page.text and "<form" not in page.text
    cookie = Tickets((tmp_path / FILE).read_bytes(), 480).new("anna", 1)
    assert client.get("/desk/theme.css", headers={"Cookie": f"{COOKIE}={cookie}"}).status_code == 401
    desk.people.set_active("anna", False)
    proxied = TestClient(app, client=("192.0.2.7", 1))
    assert proxied.get("/desk/theme.css", headers={"X-Remote-User": "anna"}).status_code == 401
    desk.database.close()


def test_behind_https_the_cookie_is_secure(door: Any) -> None:
    routes = sign_in_routes(Doorkeeper(door.desk.people, Tickets(SECRET, 10)), secure=True)
    with TestClient(Starlette(routes=list(routes)), base_url="https://testserver") as client:
        token = client.get("/desk/sign-in").text.split('name="token" value="')[1].split('"')[0]
        sent = {"name": "anna", "password": "a long password of anna", "token": token}
        response = client.post("/desk/sign-in", data=sent, follow_redirects=False)
    assert response.status_code == 303
    for cookie in response.headers.get_list("set-cookie"):
        assert "Secure" in cookie and "HttpOnly" in cookie and "SameSite=strict" in cookie


def test_a_header_that_comes_twice_names_nobody() -> None:
    proxy = TrustedProxy.of("X-Remote-User", ["192.0.2.7"])
    assert proxy is not None
    scope = {"type": "http", KEY: "192.0.2.7", "headers": [(b"x-remote-user", b"anna")] * 2}
    assert proxy.name_in(scope) is None
    assert proxy.name_in({**scope, "headers": scope["headers"][:1]}) == "anna"  # type: ignore[index]


@pytest.mark.parametrize(
    ("header", "addresses"), [("X-User", ""), (None, "192.0.2.7"), ("X-User", "no address"), ("X-User", "0.0.0.0/0")]
)
def test_settings_that_would_let_anybody_in_stop_the_start(header: str | None, addresses: str) -> None:
    with pytest.raises(BadProxySetting):
        TrustedProxy.of(header, addresses.split(","))


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = desk_secret(tmp_path, None)
    assert len(made) >= 32 and desk_secret(tmp_path, None) == made
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    (tmp_path / FILE).chmod(0o644)
    with pytest.raises(DeskSecretUnusable, match="chmod 600"):
        desk_secret(tmp_path, None)
    with pytest.raises(DeskSecretUnusable, match="shorter"):
        desk_secret(tmp_path, "short")
    assert desk_secret(tmp_path, "x" * 32) == b"x" * 32
