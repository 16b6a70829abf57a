"""The schema of signposts and places: whom to call, and how patients name where they are."""

from __future__ import annotations

from datetime import date

from pydantic import Field, model_validator

from corpus.model import Record, Slug, Text


class Signpost(Record):
    """A number or address. Only `verified: true` may ever be shown: a page stating it was read."""

    number: Text | None = None
    what: Text | None = None
    body: Text | None = None
    say: Text | None = None
    how: Text | None = None
    url: Text | None = None
    email: Text | None = None
    hours: Text | None = None
    note: Text | None = None
    always_open: bool | None = None
    source: Text | None = None
    evidence: Text | None = None
    verified: bool

    @model_validator(mode="after")
    def _verified_has_source(self) -> Signpost:
        if self.verified and not self.source:
            raise ValueError("a verified signpost names the page that was read in `source`")
        return self


class PlaceSignposts(Record):
    """Everything there is for one place; emergency numbers first."""

    place: Slug
    name: Text
    topic_place: Slug | None = None
    part_of: Slug | None = None
    note: Text | None = None
    emergency: list[Signpost] = Field(default_factory=list)
    crisis: list[Signpost] = Field(default_factory=list)
    medical_advice: list[Signpost] = Field(default_factory=list)
    report: list[Signpost] = Field(default_factory=list)


class Signposts(Record):
    """All places, with the day the list was last checked."""

    version: int
    checked: date
    recheck_months: int
    places: list[PlaceSignposts]

    @model_validator(mode="after")
    def _unknown_is_there(self) -> Signposts:
        if "unknown" not in {entry.place for entry in self.places}:
            raise ValueError("the place `unknown` is missing: it is what a patient sees who has not named a country")
        return self


class Place(Record):
    """How patients name a place, and the topic place whose statements answer for it."""

    id: Slug
    topic_place: Slug | None = None
    falls_to: Slug | None = None
    names: list[Text] = Field(default_factory=list)
    demonyms: list[Text] = Field(default_factory=list)
    cities_regions: list[Text] = Field(default_factory=list)
    cues: list[Text] = Field(default_factory=list)
    currency: list[Text] = Field(default_factory=list)
    lay: list[Text] = Field(default_factory=list)
    misspellings: list[Text] = Field(default_factory=list)

    @property
    def answers_as(self) -> str:
        """The place id that statements are tagged with."""
        return self.topic_place or self.falls_to or "international"


class Places(Record):
    version: int
    places: list[Place]
