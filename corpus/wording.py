"""Fixed wording as editors write it: one text a file, with the variables that the program fills in above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from corpus.model import Record, Slug, Text

HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
"""A file of wording: its head between two lines of dashes, then its text."""
VARIABLE = re.compile(r"\{(\w+)\}")
LANGUAGES = "i18n"
"""The file, and the document of the desk, with the messages for other languages."""


class FixedText(Record):
    """One text that the program prints, with the values of its variables put in by name."""

    name: Slug
    version: int = Field(ge=1)
    variables: list[str] = Field(default=[], description="what the program fills in; fixed by the program")
    used_by: list[str] = Field(default=[], description="the behaviours that print it")
    note: str = Field(default="", description="for editors: where it is printed, and why")
    text: Text

    @field_validator("text")
    @classmethod
    def _uses_what_is_declared(cls, text: str, info: ValidationInfo) -> str:
        """Refuses a variable that is lost or unknown, and a brace that is none."""
        if "variables" not in info.data:
            return text
        declared, used = set(info.data["variables"]), set(VARIABLE.findall(text))
        if lost := declared - used:
            raise PydanticCustomError("variable_lost", "{lost} is lost", {"lost": braced(lost)})
        if unknown := used - declared:
            allowed = f"only {braced(declared)}" if declared else "nothing"
            said = {"unknown": braced(unknown), "allowed": allowed}
            problem = "{unknown} is unknown, since the program fills in {allowed} here"
            raise PydanticCustomError("variable_unknown", problem, said)
        if re.search(r"[{}]", VARIABLE.sub("", text)):
            raise PydanticCustomError("brace", "holds a brace that is no variable")
        return text


class LanguageMessage(Record):
    """The three messages for a question in one other language."""

    language: Text
    name: Text
    dir: Literal["ltr", "rtl"]
    native_review: bool
    only_english: Text
    emergency: Text
    frame: Text


class EnglishMessage(Record):
    """What the three messages say, in English."""

    language: Literal["en"]
    only_english: Text
    emergency: Text
    frame: Text


class Languages(Record):
    """The messages for questions that are not in English."""

    version: int
    source: EnglishMessage
    messages: list[LanguageMessage]

    @field_validator("messages")
    @classmethod
    def _each_once(cls, messages: list[LanguageMessage]) -> list[LanguageMessage]:
        tags = [one.language for one in messages]
        if twice := sorted({tag for tag in tags if tags.count(tag) > 1}):
            raise ValueError(f"{', '.join(twice)} stands twice: remove one")
        return messages


def braced(variables: set[str]) -> str:
    """Variables as they stand in a text."""
    return ", ".join(f"{{{one}}}" for one in sorted(variables))


def files_in(folder: Path) -> Iterator[Path]:
    """The files of wording in a folder, in a fixed order; none where there is no such folder."""
    yield from sorted(folder.glob("*.md"))
    if (folder / f"{LANGUAGES}.yaml").is_file():
        yield folder / f"{LANGUAGES}.yaml"
