"""The frame that closes every answer."""

from __future__ import annotations

from assistant import sections
from assistant.case import Case
from assistant.sections import say
from assistant.types import Section


def frame(case: Case, closing: str | None = None) -> Section:
    """The frame, with a word about personal details where there were any."""
    personal = case.screened is not None and case.screened.personal
    return sections.framing([say("personal-details")] if personal else [], closing)
