"""The process that the kill test kills: approves something, publishes it, and rolls back now and then, without end."""

from __future__ import annotations

from pathlib import Path

from assistant.desk.opening import desk_of
from tests.assistant.desk.publishing import PUB, ROB, STATEMENT, approve_locator, publisher_on, settings_of


def publish_without_end(home: Path, corpus: Path, url: str, round_: int) -> None:
    """Never comes back by itself: every step of a publication is under way at some moment."""
    desk = desk_of(settings_of(home, corpus, url))
    publisher = publisher_on(desk, settings_of(home, corpus, url))
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
