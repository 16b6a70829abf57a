"""Fixed wording: one file a sentence, `wording/<name>.md`, with its variables declared in the head of the file.

A text that uses a variable it does not declare, or declares one it does not use, stops the program at start. Values
are put in by name and are never read as templates, so a patient's words cannot bring in a variable.

The files are what the program comes with. A release may hold other words for the same names (`corpus.wording`), which
editors published; while it answers, its words are the ones `in_use`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.wording import HEAD, LANGUAGES, VARIABLE, FixedText, Languages

FOLDER = Path(__file__).parent / "wording"


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
        return VARIABLE.sub(lambda found: values[found[1]], self.body)


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


_IN_USE: ContextVar[Mapping[str, Wording] | None] = ContextVar("wording in use", default=None)


def in_use() -> Mapping[str, Wording]:
    """The wording that is being said now: that of the release that answers, else what the program comes with."""
    return _IN_USE.get() or load_wording()


@contextmanager
def using(wording: Mapping[str, Wording]) -> Iterator[None]:
    """Within it, and in this thread or task alone, `wording` is what is said."""
    before = _IN_USE.set(wording)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def published_wording(texts: Mapping[str, FixedText]) -> Mapping[str, Wording]:
    """Every wording that the program knows, in the words of `texts` where these take the same variables.

    A release of another version of the program may lack a text, or hold one with other variables: then the program's
    own words are said.
    """
    found = dict(load_wording())
    for name, own in found.items():
        other = texts.get(name)
        if other is not None and own.variables == frozenset(other.variables):
            found[name] = Wording(name, other.version, own.variables, other.text)
    return found


def published_translations(languages: Languages | None) -> Mapping[str, Translation]:
    """The messages for other languages: those of a release, and the program's own for what it does not have."""
    if languages is None:
        return translations()
    others = {
        one.language: Translation(
            one.language, one.name, one.dir, one.native_review, one.only_english, one.emergency, one.frame
        )
        for one in languages.messages
    }
    return {**translations(), **others}


def _read(path: Path) -> Wording:
    parts = HEAD.match(path.read_text(encoding="utf-8"))
    if parts is None:
        raise WordingError(f"{path.name}: the head between two --- lines is missing: add it")
    head = _mapping(path.name, parts["head"])
    body = parts["body"].strip()
    declared, used = frozenset(head.get("variables") or []), frozenset(VARIABLE.findall(body))
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
    if re.search(r"[{}]", VARIABLE.sub("", body)):
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
def translations(file: Path = FOLDER / f"{LANGUAGES}.yaml") -> Mapping[str, Translation]:
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
