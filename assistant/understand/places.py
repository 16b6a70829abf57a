"""Which place a question names: countries, cities, regulators and laws, as `corpus/places.yaml` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from corpus.signposts import Place, Places

_STRENGTH = (
    ("names", 3),
    ("misspellings", 3),
    ("cities_regions", 3),
    ("lay", 3),
    ("cues", 2),
    ("demonyms", 1),
)
"""A named country counts before a regulator, a regulator before an adjective; a currency proves nothing."""

_SIGNPOST_ONLY = 2
"""How strong a cue must be before a phone number is shown for it: an adjective may describe a person."""


class NamedPlace(NamedTuple):
    """A place in a text; `answers_as` is the place id that statements are tagged with."""

    id: str
    answers_as: str
    strength: int
    start: int
    end: int


class PlaceFinder:
    """Finds places in text. Built once per release."""

    def __init__(self, places: Places) -> None:
        terms: dict[str, tuple[Place, int]] = {}
        for place in places.places:
            for field, strength in _STRENGTH:
                for written in getattr(place, field):
                    terms.setdefault(written, (place, strength))
        self._terms = {key.casefold(): value for key, value in terms.items() if not _is_code(key)}
        self._codes = {key: value for key, value in terms.items() if _is_code(key)}
        self._pattern = _alternatives(self._terms, re.IGNORECASE)
        self._code_pattern = _alternatives(self._codes, re.NOFLAG)

    def named(self, text: str) -> list[NamedPlace]:
        """Every place in `text`, the strongest and then the first in the text first, each once.

        "Thai FDA" is Thailand's: a regulator that stands behind another country's adjective is not America's.
        """
        found = [(hit, *self._terms[_spaced(hit[0])]) for hit in self._pattern.finditer(text)]
        covered = {position for hit, _, _ in found for position in range(*hit.span())}
        adjectives = {hit.end(): place for hit, place, strength in found if strength == 1}
        for hit in self._code_pattern.finditer(text):
            if hit.start() not in covered:
                place, strength = self._codes[hit[0]]
                found.append((hit, adjectives.get(hit.start() - 1, place), strength))
        places = [NamedPlace(place.id, place.answers_as, strength, *hit.span()) for hit, place, strength in found]
        places.sort(key=lambda place: (-place.strength, place.start))
        return list({place.id: place for place in reversed(places)}.values())[::-1]


def certain(places: Iterable[NamedPlace]) -> str | None:
    """The one place that a signpost may be shown for, or None."""
    strong = [place.id for place in places if place.strength >= _SIGNPOST_ONLY and place.id != "international"]
    return strong[0] if strong else None


def _is_code(written: str) -> bool:
    return len(written) <= 5 and written.isupper() and written.isalpha()


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def _alternatives(terms: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    words = sorted((term for term in terms if any(char.isalnum() for char in term)), key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else r"(?!)", flags)
