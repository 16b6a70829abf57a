"""The schema of the corpus: what an editor may write, and what is refused.

Every class is one kind of record in one YAML file; `extra="forbid"` turns a typing error in a field name into a
refusal instead of a silence. Rules that need more than one file are in `corpus.lint`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]
StatementId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*/[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=160)
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$")]

Lane = Literal["standards", "academic", "programs", "industry", "regulators", "registries", "harms", "field-guide"]
SourceKind = Literal[
    "paper",
    "report",
    "regulator-page",
    "trial-record",
    "patient-guide",
    "review",
    "standard",
    "law",
    "position-statement",
    "registry",
    "court-ruling",
]
Facet = Literal[
    "approval",
    "benefit",
    "harm",
    "how-made",
    "access-cost",
    "trial-design",
    "oversight",
    "definition",
    "count",
    "history",
    "advice",
]

Finding = Literal["gain", "no-gain", "unclear"]
Rights = Literal[
    "public-domain",
    "cc0",
    "cc-by",
    "cc-by-sa",
    "open-government",
    "cc-by-nc",
    "cc-by-nd",
    "cc-by-nc-sa",
    "cc-by-nc-nd",
    "all-rights-reserved",
]
"""What a publisher allows with its own words; `corpus.rights` says which of them may be printed."""


class StageId(StrEnum):
    """The seven stages from laboratory to clinic, in order."""

    DISCOVERY = "discovery"
    LAB_MODEL = "lab-model"
    EARLY_HUMAN_TRIAL = "early-human-trial"
    DEFINED_PRODUCT = "defined-product"
    CONTROLLED_TRIAL = "controlled-trial"
    REGULATOR_REVIEW = "regulator-review"
    STANDARD_CARE = "standard-care"


def compiling(patterns: list[str]) -> list[str]:
    """The same patterns. Raises `ValueError` for one that is not a regular expression."""
    for pattern in patterns:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is not a regular expression ({error}): correct it") from None
    return patterns


class Record(BaseModel):
    """One record of the corpus: frozen, and closed to fields it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Verification(Record):
    """Who may rely on a statement: what was read, where, when, and when to read it again."""

    level: Literal["source-text", "secondary-text"] = Field(
        description="source-text: the document itself was read; secondary-text: another page that reports it"
    )
    url: WebAddress = Field(description="the address of the page that was read")
    date: datetime.date
    due: datetime.date = Field(description="when to read it again: 6 months for trials and approvals, 12 for the rest")

    @model_validator(mode="after")
    def _due_after_read(self) -> Verification:
        if self.due <= self.date:
            raise ValueError("due must be later than date: give the day on which to read the source again")
        return self


class CitedPassage(Record):
    """The words of the source that a statement stands on: a span in a document that was imported.

    The span may always be kept, because it is what reading again is compared by. The words stand here only where the
    rights of the source allow that they are printed (`corpus.rights`).
    """

    document: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the document's normalised text"
    )
    start: int = Field(ge=0, description="first character of the span in that text")
    end: int = Field(description="the character after its last")
    locator: Text = Field(description="page or heading in the original")
    text: Annotated[str, StringConstraints(min_length=1, max_length=1_000)] | None = Field(
        default=None, description="the words themselves, unchanged, inside one paragraph"
    )

    @model_validator(mode="after")
    def _span_holds(self) -> CitedPassage:
        if self.end <= self.start:
            raise ValueError("the span of a passage is empty: pick the words again")
        if self.text is not None and len(self.text) != self.end - self.start:
            raise ValueError("the words of a passage are not as long as its span: pick the words again")
        if self.text is not None and (self.text != self.text.strip() or len(self.text.splitlines()) > 1):
            raise ValueError("the words of a passage have blanks at their ends or a line break: pick the words again")
        return self


class Statement(Record):
    """One self-contained fact in an editor's own plain words. It prints unchanged or not at all."""

    slug: Slug
    text: Text
    locator: Text = Field(description="where in the page that was read")
    topics: list[Slug] = Field(min_length=1, max_length=6)
    facet: Facet
    place: Slug
    confidence: Literal["high", "medium", "low"]
    status: Literal["published", "draft"]
    verification: Verification | None = None
    names: list[Text] = Field(
        default_factory=list,
        description="businesses and persons in the text: shown only where the question is about that record",
    )
    asks: list[Text] = Field(min_length=1, description="questions a patient would type for this fact")
    passage: CitedPassage | None = Field(
        default=None, description="the words of the source that it stands on, from an imported document"
    )
    finding: Finding | None = Field(
        default=None,
        description="what a statement of benefit itself reports: a gain, no gain, or that it is not settled; "
        "left out where it reports no effect of a treatment on people",
    )
    grade_reason: Text | None = Field(
        default=None, description="why the text may be harder to read than `corpus.reading_grade` allows"
    )

    @model_validator(mode="after")
    def _published_is_verified(self) -> Statement:
        if self.status == "published" and self.verification is None:
            raise ValueError(
                "a published statement needs verification (level, url, date, due): "
                "add what was read, or set status: draft"
            )
        return self

    @model_validator(mode="after")
    def _finding_is_of_a_benefit(self) -> Statement:
        if self.finding is not None and self.facet != "benefit":
            raise ValueError(f"finding is for statements of facet benefit, and this one is {self.facet}: remove it")
        return self

    @model_validator(mode="after")
    def _names_stand_in_text(self) -> Statement:
        absent = [name for name in self.names if name not in self.text]
        if absent:
            raise ValueError(f"names {absent} do not stand in the text: copy them from it")
        return self

    @field_validator("asks")
    @classmethod
    def _asks_differ(cls, asks: list[str]) -> list[str]:
        if len({ask.casefold() for ask in asks}) != len(asks):
            raise ValueError("the same ask stands twice: remove one")
        return asks


class Product(Record):
    """What was given: kept beside the facts, never printed by itself."""

    name: Text
    cell_source: Text
    autologous_or_allogeneic: str | None = None
    route: Text
    dose: str | None = None


class Trial(Record):
    """How it was studied: kept beside the facts, never printed by itself."""

    phase: str | None = None
    enrolled: str | None = None
    comparator: str | None = None
    primary_endpoint: str | None = None
    status: str | None = None
    sponsor: str | None = None
    follow_up: str | None = None


class Source(Record):
    """One document of one publisher, with the statements that editors took from it."""

    id: Slug
    title: Text
    publisher: Text
    kind: SourceKind
    lane: Lane
    jurisdiction: Annotated[str, StringConstraints(pattern=r"^(?:[A-Z]{2}|international)$")]
    url: WebAddress
    identifiers: dict[str, str] = Field(default_factory=dict)
    published: Annotated[str, StringConstraints(pattern=r"^\d{4}(?:-\d{2}(?:-\d{2})?)?$")] | None = None
    rights: Rights | None = Field(
        default=None, description="what the publisher allows with its own words; left out where it is not known"
    )
    read_as: Text | None = Field(default=None, description="limits of what was read, for editors")
    stage: StageId | None = None
    product: Product | None = None
    trial: Trial | None = None
    shows: Text
    does_not_show: Text
    not_same_as: list[Text] = Field(default_factory=list)
    statements: list[Statement] = Field(min_length=1)

    @model_validator(mode="after")
    def _slugs_differ(self) -> Source:
        seen: set[str] = set()
        for statement in self.statements:
            if statement.slug in seen:
                raise ValueError(f"two statements are called {statement.slug}: give each its own slug")
            seen.add(statement.slug)
        return self

    def published_statements(self) -> Iterator[tuple[str, Statement]]:
        """Each statement a release may hold, with its full id `source/slug`."""
        for statement in self.statements:
            if statement.status == "published":
                yield f"{self.id}/{statement.slug}", statement


class KeyAnswer(Record):
    """An editor's short answer to a question patients really ask, standing on statements."""

    id: Slug
    question: Text = Field(description="the complete question; used as a follow-up and a heading")
    lead: Text
    asks: list[Text] = Field(min_length=3)
    topics: list[Slug] = Field(min_length=1)
    places: list[Slug] = Field(min_length=1)
    facet: Facet
    stands_on: list[StatementId] = Field(min_length=1)
    limits: Text
    grade_reason: Text | None = Field(
        default=None, description="why the lead may be harder to read than `corpus.reading_grade` allows"
    )

    @property
    def polarity(self) -> Literal["yes", "no", "not-yet"] | None:
        """What a yes/no question is answered with, read from the lead's first words."""
        opening = re.match(r"(?:(not yet|not proven yet)|(no)|(yes))\b", self.lead, re.IGNORECASE)
        if opening is None:
            return None
        return "not-yet" if opening[1] else "no" if opening[2] else "yes"


class Differences(Record):
    """Why two things differ, layer by layer; only the layers that do."""

    cell_source: Text | None = None
    process: Text | None = None
    disease: Text | None = None
    dose_route: Text | None = None
    endpoint: Text | None = None
    oversight: Text | None = None


class Triggers(Record):
    """When an answer has to draw a distinction (strongest rule first; see `assistant.distinctions`)."""

    phrases: list[Text] = Field(default_factory=list)
    any_concepts: list[Slug] = Field(default_factory=list)
    all_of: list[list[Slug]] = Field(default_factory=list)
    evidence_sources: list[Slug] = Field(default_factory=list)


class Distinction(Record):
    """Two things that are not the same, and when saying so is owed."""

    id: Slug
    short: Text
    sentence: Text
    things: list[Text] = Field(min_length=2, max_length=2)
    why: Differences
    triggers: Triggers
    not_triggered_by: list[Text] = Field(default_factory=list)
    narrower_than: Slug | None = None
    topics: list[Slug]
    question_to_ask: Text
    source_ids: list[Slug]
    priority: Literal[1, 2, 3]
    examples: list[Text] = Field(
        default_factory=list, description="messages that owe it, as patients write; a release learns from them"
    )
    look_alikes: list[Text] = Field(default_factory=list, description="messages in its words that do not owe it")


class Ambiguity(Record):
    """A term of a concept that can also mean something else, and the cue that decides."""

    term: Text
    could_also_mean: list[Text]
    cue: Text | None = None


class Concept(Record):
    """What patients, clinics and papers call a thing, and one plain sentence for it."""

    id: Slug
    name: Text
    kind: Literal[
        "process",
        "condition",
        "product",
        "brand",
        "cell",
        "law",
        "procedure",
        "organisation",
        "marketing-term",
        "regulator",
        "trial",
        "registry",
        "anatomy",
        "cue",
    ]
    aliases: list[Text] = Field(default_factory=list)
    lay: list[Text] = Field(default_factory=list)
    misspellings: list[Text] = Field(default_factory=list)
    patterns: list[Text] = Field(default_factory=list)
    definition: Text
    checked: str | None = None
    topics: list[Slug] = Field(default_factory=list)
    see_also: list[Slug] = Field(default_factory=list)
    ambiguous_with: list[Ambiguity] = Field(default_factory=list)

    @property
    def plain_name(self) -> str:
        """The name without what stands in brackets: nobody asks about "Lupus (SLE)" with the brackets."""
        return re.sub(r"\s*\([^)]*\)", "", self.name)

    @field_validator("patterns")
    @classmethod
    def _patterns_compile(cls, patterns: list[str]) -> list[str]:
        return compiling(patterns)


class Vocabulary(Record):
    """The closed lists that statements, key answers and distinctions are tagged with."""

    conditions: list[Slug]
    products: list[Slug]
    processes: list[Slug]
    places: list[Slug]
    facets: list[Facet]

    @property
    def topics(self) -> frozenset[str]:
        """Every topic id: conditions, products and processes."""
        return frozenset(self.conditions) | frozenset(self.products) | frozenset(self.processes)

    @property
    def tags(self) -> frozenset[str]:
        """What a record may be tagged with: every topic and every place."""
        return self.topics | frozenset(self.places)
