"""A follow-up made into a question that stands alone, by rule: subject, place and facet are carried over.

Nothing is invented: every word comes from the message or from the patient's earlier questions. The rewritten
question is shown, so that a wrong guess can be seen and put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.library import SUBJECT_KINDS, Library
from assistant.types import Turn
from assistant.understand.concepts import Mention

_OPENING = re.compile(
    r"^\s*(?:(?:and|but|so|ok(?:ay)?|then|also|thanks?|now)\b[\s,:]*)*"
    r"(?:(?:what|how) about|what of|and|same (?:question )?for|(?:and )?in|(?:and )?for)\s+"
    r"(?P<rest>.{2,60}?)\s*\??\s*$",
    re.IGNORECASE,
)
_WHY = re.compile(r"^\s*(?:but |and |so )?(?:why|how come|how so|why not|why is that|why's that)\W*$", re.IGNORECASE)
_YES = re.compile(r"^\s*(?:yes|yes please|yep|yeah|sure|ok|okay|please|go on|tell me more|more)\W*$", re.IGNORECASE)
_POINTING = re.compile(r"\b(?:it|its|it's|they|them|their|that|this|these|those|the same|one|ones)\b", re.IGNORECASE)
_LEADING = re.compile(r"^\s*(?:and|but|so|then|also|ok|okay)\b[\s,]*", re.IGNORECASE)
LONGEST_FOLLOW_UP = 14
"""Words: a longer message is taken to stand alone."""


def standalone(library: Library, text: str, history: Sequence[Turn]) -> str:
    """`text` as a question that stands alone; `text` itself where it already does or nothing came before."""
    current: str | None = None
    for turn in history:
        if turn.role == "user":
            current = _joined(library, turn.content, current) if current else turn.content
    return _joined(library, text, current) if current else text


def _joined(library: Library, text: str, previous: str) -> str:
    if len(text.split()) > LONGEST_FOLLOW_UP:
        return text
    if _WHY.match(text):
        return f"{previous.rstrip('?. ')}: why?"
    if _YES.match(text):
        return previous
    subject = _subject(library, previous)
    own = _subject(library, text)
    if opening := _OPENING.match(text):
        return _swapped(library, previous, opening["rest"])
    if subject is None:
        return text
    named = previous[subject.start : subject.end]
    if own is None and _POINTING.search(text):
        return _LEADING.sub("", _POINTING.sub(named, text, count=1))
    if own is None and len(text.split()) <= 6:
        return f"{_LEADING.sub('', text).rstrip('?. ')} ({named})?"
    return text


def _swapped(library: Library, previous: str, new: str) -> str:
    """The previous question about another place, product or condition."""
    new_places = library.place_finder.named(new)
    old_places = [place for place in library.place_finder.named(previous) if place.strength >= 2]
    if new_places and not _subject(library, new):
        if old_places:
            old = min(old_places, key=lambda place: place.start)
            before = re.sub(r"\bthe $", "", previous[: old.start], flags=re.IGNORECASE)
            return before + library.place_name(new_places[0].id) + previous[old.end :]
        return f"{previous.rstrip('?. ')} in {library.place_name(new_places[0].id)}?"
    new_subject, old_subject = _subject(library, new), _subject(library, previous)
    if new_subject and old_subject:
        kind = library.concept(new_subject.concept).kind
        alike = [
            mention for mention in library.matcher.mentions(previous) if library.concept(mention.concept).kind == kind
        ]
        old_subject = alike[0] if alike else old_subject
        if alike or kind not in ("condition",):
            return previous[: old_subject.start] + new + previous[old_subject.end :]
    return f"{previous.rstrip('?. ')} ({new})?"


def _subject(library: Library, text: str) -> Mention | None:
    """What a question is about: its brand, product or trial before its condition."""
    order = (
        "brand",
        "trial",
        "product",
        "cell",
        "procedure",
        "law",
        "condition",
        "organisation",
        "regulator",
        "registry",
    )
    found = [
        mention for mention in library.matcher.mentions(text) if library.concept(mention.concept).kind in SUBJECT_KINDS
    ]
    return min(found, key=lambda mention: order.index(library.concept(mention.concept).kind), default=None)
