"""A desk in a file of its own, and the application around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import delete
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.app import create_app
from corpus.desk import Desk, open_desk
from corpus.desk.database import sqlite_url
from corpus.desk.people import People
from corpus.desk.tables import PersonRow

NETWORKS = count(1)
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


@pytest.fixture(scope="session")
def _application(by_hand: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[FastAPI, Desk, Path]]:
    """The application with an empty desk: building its page takes seconds, so that tests share it."""
    home = tmp_path_factory.mktemp("desk")
    desk = open_desk(sqlite_url(home / "desk.sqlite"), None)
    # Hashing that is as slow as it has to be would make up most of the suite.
    desk.people = People(desk.database, desk.now, PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    app = create_app(by_hand.assistant(), Settings(home=home, max_import_bytes=1_000), desk)
    with TestClient(app):
        yield app, desk, home
    desk.database.close()


@pytest.fixture
def door(_application: tuple[FastAPI, Desk, Path]) -> Door:
    """The application with two accounts as new, met from a network of its own."""
    app, desk, home = _application
    with desk.database.write() as session:
        session.execute(delete(PersonRow))
    for name, role in (("anna", "author"), ("ben", "reviewer")):
        desk.people.add(name, [role], password_of(name))
    return Door(TestClient(app, client=(f"198.51.100.{next(NETWORKS)}", 50_000)), desk, home)


@pytest.fixture(scope="session")
def same_site() -> dict[str, str]:
    """What a browser says of a request that our own page makes."""
    return SAME
