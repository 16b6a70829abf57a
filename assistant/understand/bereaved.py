"""Whether somebody tells of the death of a person close to them."""

from __future__ import annotations

import re

_CLOSE = (
    r"(?:(?:my|our)(?: (?:late|poor|dear|own|beloved|little|baby|only|old|best))* )"
    r"(?:dad|daddy|father|mum|mom|mam|mother|parents?|wife|husband|partner|fianc[eé]e?|son|daughter|child|boy|girl|baby|brother|sister|"
    r"gran\w*|nan|nana|uncle|aunt(?:ie|y)?|cousin|friend|mate|niece|nephew)"
)
_DIED = r"(?:died|passed away|passed on|passed (?:last|in|this|two|three|a)\b|didn'?t make it|did not make it|is dead|was dead|is gone|has gone)"
_TOLD = re.compile(
    rf"\b{_CLOSE}\b(?!'?s? (?:doctor|surgeon|neighbou?r|friend|clinic|dog|cat)\b)[^.!?]{{0,60}}?\b{_DIED}"
    rf"|\b(?:i|we)(?: have|'ve)?(?: just| recently)? (?:lost|buried) {_CLOSE}\b(?! (?:money|savings|sight|hair|hearing))"
    rf"|\b(?:dad|mum|mom|he|she)(?: still| then| just)? {_DIED}[^.!?]{{0,40}}(?:anyway|all the same|in the end|regardless)"
    rf"|\b(?:he|she|dad|mum|mom) (?:still )?{_DIED} (?:anyway|all the same|in the end|regardless)",
    re.IGNORECASE,
)
_NOT_SO = re.compile(
    r"\b(?:if|when|before|unless|until|nearly|almost|could have|might have|would have)\b[^.!?]{0,60}$", re.IGNORECASE
)


def tells_of_a_death(text: str) -> bool:
    """Whether the death of somebody near is told as something that happened, and not asked about or feared."""
    plain = text.replace("’", "'")
    return any(_NOT_SO.search(plain[: found.end()]) is None for found in _TOLD.finditer(plain))
