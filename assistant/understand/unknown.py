"""What a question is about that the corpus has no word for: a disease or a country that no statement names.

Embeddings put "stem cells for gout" next to every other "stem cells for …", so a near statement is no proof that the
subject is covered. The word in the subject's place decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from assistant.understand.concepts import tokenise

_SLOT = re.compile(
    r"\b(?:for|in|of|to|treats?|treating|cures?|helps?|fix(?:es)?|with|against|on|regrow|regenerate|reverse|have)\s+"
    r"(?P<words>(?:[^\W_][\w'’-]*\s*){1,4})",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"^\W*(?P<words>(?:[^\W_][\w'’-]*\s+){1,3})(?:and|stem|cells?|regulations?|laws?|rules?)\b", re.IGNORECASE
)
_ASIDE = re.compile(r"\((?P<words>(?:[^\W_][\w'’-]*\s*){1,4})\)")
_ASKED_OF = re.compile(
    r"^\W*(?:(?:so|and|but|ok(?:ay)?|hi|hello|please|also|then)\W+)*"
    r"(?:(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would)"
    r"|(?:what(?:'s| is| are| was)|whats|who (?:is|are)|tell me about|how (?:much|good|safe|long|well|bad)(?: (?:is|are|does|do|did))?))\s+"
    r"(?:(?:the|this|a|an)\s+)?(?P<words>[^\W_][\w'’-]*)",
    re.IGNORECASE,
)
"""What a question begins by asking of: "is X legit", "what is X"."""
_SAID_OF = re.compile(
    r"^\W*(?:(?:so|and|but|ok(?:ay)?|hi|hello|please)\W+)*(?:is|are|was|were)\b[^?.!,;]{2,60}?\s(?P<words>[^\W_][\w'’-]*)\W*$",
    re.IGNORECASE,
)
"""What a question asks whether it holds, where it is one word: "are stem cells halal"."""
_PLAIN = frozenset(
    """please thanks sorry english german french today tonight tomorrow yesterday someone anyone everybody nobody
    neighbour neighbor church mate friend friends teacher project school homework phone page website article magazine
    people person folks grandad grandma granny auntie uncle nephew niece cousin holiday summer winter spring autumn
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december rats mice monkeys pigs dogs career life money paper novel family washington london
    worth future past group groups moment beginning general practice reality theory question
    questions answer answers plain simple words list bullet points""".split()
)
SHORTEST = 4
"""Letters of a word that can be a subject by itself."""


def unknown_subjects(
    text: str, is_known: Callable[[str], bool], is_nearly_known: Callable[[str], bool]
) -> tuple[str, ...]:
    """Words in a subject's place that are neither known to the corpus nor everyday, as they were written.

    `is_nearly_known` tells a word of the corpus with a letter wrong: at the ends of a question stands any word.
    """
    found: list[str] = []
    for head in (*_ASKED_OF.finditer(text), *_SAID_OF.finditer(text)):
        for token in tokenise(head["words"]):
            word = token.plain
            if len(word) > SHORTEST and word.isalpha() and word not in _PLAIN and not is_known(word):
                found += [] if is_nearly_known(word) else [token.written]
    for pattern in (_SLOT, _HEAD, _ASIDE):
        for slot in pattern.finditer(text):
            for token in tokenise(slot["words"]):
                word = token.plain
                if len(word) >= SHORTEST and word.isalpha() and word not in _PLAIN and not is_known(word):
                    found.append(token.written)
    return tuple(dict.fromkeys(found))


_USUAL_NAMES = {
    "turkey": "Turkey",
    "istanbul": "Turkey",
    "antalya": "Turkey",
    "russia": "Russia",
    "moscow": "Russia",
    "kyiv": "Ukraine",
    "kiev": "Ukraine",
    "zurich": "Switzerland",
    "geneva": "Switzerland",
    "bogota": "Colombia",
    "medellin": "Colombia",
    "kuala lumpur": "Malaysia",
    "penang": "Malaysia",
    "bali": "Indonesia",
    "jakarta": "Indonesia",
    "hanoi": "Vietnam",
    "saigon": "Vietnam",
    "cairo": "Egypt",
    "tehran": "Iran",
    "belgrade": "Serbia",
    "ivory coast": "Ivory Coast",
    "burma": "Myanmar",
    "cape verde": "Cape Verde",
}
"""Countries that ISO 3166 writes in another way than people do, and cities people travel to."""


@cache
def _country_names() -> dict[str, str]:
    import pycountry

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("name", "common_name"):
            name = getattr(country, attribute, None)
            if name:
                names[name.split(",")[0].casefold()] = name.split(",")[0]
    return names | _USUAL_NAMES


def countries(text: str) -> tuple[str, ...]:
    """Every country of ISO 3166 that `text` names, as it is usually written."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    names = _country_names()
    runs = (" ".join(words[start : start + length]) for length in (1, 2, 3) for start in range(len(words)))
    return tuple(dict.fromkeys(names[run] for run in runs if run in names))


def every_country() -> frozenset[str]:
    """The names by which a country can be said to be one that the corpus has nothing on."""
    return frozenset(_country_names().values())
