"""Sets that nobody here wrote are read as they are; what is wrong is named by its line and never ends the run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant import Turn
from assistant.types import BEHAVIOURS
from evals.errors import UnreadableSet
from evals.items import behaviours, read_set
from evals.shipped import shipped


def written(folder: Path, *lines: Any) -> Path:
    file = folder / "some.jsonl"
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    file.write_text(text, encoding="utf-8")
    return file


def test_id_and_question_are_enough_and_unknown_keys_are_ignored(tmp_path: Path) -> None:
    read = read_set(written(tmp_path, {"id": 7, "question": "What is PRP?", "difficulty": [1], "expect": {"x": 1}}))
    (item,) = read.items
    assert read.faults == () and item.key == "some/7" and item.question.text == "What is PRP?"
    assert item.expected.behaviours is None and item.expected.distinctions is None


def test_everything_of_the_contract_is_read(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "question": "and there?",
        "place": "uk",
        "history": [{"role": "user", "content": "What is PRP?"}],
        "category": "follow-up",
        "group": "g",
        "expect": {
            "behaviour": ["answer", "answer-with-limits"],
            "must_include_distinction": "prp-vs-stem-cells",
            "sources": ["s"],
            "relevant_statements": {"s/one": 2},
            "must_say": ["platelet"],
            "must_not_say": ["cure[sd]?"],
            "standalone": "Is PRP approved in the UK?",
        },
        "note": "why",
    }
    read = read_set(written(tmp_path, line))
    (item,) = read.items
    assert read.faults == ()
    assert item.question.place == "uk" and item.question.history == (Turn("user", "What is PRP?"),)
    assert (item.category, item.group, item.note) == ("follow-up", "g", "why")
    expected = item.expected
    assert expected.behaviours == ("answer", "answer-with-limits")
    assert expected.distinctions == ("prp-vs-stem-cells",) and expected.sources == ("s",)
    assert expected.statements == {"s/one": 2}
    assert expected.must_say and expected.must_say[0].search("PLATELETS")
    assert expected.must_not_say and expected.must_not_say[0].search("cured")
    assert expected.standalone == "Is PRP approved in the UK?"


def test_no_distinction_allowed_is_another_thing_than_none_expected(tmp_path: Path) -> None:
    none_allowed, unsaid = read_set(
        written(
            tmp_path,
            {"id": 1, "question": "q", "expect": {"must_include_distinction": None}},
            {"id": 2, "question": "q", "expect": {}},
        )
    ).items
    assert none_allowed.expected.distinctions == () and unsaid.expected.distinctions is None


@pytest.mark.parametrize(
    ("line", "problem", "kept"),
    [
        ("{oops", "not JSON", 0),
        ("[1]", "not an object", 0),
        ({"id": 1}, 'needs an "id"', 0),
        ({"id": None, "question": "q"}, 'needs an "id"', 0),
        ({"id": 1, "question": ["q"]}, 'needs an "id"', 0),
        ("[" * 100_000, "not JSON", 0),
        ({"id": 1, "question": "q", "history": [3]}, "a turn", 1),
        ({"id": 1, "question": "q", "history": {"role": "system", "content": "x"}}, "a turn", 1),
        ({"id": 1, "question": "q", "place": 4}, '"place" is not a text', 1),
        ({"id": 1, "question": "q", "expect": {"standalone": 4}}, '"expect.standalone" is not a text', 1),
        ({"id": 1, "question": "q", "expect": "answer"}, '"expect" is not an object', 1),
        ({"id": 1, "question": "q", "expect": {"behaviour": "nonsense"}}, "no ending called nonsense", 1),
        ({"id": 1, "question": "q", "expect": {"sources": {"a": 1}}}, '"expect.sources"', 1),
        ({"id": 1, "question": "q", "expect": {"must_say": ["("]}}, "no regular expression", 1),
        ({"id": 1, "question": "q", "expect": {"relevant_statements": ["a"]}}, "statement id to grade", 1),
    ],
)
def test_what_is_wrong_is_named_by_its_line_and_the_rest_is_read(
    tmp_path: Path, line: Any, problem: str, kept: int
) -> None:
    read = read_set(written(tmp_path, {"id": "first", "question": "q"}, "", line, {"id": "last", "question": "q"}))
    assert len(read.items) == 2 + kept
    (fault,) = read.faults
    assert fault.line == 3 and problem in fault.problem
    assert str(fault).startswith("some, line 3: ")
    if kept:
        assert read.items[1].expected.behaviours is None and read.items[1].expected.sources is None


def test_a_second_item_of_one_id_is_kept_under_another(tmp_path: Path) -> None:
    read = read_set(written(tmp_path, {"id": "a", "question": "one"}, {"id": "a", "question": "two"}))
    assert [item.id for item in read.items] == ["a", "a#2"] and len(read.faults) == 1


def test_a_file_that_cannot_be_opened_or_decoded_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSet, match="cannot be opened"):
        read_set(tmp_path / "absent.jsonl")
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"id": 1, "question": "é"}'.encode("latin-1"))
    with pytest.raises(UnreadableSet, match="not UTF-8"):
        read_set(latin)


def test_the_endings_are_those_of_the_assistant() -> None:
    assert behaviours() == BEHAVIOURS


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_every_shipped_set_is_read_without_a_fault_and_says_why_its_items_are_there(path: Path) -> None:
    read = read_set(path)
    assert read.items and [str(fault) for fault in read.faults] == []
    assert [item.id for item in read.items if not item.note] == []
