"""Whether anything that was found holds for the place that a question names, and is about what it asks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.library import NAMED_KINDS, Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from assistant.understand.unknown import countries
from corpus.model import KeyAnswer
from index.contents import PublishedStatement

OF_RULES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "approval": frozenset({"approval"}),
        "oversight": frozenset({"approval", "oversight"}),
        "access-cost": frozenset({"access-cost"}),
    }
)
"""By what is asked for, the kinds of fact that tell it of a place."""
_OF_ALL = re.compile(r"\b(?:only|no|not|none|nothing|any|every|all|each|must)\b", re.IGNORECASE)
COUNTRY = 3
"""How surely the name of a country or city stands for its place (`assistant/understand/places.py`)."""
_PARTICULAR = frozenset({"condition", *NAMED_KINDS})
"""Kinds of concept by which a statement is about one disease or product and not about the field."""


def missing_places(
    library: Library,
    understanding: Understanding,
    key_answer: KeyAnswer | None,
    chosen: Sequence[PublishedStatement],
    near: Sequence[PublishedStatement],
) -> tuple[str, ...]:
    """The places that are asked about, by id or by name, where nothing that was found holds for them.

    What holds there and is about another disease or product, or tells no rule where a rule is asked for, counts for
    nothing. Where no disease or product is named, what is `near` counts too, shown or not: a place is not said to have
    no source where it has one. A place that the patient set, and
    the question does not name, matters only for what differs from place to place.
    """
    strangers = unheard_of(library, understanding.asked)
    named = library.place_finder.named(understanding.asked)
    countries = [one for one in named if one.strength >= COUNTRY and one.answers_as != "international"]
    asked = [(one.id, one.answers_as) for one in countries]
    bound = understanding.facet in PLACE_BOUND
    if not asked and not strangers and understanding.place and (bound or named):
        asked = [(understanding.place, understanding.answers_as or understanding.place)]
    particular = any(library.concept(item).kind in _PARTICULAR for item in understanding.subjects)
    missing = [
        place
        for place, answers_as in asked
        if not (key_answer is not None and answers_as != "international" and answers_as in key_answer.places)
        and not any(
            holds_in(library, one, place, answers_as)
            and about_the_same(library, understanding, one)
            and (not (bound and particular) or one.statement.facet in OF_RULES[understanding.facet or ""])
            for one in (chosen if particular else near)
        )
    ]
    return tuple(dict.fromkeys([*missing, *strangers]))


def unheard_of(library: Library, text: str) -> tuple[str, ...]:
    """Countries in a text that no statement can be tagged with, by id where there is one, else by name."""
    named = [one for one in library.place_finder.named(text) if one.id != "international"]
    known = [one.id for one in named if one.answers_as == "international" and one.strength >= COUNTRY]
    listed = {library.place_name(one.id).casefold().removeprefix("the ") for one in named}
    others = [name for name in countries(text) if name.casefold() not in library.covered_countries | listed]
    return tuple(dict.fromkeys([*known, *others]))


def holds_in(library: Library, one: PublishedStatement, place: str, answers_as: str | None) -> bool:
    """Whether a statement is about a place: tagged with it, or naming it where no statement can be."""
    if answers_as != "international" and one.statement.place == answers_as:
        return True
    return any(named.id == place for named in library.place_finder.named(one.statement.text))


def holds_for(library: Library, understanding: Understanding, one: PublishedStatement) -> bool:
    """Whether a statement is a rule of the place that is asked about, on the very disease or product asked about."""
    asked = frozenset(item for item in understanding.subjects if library.concept(item).kind in _PARTICULAR)
    return (
        understanding.answers_as not in (None, "international")
        and one.statement.place == understanding.answers_as
        and one.statement.facet in OF_RULES.get(understanding.facet or "", frozenset())
        and bool(asked & library.statement_concepts[one.id])
    )


def names_another(library: Library, understanding: Understanding, one: PublishedStatement) -> bool:
    """Whether a statement is about one disease or product, and the question names none."""
    asked, said = (
        {item for item in concepts if library.concept(item).kind in _PARTICULAR}
        for concepts in (understanding.subjects, library.statement_concepts[one.id])
    )
    return not asked and bool(said)


def about_the_same(library: Library, understanding: Understanding, one: PublishedStatement) -> bool:
    """Whether a statement is about a disease or product that is asked about, or about none in particular."""
    asked = frozenset(item for item in understanding.subjects if library.concept(item).kind in _PARTICULAR)
    if not asked:
        return True
    spoken_of = library.statement_concepts[one.id]
    others = {item for item in spoken_of - asked if library.concept(item).kind in _PARTICULAR}
    topics = {topic for item in asked for topic in library.concept(item).topics}
    if asked & spoken_of or topics.intersection(one.statement.topics):
        return True
    # An approval is always of something: one that names no disease holds for all only where it says so.
    return not others and (one.statement.facet != "approval" or _OF_ALL.search(one.statement.text) is not None)
