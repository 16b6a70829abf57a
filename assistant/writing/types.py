"""What passes between prompt, model and checker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Offered:
    """A statement that a model may write from."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line that a model wrote, with the ids of the statements it says it stands on."""

    text: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a line, or a whole reply, is refused. `name` is one of a fixed list, `detail` is for a reader."""

    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name}: {self.detail}" if self.detail else self.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checker says of one line; without failures it may be shown."""

    line: Line
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


@dataclass(frozen=True, slots=True)
class WritingRecord:
    """What happened when an answer was written, for whoever measures it. No words of the model are in it."""

    model: str
    calls: int = 0
    tokens: int = 0
    """Of prompt and reply together, as the provider counts them, else as estimated."""
    shown: int = 0
    """Lines that were shown; none: the plain answer went out alone."""
    fallback: str | None = None
    """The name of the reason why the plain answer went out alone."""
    verdicts: Mapping[str, int] = field(default_factory=dict)
    """How many lines passed, and how many were refused for what first."""
