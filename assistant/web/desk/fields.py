"""The fields of a form, made from the schema of the corpus itself, so that a form never lags behind it."""

from __future__ import annotations

import datetime
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import yaml
from pydantic import BaseModel

from assistant.web.desk.blocks import is_list_of_records, read, shown

Shape = Literal["line", "text", "choice", "lines", "blocks", "yaml"]
LONG = {
    "text",
    "lead",
    "limits",
    "definition",
    "sentence",
    "shows",
    "does_not_show",
    "question_to_ask",
    "read_as",
    "grade_reason",
    "dose",
    "primary_endpoint",
    "cell_source",
    "process",
    "disease",
    "dose_route",
    "endpoint",
    "oversight",
    "intro",
    "closing",
    "why",
    "note",
}
LABELS = {"id": "Id", "slug": "Slug", "url": "Address", "asks": "Asks: what a patient would type, one a line"}
BLOCKS = "each entry begins with # and its name; then one field a line"
NOT_IN_FORMS = {"statements", "status", "passage"}
"""Statements are items of their own, the flow knows what is published, and a passage comes from an import."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: where its value stands in the record (`verification.due`), and how it is written."""

    path: tuple[str, ...]
    shape: Shape
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    needed: bool = False
    kind: Any = None
    """The type of its value, where it is a list of records."""

    @property
    def name(self) -> str:
        """As problems call it."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """What stands in a field that cannot be read as its shape."""

    field: str
    problem: str


def fields_of(model: type[BaseModel], without: Sequence[str] = ()) -> tuple[Field, ...]:
    """The fields of a form for `model`, in the order of its schema."""
    return tuple(_fields(model, (), NOT_IN_FORMS.union(without)))


def values_of(fields: Sequence[Field], data: Mapping[str, Any]) -> list[str]:
    """What stands in each field for this record."""
    return [_shown(field, _at(data, field.path)) for field in fields]


def record_of(
    fields: Sequence[Field], values: Sequence[str | None], base: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Unreadable]]:
    """The record that the fields make of `base`, without what is empty; and the fields that cannot be read.

    What `base` has and no field shows stays as it is.
    """
    made, wrong = deepcopy(dict(base)), list[Unreadable]()
    for field, written in zip(fields, values, strict=True):
        try:
            value = _read(field, written or "")
        except ValueError as error:
            wrong.append(Unreadable(field.name, str(error)))
            continue
        _put(made, field.path, value)
    return made, wrong


def read_yaml(text: str) -> Any:
    """What the YAML says, every value as the words that were typed: what they are is for the schema to say.

    Raises `ValueError` with what to look at.
    """
    try:
        # An alias repeats a part; a few lines of them can unfold to more than fits in memory.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.CBaseLoader)):
            raise ValueError("holds an alias (a word after *): write the part out")
        return yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" in line {mark.line + 1}" if mark else ""
        raise ValueError(f"cannot be read as YAML{line}: look at indents, quotes and colons") from None


def _fields(model: type[BaseModel], path: tuple[str, ...], without: set[str]) -> Iterator[Field]:
    for name, info in model.model_fields.items():
        here = (*path, name)
        if ".".join(here) in without:
            continue
        kind, needed = _unwrapped(info.annotation), info.is_required()
        label = LABELS.get(name) or (" › ".join(here)).replace("_", " ").capitalize()
        hint = info.description or ""
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _fields(kind, here, without)
        elif choices := _choices(kind):
            yield Field(here, "choice", label, hint, choices, needed)
        elif kind is str or kind is datetime.date:
            hint = hint or ("a day, such as 2026-11-21" if kind is datetime.date else "")
            yield Field(here, "text" if name in LONG else "line", label, hint, needed=needed)
        elif typing.get_origin(kind) is list and _unwrapped(typing.get_args(kind)[0]) is str:
            yield Field(here, "lines", label, hint or "one a line", needed=needed)
        elif is_list_of_records(kind):
            yield Field(here, "blocks", label, BLOCKS, needed=needed, kind=kind)
        else:
            yield Field(here, "yaml", label, hint or "as YAML", needed=needed)


def _unwrapped(annotation: Any) -> Any:
    """The type without `Annotated` and without `None`."""
    if typing.get_origin(annotation) is typing.Annotated:
        return _unwrapped(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        inner = [one for one in typing.get_args(annotation) if one is not type(None)]
        return _unwrapped(inner[0]) if len(inner) == 1 else annotation
    return annotation


def _choices(kind: Any) -> tuple[str, ...]:
    if typing.get_origin(kind) is Literal:
        return tuple(str(one) for one in typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(str(one) for one in kind)
    return ()


def _at(data: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    found: Any = data
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found


def _shown(field: Field, value: Any) -> str:
    if value is None or value in ([], {}):
        return ""
    if field.shape == "lines":
        return "\n".join(str(one) for one in value) if isinstance(value, list) else str(value)
    if field.shape == "blocks":
        return shown(field.kind, value) if isinstance(value, list) else ""
    if field.shape == "yaml":
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100).strip()
    return str(value)


def _read(field: Field, written: str) -> Any:
    text = written.strip()
    if not text:
        return None
    if field.shape == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if field.shape == "blocks":
        return read(field.kind, text)
    if field.shape == "yaml":
        return read_yaml(text)
    if field.shape == "choice" and text.isdecimal():
        return int(text)
    return text


def _put(made: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Sets what stands at `path`; None and what is left empty by it is taken out."""
    name, *deeper = path
    if deeper:
        inner = made.get(name)
        inner = dict(inner) if isinstance(inner, Mapping) else {}
        _put(inner, tuple(deeper), value)
        value = inner or None
    if value is None:
        made.pop(name, None)
    else:
        made[name] = value
