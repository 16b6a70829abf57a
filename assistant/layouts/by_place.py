"""A question over several countries: what vetted statements say of each, in alphabetical order and unranked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evidence.places import OF_RULES, unheard_of
from assistant.layouts import wide
from assistant.layouts.ended import ENDED
from assistant.library import Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from index.contents import PublishedStatement

_MANY = re.compile(
    r"\b(?:which|what|in which|how many|other|any|different|various) (?:other )?(?:countr(?:y|ies)|nations?|places|parts of the world|jurisdictions)\b"
    r"|\b(?:country[- ]by[- ]country|by country|each country|every country|around the world|world[- ]?wide|anywhere (?:else )?in the world|internationally)\b"
    r"|\bwhere(?: else)?(?: in the world)? (?:is|are|was|has|have|can)\b.*\b(?:approved|allowed|legal|permitted|licen[sc]ed|authori[sz]ed|banned|illegal|sold|available)\b",
    re.IGNORECASE,
)
MOST_PLACES = 8
NEAR, NEAR_NAMED, NEAR_SAME_SUBJECT = 0.5, 0.4, 0.3
"""Cosine from which a statement speaks to the question: for any country, for one that the question names,
and for a statement about the very treatment or disease."""
REACH = 0.2
"""How far behind the nearest statement one for another country may stand."""


@dataclass(frozen=True, slots=True)
class AtPlace:
    """A place, by its id, with the statement that holds there; None where nothing vetted says."""

    place: str
    said: PublishedStatement | None


@dataclass(frozen=True, slots=True)
class ByPlace:
    """Places in alphabetical order."""

    rows: tuple[AtPlace, ...]
    also: tuple[str, ...]
    """Places with a statement that found no room."""

    @property
    def without(self) -> tuple[str, ...]:
        """Places that were asked about and have no statement."""
        return tuple(row.place for row in self.rows if row.said is None)

    @property
    def statements(self) -> tuple[PublishedStatement, ...]:
        """Every statement, in the order in which it is printed."""
        return tuple(row.said for row in self.rows if row.said is not None)


def find(library: Library, reading: Understanding, hidden: frozenset[str]) -> ByPlace | None:
    """What is said of each country, where a question is about several; None otherwise."""
    named = _named(library, reading.asked)
    if len(named) < 2 and not _MANY.search(reading.asked):
        return None
    if len(named) >= 2 and reading.facet is not None and reading.facet not in PLACE_BOUND:
        return None
    wanted = sorted(named) if len(named) >= 2 else None
    best = _of_each(library, reading, wanted, hidden) if wanted else _of_all(library, reading, hidden)
    if len(best) < (1 if wanted else 2):
        return None
    places = sorted(wanted or list(best)[:MOST_PLACES], key=library.place_name)
    rows = tuple(AtPlace(place, best.get(place)) for place in places)
    left = sorted(set(best) - set(places), key=library.place_name)
    return ByPlace(rows, tuple(left))


def _of_each(
    library: Library, reading: Understanding, places: Sequence[str], hidden: frozenset[str]
) -> dict[str, PublishedStatement]:
    """For each of `places`, what is nearest to the question when it is asked of that place alone."""
    mentioned = sorted(library.place_finder.named(reading.searched), key=lambda place: place.start)
    text = reading.searched
    for span in reversed(mentioned):
        text = text[: span.start] + text[span.end :]
    text = re.sub(r"(?:\s*(?:,|\bin\b|\band\b|\bor\b|\bthe\b)\s*)+(?=\W*$)", "", text, flags=re.IGNORECASE).rstrip(
        " ?.,"
    )
    best: dict[str, PublishedStatement] = {}
    for place in places[:MOST_PLACES]:
        query = f"{text} in {library.place_name(place)}?"
        fitting = list(_fitting(library, reading, query, NEAR_NAMED, hidden))
        _take(best, [one for one in fitting if one.statement.place == place])
        if place not in best and (naming := next((one for one in fitting if _names(library, one, place)), None)):
            best[place] = naming  # a source of one country can say what another decided
    return best


def _names(library: Library, one: PublishedStatement, place: str) -> bool:
    return any(named.answers_as == place for named in library.place_finder.named(one.statement.text))


def _of_all(library: Library, reading: Understanding, hidden: frozenset[str]) -> dict[str, PublishedStatement]:
    """For each place that has one, what is nearest to the question."""
    best: dict[str, PublishedStatement] = {}
    fitting = _fitting(library, reading, reading.searched, NEAR, hidden)
    _take(best, [one for one in fitting if one.statement.place != "international"])
    return best


def _take(best: dict[str, PublishedStatement], found: Sequence[PublishedStatement]) -> None:
    """Adds the nearest statement of each place; one that tells of a withdrawn approval goes before it."""
    ended = [one for one in found if one.statement.facet == "approval" and ENDED.search(one.statement.text)]
    for one in [*ended, *found]:
        best.setdefault(one.statement.place, one)


def _fitting(
    library: Library, reading: Understanding, query: str, least: float, hidden: frozenset[str]
) -> Iterator[PublishedStatement]:
    """Statements about the right kind of fact and the right treatment, best first."""
    hits = wide.search(library, query, hidden)
    floor = max(least, max((hit.similarity for hit in hits), default=0.0) - REACH)
    if reading.subjects:
        floor = NEAR_SAME_SUBJECT  # that it is about the same product says more than how it is worded
    facets = _facets(reading)
    for hit in hits:
        one = library.statement(hit.id)
        if hit.similarity < floor or one.statement.facet not in facets:
            continue
        if not reading.subjects or _about(library, reading.subjects, library.statement_concepts[hit.id]):
            yield one


def _named(library: Library, text: str) -> list[str]:
    """The places that a text names, by the id that statements are tagged with; by its own where none can be tagged."""
    found = library.place_finder.named(text)
    known = [place.answers_as for place in found if place.answers_as != "international"]
    return list(dict.fromkeys([*known, *unheard_of(library, text)]))


def _facets(reading: Understanding) -> frozenset[str]:
    """The kinds of fact that differ by country; what is paid only where the question is about a treatment's price."""
    if reading.facet in PLACE_BOUND and (reading.subjects or reading.facet != "access-cost"):
        return OF_RULES[reading.facet]
    return frozenset({"approval", "oversight"})


def _about(library: Library, subjects: frozenset[str], concepts: frozenset[str]) -> bool:
    """Whether a statement speaks of every treatment and disease that is asked about."""
    things = {item for item in subjects if library.concept(item).kind not in ("regulator", "law", "organisation")}
    return things <= concepts
