"""Fixed wording: one file a sentence, `wording/<name>.md`, with its variables declared in the head of the file.

A text that uses a variable it does not declare, or declares one it does not use, stops the program at start. Values
are put in by name and are never read as templates, so a patient's words cannot bring in a variable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "wording"
_HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{(\w+)\}")


class WordingError(Exception):
    """For the editor: a wording file is wrong; the message names it and says what to mend."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One fixed text."""

    name: str
    version: int
    variables: frozenset[str]
    body: str

    def fill(self, **values: str) -> str:
        """The text with its variables put in. Raises `WordingError` unless exactly the declared ones are given."""
        if values.keys() != self.variables:
            raise WordingError(
                f"wording/{self.name}.md takes {sorted(self.variables)}, but was given {sorted(values)}: "
                "correct the call or the declared variables"
            )
        return _VARIABLE.sub(lambda found: values[found[1]], self.body)


@dataclass(frozen=True, slots=True)
class Translation:
    """The three messages for a question in another language."""

    language: str
    name: str
    direction: str
    native_review: bool
    only_english: str
    emergency: str
    frame: str


@cache
def load_wording(folder: Path = FOLDER) -> Mapping[str, Wording]:
    """Every wording file by name. Raises `WordingError` for one whose head and text do not agree."""
    found = {path.stem: _read(path) for path in sorted(folder.glob("*.md"))}
    if not found:
        raise WordingError(f"no wording files in {folder}: restore prompts/wording from the repository")
    return found


def _read(path: Path) -> Wording:
    parts = _HEAD.match(path.read_text(encoding="utf-8"))
    if parts is None:
        raise WordingError(f"{path.name}: the head between two --- lines is missing: add it")
    head = _mapping(path.name, parts["head"])
    body = parts["body"].strip()
    declared, used = frozenset(head.get("variables") or []), frozenset(_VARIABLE.findall(body))
    if head.get("name") != path.stem:
        raise WordingError(f"{path.name}: name is {head.get('name')}: call it {path.stem}, like the file")
    if declared != used:
        raise WordingError(
            f"{path.name}: declares {sorted(declared)} and uses {sorted(used)}: make the two lists equal"
        )
    if not isinstance(head.get("version"), int):
        raise WordingError(f"{path.name}: version is {head.get('version')}: give it a whole number")
    if not body:
        raise WordingError(f"{path.name}: the text is empty: write it, or remove the file")
    if re.search(r"[{}]", _VARIABLE.sub("", body)):
        raise WordingError(
            f"{path.name}: holds a brace that is no variable: write a variable as {{name}}, without spaces"
        )
    return Wording(path.stem, head["version"], declared, body)


def _mapping(file: str, text: str) -> dict[str, Any]:
    try:
        read = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise WordingError(f"{file}: is not valid YAML ({error}): mend indents, quotes and colons") from error
    if not isinstance(read, dict):
        raise WordingError(f"{file}: is not a list of fields: write `name: value` lines")
    return read


@cache
def translations(file: Path = FOLDER / "i18n.yaml") -> Mapping[str, Translation]:
    """The messages for other languages, by language tag. Raises `WordingError` for one that is not complete."""
    found: dict[str, Translation] = {}
    for position, entry in enumerate(_mapping(file.name, file.read_text(encoding="utf-8")).get("messages") or []):
        try:
            found[entry["language"]] = Translation(
                language=entry["language"],
                name=entry["name"],
                direction=entry["dir"],
                native_review=entry["native_review"],
                only_english=entry["only_english"],
                emergency=entry["emergency"],
                frame=entry["frame"],
            )
        except KeyError as missing:
            raise WordingError(
                f"{file.name}: message {entry.get('language', position)} has no {missing.args[0]}: add it"
            ) from None
    return found
