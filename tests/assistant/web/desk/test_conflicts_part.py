"""What was changed here and in a newer corpus: both are shown, and somebody decides."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.web.desk.conflicts_part import conflict_html
from corpus.desk.merging import Conflict
from corpus.desk.tables import ConflictRow
from tests.assistant.web.desk.test_roles import buttons, pressed, said_in

CAME = {"id": "in-conflict", "title": "What <b>came</b>"}


@pytest.fixture
def conflict(door: Any) -> int:
    """A source that both sides changed, waiting to be decided; its number."""
    anna = next(person for person in door.desk.people.all() if person.name == "anna")
    there = door.desk.conflicts()
    if not there:
        door.desk.draft("source", "in-conflict", {"id": "in-conflict", "title": "What is here"}, anna)
        item, ours = "source:in-conflict", json.dumps({"id": "in-conflict", "title": "What is here"})
        with door.desk.database.write() as session:
            session.add(ConflictRow(item=item, base=None, shipped=json.dumps(CAME), ours=ours, found="2026-11-21"))
        there = door.desk.conflicts()
    return int(there[0].number)


def test_what_came_is_begun_as_a_draft_by_whoever_decides(
    door: Any, conflict: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.assistant.web.desk import test_roles

    monkeypatch.setitem(test_roles.VALUES, "conflicts-queue", str(conflict))
    monkeypatch.setitem(test_roles.VALUES, "conflicts-why", "theirs is newer")
    door.sign_in("anna")
    there = buttons(door)
    assert "Begun as a draft of what came: source:in-conflict" in said_in(pressed(door, there["conflicts-shipped"]))
    item = door.desk.read("source:in-conflict")
    assert (item.data["title"], item.row.version, item.row.author) == (CAME["title"], 2, "anna")
    assert (item.history[0].action, item.history[0].why) == ("resolve-conflict", "theirs is newer")
    assert "Somebody has decided this one" in said_in(pressed(door, there["conflicts-ours"]))


def test_both_versions_are_shown_and_escaped() -> None:
    here = {"id": "in-conflict", "title": "What is here"}
    shown = conflict_html(Conflict(1, "source:in-conflict", None, CAME, here, "2026-11-21"), here)
    assert "What is here" in shown and "What &lt;b&gt;came&lt;/b&gt;" in shown and "<b>" not in shown
    left_out = conflict_html(Conflict(1, "source:in-conflict", None, None, here, "2026-11-21"), here)
    assert "has left this out" in left_out
