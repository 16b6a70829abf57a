"""A desk over the small corpus, on both databases, with three people and a clock that a test can turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from corpus.desk import Desk, open_desk
from corpus.desk.people import People, Person

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""What an attacker would wish for; a test of accounts need not wait for a hash."""


@dataclass
class Clock:
    """A clock that stands still until it is turned."""

    at: datetime = field(default_factory=lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> None:
        self.at += timedelta(**by)


@dataclass
class ListBeside:
    """The list of suspended ids, which can be made impossible to write."""

    ids: dict[str, str] = field(default_factory=dict)
    fails: OSError | None = None

    def __call__(self, suspended: Mapping[str, str]) -> None:
        if self.fails:
            raise self.fails
        self.ids = dict(suspended)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def list_beside() -> ListBeside:
    return ListBeside()


OpenDesk = Callable[[], Desk]


@pytest.fixture
def open_small_desk(
    small_desk_url: str, _small_corpus_template: Path, clock: Clock, list_beside: ListBeside
) -> Iterator[OpenDesk]:
    """Opens the same desk as another process would."""
    opened: list[Desk] = []

    def run() -> Desk:
        desk = open_desk(small_desk_url, _small_corpus_template, list_beside, dict(list_beside.ids), clock)
        desk.people = People(desk.database, clock, CHEAP)
        opened.append(desk)
        return desk

    yield run
    for desk in opened:
        desk.database.close()


@pytest.fixture
def desk(open_small_desk: OpenDesk) -> Desk:
    return open_small_desk()


@pytest.fixture
def ann() -> Person:
    """Writes, and could review."""
    return Person("ann", frozenset({"author", "reviewer"}))


@pytest.fixture
def rob() -> Person:
    """Reviews and publishes."""
    return Person("rob", frozenset({"reviewer", "publisher"}))


@pytest.fixture
def ola() -> Person:
    """Runs the machine."""
    return Person("ola", frozenset({"operator"}))
