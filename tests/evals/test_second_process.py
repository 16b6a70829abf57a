"""Two processes answer a set: the same answers as one gives, whatever becomes of the second."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from assistant import Assistant, Question, Settings
from evals.items import Item
from evals.remembering import Remembering
from evals.second_process import _Taken, two_processes
from index.embeddings import SentenceEmbedder

SUBJECTS = ("zimislecel", "exosomes", "stem cells", "cord blood", "PRP", "a transplant", "iPS cells", "gene therapy")
QUESTIONS = [f"{asked} {subject}?" for subject in SUBJECTS for asked in ("What is", "Is it safe to have", "Who sells")]
ITEMS = [Item(id=str(number), set="some", question=Question(text)) for number, text in enumerate(QUESTIONS)]


@pytest.fixture
def settings(small_home: Path) -> Settings:
    return Settings(home=small_home)


def test_the_two_meet_and_take_nothing_twice() -> None:
    taken = _Taken.of(multiprocessing.get_context("spawn"), 10)
    assert [taken.from_front(0), taken.from_front(1)] == [True, True]
    assert [taken.from_back(), taken.from_back()] == [9, 8]
    assert [taken.from_front(position) for position in range(2, 10)] == [True] * 6 + [False] * 2
    assert taken.from_back() is None
    assert taken.from_front(3), "what is the first's stays the first's"


@pytest.mark.thorough
@pytest.mark.parametrize("killed", [False, True], ids=["both live", "the second is killed"])
def test_the_answers_are_those_of_one(settings: Settings, embedder: SentenceEmbedder, killed: bool) -> None:
    remembering = Remembering(embedder)
    assistant = Assistant(settings, embedder=remembering)
    assistant.open()
    counted: list[None] = []
    release = assistant.releases.active_folder()
    with two_processes(ITEMS, assistant, remembering, release, lambda: counted.append(None)) as both:
        deadline = time.monotonic() + 120
        while both._taken.back.value == len(ITEMS):
            assert time.monotonic() < deadline, "the second process answers nothing"
            time.sleep(0.02)
        if killed:
            os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
        found = [both.observe(item.question).answer for item in ITEMS]
    expected = [assistant.observe(item.question).answer for item in ITEMS]
    assert [one.text for one in found] == [one.text for one in expected]
    assert len(counted) == len(ITEMS)
