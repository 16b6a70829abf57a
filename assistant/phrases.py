"""Names and lists as they stand inside a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from corpus.model import Concept

if TYPE_CHECKING:
    from assistant.case import Case

GENERAL_TOPIC = "stem cell and regenerative treatments"
"""What a question is about that names no treatment."""


def topic(case: Case) -> str:
    """What the question is about, as a short noun phrase: `HSCT for multiple sclerosis`."""
    subjects = [case.library.concept(concept) for concept in case.reading.subjects]
    conditions = sorted(phrase(item) for item in subjects if item.kind == "condition")
    others = sorted(
        phrase(item) for item in subjects if item.kind in ("brand", "product", "cell", "procedure", "trial")
    )
    what = listed(others[:2]) or GENERAL_TOPIC
    return f"{what} for {listed(conditions[:2])}" if conditions else what


def phrase(concept: Concept) -> str:
    """A concept's name inside a sentence: without its brackets, and small where it is not a proper name."""
    name = concept.plain_name
    return name if concept.kind in _PROPER else lowered(name)


_PROPER = frozenset({"brand", "trial", "law", "regulator", "registry", "organisation"})
"""Kinds of concept whose names are written with a capital everywhere."""


def lowered(text: str) -> str:
    """`text` with a small first letter, unless its first word is a name or an abbreviation."""
    first = text.split()[0] if text.split() else ""
    word = first.split("-")[0]
    plain_word = word[1:].islower() and word.isalpha()
    named = {"Parkinson", "Crohn", "Alzheimer", "Japan", "Korea", "China", "Europe", "Kyoto", "Duke"}
    return text[:1].lower() + text[1:] if plain_word and word not in named else text


def listed(items: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


_FOLLOWED = re.compile(r"(?i)\b(?:https?|ftp|file|blob|data|mailto|tel|javascript|vbscript):|(?<!\w)www\.|@")
"""What some readers of Markdown make a link of without any mark: the sign that makes it one stands last."""


def escaped(text: str) -> str:
    """A patient's or seller's words, so that no mark in them is read as Markdown, a link or a citation."""
    flat = re.sub(r"\s+", " ", text)
    marked = re.sub(r"([\\`*_{}\[\]()#+!|<>~])", r"\\\1", flat)
    return _FOLLOWED.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", marked)


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]
