"""A request's JSON as a question: only what is known is read, and each refusal names the field."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import BadRequest
from assistant.registry.message import holds_record
from assistant.types import Question, Turn

MOST_TURNS = 40


class TooLongText(BadRequest):
    """A text in the request is longer than the limit."""

    status = 413


class ReceivedTurn(BaseModel):
    """One earlier message, as a question set gives it."""

    model_config = ConfigDict(strict=True, extra="ignore")

    role: Literal["user", "assistant"]
    content: str


class Received(BaseModel):
    """The body of a request. Unknown keys are ignored, so that a line of a question set can be sent."""

    model_config = ConfigDict(strict=True, extra="ignore")

    question: str
    place: str | None = Field(default=None, max_length=80)
    history: list[ReceivedTurn] = Field(default_factory=list, max_length=MOST_TURNS)
    id: str | None = Field(default=None, max_length=200)
    record: str | None = None


def question_from(received: Any, max_characters: int, max_record_bytes: int) -> Question:
    """The question in parsed JSON. Raises `TooLongText`, or `BadRequest` with the first wrong field."""
    if not isinstance(received, dict):
        raise BadRequest('Send one JSON object, such as {"question": "What is a stem cell?"}.')
    try:
        found = Received.model_validate(received)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"])
        raise BadRequest(f"Look at `{field}`: {first['msg']}.") from None
    earlier = sum(len(turn.content) for turn in found.history)
    longest = max(max_characters, max_record_bytes) if holds_record(found.question) else max_characters
    if len(found.record or "") > max_record_bytes or len(found.question) > longest or earlier > max_characters:
        if len(found.record or "") > max_record_bytes:
            raise TooLongText(f"Send the record of one study, of up to {max_record_bytes:,} bytes.")
        raise TooLongText(
            f"Send up to {max_characters:,} characters, such as a headline and the paragraph with the claim."
        )
    return Question(
        text=whole(found.question),
        place=whole(found.place) if found.place else None,
        history=tuple(Turn(turn.role, whole(turn.content)) for turn in found.history),
        id=whole(found.id) if found.id is not None else None,
        record=whole(found.record) if found.record is not None else None,
    )


def whole(text: str) -> str:
    """`text` with half characters replaced: JSON can carry them, and nothing can print them."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
