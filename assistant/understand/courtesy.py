"""Thanks, goodbyes and a plain "no": messages that want a kind word and no search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from assistant.types import Turn

Courtesy = Literal["about-hello", "about-thanks", "about-no"]
"""The wording that answers."""

LONGEST = 120
"""Characters of a courtesy."""

_HELLO = r"hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|howdy|namaste"
_THANKS = (
    r"thanks?|thank you|thx|ty|many thanks|cheers|ta|much appreciated|appreciate it|i appreciate (?:it|that|this)|bye|bye bye|goodbye|see (?:you|ya)|"
    r"good night|take care|have a (?:nice|good|great|lovely) (?:day|evening|night|weekend)|(?:that|this|it) (?:was|is|has been|s|really)? ?(?:very |so |really |most )?help(?:ful|ed|s)(?: me| us)?|"
    r"very helpful|that'?s (?:all|it|everything|great|good|very kind|kind|helpful)|that is all|that was all|all done|nothing else|you'?ve been (?:very |so |really )?(?:helpful|kind)|"
    r"god bless(?: you)?|bless you|i'?m done|got it|understood|i see|makes sense|that makes sense|good to know|interesting|wow|great|perfect|lovely|brilliant|awesome|nice"
)
_NO = r"no|nope|nah|no thanks?|no thank you|not (?:now|really|today|yet|at the moment)|never mind|nevermind|forget it|no need|i'?m (?:good|fine|ok(?:ay)?)|no more questions|leave it|stop|that'?s ok(?:ay)?"
_FILLER = (
    r"there|so much|a lot|very much|again|and|for (?:now|everything|that|this|(?:all )?(?:of )?(?:the|your) (?:help|information|info|answers?|time))|all|to you|"
    r"ok(?:ay)?|well|oh|ah|then|really|just|that|to|you|mate|love|dear|everyone|team|fieldmap|doc|doctor|friend|x+|lol"
)
_GAP = r"[\s,.!;:)\-–…🙏👍❤️😊🙂]*"


def _only(*words: str) -> re.Pattern[str]:
    """A message that is made of these words and of filler."""
    return re.compile(rf"{_GAP}(?:(?:{'|'.join(words)})\b{_GAP})+", re.IGNORECASE)


_GREETS, _PARTS, _DECLINES = _only(_HELLO, _FILLER), _only(_HELLO, _THANKS, _NO, _FILLER), _only(_NO, _FILLER)
_SAYS_HELLO, _SAYS_THANKS, _SAYS_NO = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (_HELLO, _THANKS, _NO)
)


def courtesy(text: str, history: Sequence[Turn] = ()) -> Courtesy | None:
    """The wording that answers a greeting, thanks or a refusal; None for a message that says more.

    "Ok" is a greeting at the start of a conversation only: later on it takes up what was offered.
    """
    plain = text.replace("’", "'")
    if len(plain) > LONGEST or not any(letter.isalpha() for letter in plain):
        return None
    if _SAYS_HELLO.search(plain) and _GREETS.fullmatch(plain):
        return "about-hello"
    if _SAYS_NO.search(plain) and _DECLINES.fullmatch(plain):
        return "about-no"
    if _SAYS_THANKS.search(plain) and _PARTS.fullmatch(plain):
        return "about-thanks"
    if not history and re.fullmatch(rf"{_GAP}(?:ok(?:ay)?|yes|yeah|well)\b{_GAP}", plain, re.IGNORECASE):
        return "about-hello"
    return None
