"""What the web part needs of the assistant, and nothing more."""

from __future__ import annotations

from typing import Protocol

from assistant.shown import Shown
from assistant.types import Answer, Question
from corpus.model import StageId


class Answering(Protocol):
    """The door that pages and API ask through. `assistant.Assistant` is one; tests may bring their own."""

    def open(self) -> None:
        """Opens the active release. Raises `NotReady`, with what to run."""

    def ask(self, question: Question) -> Answer:
        """The answer to a question. Raises `NotReady` while no release is open."""

    def places(self) -> list[tuple[str, str]]:
        """Id and name of every place that a patient can set."""

    def stages(self) -> list[tuple[StageId, str]]:
        """The seven stages in order, with their names."""

    def shown(self) -> Shown:
        """What pages may print now. Raises `NotReady`."""

    @property
    def release_id(self) -> str | None:
        """The release that answers, or None before one is open."""

    @property
    def starters(self) -> tuple[str, ...]:
        """Questions to begin with."""

    @property
    def frame(self) -> str:
        """The short not-advice line."""
