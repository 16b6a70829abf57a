"""What may be shown at this moment: the open release without what is suspended, and the age of each statement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.library import Library
from corpus.freshness import Freshness, freshness
from corpus.model import KeyAnswer, Source
from index.contents import PublishedStatement


@dataclass(frozen=True)
class Shown:
    """The release as pages may print it now. Taken anew for every page, so that a suspension counts at once."""

    library: Library
    today: date
    suspended: frozenset[str]
    grace_months: int

    @property
    def aged(self) -> frozenset[str]:
        """Ids of statements that are too old to lead."""
        return self.library.aged(self.today, self.grace_months)

    def statements(self) -> Iterable[PublishedStatement]:
        """Every statement that may be shown."""
        return (one for key, one in self.library.contents.statements.items() if key not in self.suspended)

    def key_answers(self) -> Iterable[KeyAnswer]:
        """Key answers that are not suspended, stand on nothing suspended, and on nothing too old to lead."""
        not_leading = self.suspended | self.aged
        return (
            answer
            for key, answer in self.library.contents.key_answers.items()
            if key not in self.suspended and not_leading.isdisjoint(answer.stands_on)
        )

    def of_source(self, source: Source) -> list[PublishedStatement]:
        """The statements of one document that may be shown, in the order of its file."""
        return [one for one in self.statements() if one.source.id == source.id]

    def age(self, one: PublishedStatement) -> Freshness:
        """How long ago the statement's source was read, in the terms of `corpus.freshness`."""
        return freshness(one.verification, self.today, self.grace_months)
