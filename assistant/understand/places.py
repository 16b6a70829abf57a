"""Which place a question names: countries, cities, regulators and laws, as `corpus/places.yaml` lists them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
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


_NO_PLACE = re.compile(
    r"\b(?:turkey (?:tails?|mushrooms?|meat|sandwich\w*|dinner|breast)|guinea[- ]pigs?|brazil[- ]nuts?|french (?:fries|press|toast|horn)|spanish (?:flu|speak\w*)|german measles|"
    r"japanese encephalitis|chinese hamsters?(?: ovary)?|hong kong flu|rocky mountain|panama hats?|new england journal\w*|boston scientific|"
    r"(?:english|french|spanish|german|italian|portuguese|japanese|korean|chinese|thai|arabic|russian|polish|turkish|hindi) (?:words?|language|translation|version|speak\w*|subtitles?)|"
    r"(?:in|into|to|speak|speaks) (?:plain |simple |easy )?(?:english|french|spanish|german|italian|portuguese|japanese|korean|chinese|thai|arabic|russian|polish|turkish|hindi)"
    r"(?=\W*(?:$|please|too|as well|,|\.|\?)))",
    re.IGNORECASE,
)
"""Words that look like a place and are an animal, a food, an illness, a journal or a language."""


class NamedPlace(NamedTuple):
    """A place in a text; `answers_as` is the place id that statements are tagged with."""

    id: str
    answers_as: str
    strength: int
    start: int
    end: int


class PlaceFinder:
    """Finds places in text. Built once per release."""

    def __init__(self, places: Places, names: Callable[[str], bool] = lambda written: False) -> None:
        """`names` tells whether a term is the name of a product or trial: to name one is not to name a place."""
        terms: dict[str, tuple[Place, int]] = {}
        for place in places.places:
            for field, strength in _STRENGTH:
                for written in getattr(place, field):
                    if field in ("cues", "lay") and names(written):
                        continue
                    terms.setdefault(written, (place, strength))
        self._terms = {key.casefold(): value for key, value in terms.items() if not _is_code(key)}
        self._codes = {key: value for key, value in terms.items() if _is_code(key)}
        self._pattern = _alternatives(self._terms, re.IGNORECASE)
        self._code_pattern = _alternatives(self._codes, re.NOFLAG)

    def named(self, text: str) -> list[NamedPlace]:
        """Every place in `text`, the strongest and then the first in the text first, each once.

        "Thai FDA" is Thailand's: a regulator that stands behind another country's adjective is not America's.
        """
        text = _NO_PLACE.sub(lambda hit: "·" * len(hit[0]), text)
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


_IN_ANY_CASE = frozenset(
    "USA UK EU UAE NZ NHS FDA EMA MHRA TGA NHMRC PMDA MHLW MFDS NMPA CDSCO ICMR CDC NIH HSA".split()
)
"""Codes that are no word in small letters: `is it legal in the usa`."""


def _is_code(written: str) -> bool:
    """Whether a term counts in capitals only."""
    return len(written) <= 5 and written.isupper() and written.isalpha() and written not in _IN_ANY_CASE


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def _alternatives(terms: Iterable[str], flags: re.RegexFlag) -> re.Pattern[str]:
    words = sorted((term for term in terms if any(char.isalnum() for char in term)), key=len, reverse=True)
    joined = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if joined else r"(?!)", flags)
