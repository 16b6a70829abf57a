"""A desk with something approved, and a publisher on it: what the tests and the process that they kill share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from assistant.desk.publish import Publisher
from assistant.settings import Settings
from corpus.desk import Desk
from corpus.desk.people import People, Person
from index.build import Evaluate
from tests.word_embedder import WordEmbedder

ANN = Person("ann", frozenset({"author"}))
ROB = Person("rob", frozenset({"reviewer"}))
PUB = Person("pub", frozenset({"publisher"}))
STATEMENT = "statement:zimislecel-nejm-2025/all-14-made-insulin-again"
OTHER = "statement:fda-exosome-notification-2019/nebraska-warning"
QUESTION = "did all 14 people make insulin again after zimislecel"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def passing(progress: Callable[[int, int], None]) -> Evaluate:
    """A gate that lets everything through."""

    def evaluate(folder: Path, report: dict[str, Any]) -> dict[str, Any]:
        progress(1, 1)
        return {**report, "eval": {"passed": True, "questions": 1, "problems": []}}

    return evaluate


def failing(progress: Callable[[int, int], None]) -> Evaluate:
    """A gate that lets nothing through."""

    def evaluate(folder: Path, report: dict[str, Any]) -> dict[str, Any]:
        return {**report, "eval": {"passed": False, "questions": 1, "problems": ["one emergency was missed"]}}

    return evaluate


def settings_of(home: Path, corpus: Path, url: str) -> Settings:
    return Settings(home=home, corpus=corpus, database_url=url)


def publisher_on(desk: Desk, settings: Settings, make_gate: Callable[..., Evaluate] = passing) -> Publisher:
    desk.people = People(desk.database, desk.now, CHEAP)
    return Publisher(desk, settings, WordEmbedder(), make_gate)


def approve_locator(desk: Desk, key: str, locator: str) -> int:
    """Changes where a statement stands in its source, and has it approved; returns the version."""
    item = desk.read(key)
    item = desk.edit(key, {**item.data, "locator": locator}, ANN, item.row.version, "a better place")
    item = desk.submit(key, ANN, item.row.version)
    return desk.approve(key, ROB, item.row.version).row.version
