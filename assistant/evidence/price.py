"""Whether a price is asked for, and whether what was found says anything of it."""

from __future__ import annotations

import re

from assistant.library import NAMED_KINDS, Library
from assistant.understand.reading import Understanding
from index.contents import PublishedStatement

_PRICE = re.compile(
    r"\b(?:costs?|price|prices|priced|pricing|cheap\w*|expensive|fees?"
    r"|how much (?:is|are|does|do|did|will|would|money)"
    r"|(?:(?:have|had|need|got) to|gotta|must|who|(?:do|does|did|will|would|should) (?:i|we|you|they|people|patients))"
    r" pay(?:s|ing)?)\b",
    re.IGNORECASE,
)
_OF_MONEY = re.compile(
    r"\b(?:dollars?|pounds|euros?|yen|prices?|costs?|pays?|paid|charge[ds]?|insur\w+|funded|free)\b|[$£€]", re.I
)


def asks_price(question: str) -> bool:
    """Whether a price is asked for; that somebody paid for something asks for none."""
    return _PRICE.search(question) is not None


def missing_price(library: Library, understanding: Understanding, chosen: tuple[PublishedStatement, ...]) -> bool:
    """Whether the price of a named product is asked for, and no statement that was found is about what it costs."""
    named = frozenset(item for item in understanding.subjects if library.concept(item).kind in NAMED_KINDS)
    if not named or understanding.facet != "access-cost" or not asks_price(understanding.asked):
        return False
    return not any(
        _OF_MONEY.search(one.statement.text) and named & library.statement_concepts[one.id] for one in chosen
    )
