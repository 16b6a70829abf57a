"""The schema of routing examples: messages with the behaviour, or the facet, that is right for them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from corpus.model import Facet, Record, Text

RoutedBehaviour = Literal[
    "answer",
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
    "answer-with-limits",
]


class Example(Record):
    """A message and, where it differs from the file's behaviour, the route that is right."""

    text: Text
    route: RoutedBehaviour | None = None
    language: str | None = None
    why: str | None = None


class BehaviourExamples(Record):
    """Messages that are one behaviour, and look-alikes that are another."""

    behaviour: RoutedBehaviour
    note: Text
    examples: list[Example]
    near_misses: list[Example] = Field(default_factory=list)

    def labelled(self) -> list[tuple[str, str]]:
        """Every message of the file with its right behaviour."""
        own = [(example.text, str(example.route or self.behaviour)) for example in self.examples]
        return own + [(miss.text, str(miss.route or "answer")) for miss in self.near_misses]


class FacetExamples(Record):
    """Questions that ask for one kind of fact."""

    id: Facet
    means: Text
    examples: list[Text]


class Facets(Record):
    version: int
    facets: list[FacetExamples]
