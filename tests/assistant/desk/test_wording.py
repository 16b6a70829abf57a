"""A fixed sentence that editors changed: said from the publication on, checked as the release has it, rolled back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.desk.publish import Publisher
from assistant.settings import Settings
from assistant.types import Question
from assistant.web.app import create_app
from corpus.desk import Desk
from prompts.wording import load_wording
from tests.assistant.desk.publishing import ANN, PUB, QUESTION, ROB
from tests.word_embedder import WordEmbedder

FRAME = "wording:frame-not-advice-short"
NEW = "General information, and no advice. A doctor who knows you can say what it means for you."
OLD = load_wording()["frame-not-advice-short"].body


@pytest.fixture
def asking(settings: Settings, publisher: Publisher) -> Iterator[Assistant]:
    """An assistant that serves what is active."""
    publisher.activate(publisher.prepare(PUB, "a change of one word", keys=_approved(publisher, OLD + " ")).number, PUB)
    opened = Assistant(settings, WordEmbedder())
    yield opened
    opened.suspended.close()


def _approved(publisher: Publisher, text: str) -> list[str]:
    """The short frame in other words, approved."""
    desk: Desk = publisher._desk
    item = desk.read(FRAME)
    item = desk.edit(FRAME, {**item.data, "text": text, "note": f"For {len(text)}."}, ANN, item.row.version)
    item = desk.submit(FRAME, ANN, item.row.version)
    desk.approve(FRAME, ROB, item.row.version)
    return [FRAME]


def test_what_is_published_is_said_and_goes_back_with_the_release(asking: Assistant, publisher: Publisher) -> None:
    assert OLD in asking.ask(Question(QUESTION)).text
    batch = publisher.prepare(PUB, "plainer words", keys=_approved(publisher, NEW))
    assert batch.state == "ready" and batch.preview and NEW in batch.preview[0]["after"]["text"]
    assert OLD in asking.ask(Question(QUESTION)).text

    publisher.activate(batch.number, PUB)
    answer = asking.ask(Question(QUESTION))
    assert NEW in answer.text and OLD not in answer.text
    assert answer.citations, "the last check knows the release's wording, so nothing is withheld"
    assert asking.frame == NEW
    with TestClient(create_app(asking, asking.settings)) as client:
        assert NEW in client.get("/topics").text

    publisher.roll_back(PUB, "the old one was clearer")
    assert OLD in asking.ask(Question(QUESTION)).text and asking.frame == OLD
