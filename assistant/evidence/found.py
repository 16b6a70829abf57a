"""What an answer is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.evidence.settings import THRESHOLDS
from corpus.model import Concept, KeyAnswer
from index.contents import PublishedStatement

Sufficiency = Literal["enough", "partly", "older", "nothing"]
"""`older`: only statements that nobody has read again for too long answer it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer is made of."""

    key_answer: KeyAnswer | None
    defined: tuple[Concept, ...]
    """Glossary entries that answer a question for a meaning, where no key answer does."""
    statements: tuple[PublishedStatement, ...]
    """Best first; the lead statement is the first one where there is no key answer."""
    sufficiency: Sufficiency
    similarity: float
    """Of the best hit: the score that sufficiency was judged by."""
    nearness: float = 1.0
    """Cosine of the question with the key answer's nearest ask, where there is a key answer."""
    missing_subjects: frozenset[str] = frozenset()
    """Subjects of the question that no statement here speaks of."""
    missing_places: tuple[str, ...] = ()
    """Places asked about for which nothing here holds: their ids, or the names of those the corpus does not have."""
    missing_price: bool = False
    """Whether a price is asked for of a product on whose price nothing here speaks."""
    related: tuple[KeyAnswer, ...] = ()
    """Key answers near by, for follow-ups."""
    older: tuple[PublishedStatement, ...] = ()
    """Statements that would answer, and were not read again in time: offered as older information."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the sources behind the statements, each once, in order."""
        return tuple(dict.fromkeys(one.source.id for one in self.statements))

    @property
    def topics(self) -> frozenset[str]:
        """Topics of the key answer, else of the leading statement."""
        if self.key_answer is not None:
            return frozenset(self.key_answer.topics)
        return frozenset(self.statements[0].statement.topics) if self.statements else frozenset()

    @property
    def is_near(self) -> bool:
        """Whether it surely answers the question, even if it does not answer all of it."""
        near = self.similarity >= THRESHOLDS.enough
        return self.key_answer is not None or self.sufficiency == "enough" or near

    @property
    def lead_statement(self) -> str | None:
        return self.statements[0].id if self.statements else None
