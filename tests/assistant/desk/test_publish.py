"""From approved to what patients read, and back; and what refuses to go on."""

from __future__ import annotations

import errno
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from assistant import Assistant, Question, Settings
from assistant.desk.errors import BatchOutdated, ElsewherePublishing, GateFailed
from assistant.desk.publish import _ONE_PUBLISHER, Publisher
from corpus.desk import Desk
from corpus.desk.database import Database
from corpus.desk.errors import ClockWentBack, DeskError, DiskFull, FolderReadOnly, MoveRefused, NotAllowed
from corpus.desk.items import row_of
from index.errors import ReleaseInProgress
from index.releases import Releases
from tests.assistant.desk.publishing import (
    ANN,
    OTHER,
    PUB,
    QUESTION,
    ROB,
    STATEMENT,
    approve_locator,
    failing,
    publisher_on,
)
from tests.word_embedder import WordEmbedder


def locators(settings: Settings) -> dict[str, str]:
    """Where each statement of the active release says it stands."""
    assistant = Assistant(settings, WordEmbedder())
    assistant.ask(Question(QUESTION))
    assistant.suspended.close()
    return {f"statement:{key}": one.statement.locator for key, one in assistant.library.contents.statements.items()}


def test_what_is_approved_is_read_and_rolled_back(desk: Desk, publisher: Publisher, settings: Settings) -> None:
    version = approve_locator(desk, STATEMENT, "table 1")
    steps: list[str] = []
    first = publisher.prepare(PUB, "one statement", progress=lambda step, done, total: steps.append(step))
    assert (first.state, first.items, first.problems) == ("ready", ((STATEMENT, version),), ())
    assert list(dict.fromkeys(steps)) == ["checking", "embedding", "writing", "gate", "preview"]
    assert desk.read(STATEMENT).row.state == "approved"
    assert publisher.active() is None

    assert publisher.activate(first.number, PUB).state == "active"
    assert desk.read(STATEMENT).row.state == "published"
    assert locators(settings)[STATEMENT] == "table 1"

    approve_locator(desk, STATEMENT, "table 2")
    second = publisher.prepare(PUB, "again")
    assert second.preview is not None
    publisher.activate(second.number, PUB)
    assert locators(settings)[STATEMENT] == "table 2"

    back = publisher.roll_back(PUB, "table 1 was right")
    assert (back.state, back.release) == ("active", first.release)
    assert locators(settings)[STATEMENT] == "table 1"
    item = desk.read(STATEMENT)
    assert (item.row.state, item.row.published_version, item.history[0].why) == (
        "returned",
        version,
        "table 1 was right",
    )
    actions = [one.action for one in desk.events.latest(200, item=STATEMENT)]
    assert actions == ["rolled-back", "publish", "approve", "submit", "edit", "publish", "approve", "submit", "edit"]

    # Nothing of what was rolled back comes along with the next one.
    approve_locator(desk, OTHER, "line 3")
    publisher.activate(publisher.prepare(PUB, "another statement").number, PUB)
    assert locators(settings)[STATEMENT] == "table 1"
    assert locators(settings)[OTHER] == "line 3"


def test_the_preview_holds_only_answers_that_differ(desk: Desk, publisher: Publisher) -> None:
    approve_locator(desk, OTHER, "line 3")
    publisher.activate(publisher.prepare(PUB, "the first").number, PUB)
    desk.questions.add("what is the capital of France", ANN)
    item = desk.read(STATEMENT)
    changed = {**item.data, "text": "All 14 people made their own insulin again in the trial of zimislecel."}
    item = desk.edit(STATEMENT, changed, ANN, item.row.version)
    item = desk.submit(STATEMENT, ANN, item.row.version)
    desk.approve(STATEMENT, ROB, item.row.version)
    batch = publisher.prepare(PUB, "plainer words")
    assert batch.preview is not None
    asked = [one["question"] for one in batch.preview]
    assert "what is the capital of France" not in asked
    assert any(STATEMENT.partition(":")[2] in one["after"]["statements"] for one in batch.preview)
    assert all(one["before"] != one["after"] for one in batch.preview)


def test_a_failing_gate_cannot_be_passed(desk: Desk, settings: Settings) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    publisher = publisher_on(desk, settings, failing)
    batch = publisher.prepare(PUB, "a try")
    assert (batch.state, batch.problems) == ("failed", ("one emergency was missed",))
    with pytest.raises(GateFailed, match="one emergency was missed"):
        publisher.activate(batch.number, PUB)
    assert publisher.active() is None
    assert desk.read(STATEMENT).row.state == "approved"


def test_a_fault_of_the_lint_stops_before_anything_is_built(desk: Desk, publisher: Publisher) -> None:
    item = desk.read(STATEMENT)
    desk.edit(STATEMENT, {**item.data, "topics": ["no-such-topic"]}, ANN, item.row.version)
    with desk.database.write() as session:  # as from an export of a desk that did not look at this yet
        row_of(session, STATEMENT).state = "approved"
    batch = publisher.prepare(PUB, "a try")
    assert batch.state == "failed" and "no-such-topic" in batch.problems[0]
    assert publisher.releases() == []


def test_only_a_publisher_publishes_and_says_why(publisher: Publisher) -> None:
    for person in (ANN, ROB):
        with pytest.raises(NotAllowed):
            publisher.prepare(person, "because")
        with pytest.raises(NotAllowed):
            publisher.roll_back(person, "because")
    with pytest.raises(MoveRefused, match="Say why: a publication needs a reason"):
        publisher.prepare(PUB, " ")


def test_two_publishers_at_once(desk: Desk, settings: Settings) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    inside, go_on = threading.Event(), threading.Event()

    def slow(progress: object) -> object:
        def evaluate(folder: Path, report: dict[str, object]) -> dict[str, object]:
            inside.set()
            go_on.wait(60)
            return {**report, "eval": {"passed": True, "questions": 1, "problems": []}}

        return evaluate

    first, second = publisher_on(desk, settings, slow), publisher_on(desk, settings)  # type: ignore[arg-type]
    done: list[object] = []
    thread = threading.Thread(target=lambda: done.append(first.prepare(PUB, "first")))
    thread.start()
    assert inside.wait(60)
    with pytest.raises(ReleaseInProgress, match="Wait"):
        second.prepare(PUB, "second")
    go_on.set()
    thread.join(60)
    assert [one.state for one in done] == ["ready"]  # type: ignore[attr-defined]


def test_a_publisher_on_another_machine_is_waited_for(desk: Desk, publisher: Publisher, settings: Settings) -> None:
    if not str(settings.database_url).startswith("postgresql"):
        return  # a desk in a file has one machine, and the lock of the releases folder
    approve_locator(desk, STATEMENT, "table 1")
    elsewhere = Database(str(settings.database_url))
    with elsewhere.only_one(_ONE_PUBLISHER) as held:
        assert held
        with pytest.raises(ElsewherePublishing, match="wait"):
            publisher.prepare(PUB, "here")
        assert publisher.reconcile() == []
    elsewhere.close()
    assert publisher.prepare(PUB, "here").state == "ready"


def test_a_batch_upon_an_older_release_is_outdated(desk: Desk, publisher: Publisher) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    early = publisher.prepare(PUB, "early", keys=[STATEMENT])
    approve_locator(desk, OTHER, "line 3")
    late = publisher.prepare(PUB, "late", keys=[OTHER])
    publisher.activate(late.number, PUB)
    with pytest.raises(BatchOutdated):
        publisher.activate(early.number, PUB)
    assert desk.read(STATEMENT).row.state == "approved"


def test_a_retired_statement_is_not_in_the_next_release(desk: Desk, publisher: Publisher, settings: Settings) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    publisher.activate(publisher.prepare(PUB, "the first").number, PUB)
    with pytest.raises(DeskError, match="nothing to publish"):
        publisher.prepare(PUB, "nothing")
    desk.retire(OTHER, PUB, desk.read(OTHER).row.version, "the page is gone")
    publisher.activate(publisher.prepare(PUB, "one less").number, PUB)
    assert OTHER not in locators(settings)
    publisher.roll_back(PUB, "the page is there again")
    assert OTHER in locators(settings)
    assert desk.read(OTHER).row.state == "published"


@pytest.mark.parametrize(("number", "named"), [(errno.ENOSPC, DiskFull), (errno.EROFS, FolderReadOnly)])
def test_a_disk_that_takes_no_more_leaves_everything_as_it_was(
    desk: Desk,
    publisher: Publisher,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    named: type[DeskError],
) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    publisher.activate(publisher.prepare(PUB, "the first").number, PUB)
    active = publisher.active()
    approve_locator(desk, STATEMENT, "table 2")

    def no_room(*args: object, **given: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr("index.build.write_lexical", no_room)
        with pytest.raises(named):
            publisher.prepare(PUB, "no room")
    assert publisher.active() == active
    batch = publisher.prepare(PUB, "room again")
    with monkeypatch.context() as patch:
        patch.setattr("index.releases.os.replace", no_room)
        with pytest.raises(named):
            publisher.activate(batch.number, PUB)
    assert (publisher.active(), desk.batches.get(batch.number).state) == (active, "ready")
    assert publisher.activate(batch.number, PUB).state == "active"
    assert locators(settings)[STATEMENT] == "table 2"


def test_a_clock_that_went_back_stops_a_publication_and_no_event_is_out_of_order(
    desk: Desk, publisher: Publisher
) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    real = desk.now()
    desk.batches._now = desk.now = lambda: real - timedelta(days=1)
    with pytest.raises(ClockWentBack, match="set the clock right"):
        publisher.prepare(PUB, "yesterday")
    approve_locator(desk, OTHER, "line 3")
    times = [one.happened for one in desk.events.all()]
    assert times == sorted(times)


def test_a_release_that_was_switched_from_the_command_line_is_noticed(
    desk: Desk, publisher: Publisher, settings: Settings
) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    first = publisher.activate(publisher.prepare(PUB, "first").number, PUB)
    approve_locator(desk, STATEMENT, "table 2")
    publisher.activate(publisher.prepare(PUB, "second").number, PUB)
    from index.build import Reason

    Releases(settings.releases).activate(str(first.release), Reason("root", "by hand"))
    publisher.reconcile()
    item = desk.read(STATEMENT)
    assert (item.row.state, item.published and item.published["locator"]) == ("returned", "table 1")
    assert desk.events.latest(1)[0].action == "release-switched"
