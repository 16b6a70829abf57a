"""Whether a question is put negatively, so that a bare "No." would read as its opposite.

"Isn't PRP approved?" and "So it is not dangerous?" are searched for as what they ask about ("Is PRP approved?"); the
answer then says which question it answers (`assistant/restated.py`).
"""

from __future__ import annotations

import re
from typing import Literal

Negation = Literal["yes-no", "why", "which"]
"""`yes-no`: answered by yes or no; `why`: takes the "not" for granted; `which`: asks for those that are not."""

_AUX = r"is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may|may|might"
_SHORT = r"isn't|aren't|wasn't|weren't|don't|doesn't|didn't|hasn't|haven't|hadn't|can't|cannot|couldn't|won't|wouldn't|shouldn't|ain't|isnt|arent|wasnt|werent|dont|doesnt|didnt|hasnt|havent|cant|couldnt|wont|wouldnt|aint"
_START = r"^\W*(?:(?:so|and|but|then|wait|hang on|ok(?:ay)?|well|oh|really|surely|i thought|hi|hello|please|sorry|just to check|in other words|to be clear)\b[\s,.!:]*)*"
_WHY = re.compile(
    rf"{_START}(?:why|how come|for what reason|what(?:'s| is) the reason)\b.*?(?:\b(?:{_SHORT})\b|\bnot\b|\bnever\b|\bno longer\b|\bstill no\b)",
    re.IGNORECASE,
)
_WHICH = re.compile(
    rf"{_START}(?:(?:which|what(?! if)|who|where|list|name|how many|tell me which|give me)\b[^?]{{0,60}}?\b(?:{_SHORT}|not|never|without)\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    rf"{_START}(?:(?P<short>{_SHORT})\b\s+(?!.*\b(?:know|understand|get it)\b)|(?P<aux>{_AUX})\s+(?:(?!(?:if|who|that|which|when|because|there)\b(?!\s+(?:is|are|was|were)\b))[\w'-]+\s+){{1,7}}?(?P<not>not|never|no longer)\b\s+(?!only\b|just\b|yet\b(?=\W*$)))",
    re.IGNORECASE,
)
_STATES = re.compile(
    # a statement with a question mark: no question word and no verb in front, one sentence, no side clause before the "not"
    rf"{_START}(?!(?:{_AUX}|which|what|who|where|how|why|when|i|i'm|we|my|if)\b)(?:(?!\b(?:if|who|that|which|when|because)\b)[^?.!;]){{0,60}}?"
    rf"(?:\b(?P<be>{_AUX})\s+(?:not|never|no longer)\b|'(?P<clipped>s|re)\s+not\b|\b(?P<short>{_SHORT})\b|(?P<bare>^\W*(?:so |then |and )*(?:not|never))\b)[^?.]*\?",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"[,.]\s*(?:is(?:n'?t)?|are(?:n'?t)?|does(?:n'?t)?|do(?:n'?t)?|did(?:n'?t)?|was(?:n'?t)?|were(?:n'?t)?|has(?:n'?t)?|have(?:n'?t)?|can(?:'?t)?|ca(?:n'?t)?|will|wo(?:n'?t)?)\s+(?:it|they|he|she|that|this|there|you|we|i)(?: not)?\s*\?\s*$",
    re.IGNORECASE,
)
LONGEST_STATEMENT = 160
"""Characters of a statement that is meant as a question."""
_FULL = {
    "isnt": "is", "arent": "are", "wasnt": "was", "werent": "were", "dont": "do", "doesnt": "does", "didnt": "did", "hasnt": "has",
    "havent": "have", "hadnt": "had", "cant": "can", "cannot": "can", "couldnt": "could", "wont": "will", "wouldnt": "would",
    "shouldnt": "should", "aint": "is",
}  # fmt: skip


def negation(text: str) -> Negation | None:
    """How a question is negated; None for one that is put positively, or that only has a "not" in a side remark."""
    plain = text.replace("’", "'")
    if _WHY.match(plain):
        return "why"
    if _ASKS.match(plain):
        return "yes-no"
    if _WHICH.match(plain):
        return "which"
    tagged = _TAG.search(plain)
    body = plain[: tagged.start()] + "?" if tagged else plain
    return "yes-no" if _STATES.match(body) and len(body) < LONGEST_STATEMENT else None


def positive(text: str) -> str:
    """A negative yes/no question without its "not": what it asks about. Every other text unchanged."""
    plain = text.replace("’", "'")
    if negation(text) != "yes-no":
        return text
    if asks := _ASKS.match(plain):
        if asks["short"]:
            start, end = asks.span("short")
            full = _FULL[asks["short"].casefold().replace("'", "")]
            return plain[:start] + (full.capitalize() if plain[start].isupper() else full) + plain[end:]
        start, end = asks.span("not")
        return plain[:start] + plain[end:].lstrip()
    states = _STATES.match(plain)
    if states is None:
        return text
    if states["be"]:
        gone = re.compile(rf"\b({states['be']})\s+(?:not|never|no longer)\b", re.IGNORECASE)
        return gone.sub(r"\1", plain, count=1)
    if states["clipped"] or states["bare"]:
        return re.sub(r"\b(?:not|never)\s+", "", plain, count=1, flags=re.IGNORECASE)
    start, end = states.span("short")
    return plain[:start] + _FULL[states["short"].casefold().replace("'", "")] + plain[end:]
