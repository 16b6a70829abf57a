"""A desk with accounts in memory and a page with one button, for what the doors promise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.desk.doors import Desk
from assistant.web.desk.people import Doorkeeper, LockedOut, Person, SignInRefused

SAME = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}


@dataclass
class InMemory:
    """Accounts as the doors know them; three wrong passwords lock one."""

    people: dict[str, Person] = field(default_factory=dict)
    wrong: dict[str, int] = field(default_factory=dict)

    def any(self) -> bool:
        return bool(self.people)

    def person(self, name: str) -> Person | None:
        return self.people.get(name)

    def signed_in(self, name: str, password: str) -> Person:
        if self.wrong.get(name, 0) >= 3:
            raise LockedOut(15)
        if name not in self.people or password != f"the password of {name}":
            self.wrong[name] = self.wrong.get(name, 0) + 1
            raise SignInRefused
        return self.people[name]


@dataclass
class Door:
    """The application with its accounts, and what a test does with them again and again."""

    client: TestClient
    accounts: InMemory
    called: list[str]
    home: Path

    def form_token(self) -> str:
        page = self.client.get("/desk/sign-in")
        return page.text.split('name="token" value="')[1].split('"')[0]

    def sign_in(self, name: str, password: str | None = None, **headers: str) -> Any:
        sent = {"name": name, "password": password or f"the password of {name}", "token": self.form_token()}
        return self.client.post("/desk/sign-in", data=sent, headers={**SAME, **headers}, follow_redirects=False)

    def disable(self, name: str) -> None:
        del self.accounts.people[name]

    def end_sessions(self, name: str) -> None:
        person = self.accounts.people[name]
        self.accounts.people[name] = replace(person, version=person.version + 1)


Open = Callable[..., Door]


@pytest.fixture
def open_door(by_hand: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens the application, with settings of the test's own."""
    opened: list[TestClient] = []

    def open_one(client: tuple[str, int] = ("testclient", 50000), **settings: Any) -> Door:
        accounts, called = InMemory(), list[str]()
        for name, role in (("anna", "author"), ("ben", "reviewer")):
            accounts.people[name] = Person(name, frozenset({role}), 1)

        def page(doorkeeper: Doorkeeper) -> Any:
            import gradio as gr

            with gr.Blocks(analytics_enabled=False) as blocks:
                box, button, upload = gr.Textbox(), gr.Button(), gr.File()
                button.click(lambda text: called.append(text) or text, [box], [box], api_name="act")
                upload.upload(lambda path: None, [upload], [])
            return blocks

        app = create_app(by_hand.assistant(), Settings(home=tmp_path, **settings), Desk(accounts, page))
        test_client = TestClient(app, client=client)
        test_client.__enter__()
        opened.append(test_client)
        return Door(test_client, accounts, called, tmp_path)

    yield open_one
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture(scope="session")
def same_site() -> dict[str, str]:
    """What a browser says of a request that our own page makes."""
    return SAME
