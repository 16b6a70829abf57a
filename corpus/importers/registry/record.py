"""A record of a study, as its registry gave it out: what every form of it is read into.

Words are the record's own and unchecked. Enumerations stand in the capitals of the newest form (`NOT_YET_RECRUITING`),
dates as `2019-11` or `2019-11-27`. `None` and empty tuples mean that the record does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["v2-json", "legacy-json", "legacy-xml", "legacy-csv"]


@dataclass(frozen=True, slots=True)
class RecordDate:
    """A day or a month, and whether it is over (`ACTUAL`) or planned (`ESTIMATED`)."""

    day: str
    kind: Literal["ACTUAL", "ESTIMATED"] | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A sponsor or collaborator. `kind` is the registry's class of it: `INDUSTRY`, `NIH`, `OTHER`."""

    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Arm:
    """A group of people in the study."""

    label: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Intervention:
    """Something that is given, done or looked at."""

    name: str
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Something that is measured, and when."""

    measure: str
    time_frame: str | None = None


@dataclass(frozen=True, slots=True)
class TrialRecord:
    """One study. Contacts, sites by name and posted result tables are left out on purpose."""

    form: Form
    number: str | None = None
    other_numbers: tuple[str, ...] = ()
    title: str | None = None
    official_title: str | None = None
    acronym: str | None = None
    study_type: str | None = None
    phases: tuple[str, ...] = ()
    status: str | None = None
    last_known_status: str | None = None
    why_stopped: str | None = None
    first_posted: RecordDate | None = None
    last_updated: RecordDate | None = None
    start: RecordDate | None = None
    primary_completion: RecordDate | None = None
    completion: RecordDate | None = None
    sponsor: Party | None = None
    collaborators: tuple[Party, ...] = ()
    conditions: tuple[str, ...] = ()
    enrolment: int | None = None
    enrolment_kind: Literal["ACTUAL", "ESTIMATED"] | None = None
    allocation: str | None = None
    model: str | None = None
    purpose: str | None = None
    masking: str | None = None
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[Outcome, ...] = ()
    other_outcomes: int = 0
    has_entry_rules: bool = False
    brief_summary: str | None = None
    description: str | None = None
    entry_rules: str | None = None
    """Long texts, with their line breaks; for editors who import a record."""
    sex: str | None = None
    minimum_age: str | None = None
    maximum_age: str | None = None
    healthy_volunteers: bool | None = None
    countries: tuple[str, ...] = ()
    """The country of each place, one entry a place."""
    results_posted: bool | None = None
    fda_regulated_drug: bool | None = None
    fda_regulated_device: bool | None = None
