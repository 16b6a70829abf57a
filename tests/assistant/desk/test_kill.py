"""kill -9 at any moment of publishing: patients are answered, no event is lost, the next publication works."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from assistant import Assistant, Question
from assistant.desk.opening import desk_of
from corpus.desk import Desk
from index.release import verify
from index.releases import Releases
from tests.assistant.desk.killed import Brisk, publish_without_end
from tests.assistant.desk.publishing import PUB, QUESTION, ROB, STATEMENT, approve_locator, passing, settings_of
from tests.word_embedder import WordEmbedder

ROUNDS = int(os.environ.get("FIELDMAP_KILL_ROUNDS", "10"))


@pytest.mark.parametrize(
    "rounds", [pytest.param(2, id="twice"), pytest.param(ROUNDS, id="often", marks=pytest.mark.thorough)]
)
def test_killed_at_any_moment(rounds: int, small_desk_url: str, _small_corpus_template: Path, tmp_path: Path) -> None:
    home, corpus = tmp_path / "home", _small_corpus_template
    settings = settings_of(home, corpus, small_desk_url)
    desk = desk_of(settings)
    publisher = Brisk(desk, settings, WordEmbedder(), passing)
    for turn in ("the first loads what is loaded once", "the second shows how long one takes here"):
        began = time.monotonic()
        approve_locator(desk, STATEMENT, turn)
        publisher.activate(publisher.prepare(PUB, turn).number, PUB)
    longest_life = 2 * (time.monotonic() - began)
    assistant = Assistant(settings, WordEmbedder())
    # A server that has everything imported and forks: each round is a process of its own, and starts at once.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([publish_without_end.__module__])
    dice, reached = random.Random(20261121), set()
    for round_ in range(rounds):
        process = context.Process(target=publish_without_end, args=(home, corpus, small_desk_url, round_))
        seen = desk.events.latest(1)[0]
        process.start()
        _wait_for_first_event(desk, seen.number)
        if round_ % 2:  # every other one lives until it has built something, and dies while that goes into service
            _wait_until_built(desk, process)
            time.sleep(dice.uniform(0, 0.3))
        else:
            time.sleep(dice.uniform(0, longest_life))
        process.kill()
        process.join(30)
        assert process.exitcode == -9, "it ended by itself: something in it failed"
        process.close()

        reached.add(desk.batches.latest(1)[0].state)
        active = Releases(settings.releases).active()
        assert active is not None
        verify(settings.releases / active)
        assert assistant.ask(Question(QUESTION)).release == active
        publisher.reconcile()
        _nothing_is_lost(desk, active)
    assert rounds < 50 or reached >= {"building", "active"}
    item = desk.read(STATEMENT)
    if item.row.state == "in-review":
        desk.approve(STATEMENT, ROB, item.row.version)
    elif item.row.state != "approved":
        approve_locator(desk, STATEMENT, "after the last round")
    batch = publisher.activate(publisher.prepare(PUB, "after the last round").number, PUB)
    assert assistant.ask(Question(QUESTION)).release == batch.release
    desk.database.close()
    assistant.suspended.close()


def _wait_for_first_event(desk: Desk, seen: int) -> None:
    for _ in range(600):
        if desk.events.latest(1)[0].number > seen:
            return
        time.sleep(0.02)
    pytest.fail("the process that is to be killed did nothing in 12 seconds")


def _wait_until_built(desk: Desk, process: BaseProcess) -> None:
    before = desk.batches.latest(1)[0].number
    while process.is_alive() and desk.batches.latest(1)[0].number == before:
        time.sleep(0.01)
    while process.is_alive() and desk.batches.latest(1)[0].state == "building":
        time.sleep(0.01)


def _nothing_is_lost(desk: Desk, active: str) -> None:
    """Numbers without a gap, every version and every publication with its event, and the desk knows what is active."""
    events = list(desk.events.all())
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    item = desk.read(STATEMENT)
    written = {one.after["version"] for one in item.history if one.action == "edit" and one.after}
    assert {one.number for one in item.versions[-50:]} - {1} <= written | {1} or len(item.history) >= 200
    assert desk.batches.unfinished() == []
    assert desk.batches.known_active() == active
    (serving,) = [one for one in desk.batches.latest(400) if one.state == "active"]
    assert serving.release == active
    published = dict(desk.batches.contents(serving.number)) if serving.kind == "publish" else None
    if published is not None:
        assert published[STATEMENT] == item.row.published_version
