"""What passes between the steps, and what goes in and out of the door. All of it is frozen."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, get_args

from corpus.model import StageId

if TYPE_CHECKING:
    from assistant.writing.types import WritingRecord

Behaviour = Literal[
    "answer",
    "answer-with-limits",
    "decline-personal-advice",
    "emergency",
    "crisis",
    "decline-clinic-ranking",
    "claim-check",
    "out-of-scope",
    "refuse-injection",
    "no-vetted-source",
    "unsupported-language",
    "unreadable",
]
"""The twelve ways an answer can end; `answer.schema.json` says what each promises."""

BEHAVIOURS: tuple[Behaviour, ...] = get_args(Behaviour)

SectionKind = Literal[
    "signpost",
    "decline",
    "lead",
    "evidence",
    "limits",
    "distinction",
    "stage",
    "claim",
    "questions",
    "next-steps",
    "framing",
]

CitationKind = Literal["statement", "passage"]
Author = Literal["editors", "model"]

Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """What a patient typed or pasted, with what is known around it."""

    text: str
    place: str | None = None
    """A place id (`us`, `japan`) that the patient has set; a place named in the text counts first."""
    history: tuple[Turn, ...] = ()
    """Earlier turns, oldest first. From our own session store or a question set, never from the browser."""
    id: str | None = None
    """Given back with the answer in a batch."""
    record: str | None = None
    """The text of a registry record that came beside the question, in a file or a field of its own."""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of an answer: fixed wording and quoted statements, in Markdown, with `[n]` markers."""

    kind: SectionKind
    text: str
    citations: tuple[int, ...] = ()
    author: Author = "editors"
    """`model`: lines that a language model wrote and the checker let pass; everything else is ours."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A quoted statement, or the passage it stands on, with its source. `n` numbers it in this answer; ids identify."""

    n: int
    source_id: str
    statement_id: str
    kind: CitationKind
    quote: str
    title: str
    publisher: str
    url: str
    locator: str | None
    published: str | None
    verified: str
    verification: Literal["source-text", "secondary-text"]
    jurisdiction: str
    lane: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant returns for one question; `to_dict` is the public contract."""

    question: str
    behaviour: Behaviour
    language: str
    text: str
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...]
    distinctions: tuple[str, ...]
    stage: StageId | None
    release: str
    writer: str = "quotes"
    jurisdictions: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data that validates against `answer.schema.json`."""
        plain = asdict(self)
        plain["stage"] = self.stage.value if self.stage else None
        for section in plain["sections"]:
            if section["author"] == "editors":
                del section["author"]
        return plain

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of a kind, if there is one."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def plain_sections(self) -> tuple[Section, ...]:
        """The sections that no model had a part in."""
        return tuple(section for section in self.sections if section.author == "editors")


@dataclass(frozen=True, slots=True)
class Observed:
    """An answer with what it was decided by, for whoever measures it. No patient sees it."""

    answer: Answer
    similarity: float | None = None
    """Of the best hit, by which it was judged whether the evidence is enough; None where nothing was searched."""
    sufficiency: str | None = None
    routed: str | None = None
    """The behaviour that the wording or the classifier called for, before evidence was looked at."""
    sureness: float | None = None
    decided_by: str | None = None
    withheld: tuple[str, ...] = ()
    """The checks that kept an answer from going out; this one went out in its place."""
    writing: WritingRecord | None = None
    """What happened when a model was asked to write; None where none was."""
