"""Which "not the same as" a question and its evidence force.

The rules are in the corpus (`triggers` of each distinction). Strongest first: a phrase stands in the text; one of
`any_concepts` is in it; a concept from every list of `all_of` is in it; the answer is built on `evidence_sources`
(its lead comes from one, or more than half of its sources do). `not_triggered_by` switches off all but phrases;
`narrower_than` keeps only the narrower of two. At most three are drawn, unless the caller asks for more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from assistant.library import Library
from corpus.model import Distinction

MOST = 3


class Strength(IntEnum):
    """What triggered a distinction; lower is stronger."""

    PHRASE = 0
    CONCEPT = 1
    COMBINATION = 2
    EVIDENCE = 3


class Drawn(NamedTuple):
    """A distinction that the answer owes, and why."""

    distinction: Distinction
    strength: Strength


class Basis(NamedTuple):
    """What one answer is built on: the sources of its statements, the first of them leading, and its topics."""

    sources: Sequence[str]
    topics: frozenset[str]
    is_near: bool = True
    """Whether it surely answers the question: what is merely the nearest there is may be about something else."""


def required(library: Library, text: str, bases: Sequence[Basis] = (), most: int = MOST) -> tuple[Distinction, ...]:
    """The distinctions that `text` (the question or a claim) and the answers to it owe, most relevant first.

    `bases` has one item for each answer; no more than `most` are drawn.
    """
    present = library.matcher.ids(text) | _as_concepts(library, text)
    drawn: list[Drawn] = []
    for distinction in library.contents.distinctions.values():
        strength = _strength(library, distinction, text, present)
        if strength is None and any(_rests_on_it(library, distinction, basis, present) for basis in bases):
            strength = None if _switched_off(library, distinction, text, present) else Strength.EVIDENCE
        if strength is not None:
            drawn.append(Drawn(distinction, strength))
    kept = _without_broader(drawn)
    kept.sort(key=lambda item: (item.distinction.priority, item.strength, item.distinction.id))
    return tuple(item.distinction for item in kept[:most])


def _strength(
    library: Library,
    distinction: Distinction,
    text: str,
    present: frozenset[str],
) -> Strength | None:
    triggers = distinction.triggers
    if any_phrase(tuple(triggers.phrases)).search(text):
        return Strength.PHRASE
    if _switched_off(library, distinction, text, present):
        return None
    if present.intersection(triggers.any_concepts):
        return Strength.CONCEPT
    if triggers.all_of and all(present.intersection(group) for group in triggers.all_of):
        return Strength.COMBINATION
    return None


def _rests_on_it(library: Library, distinction: Distinction, basis: Basis, present: frozenset[str]) -> bool:
    """Whether an answer is built on the distinction's sources.

    A trial is about one thing. A page or a law speaks of many, so it counts only where the answer shares a topic with
    the distinction: an FDA page that leads an answer on PRP draws nothing on registration. An answer that is not near
    counts only where the question names something that the distinction is about.
    """
    if not basis.sources or not (basis.is_near or _names_its_subject(library, distinction, present)):
        return False

    def counts(source: str) -> bool:
        about_one_thing = library.contents.sources[source].trial is not None
        return source in distinction.triggers.evidence_sources and (
            about_one_thing or bool(basis.topics.intersection(distinction.topics))
        )

    shared = [source for source in basis.sources if counts(source)]
    return counts(basis.sources[0]) or 2 * len(shared) > len(basis.sources)


def _names_its_subject(library: Library, distinction: Distinction, present: frozenset[str]) -> bool:
    """Whether a concept of the text has a topic of the distinction; a cue names nothing."""
    concepts = [library.contents.concepts[item] for item in present if item in library.contents.concepts]
    return any(item.kind != "cue" and not set(distinction.topics).isdisjoint(item.topics) for item in concepts)


def _switched_off(library: Library, distinction: Distinction, text: str, present: frozenset[str]) -> bool:
    concepts = [item for item in distinction.not_triggered_by if item in library.contents.concepts]
    phrases = tuple(item for item in distinction.not_triggered_by if item not in library.contents.concepts)
    return bool(present.intersection(concepts)) or bool(phrases and any_phrase(phrases).search(text))


def _as_concepts(library: Library, text: str) -> frozenset[str]:
    """Places in `text`: triggers name them beside concepts."""
    return frozenset(place.answers_as for place in library.place_finder.named(text))


def _without_broader(drawn: list[Drawn]) -> list[Drawn]:
    narrower = {item.distinction.narrower_than for item in drawn if item.distinction.narrower_than}
    return [item for item in drawn if item.strength is Strength.PHRASE or item.distinction.id not in narrower]


@cache
def any_phrase(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of `phrases` as whole words, whatever the case; no phrase, no match."""
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)" if words else r"(?!)", re.IGNORECASE)
