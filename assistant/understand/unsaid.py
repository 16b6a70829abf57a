"""A first question that leaves out what it is about: "does it work?" is taken to be about stem cell treatment.

Nobody has said anything before it, and this is what the page is for. The question as it was read is shown.
"""

from __future__ import annotations

import re

from assistant.library import SUBJECT_KINDS, Library
from assistant.phrases import capital

LONGEST = 9
"""Words: a longer message says itself what it is about."""
UNSAID = "stem cell treatment"

_ASKED_OF_IT = re.compile(
    r"\b(?:safe|work|works|worth|approved|legal|licen[cs]ed|proven|dangerous|risky|cost|covered|free|scam|legit|real|"
    r"help|helps|reversible|permanent|regulated|allowed|expensive|cheap|harm|harmful|cause)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"\b(?:it|this|they|these|this stuff|this treatment|the treatment)\b", re.IGNORECASE)
_OPENING = re.compile(
    r"^\W*(?:(?:hi|hello|hey|please|so|ok(?:ay)?|but|and|well)\W+)*(?:is|are|does|do|can|will|would|has|have|how|what|when)\b",
    re.IGNORECASE,
)
_OF_WHAT = re.compile(
    r"^\W*(?:what(?:'s| is| are)|whats|how (?:big|high) (?:is|are)|(?:tell me )?about|any) (?:the |its |their )?(?:\w+ )?"
    r"(?:risks?|side effects?|dangers?|downsides?|costs?|price|success rates?|evidence|benefits?|complications?)\W*$",
    re.IGNORECASE,
)


def with_subject(library: Library, text: str) -> str:
    """`text` with what it leaves out; `text` itself where it names a subject, or asks nothing of a treatment."""
    if len(text.split()) > LONGEST or _names_something(library, text):
        return text
    if _OF_WHAT.match(text):
        return f"{capital(text.rstrip(' ?.!'))} of {UNSAID}?"
    pronoun = _IT.search(text)
    if pronoun is None or not _OPENING.match(text) or not _ASKED_OF_IT.search(text):
        return text
    made = text[: pronoun.start()] + UNSAID + text[pronoun.end() :]
    return f"{capital(made.rstrip(' ?.!'))}?"


def _names_something(library: Library, text: str) -> bool:
    named = library.matcher.mentions(text, cues=False)
    return any(library.concept(one.concept).kind in SUBJECT_KINDS for one in named if one.end > one.start)
