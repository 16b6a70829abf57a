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


def unknown_subjects(text: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """Words in a subject's place that are neither known to the corpus nor everyday, as they were written."""
    found: list[str] = []
    for pattern in (_SLOT, _HEAD, _ASIDE):
        for slot in pattern.finditer(text):
            for token in tokenise(slot["words"]):
                word = token.plain
                if len(word) >= SHORTEST and word.isalpha() and word not in _PLAIN and not is_known(word):
                    found.append(token.written)
    return tuple(dict.fromkeys(found))


@cache
def _country_names() -> dict[str, str]:
    import pycountry

    names: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("name", "common_name"):
            name = getattr(country, attribute, None)
            if name:
                names[name.split(",")[0].casefold()] = name.split(",")[0]
    return names


def countries(text: str) -> tuple[str, ...]:
    """Every country of ISO 3166 that `text` names, as it is usually written."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    names = _country_names()
    runs = (" ".join(words[start : start + length]) for length in (1, 2, 3) for start in range(len(words)))
    return tuple(dict.fromkeys(names[run] for run in runs if run in names))
