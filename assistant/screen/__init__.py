"""The first step: what a message is before anyone tries to answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.screen.injection import Injection, injection
from assistant.screen.personal import personal_details, scrubbed
from assistant.screen.text import clean, folded, unreadable_reason
from assistant.screen.urgent import Urgency, urgent

__all__ = [
    "Injection",
    "Screened",
    "Urgency",
    "clean",
    "folded",
    "injection",
    "personal_details",
    "screen",
    "scrubbed",
    "unreadable_reason",
    "urgent",
]


@dataclass(frozen=True, slots=True)
class Screened:
    """A cleaned message and everything found in it. Which finding wins is the pipeline's decision."""

    text: str
    urgency: Urgency | None
    injection: Injection | None
    personal: tuple[str, ...]
    unreadable: Literal["empty", "gibberish"] | None


def screen(raw: str) -> Screened:
    """The findings of all screens. An urgent message is never called unreadable, however short it is."""
    text = clean(raw)
    urgency = urgent(text)
    return Screened(
        text=text,
        urgency=urgency,
        injection=injection(raw),
        personal=personal_details(text),
        unreadable=None if urgency else unreadable_reason(text),
    )
