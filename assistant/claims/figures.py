"""Figures of a claim beside figures of a statement on the same thing: years, counts of people, shares, phases.

No false alarm counts for more than finding every mismatch. Two figures are compared only where they are of one kind,
about one named product, trial or rule (or, for "all four", one disease in one place), and say the same of it; and a
figure that any statement on that thing has is no mismatch.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.claims.points import stances
from assistant.claims.subjects import Subjects
from assistant.library import Library
from assistant.number_words import NUMBER, number
from index.contents import PublishedStatement

Kind = Literal["year", "percent", "people", "share", "phase"]

_PEOPLE = (
    r"(?:people|patients|participants|volunteers|adults|children|men|women|babies|boys|girls|persons|survivors|infants)"
)
_YEAR = re.compile(r"(?<![\d,.])(?:19[89]\d|20[0-4]\d)(?![\d,]|\.\d| (?:people|patients))")
_PERCENT = re.compile(rf"({NUMBER})\s?(?:%|per ?cent\b)|\b({NUMBER}) in (?:10|ten)\b", re.IGNORECASE)
_COUNT = re.compile(rf"\b({NUMBER})\s+(?:[a-z-]+\s+){{0,2}}?{_PEOPLE}\b", re.IGNORECASE)
_SHARE = re.compile(rf"\b({NUMBER}) (?:out )?of (?:the |these |those |its )?({NUMBER})\b", re.IGNORECASE)
_OF_THEM = re.compile(rf"\b[Oo]f (?:the )?({NUMBER}) {_PEOPLE},? ({NUMBER})\b", re.IGNORECASE)
_ALL_OF = re.compile(rf"\b(?:all|every one of|each of) (?:of )?(?:the |these |those )?({NUMBER})\b", re.IGNORECASE)
_PHASE = re.compile(
    r"\bphase[- ]?(0|1|2|3|4|i{1,3}|iv)(?:[ab])?(?:\s*/\s*(?:phase )?(2|3|ii|iii)[ab]?)?\b", re.IGNORECASE
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_ABOUT = re.compile(
    r"\b(?:about|around|nearly|almost|over|more than|some|roughly|approximately|up to|at least)\b", re.IGNORECASE
)
_TOLERANCE = 0.1
"""How far a figure with "about" or "nearly" may be off."""
_EVENTS: tuple[re.Pattern[str], ...] = (
    re.compile(r"\b(?:approv(?:ed|es|al)|licen[sc]ed|authori[sz]ed)\b", re.IGNORECASE),
    re.compile(r"\b(?:passed|enacted)\b", re.IGNORECASE),
    re.compile(r"\b(?:withdrawn|withdrew|left the market)\b", re.IGNORECASE),
    re.compile(r"\b(?:refused|rejected)\b", re.IGNORECASE),
    re.compile(r"\bpublished\b", re.IGNORECASE),
)
"""What a year may be the year of; both texts have to say the same one, and no other."""
SHARED_WORDS = 4
"""Longer words that two sentences have in common before their percentages are compared."""
_STUDY_NAME = re.compile(r"\b(?:[A-Z]{4,}(?:-?\d+|-[A-Z]+)?|NCT\d{8}|jRCT\w{8,})\b")
"""A trial's own name or number, by which two counts of people are surely of the same study."""
_STUDIED = re.compile(
    r"\b(?:trial|study|studied|tested|enrolled|took part|given|got|randomly|received)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text. `value` is comparable within its kind; `words` is how it is written."""

    kind: Kind
    value: tuple[float, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure of the text that differs from the figure of a statement about the same thing."""

    said: str
    found: str
    statement: PublishedStatement


def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure of a text, by kind."""
    found = [Figure("year", (float(hit[0]),), hit[0]) for hit in _YEAR.finditer(text)]
    for hit in _PERCENT.finditer(text):
        value = _number(hit[1]) if hit[1] else 10 * _number(hit[2])
        found.append(Figure("percent", (value,), hit[0]))
    shares = [*_SHARE.finditer(text)]
    found += [Figure("share", (_number(hit[1]), _number(hit[2])), hit[0]) for hit in shares]
    found += [Figure("share", (_number(hit[1]), _number(hit[1])), hit[0]) for hit in _ALL_OF.finditer(text)]
    found += [Figure("share", (_number(hit[2]), _number(hit[1])), hit[0]) for hit in _OF_THEM.finditer(text)]
    covered = {position for hit in shares for position in range(*hit.span())}
    for hit in _COUNT.finditer(text):
        value = _number(hit[1])
        if hit.start() not in covered and not 1980 <= value <= 2049:
            found.append(Figure("people", (value,), hit[0]))
    for hit in _PHASE.finditer(text):
        phases = [_ROMAN.get(part.lower(), part) for part in hit.groups() if part]
        found.append(Figure("phase", tuple(float(phase) for phase in phases), hit[0]))
    return tuple(found)


def covers(statement: str, claim: str) -> bool:
    """Whether a statement has every figure of a claim."""
    known = figures_in(statement)
    return all(any(_equal(figure, other, claim) for other in known) for figure in figures_in(claim))


def mismatches(
    library: Library, claim: str, subjects: Subjects, near: Sequence[PublishedStatement]
) -> tuple[Mismatch, ...]:
    """Figures of a claim that the statements near it give otherwise; at most one of a kind."""
    found: dict[Kind, Mismatch] = {}
    said = figures_in(claim)
    for one in near:
        if not _same_thing(library, subjects, one):
            continue
        for figure in said:
            rivals = [other for other in figures_in(one.statement.text) if other.kind == figure.kind]
            if figure.kind in found or not rivals:
                continue
            rival = _comparable(figure, said, rivals, claim, one, bool(subjects.named))
            if rival is not None and _is_known(library, subjects, figure, claim):
                rival = None
            if rival is not None:
                found[figure.kind] = Mismatch(figure.words, rival.words, one)
    return tuple(found.values())


def _is_known(library: Library, subjects: Subjects, figure: Figure, claim: str) -> bool:
    """Whether any statement on the same thing has the figure of the claim: then it is no mistake, but another fact."""
    return any(
        _equal(figure, other, claim)
        for one in library.contents.statements.values()
        if _same_thing(library, subjects, one)
        for other in figures_in(one.statement.text)
    )


def _comparable(
    figure: Figure, said: Sequence[Figure], rivals: Sequence[Figure], claim: str, one: PublishedStatement, named: bool
) -> Figure | None:
    """The figure of the statement that answers the claim's, where both surely measure the same.

    Without a name in the claim only "all four" and "one of four" are compared.
    """
    text = one.statement.text
    if figure.kind == "share":
        return next((rival for rival in rivals if rival.value[1] == figure.value[1]), None)
    if not named:
        return None
    alone = len(rivals) == 1 and sum(other.kind == figure.kind for other in said) == 1
    if not alone:
        return None
    if figure.kind == "year":
        if stances(claim).get("approval") != stances(text).get("approval"):
            return None
        return rivals[0] if _events(claim) == _events(text) and len(_events(text)) == 1 else None
    if figure.kind == "people":
        total = one.statement.facet == "trial-design" and _STUDIED.search(claim) and _STUDIED.search(text)
        same_study = set(_STUDY_NAME.findall(claim)) & set(_STUDY_NAME.findall(text))
        return rivals[0] if total and same_study else None
    if figure.kind == "percent":
        return rivals[0] if len(_content(claim) & _content(text)) >= SHARED_WORDS else None
    return rivals[0]


def _same_thing(library: Library, subjects: Subjects, one: PublishedStatement) -> bool:
    """Whether a statement is about the product, trial or rule that the claim names."""
    concepts = library.statement_concepts[one.id]
    if subjects.named:
        return subjects.named <= concepts
    same_disease = bool(subjects.conditions) and subjects.conditions <= frozenset(one.statement.topics)
    return same_disease and subjects.place is not None and one.statement.place == subjects.place


def _equal(figure: Figure, other: Figure, claim: str) -> bool:
    if figure.kind != other.kind or len(figure.value) != len(other.value):
        return figure.kind == other.kind == "phase" and bool(set(figure.value) & set(other.value))
    if figure.kind in ("people", "percent") and _ABOUT.search(claim):
        return abs(figure.value[0] - other.value[0]) <= _TOLERANCE * max(figure.value[0], other.value[0])
    return figure.value == other.value


def _events(text: str) -> frozenset[int]:
    return frozenset(position for position, event in enumerate(_EVENTS) if event.search(text))


def _content(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text."""
    return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", text.lower()))


def _number(written: str) -> float:
    found = number(written)
    if found is None:
        raise ValueError(f"{written!r} was matched as a number and is none")
    return found
