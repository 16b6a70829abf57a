"""From draft to approved: two people, no lost text, no id twice, and an event for every step."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from corpus.desk import Desk, flow
from corpus.desk.errors import FieldsRefused, IdTaken, MoveRefused, NotAllowed, StaleEdit
from corpus.desk.finding import Filter
from corpus.desk.people import Person

STATEMENT = "statement:zimislecel-nejm-2025/all-14-made-insulin-again"
DRAFT = "statement:restore-prp-jama-2021/guidelines-do-not-recommend-prp"
NEW = {
    "slug": "nobody-blinded",
    "text": "The zimislecel trial compared nobody with a placebo.",
    "locator": "abstract",
    "topics": ["type-1-diabetes"],
    "facet": "trial-design",
    "place": "us",
    "confidence": "high",
    "verification": {
        "level": "source-text",
        "url": "https://example.org/page",
        "date": "2026-11-20",
        "due": "2027-05-20",
    },
    "asks": ["was there a placebo group", "who was compared", "did they use a placebo for zimislecel"],
}


def test_a_new_statement_goes_from_draft_to_approved(desk: Desk, ann: Person, rob: Person) -> None:
    key = "statement:zimislecel-nejm-2025/nobody-blinded"
    item = desk.draft("statement", key.partition(":")[2], NEW, ann, "from the abstract")
    assert (item.row.state, item.row.lane, item.published) == ("draft", "programs", None)
    item = desk.submit(key, ann, item.row.version)
    assert item.row.state == "in-review"
    item = desk.approve(key, rob, item.row.version, "read it too")
    assert item.row.state == "approved"
    assert [(one.action, one.who, one.why) for one in item.history] == [
        ("approve", "rob", "read it too"),
        ("submit", "ann", ""),
        ("draft", "ann", "from the abstract"),
    ]


def test_nobody_approves_what_they_wrote_a_part_of(desk: Desk, ann: Person, rob: Person) -> None:
    second = Person("sue", frozenset({"author", "reviewer"}))
    item = desk.read(STATEMENT)
    item = desk.edit(STATEMENT, {**item.data, "locator": "page 2"}, ann, item.row.version)
    item = desk.edit(STATEMENT, {**item.data, "locator": "page 3"}, second, item.row.version)
    item = desk.submit(STATEMENT, second, item.row.version)
    for author in (ann, second):
        with pytest.raises(NotAllowed, match="two people"):
            desk.approve(STATEMENT, author, item.row.version)
        assert "approve" not in desk.open_moves(STATEMENT, author)
    assert "approve" in desk.open_moves(STATEMENT, rob)
    assert desk.approve(STATEMENT, rob, item.row.version).row.state == "approved"


def test_an_edit_makes_an_approval_void(desk: Desk, ann: Person, rob: Person) -> None:
    item = desk.edit(STATEMENT, {**desk.read(STATEMENT).data, "locator": "page 2"}, ann, 1)
    item = desk.approve(STATEMENT, rob, desk.submit(STATEMENT, ann, item.row.version).row.version)
    item = desk.edit(STATEMENT, {**item.data, "locator": "page 4"}, ann, item.row.version)
    assert item.row.state == "draft"


def test_a_stale_edit_is_refused_and_gives_the_text_back(desk: Desk, ann: Person) -> None:
    start = desk.read(STATEMENT)
    mine = {**start.data, "locator": "mine"}
    desk.edit(STATEMENT, {**start.data, "locator": "theirs"}, ann, start.row.version)
    with pytest.raises(StaleEdit) as refused:
        desk.edit(STATEMENT, mine, ann, start.row.version)
    assert refused.value.yours == mine
    assert refused.value.theirs["locator"] == "theirs"
    again = desk.edit(STATEMENT, refused.value.yours or {}, ann, refused.value.version)
    assert (again.data["locator"], again.row.version) == ("mine", 3)


def test_what_is_approved_is_the_version_that_was_looked_at(desk: Desk, ann: Person, rob: Person) -> None:
    item = desk.edit(STATEMENT, {**desk.read(STATEMENT).data, "locator": "page 2"}, ann, 1)
    desk.submit(STATEMENT, ann, item.row.version)
    item = desk.edit(STATEMENT, {**item.data, "locator": "page 9"}, ann, item.row.version)
    desk.submit(STATEMENT, ann, item.row.version)
    with pytest.raises(StaleEdit):
        desk.approve(STATEMENT, rob, 2)


def test_only_the_roles_of_the_table_take_a_step(desk: Desk) -> None:
    for action, role in itertools.product(("submit", "approve", "return", "retire"), flow.ROLES):
        # Those who may are told that this item is not there yet; the others that they may not.
        refused = MoveRefused if role in flow.MOVES[action].roles else NotAllowed
        with pytest.raises(refused):
            desk.move(DRAFT if action == "retire" else STATEMENT, action, Person("sue", frozenset({role})), 1, "why")


def test_an_incomplete_record_can_be_kept_but_not_submitted(desk: Desk, ann: Person) -> None:
    half = {"slug": "half", "text": "Half a", "facet": "none of these"}
    item = desk.draft("statement", "zimislecel-nejm-2025/half", half, ann)
    assert {problem.field for problem in item.problems} >= {"facet", "asks", "place", "topics"}
    with pytest.raises(FieldsRefused) as refused:
        desk.submit(item.row.key, ann, 1)
    assert {problem.field for problem in refused.value.problems} >= {"facet", "asks"}
    assert desk.read(item.row.key).row.state == "draft"


def test_a_statement_that_nobody_verified_is_not_submitted(desk: Desk, ann: Person) -> None:
    assert desk.read(DRAFT).row.state == "draft"
    with pytest.raises(FieldsRefused, match="verification"):
        desk.submit(DRAFT, ann, 1)


def test_ids_are_never_used_twice(desk: Desk, ann: Person) -> None:
    with pytest.raises(IdTaken):
        desk.draft("statement", STATEMENT.partition(":")[2], {**NEW, "slug": "all-14-made-insulin-again"}, ann)
    key = "statement:zimislecel-nejm-2025/nobody-blinded"
    desk.draft("statement", key.partition(":")[2], NEW, ann)
    assert desk.withdraw(key, ann, 1, "not needed").row.state == "retired"
    with pytest.raises(IdTaken, match="retired"):
        desk.draft("statement", key.partition(":")[2], NEW, ann)


@pytest.mark.parametrize("item_id", ["nobody-blinded", "zimislecel-nejm-2025/other", "a/b/nobody-blinded"])
def test_an_id_that_is_not_the_records_own_is_refused(desk: Desk, ann: Person, item_id: str) -> None:
    with pytest.raises(FieldsRefused):
        desk.draft("statement", item_id, NEW, ann)


def test_a_change_that_is_withdrawn_leaves_what_is_published(desk: Desk, ann: Person, rob: Person) -> None:
    start = desk.read(STATEMENT)
    item = desk.edit(STATEMENT, {**start.data, "locator": "page 2"}, ann, 1)
    item = desk.withdraw(STATEMENT, ann, item.row.version, "it was right")
    assert (item.row.state, item.row.version, item.data) == ("published", 1, start.data)
    item = desk.edit(
        STATEMENT, {**start.data, "locator": "page 3"}, rob_writes := Person("rob", frozenset({"author"})), 1
    )
    assert item.row.version == 3 and item.row.author == rob_writes.name
    desk.submit(STATEMENT, rob_writes, 3)
    assert desk.approve(STATEMENT, ann, 3).row.state == "approved"  # ann's version was given up


def test_a_step_without_its_reason_is_refused(desk: Desk, rob: Person) -> None:
    with pytest.raises(MoveRefused, match="Say why"):
        desk.retire(STATEMENT, rob, 1, "  ")


def test_reading_a_source_again_changes_only_the_dates(desk: Desk, ann: Person) -> None:
    start = desk.read(STATEMENT)
    item = desk.reverify(STATEMENT, ann, 1, "2026-11-21", "2027-05-21")
    assert item.row.state == "approved"
    assert {change.field for change in item.changes} <= {"verification.date", "verification.due"}
    assert item.data["text"] == start.data["text"]


def test_an_item_is_due_on_its_day_and_not_before(desk: Desk, clock: object) -> None:
    assert desk.find(Filter(state="due")).total == 0
    clock.turn(days=800)  # type: ignore[attr-defined]
    due = desk.find(Filter(state="due"))
    assert due.total == 7
    assert desk.read(due.rows[0].key).row.state == "due"
    clock.turn(days=-800)  # type: ignore[attr-defined]
    assert desk.find(Filter(state="due")).total == 0


@pytest.mark.parametrize(
    ("wanted", "total"),
    [
        pytest.param(Filter(kind="source"), 3, id="kind"),
        pytest.param(Filter(kind="statement", lane="regulators"), 2, id="lane"),
        pytest.param(Filter(kind="statement", state="draft"), 1, id="state"),
        pytest.param(Filter(kind="statement", topic="prp"), 3, id="topic"),
        pytest.param(Filter(kind="statement", topic="pr"), 0, id="part of a topic"),
        pytest.param(Filter(kind="statement", text="NEBRASKA"), 2, id="word"),
        pytest.param(Filter(kind="statement", text="nebraska zimislecel"), 0, id="two words"),
        pytest.param(Filter(text="100%_"), 0, id="marks of the database"),
        pytest.param(Filter(source="zimislecel-nejm-2025"), 3, id="of one source"),
    ],
)
def test_items_are_found(desk: Desk, wanted: Filter, total: int) -> None:
    assert desk.find(wanted).total == total


def test_the_lint_sees_the_record_in_the_context_of_the_rest(desk: Desk) -> None:
    data = desk.read(STATEMENT).data
    taken = desk.read("statement:zimislecel-nejm-2025/insulin-independence-10-of-12").data["asks"][0]
    found = desk.check("statement", STATEMENT.partition(":")[2], {**data, "asks": [*data["asks"], taken]})
    assert [problem.field for problem in found.problems if problem.serious] == ["asks"]
    assert found.reading_grades["text"] > 0
    assert not [one for one in desk.check("statement", STATEMENT.partition(":")[2], data).problems if one.serious]


def test_half_a_draft_does_not_spoil_the_check_of_another(desk: Desk, ann: Person, small_corpus: Path) -> None:
    desk.draft("statement", "zimislecel-nejm-2025/half", {"slug": "half", "text": "Half a"}, ann)
    data = desk.read(STATEMENT).data
    assert not [one for one in desk.check("statement", STATEMENT.partition(":")[2], data).problems if one.serious]


def test_a_statement_of_a_source_that_is_only_begun_is_linted_too(desk: Desk, ann: Person) -> None:
    """Else its author would hear of it when it is published."""
    source_id, _, slug = STATEMENT.partition(":")[2].partition("/")
    head = desk.read(f"source:{source_id}").data
    data = {**desk.read(STATEMENT).data, "asks": ["a question that nothing else asks"]}
    assert [one.field for one in desk.check("statement", f"a-new-one/{slug}", data).problems] == ["slug"]
    desk.draft("source", "a-new-one", {**head, "id": "a-new-one"}, ann)
    found = desk.check("statement", f"a-new-one/{slug}", data).problems
    assert [(one.field, one.serious) for one in found] == [("slug", False), ("asks", True)]
