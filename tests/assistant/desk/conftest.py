"""A desk over the small corpus with its releases, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.desk.opening import desk_of
from assistant.desk.publish import Publisher
from assistant.settings import Settings
from corpus.desk import Desk
from tests.assistant.desk.publishing import publisher_on, settings_of

ON_BOTH_EVERY_DAY = "test_what_is_approved_is_read_and_rolled_back"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A publication takes seconds: every day one test of it runs on PostgreSQL too, and in `.ci/run` all of them."""
    for item in items:
        if not item.path.is_relative_to(Path(__file__).parent) or not isinstance(item, pytest.Function):
            continue
        on_server = hasattr(item, "callspec") and item.callspec.params.get("desk_url") == "postgresql"
        if on_server and item.originalname != ON_BOTH_EVERY_DAY:
            item.add_marker(pytest.mark.thorough)


@pytest.fixture
def settings(small_desk_url: str, _small_corpus_template: Path, tmp_path: Path) -> Settings:
    return settings_of(tmp_path / "home", _small_corpus_template, small_desk_url)


@pytest.fixture
def desk(settings: Settings) -> Iterator[Desk]:
    opened = desk_of(settings)
    yield opened
    opened.database.close()


@pytest.fixture
def publisher(desk: Desk, settings: Settings) -> Publisher:
    return publisher_on(desk, settings)
