"""Suspended at the desk, gone from the next question on: in this process, in others, and with the database away."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant, Question, Settings
from assistant.desk.live import suspended_of
from assistant.desk.opening import desk_of
from assistant.desk.publish import Publisher
from assistant.desk.suspended import RETRY_SECONDS, TRUSTED_SECONDS, SuspendedInTable
from assistant.errors import NotReady
from corpus.desk import Desk
from corpus.desk.database import Database
from index.suspended import Suspended
from tests.assistant.desk.publishing import PUB, STATEMENT, approve_locator
from tests.word_embedder import WordEmbedder

ID = STATEMENT.partition(":")[2]


def test_suspend_takes_effect_on_the_next_question_of_every_process(
    desk: Desk, publisher: Publisher, settings: Settings, tmp_path: Path
) -> None:
    approve_locator(desk, STATEMENT, "table 1")
    publisher.activate(publisher.prepare(PUB, "something to serve").number, PUB)
    text = desk.read(STATEMENT).data["text"]
    here = Assistant(settings, WordEmbedder())
    others = [here]
    if str(settings.database_url).startswith("postgresql"):
        # Another machine: the same database and releases, and a home of its own.
        (tmp_path / "replica").mkdir()
        (tmp_path / "replica" / "releases").symlink_to(settings.releases)
        others.append(Assistant(settings.model_copy(update={"home": tmp_path / "replica"}), WordEmbedder()))
    asked = Question(text)
    assert all(ID in {one.statement_id for one in other.ask(asked).citations} for other in others)
    desk.suspensions.suspend(STATEMENT, PUB, "being read again")
    assert all(text not in other.ask(asked).text for other in others)
    desk.suspensions.restore(STATEMENT, PUB, "it was right")
    assert all(ID in {one.statement_id for one in other.ask(asked).citations} for other in others)
    for other in others:
        other.suspended.close()


def test_with_the_database_away_the_last_list_holds_for_a_minute_and_then_nothing_is_shown(tmp_path: Path) -> None:
    now = 0.0
    file = tmp_path / "desk.sqlite"
    table = SuspendedInTable(tmp_path / "suspended.txt", Database(f"sqlite+pysqlite:///{file}"), lambda: now)
    with pytest.raises(NotReady):  # never read at all
        table.ids()
    desk = desk_of(Settings(home=tmp_path, database_url=f"sqlite+pysqlite:///{file}"))
    desk.suspensions.suspend("statement:zimislecel-nejm-2025/two-deaths", PUB, "a test")
    now += RETRY_SECONDS
    assert table.ids() == {"zimislecel-nejm-2025/two-deaths"}
    desk.database.close()
    table.close()
    file.rename(tmp_path / "away.sqlite")
    (tmp_path / "suspended.txt").unlink()
    now += TRUSTED_SECONDS
    assert table.ids() == {"zimislecel-nejm-2025/two-deaths"}
    now += 1
    with pytest.raises(NotReady, match="nothing is shown"):
        table.ids()
    table.close()
    file.unlink(missing_ok=True)
    (tmp_path / "away.sqlite").rename(file)
    now += RETRY_SECONDS
    assert table.ids() == {"zimislecel-nejm-2025/two-deaths"}


def test_a_desk_in_a_file_is_read_from_the_list_beside_the_releases(tmp_path: Path) -> None:
    assert type(suspended_of(Settings(home=tmp_path))) is Suspended
