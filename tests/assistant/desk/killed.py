"""The process that the kill test kills: approves something, publishes it, and rolls back now and then, without end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.desk.opening import desk_of
from assistant.desk.publish import Publisher
from tests.assistant.desk.publishing import PUB, ROB, STATEMENT, approve_locator, passing, settings_of
from tests.word_embedder import WordEmbedder


class Brisk(Publisher):
    """Without the preview, which only reads: its hundred answers would leave little time for what writes."""

    def _preview(self, *given: Any) -> list[dict[str, Any]]:
        return []


def publish_without_end(home: Path, corpus: Path, url: str, round_: int) -> None:
    """Never comes back by itself: every step of a publication is under way at some moment."""
    desk = desk_of(settings_of(home, corpus, url))
    publisher = Brisk(desk, settings_of(home, corpus, url), WordEmbedder(), passing)
    publisher.reconcile()
    turn = 0
    while True:
        turn += 1
        item = desk.read(STATEMENT)
        if item.row.state == "in-review":
            desk.approve(STATEMENT, ROB, item.row.version)
        elif item.row.state != "approved":
            approve_locator(desk, STATEMENT, f"round {round_} turn {turn}")
        batch = publisher.prepare(PUB, f"round {round_}")
        publisher.activate(batch.number, PUB)
        desk.suspensions.suspend(STATEMENT, PUB, "a test")
        desk.suspensions.restore(STATEMENT, PUB, "a test")
        if turn % 3 == 0:
            publisher.roll_back(PUB, "back again")
