"""Several questions in one message, each made to stand alone.

A sentence that asks nothing is context: its subject is carried into the first question. What only asks whether one may
ask ("can you help?", "any thoughts?") is not a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.library import Library
from assistant.types import Turn
from assistant.understand.followup import standalone

MOST = 4
"""Questions answered in one go; a patient is told of the rest."""
LONGEST_MESSAGE = 1200
"""Characters: a longer one is a story or a paste, and is read as a whole."""
_SENTENCE = re.compile(r"(?<=[?!])[\"'”’)]*\s+|(?<=[.;])\s+(?=\S)|\n+|(?:^|\s)(?:\(?\d[.)]|[-*•])\s+")
_ASKS = r"(?:is|are|was|were|do|does|did|can|could|has|have|will|would|should|shall|what|what's|whats|how|why|when|which|who|who's|where|am)"
_JOINED = re.compile(
    rf"(?:,\s*|;\s*|\s+)(?:and|also|and also|plus|or|but|then)\s+(?:also\s+)?(?={_ASKS}\b(?!\s+(?:not|if)\b))|,\s+(?=(?:what|how|why)\b)|,\s+(?={_ASKS}\s+(?:it|they|that|this|there|the|is|are|does|do|much|many|can)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"^\W*(?:(?:and|but|so|also|then|ok|okay|please|hi|hello|hey|hiya|dear \w+|quick question|just|tell me|i want to know|i wonder)\W+)*{_ASKS}\b",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"^\W*(?:(?:can|could|would|will) (?:you|anyone|someone|somebody) (?:please )?(?:help|explain|advise|tell me|answer)\b.{0,25}|any (?:advice|thoughts|ideas?|help|info(?:rmation)?|opinions?)\b.{0,20}|"
    r"(?:what do you think|thoughts|right|ok|okay|yes|no|really|seriously|know what i mean|does (?:that|this) make sense|is (?:that|this) (?:true|right|correct|ok|so)|"
    r"what (?:should|can|do) (?:i|we) do|(?:is|are) (?:there )?any(?:one|body) (?:here|there)|may i ask|can i ask.{0,30}|why|how come)\b.{0,12})\W*$",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\W*what (?:do|does|did) (?:the )?(?:[\w-]+ )?[\w-]+ (?:say|show|find|report|require|recommend)\W*$",
    re.IGNORECASE,
)
"""Where the answer is to come from, which is no question of its own: "what do registries show"."""
_SHORTEST = 2
"""Words in a question."""


def questions_in(library: Library, text: str, history: Sequence[Turn] = ()) -> tuple[str, ...]:
    """The questions of a message, in order and each standing alone; fewer than two where it is to be read as a whole."""
    if len(text) > LONGEST_MESSAGE or text.count("?") > 12:
        return ()
    context = [*history]
    found: list[str] = []
    for sentence in (part.strip() for part in _SENTENCE.split(text) if part and part.strip()):
        if not _asks(sentence):
            context.append(Turn("user", sentence))
            continue
        for part in _parts(sentence):
            whole = standalone(library, part.rstrip(";, "), context)
            found.append(whole)
            context.append(Turn("user", whole))
    distinct = list(dict.fromkeys(found))
    return tuple(distinct) if len(distinct) > 1 else ()


def _asks(sentence: str) -> bool:
    if len(sentence.split()) < _SHORTEST or _EMPTY.match(sentence):
        return False
    return sentence.rstrip("\"'”’) ").endswith("?") or _QUESTION.match(sentence) is not None


def _parts(sentence: str) -> list[str]:
    """The questions joined by "and" in one sentence: "Is it approved and does it work?"."""
    pieces = [piece.strip(" ,;") for piece in _JOINED.split(sentence)]
    whole: list[str] = []
    for piece in pieces:
        if whole and (len(piece.split()) < _SHORTEST or not _QUESTION.match(whole[-1]) or _SOURCE.match(piece)):
            whole[-1] = f"{whole[-1]} {piece}"
        else:
            whole.append(piece)
    return whole if len(whole) > 1 else [sentence]
