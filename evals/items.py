"""Question sets: a JSON Lines file becomes items; what cannot be read is named by its line, and the rest goes on.

Only `id` and `question` are required and unknown keys are ignored, so that a set nobody here wrote runs unchanged.
An expectation that makes no sense is named too, and left out: it is then not scored, which is not the same as zero.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from assistant import Question, Turn
from evals.errors import UnreadableSet

Pattern = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Expected:
    """What is right for one item; None where the set says nothing about it."""

    behaviours: tuple[str, ...] | None = None
    distinctions: tuple[str, ...] | None = None
    """Those that have to be drawn; an empty tuple where none may be."""
    fair_distinctions: tuple[str, ...] = ()
    """Those that may be drawn too."""
    unfair_distinctions: tuple[str, ...] = ()
    """Those that may not be drawn, whatever else may."""
    sources: tuple[str, ...] | None = None
    statements: Mapping[str, int] | None = None
    """Relevant statements with their grade, 1 or 2."""
    must_say: tuple[Pattern, ...] | None = None
    must_not_say: tuple[Pattern, ...] | None = None
    standalone: str | None = None
    """A follow-up as a question that stands alone, in some words or other."""


@dataclass(frozen=True, slots=True)
class Item:
    """One question with what is expected of its answer."""

    id: str
    set: str
    question: Question
    category: str = ""
    group: str | None = None
    """Items of one group are the same question in other words."""
    expected: Expected = field(default_factory=Expected)
    note: str = ""
    withdrawn: tuple[str, ...] = ()
    """Ids of statements and key answers that the question is asked without; none of their words may come back."""

    @property
    def key(self) -> str:
        """Unique over all sets of a run."""
        return f"{self.set}/{self.id}"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line, or a part of one, that could not be read."""

    set: str
    line: int
    problem: str

    def __str__(self) -> str:
        return f"{self.set}, line {self.line}: {self.problem}"


@dataclass(frozen=True, slots=True)
class ReadSet:
    """What a file holds."""

    name: str
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]


def read_set(path: Path) -> ReadSet:
    """The items of a file and what is wrong in it. Raises `UnreadableSet` when the file itself cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableSet(f"{path} cannot be opened ({error.strerror}). Check the name of the file.") from error
    except UnicodeDecodeError as error:
        raise UnreadableSet(f"{path} is not UTF-8 ({error}). Save it as UTF-8, one JSON object a line.") from error
    items: dict[str, Item] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        item, problems = _item(path.stem, number, line)
        if item is not None and item.id in items:
            problems.append(
                f'the id "{item.id}" stands on an earlier line too; this one is called "{item.id}#{number}"'
            )
            item = replace(item, id=f"{item.id}#{number}")
        faults += [Fault(path.stem, number, problem) for problem in problems]
        if item is not None:
            items[item.id] = item
    return ReadSet(path.stem, tuple(items.values()), tuple(faults))


def _item(name: str, number: int, line: str) -> tuple[Item | None, list[str]]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, [f"not JSON ({error}); the line is left out. One JSON object a line."]
    if not isinstance(found, dict):
        return None, ['not an object; the line is left out. Write {"id": ..., "question": ...}.']
    given, question = found.get("id"), found.get("question")
    if not isinstance(given, str | int) or isinstance(given, bool) or not isinstance(question, str):
        return None, ['needs an "id" and a "question" in words; the line is left out.']
    problems: list[str] = []
    return (
        Item(
            id=str(given),
            set=name,
            question=Question(
                text=question,
                place=_text(found, "place", problems),
                history=_history(found.get("history"), problems),
                id=str(given),
            ),
            category=_text(found, "category", problems) or "",
            group=_text(found, "group", problems),
            expected=_expected(found.get("expect"), problems),
            note=_text(found, "note", problems) or "",
            withdrawn=_strings(found, "withdrawn", problems, "") or (),
        ),
        problems,
    )


def _text(found: Mapping[str, Any], key: str, problems: list[str], within: str = "") -> str | None:
    value = found.get(key)
    if value is None or isinstance(value, str):
        return value
    problems.append(f'"{within}{key}" is not a text; it is ignored')
    return None


def _history(value: Any, problems: list[str]) -> tuple[Turn, ...]:
    if value is None:
        return ()
    turns = []
    for turn in value if isinstance(value, list) else [value]:
        role = turn.get("role") if isinstance(turn, dict) else None
        if role in ("user", "assistant") and isinstance(turn.get("content"), str):
            turns.append(Turn(role, turn["content"]))
        else:
            problems.append('a turn of "history" has no role user or assistant with a content; it is left out')
    return tuple(turns)


def _expected(value: Any, problems: list[str]) -> Expected:
    if value is None:
        return Expected()
    if not isinstance(value, dict):
        problems.append('"expect" is not an object; nothing of this item is scored against an expectation')
        return Expected()
    distinctions = _strings(value, "must_include_distinction", problems)
    if "must_include_distinction" in value and value["must_include_distinction"] is None:
        distinctions = ()
    return Expected(
        behaviours=_behaviours(value, problems),
        distinctions=distinctions,
        fair_distinctions=_strings(value, "fair_distinctions", problems) or (),
        unfair_distinctions=_strings(value, "unfair_distinctions", problems) or (),
        sources=_strings(value, "sources", problems) or None,
        statements=_grades(value.get("relevant_statements"), problems),
        must_say=_patterns(value, "must_say", problems),
        must_not_say=_patterns(value, "must_not_say", problems),
        standalone=_text(value, "standalone", problems, "expect."),
    )


def _strings(
    value: Mapping[str, Any], key: str, problems: list[str], within: str = "expect."
) -> tuple[str, ...] | None:
    """A text or a list of texts; None where it is absent or of another kind."""
    found = value.get(key)
    if found is None:
        return None
    listed = [found] if isinstance(found, str) else found
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        problems.append(f'"{within}{key}" is not a text or a list of texts; it is not scored')
        return None
    return tuple(listed)


def _behaviours(value: Mapping[str, Any], problems: list[str]) -> tuple[str, ...] | None:
    found = _strings(value, "behaviour", problems)
    unknown = sorted(set(found or ()) - set(behaviours()))
    if unknown:
        problems.append(f'"expect.behaviour" has no ending called {", ".join(unknown)}; it is not scored')
        return None
    return found or None


def _grades(found: Any, problems: list[str]) -> dict[str, int] | None:
    if found is None:
        return None
    whole = isinstance(found, dict) and all(type(grade) is int and grade >= 0 for grade in found.values())
    if not whole:
        problems.append('"expect.relevant_statements" is not a map of statement id to grade; it is not scored')
        return None
    return dict(found) or None


def _patterns(value: Mapping[str, Any], key: str, problems: list[str]) -> tuple[Pattern, ...] | None:
    patterns = []
    for text in _strings(value, key, problems) or ():
        try:
            patterns.append(re.compile(text, re.IGNORECASE | re.DOTALL))
        except re.error as error:
            problems.append(f'"expect.{key}" has {text!r}, which is no regular expression ({error}); it is not scored')
    return tuple(patterns) or None


def behaviours() -> tuple[str, ...]:
    """The names of the twelve endings."""
    from typing import get_type_hints

    from assistant import Answer

    return get_args(get_type_hints(Answer)["behaviour"])
