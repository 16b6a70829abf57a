"""What the checks look at: an answer about to leave, the case it was made for, and the answer read back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.case import Case
from assistant.outgoing.own_words import own_words
from assistant.outgoing.pieces import Role
from assistant.outgoing.reading import Reader, Spoken, Unread
from assistant.outgoing.vetted import Vetted, vetted
from assistant.types import Answer


@dataclass(frozen=True, slots=True)
class Failure:
    """A check that did not hold. `detail` names records and sections, and never a person's words."""

    check: str
    detail: str


@dataclass(frozen=True)
class Leaving:
    """An answer about to leave."""

    answer: Answer
    case: Case
    vetted: Vetted
    spoken: Sequence[Spoken]
    unread: Sequence[Unread]

    @property
    def numbers(self) -> dict[int, str]:
        """The statement behind each citation number."""
        return {citation.n: citation.statement_id for citation in self.answer.citations}

    def records(self, role: Role) -> frozenset[str]:
        """Ids of every record that the answer speaks with, under one role."""
        return frozenset(key for part in self.spoken for key in part.ids(role))

    def texts(self) -> frozenset[str]:
        """Every vetted text of the answer, whole."""
        return frozenset(part.text for part in self.spoken)

    def says(self, wording: str) -> bool:
        """Whether a fixed sentence stands in the answer, with variables or without."""
        return any(part.wording == wording or wording in part.ids(Role.WORDING) for part in self.spoken)


Check = Callable[[Leaving], Iterator[str]]
"""Yields what does not hold, in a few words each; nothing where all is well."""


def read_back(answer: Answer, case: Case, verified: frozenset[str] = frozenset()) -> Leaving:
    """The answer, read back against the release that it was made from."""
    known = vetted(case.library)
    quotes = [citation.quote for citation in answer.citations]
    explains_record = case.record is not None and case.record.fault is None
    reader = Reader(known, own_words(case), quotes, explains_record, verified)
    spoken, unread = reader.read(answer.sections)
    return Leaving(answer, case, known, spoken, unread)
