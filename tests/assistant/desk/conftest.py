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
