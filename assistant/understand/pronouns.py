"""Words that point back ("it", "those cells", "its") replaced by what they stand for."""

from __future__ import annotations

import re

from assistant.understand.carried import Carried

_NOUN = (
    r"(?:treatments?|therap(?:y|ies)|products?|cells?|drugs?|medicines?|procedures?|trials?|study|studies|stuff|things?|injections?|shots?|"
    r"method|approach|transplant|one|ones|pill|company|law|rule)"
)
POINTS = re.compile(
    rf"\b(?:it's|that's|they're|its|it|theirs?|they|them|(?:this|that|these|those)(?: (?:same )?{_NOUN})?|the (?:treatment|therapy|product|procedure|trial|study|drug|cells))\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:say|says|said|true|mean|means|think|know|sure|proof|evidence|heard|hear|read|told|shows?|showed|so|now|claim|claims|earlier|before|given|the fact|proven|proved|believe)\s$",
    re.IGNORECASE,
)
"""Before a "that" which points at nothing."""
_EVENT = re.compile(
    r"\b(?:decid\w+|did|do|done|does|found|find|count\w*|say|said|says|check\w*|caus\w+|happen\w*|conclud\w+|agree\w*|explain\w*|because of|know|knew|like)\s$",
    re.IGNORECASE,
)
"""Before a "that" which stands for what the question before it said, and not for a thing."""
_DOING = re.compile(
    r"\b(?P<who>(?:should|can|could|would|may|must|shall) (?:i|we|he|she|they|you|my \w+)) (?:do|try|get|go for|choose) (?:it|this|that)\b",
    re.IGNORECASE,
)
_OF_SELLERS = re.compile(
    r"(?:site|website|web page|page|ad|adverts?|brochure|leaflet|flyer|doctors?|rep|words?|claims?|staff|facebook)\b",
    re.IGNORECASE,
)
"""Behind a "their" which is a clinic's."""
_ALL_OF = re.compile(r"\b(?P<how>all|which|any|some|none|most|how many) of (?:them|these|those)\b", re.IGNORECASE)
_PUT = {"it's": "{} is", "that's": "{} is", "they're": "{} are", "its": "{}'s", "their": "{}'s", "theirs": "{}'s"}
_LINKS = re.compile(r"(?:\bfor|\bagainst|\bin)\s$", re.IGNORECASE)


def pointed(text: str, own: Carried, before: Carried) -> str:
    """`text` with its first pointing word replaced; `text` itself where that word points at nothing before it.

    A pointing word behind a treatment of the message's own ("is HSCT approved for it") stands for the illness.
    """
    if before.treatments() and _DOING.search(text):
        return _DOING.sub(lambda found: f"{found['who']} have {before.whole}", text, count=1)
    if before.group is not None and _ALL_OF.search(text):
        return _ALL_OF.sub(lambda found: f"{found['how']} {before.group}", text, count=1)
    for found in POINTS.finditer(text):
        word = found[0].casefold()
        if word == "that" and _JOINS.search(text[: found.start()]) and re.match(r"\s+\w", text[found.end() :]):
            continue
        if word in ("their", "its") and re.match(
            rf"\s+(?:\w+ )?{_OF_SELLERS.pattern}", text[found.end() :], re.IGNORECASE
        ):
            continue
        if before.about_a_body and word in ("those", "these", "that", "this"):
            return f"{text.rstrip('?. !')} ({before.stem})?"
        meant = _meant(text, found, own, before)
        if meant is None:
            continue
        if word in ("that", "this", "it", "those") and _EVENT.search(text[: found.start()]) and _ends(text, found):
            return f"{text.rstrip('?. !')} ({before.stem})?"
        put = _PUT.get(word, "{}").format(meant)
        return text[: found.start()] + put + text[found.end() :]
    return text


def _meant(text: str, found: re.Match[str], own: Carried, before: Carried) -> str | None:
    earlier = [one for one in own.treatments() if one.start < found.start()]
    if earlier:
        behind_link = _LINKS.search(text[: found.start()]) is not None
        if behind_link and before.illness is not None:
            return before.question[slice(*before.illness)]
        return None
    if found[0].casefold() in ("they", "them") and before.group is not None and not before.treatments():
        return before.group
    return before.thing if own.illness is not None else before.whole


def _ends(text: str, found: re.Match[str]) -> bool:
    return re.match(r"\W*$", text[found.end() :]) is not None
