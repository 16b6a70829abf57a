"""What is said while somebody writes, and what stops a review: errors do, notes and what waits beside it do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus.desk import Desk, open_desk
from corpus.desk.errors import FieldsRefused
from corpus.desk.finding import Filter
from corpus.desk.people import Person

SOURCE = "zimislecel-nejm-2025"
STATEMENT = f"{SOURCE}/all-14-made-insulin-again"
NEW = f"{SOURCE}/a-new-one"


@pytest.fixture
def desk(tmp_path: Path, _small_corpus_template: Path) -> Any:
    opened = open_desk(f"sqlite+pysqlite:///{tmp_path / 'desk.sqlite'}", _small_corpus_template)
    yield opened
    opened.database.close()


def key_answer(desk: Desk) -> Any:
    return desk.read(desk.find(Filter(kind="key-answer")).rows[0].key)


def test_a_lint_error_refuses_a_review_and_names_its_field(desk: Desk, ann: Person) -> None:
    item = desk.read(f"statement:{STATEMENT}")
    item = desk.edit(item.row.key, {**item.data, "topics": ["no-such-topic"]}, ann, item.row.version)
    with pytest.raises(FieldsRefused, match="topics: no-such-topic is not in topics.yaml") as refused:
        desk.submit(item.row.key, ann, item.row.version)
    assert [one.field for one in refused.value.problems] == ["topics"]
    assert desk.read(item.row.key).row.state == "draft"


def test_what_waits_for_its_own_review_may_be_named(desk: Desk, ann: Person) -> None:
    answer = key_answer(desk)
    data = {**answer.data, "stands_on": [*answer.data["stands_on"], NEW]}
    unknown = [one for one in desk.check("key-answer", answer.row.id, data).problems if one.serious]
    assert [one.field for one in unknown] == ["stands_on"] and NEW in unknown[0].problem

    statement = desk.read(f"statement:{STATEMENT}").data
    asks = [f"{ask} in the newest report" for ask in statement["asks"]]
    desk.draft("statement", NEW, {**statement, "slug": "a-new-one", "asks": asks}, ann)
    found = desk.check("key-answer", answer.row.id, data).problems
    assert [one.mend for one in found if NEW in one.problem] == [
        "it is begun here and not published yet: have it approved too"
    ]
    assert not any(one.serious for one in found)
    item = desk.edit(answer.row.key, data, ann, answer.row.version)
    assert desk.submit(answer.row.key, ann, item.row.version).row.state == "in-review"


def test_a_promise_is_said_beside_the_field_that_makes_it(desk: Desk) -> None:
    answer = key_answer(desk)
    for kind, item_id, field, data in (
        ("key-answer", answer.row.id, "lead", answer.data),
        ("source", SOURCE, "does_not_show", desk.read(f"source:{SOURCE}").data),
    ):
        found = desk.check(kind, item_id, {**data, field: "It is a guaranteed cure."}).problems  # type: ignore[arg-type]
        assert {one.field for one in found if "as if it were so" in one.problem} == {field}
