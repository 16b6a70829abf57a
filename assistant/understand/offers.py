"""What our own last answer offered, for a bare "yes" to take up.

The one thing that is read of an earlier answer: a question of the corpus that stands in it word for word, or its last
sentence where that offers something. It becomes a question as if the patient had typed it, and is shown.
"""

from __future__ import annotations

import re

from assistant.library import Library

LONGEST_OFFER = 140
"""Characters of an offer that is taken up."""
_OFFER = re.compile(
    r"(?:\b(?:would you like|do you want|want|would you care|are you interested)(?: me)?(?: to (?:know|hear|see|read|learn|explain|show you|tell you))?"
    r"|\b(?:shall|should|can|may) i(?: also)? (?:explain|show|tell|describe|list)(?: you)?"
    r"|\bi can(?: also)? (?:explain|show|tell|describe|list)(?: you)?)"
    rf"(?: more)?(?: about)? (?P<what>[^.?!\n]{{3,{LONGEST_OFFER}}})[.?!]*\W*$",
    re.IGNORECASE,
)
_TAKES = re.compile(
    r"^\W*(?:(?:yes|yep|yeah|yup|sure|of course|ok(?:ay)?|please|do|go (?:on|ahead)|please do|i would|i'd like that|sounds good|why not|alright|"
    r"tell me(?: that)?(?: more)?|show me|that would be (?:good|great|nice|helpful)|both|thanks|then|the first(?: one)?|number (?:one|1)|1)\b\W*)+$",
    re.IGNORECASE,
)
_WHICH = ((2, re.compile(r"\b(?:second|two|2)\b", re.I)), (3, re.compile(r"\b(?:third|three|3|last)\b", re.I)))
_BY_NUMBER = re.compile(
    r"^\W*(?:yes\W+)?(?:the )?(?:second|third|last|number (?:two|three|2|3)|2|3)(?: (?:one|question))?(?: please)?\W*$",
    re.I,
)


def takes_up(text: str) -> bool:
    """Whether a message is a bare yes, or picks one of several things offered."""
    plain = text.replace("’", "'")
    return _TAKES.match(plain) is not None or _BY_NUMBER.match(plain) is not None


def offered(library: Library, said: str, text: str) -> str | None:
    """The question that `text` takes up from the answer `said`, or None when nothing was offered."""
    lines = [line.strip(" -*•\t0123456789.)") for line in said.splitlines()]
    known = {answer.question.casefold() for answer in library.contents.key_answers.values()}
    questions = [line for line in lines if line.casefold() in known]
    if questions:
        position = next((number for number, pattern in _WHICH if pattern.search(text)), 1)
        return questions[min(position, len(questions)) - 1]
    offer = _OFFER.search(said.replace("’", "'").rstrip())
    if offer is None:
        return None
    what = offer["what"].strip()
    return f"{what[:1].upper()}{what[1:]}?"
