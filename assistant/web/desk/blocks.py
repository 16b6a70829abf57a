"""A list of records as plain text that needs no quotes: one block each, headed by its name, one field a line.

    # product
    name: What exactly is it?

    ## exact-product
    question: What is the exact name of the product, and which cells are in it?
    source ids:
    - isscr-what-to-ask

The heading holds the first field of the record (its id, mostly); a record inside another has one `#` more. A line that
begins with no field of the record goes on with the line before it.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

_HEADING = re.compile(r"^(?P<marks>#+)\s*(?P<name>.*)$")
_FIELD = re.compile(r"^(?P<name>[a-z][a-z ]{1,30}):(?:\s+(?P<rest>.*))?$")


def is_list_of_records(kind: Any) -> bool:
    """Whether a field of this type can be written as blocks."""
    return _inner(kind) is not None


def shown(kind: Any, records: Sequence[Mapping[str, Any]]) -> str:
    """The records as blocks; `kind` is the type of the field that holds them."""
    model = _inner(kind)
    return "\n\n".join(_blocks(model, records, 1)) if model else ""


def read(kind: Any, text: str) -> list[dict[str, Any]]:
    """The records of blocks, every value as the words that were typed.

    Raises `ValueError` that says which line, and what to write.
    """
    model = _inner(kind)
    if model is None:
        raise ValueError("is no list of records")
    top: list[dict[str, Any]] = []
    open_blocks: list[_Open] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        if heading := _HEADING.match(line):
            _begin(model, top, open_blocks, len(heading["marks"]), heading["name"].strip(), number)
        elif open_blocks:
            open_blocks[-1].take(line.strip(), number)
        else:
            raise ValueError(f"line {number} stands before the first heading: begin each entry with `# its name`")
    return top


@dataclass
class _Open:
    """The record that lines are being read into."""

    model: type[BaseModel]
    record: dict[str, Any]
    last: str = ""
    seen: set[str] = field(default_factory=set)

    def take(self, line: str, number: int) -> None:
        """One line: a field, an entry of a list, or more of the line before."""
        found, names = _FIELD.match(line), {_words(name): name for name in _plain_fields(self.model)}
        if found and found["name"] in names:
            self.last = names[found["name"]]
            if self.last in self.seen:
                raise ValueError(f"line {number}: {found['name']} stands twice in one entry: write it once")
            self.seen.add(self.last)
            is_list = _is_list(self.model, self.last)
            rest = (found["rest"] or "").strip()
            self.record[self.last] = ([rest] if rest else []) if is_list else rest
        elif found:
            raise ValueError(f"line {number}: {found['name']} is no field here; the fields are {', '.join(names)}")
        elif not self.last:
            raise ValueError(f"line {number} begins with no field; the fields are {', '.join(names)}")
        elif isinstance(self.record[self.last], list):
            if not line.startswith("- "):
                raise ValueError(f"line {number}: begin every entry of {_words(self.last)} with a hyphen and a blank")
            self.record[self.last].append(line[2:].strip())
        else:
            self.record[self.last] = f"{self.record[self.last]} {line}".strip()


def _begin(
    model: type[BaseModel], top: list[dict[str, Any]], open_blocks: list[_Open], level: int, name: str, number: int
) -> None:
    if level > len(open_blocks) + 1:
        raise ValueError(f"line {number}: an entry with {'#' * level} needs one with {'#' * (level - 1)} before it")
    del open_blocks[level - 1 :]
    within, held = model, top
    if open_blocks:
        inside = _records_of(open_blocks[-1].model)
        if inside is None:
            raise ValueError(f"line {number}: an entry here holds no others: write one # only")
        list_name, within = inside
        held = open_blocks[-1].record[list_name]
    record = _empty(within)
    if name:
        record[_title(within)] = name
    held.append(record)
    open_blocks.append(_Open(within, record))


def _blocks(model: type[BaseModel], records: Sequence[Mapping[str, Any]], level: int) -> Iterator[str]:
    title, inside = _title(model), _records_of(model)
    for record in records:
        lines = [f"{'#' * level} {record.get(title, '')}".rstrip()]
        for name in _plain_fields(model):
            value = record.get(name)
            if value is None or value == []:
                continue
            if isinstance(value, list):
                lines += [f"{_words(name)}:", *(f"- {' '.join(str(one).split())}" for one in value)]
            else:
                lines.append(f"{_words(name)}: {_as_words(value)}")
        yield "\n".join(lines)
        if inside is not None:
            yield from _blocks(inside[1], record.get(inside[0]) or [], level + 1)


def _as_words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " ".join(str(value).split())


def _empty(model: type[BaseModel]) -> dict[str, Any]:
    """A record with the lists that its schema asks for."""
    return {
        name: []
        for name, info in model.model_fields.items()
        if info.is_required() and typing.get_origin(info.annotation) is list
    }


def _title(model: type[BaseModel]) -> str:
    """The field that heads a block: the id, or the first that is one line."""
    names = [name for name in model.model_fields if not _is_list(model, name)]
    return "id" if "id" in names else names[0]


def _plain_fields(model: type[BaseModel]) -> list[str]:
    inside, title = _records_of(model), _title(model)
    own = [name for name in model.model_fields if name != title and (inside is None or name != inside[0])]
    return sorted(own, key=lambda name: name in ("source_ids", "key_answers"))


def _records_of(model: type[BaseModel]) -> tuple[str, type[BaseModel]] | None:
    for name, info in model.model_fields.items():
        inner = _inner(info.annotation)
        if inner is not None:
            return name, inner
    return None


def _inner(kind: Any) -> type[BaseModel] | None:
    if typing.get_origin(kind) is not list:
        return None
    (inner,) = typing.get_args(kind)
    return inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None


def _is_list(model: type[BaseModel], name: str) -> bool:
    return typing.get_origin(model.model_fields[name].annotation) is list


def _words(name: str) -> str:
    return name.replace("_", " ")
