"""A reply as lines. It is one JSON object of the form that was asked for, or it is refused as a whole."""

from __future__ import annotations

import json

from assistant.writing.errors import ReplyUnusable
from assistant.writing.prompt import MOST_LINES
from assistant.writing.types import Line

LONGEST_REPLY = 20_000
"""Characters; a longer reply is not read."""
MOST_READ = 2 * MOST_LINES


def parse(reply: str) -> tuple[Line, ...]:
    """The lines of a reply. Raises `ReplyUnusable` for anything else than the one object, whatever stands around it."""
    if not reply.strip():
        raise ReplyUnusable("empty-reply", "nothing was written")
    if len(reply) > LONGEST_REPLY:
        raise ReplyUnusable("reply-too-long", f"{len(reply)} characters")
    try:
        found = json.loads(reply)
    except (ValueError, RecursionError) as error:
        raise ReplyUnusable("not-json", type(error).__name__) from None
    if not isinstance(found, dict) or set(found) != {"lines"} or not isinstance(found["lines"], list):
        raise ReplyUnusable("wrong-shape", "one object with the key lines")
    if len(found["lines"]) > MOST_READ:
        raise ReplyUnusable("wrong-shape", f"{len(found['lines'])} lines")
    return tuple(_line(one) for one in found["lines"])


def _line(one: object) -> Line:
    if not isinstance(one, dict) or set(one) != {"text", "ids"}:
        raise ReplyUnusable("wrong-shape", "each line has text and ids")
    text, ids = one["text"], one["ids"]
    if not isinstance(text, str) or not isinstance(ids, list) or not all(isinstance(key, str) for key in ids):
        raise ReplyUnusable("wrong-shape", "text is a string and ids a list of strings")
    return Line(text.strip(), tuple(ids))
