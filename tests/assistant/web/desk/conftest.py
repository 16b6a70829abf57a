"""A desk in a file of its own, and the application around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.app import create_app
from corpus.desk import Desk, open_desk
from corpus.desk.database import sqlite_url

SAME = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@dataclass
class Door:
    """The application with its desk, and what a test does with them again and again."""

    client: TestClient
    desk: Desk
    home: Path

    def form_token(self) -> str:
        page = self.client.get("/desk/sign-in")
        return page.text.split('name="token" value="')[1].split('"')[0]

    def sign_in(self, name: str, password: str | None = None, **headers: str) -> Any:
        sent = {"name": name, "password": password or password_of(name), "token": self.form_token()}
        return self.client.post("/desk/sign-in", data=sent, headers={**SAME, **headers}, follow_redirects=False)


def password_of(name: str) -> str:
    return f"a long password of {name}"


Open = Callable[..., Door]


@pytest.fixture
def open_door(by_hand: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the application, with settings of the test's own."""
    opened, desks = list[TestClient](), list[Desk]()

    def open_one(client: tuple[str, int] = ("testclient", 50000), **settings: Any) -> Door:
        desk = open_desk(sqlite_url(tmp_path / "desk.sqlite"), None)
        # Hashing that is as slow as it has to be would make up most of the suite.
        desk.people._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        for name, role in (("anna", "author"), ("ben", "reviewer")):
            desk.people.add(name, [role], password_of(name))
        app = create_app(by_hand.assistant(), Settings(home=tmp_path, **settings), desk)
        test_client = TestClient(app, client=client)
        test_client.__enter__()
        opened.append(test_client)
        desks.append(desk)
        return Door(test_client, desk, tmp_path)

    yield open_one
    for client in opened:
        client.__exit__(None, None, None)
    for desk in desks:
        desk.database.close()


@pytest.fixture(scope="session")
def same_site() -> dict[str, str]:
    """What a browser says of a request that our own page makes."""
    return SAME
