"""One question on its way through the steps. Each step returns a new case; none changes one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.claims import ClaimCheck
from assistant.evidence import Evidence
from assistant.layouts import Layout
from assistant.library import Library
from assistant.registry.message import RecordMessage
from assistant.screen import Screened
from assistant.types import Behaviour, Citation, Question, Section
from assistant.understand.reading import Understanding
from corpus.importers.registry import RegistryNumber
from corpus.model import Distinction, StageId

ENDS_AT_ONCE: frozenset[Behaviour] = frozenset({"emergency", "crisis", "unreadable", "unsupported-language"})
"""Behaviours that need no evidence."""
URGENT: frozenset[Behaviour] = frozenset({"emergency", "crisis"})
"""Behaviours whose signpost must reach the person whatever else fails."""
if TYPE_CHECKING:
    from assistant.writing.types import WritingRecord
    from assistant.writing.writer import Writer


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """What is known so far about one question."""

    question: Question
    library: Library
    today: date
    suspended: frozenset[str] = frozenset()
    aged: frozenset[str] = frozenset()
    """Statements that nobody has read again for too long to let them lead."""
    max_characters: int = 30_000
    max_record_bytes: int = 1_000_000
    record: RecordMessage | None = None
    """A registry record that was sent, with the person's own words around it."""
    unknown_numbers: tuple[RegistryNumber, ...] = ()
    """Registry numbers in the question on which the corpus holds nothing."""
    only_unknown_numbers: bool = False
    """Whether the question is about such numbers, and names none that the corpus knows."""
    behaviour: Behaviour | None = None
    """Decided as soon as a step can; the steps after it that are not needed are passed over."""
    text: str = ""
    """The cleaned message."""
    language: str = "en"
    screened: Screened | None = None
    understanding: Understanding | None = None
    about: str | None = None
    """The fixed answer to a question about the assistant itself."""
    evidence: Evidence | None = None
    layout: Layout | None = None
    """Set where the question asks for a comparison, many countries or a list."""
    parts: tuple[Case, ...] = ()
    """The questions of a message that asks several, each read and judged for itself."""
    left_over: int = 0
    """How many questions more the message asks."""
    claim_check: ClaimCheck | None = None
    distinctions: tuple[Distinction, ...] = ()
    stage: StageId | None = None
    sections: tuple[Section, ...] = ()
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    verified: frozenset[str] = frozenset()
    """Lines in the sections, as they stand there without their marks, that a model wrote and the checker let pass."""
    writer: Writer | None = None
    """Asked for a paragraph where a model is set."""
    writing: WritingRecord | None = None

    @property
    def reading(self) -> Understanding:
        """The understanding, for steps that come after it."""
        if self.understanding is None:
            raise ValueError("this step needs a message that has been read")
        return self.understanding

    @property
    def found(self) -> Evidence:
        """The evidence, for steps that come after it."""
        if self.evidence is None:
            raise ValueError("this step needs evidence")
        return self.evidence
