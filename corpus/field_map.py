"""The schema of the frame: the rows of the field map, and the printable checklists.

Every row says which sources it stands on; `corpus.lint` checks that they exist.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator

from corpus.model import Record, Slug, StageId, Text, WebAddress, compiling


class Sourced(Record):
    """A row that names the sources it stands on."""

    source_ids: list[Slug] = Field(default_factory=list)
    key_answers: list[Slug] = Field(default_factory=list, description="the short answers in which this row is used")


class Layer(Sourced):
    """One of the six layers that turn "stem cells" into a named product."""

    id: Slug
    key: Literal["cell_source", "process", "disease", "dose_route", "endpoint", "oversight"]
    name: Text
    plain: Text
    why_it_matters: Text
    patient_question: Text
    vague_version: Text
    filled_in_example: Text
    example_source_ids: list[Slug] = Field(default_factory=list)


class Layers(Record):
    title: Text
    intro: Text
    closing: Text
    layers: list[Layer]


class Frontier(Sourced):
    """A direction of work, with what it is not the same as."""

    id: Slug
    letter: Text
    name: Text
    plain: Text
    why_it_matters: Text
    where_it_stands: Text
    not_the_same_as: Text
    furthest_stage: StageId
    distinction_ids: list[Slug]
    topics: list[Slug]


class Frontiers(Record):
    title: Text
    intro: Text
    frontiers: list[Frontier]


class Stage(Sourced):
    """One of seven stages: what it means, and what it does not mean yet."""

    id: StageId
    number: int = Field(ge=1, le=7)
    name: Text
    means: Text
    not_yet: Text
    patient_question: Text
    borrowed_as: Text
    example: Text


class Stages(Record):
    title: Text
    intro: Text
    reading_rule: Text
    stages: list[Stage] = Field(min_length=7, max_length=7)


class InstitutionLane(Record):
    id: Slug
    name: Text
    plain: Text


class Institution(Sourced):
    """A body that readers meet, with what its name does not prove."""

    id: Slug
    name: Text
    lane: Slug
    place: Slug
    helps_understand: Text
    why_followed: Text
    does_not_prove: Text
    url: WebAddress
    url_from: Text


class Institutions(Record):
    title: Text
    intro: Text
    closing: Text
    lanes: list[InstitutionLane]
    institutions: list[Institution]


class Tier(Sourced):
    """A kind of publication and what it is good for."""

    id: Slug
    number: int
    name: Text
    examples: list[Text]
    good_for: Text
    be_careful: Text


class SourceStack(Record):
    title: Text
    intro: Text
    prestige_rule: Text
    prestige_source_ids: list[Slug]
    tiers: list[Tier]


class Signal(Sourced):
    """An area where human evidence is strongest: shown, and not shown."""

    id: Slug
    name: Text
    stage: StageId
    topics: list[Slug]
    shows: Text
    does_not_show: Text
    distinction_ids: list[Slug]


class Signals(Record):
    title: Text
    intro: Text
    signals: list[Signal]


class BorrowingPattern(Sourced):
    """A way in which marketing borrows real science."""

    id: Slug
    name: Text
    borrowed: Text
    sold: Text
    does_not_carry: Text
    ask: Text
    match_phrases: list[Text]
    distinction_ids: list[Slug]


class Borrowing(Record):
    title: Text
    intro: Text
    patterns: list[BorrowingPattern]


class HeadlineQuestion(Sourced):
    """One of nine questions for a headline, with patterns that tell whether a text answers it."""

    id: Slug
    number: int
    question: Text
    why: Text
    good_answer: Text
    dodge: Text
    missing_text: Text
    answered_words: list[Text]
    answered_patterns: list[Text]
    dodge_patterns: list[Text]
    needs: int = 1

    @field_validator("answered_patterns", "dodge_patterns")
    @classmethod
    def _compile(cls, patterns: list[str]) -> list[str]:
        return compiling(patterns)


class HeadlineChecklist(Record):
    title: Text
    intro: Text
    questions: list[HeadlineQuestion] = Field(min_length=9, max_length=9)


class Section(Sourced):
    id: Slug
    heading: Text
    text: Text
    link: Text | None = None


class Today(Record):
    title: Text
    lead: Text
    sections: list[Section]
    do_today: list[Text]
    closing: Text


class Rule(Sourced):
    """Something this product is not, and what it says instead."""

    id: Slug
    name: Text
    plain: Text
    forbids: list[Text]
    instead: list[Text]
    wording: list[Slug] = Field(default_factory=list)
    behaviours: list[Slug] = Field(default_factory=list)
    phrases_that_test_it: list[Text] = Field(default_factory=list)


class Rules(Record):
    title: Text
    rules: list[Rule]


class FaqEntry(Sourced):
    id: Slug
    question: Text
    answer: Text
    key_answer: Slug
    distinction_ids: list[Slug] = Field(default_factory=list)


class Faq(Record):
    title: Text
    questions: list[FaqEntry]


class ChecklistQuestion(Sourced):
    """A question to take along, why it helps, a good answer and a dodge."""

    id: Slug
    question: Text
    why: Text
    good_answer: Text | None = None
    dodge: Text | None = None


class QuestionGroup(Record):
    id: Slug
    name: Text
    questions: list[ChecklistQuestion]


class ClinicQuestions(Record):
    title: Text
    intro: Text
    how_to_use: list[Text]
    groups: list[QuestionGroup]


class RedFlag(Sourced):
    """A pattern of wording that is a reason to ask; never a verdict on anyone."""

    id: Slug
    pattern: Text
    why_flag: Text
    examples: list[Text]
    match_phrases: list[Text]


class RedFlags(Record):
    title: Text
    intro: Text
    flags: list[RedFlag]


class BeforeYouPay(Record):
    title: Text
    intro: Text
    steps: list[Section]
    closing: Text


class RegistryHint(Record):
    registry: Text
    looks_like: Text
    place: Slug
    source_id: Slug | None = None


class RecordField(Sourced):
    id: Slug
    field: Text
    look_for: Text
    means: Text
    careful: Text


class TrialQuestions(Record):
    title: Text
    intro: Text
    where_to_look: list[RegistryHint]
    reading: list[RecordField]
    ask_the_team: list[ChecklistQuestion]
    good_signs: list[Text]


class WarningSigns(Sourced):
    heading: Text
    text: Text
    signs: list[Text]
    why: Text


class ReportRoute(Sourced):
    """Who takes a report of harm in one place, and what is known of the way there."""

    place: Slug
    authority: Text
    text: Text
    address: Text | None = None
    route_known: bool


class AfterTreatment(Record):
    title: Text
    intro: Text
    emergency: WarningSigns
    steps: list[Section]
    report_by_place: list[ReportRoute]
    closing: Text


class GuidePart(Record):
    """One part of a guide: what is printed there comes from a topic, a place or a checklist."""

    heading: Text
    text: Text | None = None
    topic: Slug | None = Field(default=None, description="a topic or a place: its page is drawn on and linked")
    checklist: Literal["clinic_questions", "red_flags", "before_you_pay", "trial_questions"] | None = None


class Guide(Sourced):
    """A deeper page: an introduction, and parts that are assembled from the corpus."""

    id: Slug
    title: Text
    intro: Text
    parts: list[GuidePart] = Field(min_length=1)
    distinction_ids: list[Slug]


class Guides(Record):
    title: Text
    intro: Text
    pages: list[Guide]


class Footnote(Sourced):
    """A source note: which documents anchor a part of the map."""

    number: int
    title: Text
    anchors: Text


class Footnotes(Record):
    title: Text
    intro: Text
    notes: list[Footnote]


class TopicPage(Record):
    """The name of a topic or place, and the glossary entry that says what it is."""

    id: Slug
    title: Text
    concept: Slug | None = None


class TopicPages(Record):
    title: Text
    intro: Text
    pages: list[TopicPage]


class FieldMeaning(Record):
    """One value of a record's entry: the words for it, and what they mean where that is not plain."""

    value: Text
    shown: Text
    short: Text | None = Field(default=None, description="for the one-line summary of a record")
    means: Text | None = None
    statement_ids: list[Text] = Field(default_factory=list, description="printed unchanged beside it")


class ExplainedField(Record):
    """One entry of a registry record: what every value of it means, then what single values mean."""

    id: Slug
    label: Text
    means: Text | None = None
    statement_ids: list[Text] = Field(default_factory=list, description="printed unchanged beside it")
    meanings: list[FieldMeaning] = Field(default_factory=list)
    optional: bool = Field(default=False, description="nothing is missing where a record does not have it")


class RecordPart(Record):
    id: Slug
    heading: Text
    fields: list[ExplainedField] = Field(min_length=1)


class Registry(Record):
    """A registry that there is a source on: where it is looked up, and what its numbers mean."""

    id: Slug
    name: Text
    source_id: Slug | None = None
    look_up: WebAddress | None = None
    record: WebAddress | None = Field(default=None, description="a record's address without the number at its end")
    statement_ids: list[Text] = Field(default_factory=list)


class TrialRecordGuide(Record):
    """How a registry record is explained, entry by entry."""

    title: Text
    intro: Text
    parts: list[RecordPart]
    words: dict[str, Text]
    asked_always: list[Slug]
    asked_of_compared: list[Slug]
    asked_of_expanded_access: list[Slug]
    registries: list[Registry]

    @property
    def labels(self) -> dict[str, str]:
        """The label of every entry, by its id."""
        return {field.id: field.label for part in self.parts for field in part.fields}


class FieldMap(Record):
    """All rows of the frame and all checklists."""

    layers: Layers
    frontiers: Frontiers
    stages: Stages
    institutions: Institutions
    source_stack: SourceStack
    signals: Signals
    borrowing: Borrowing
    headline_checklist: HeadlineChecklist
    today: Today
    rules: Rules
    faq: Faq
    deeper_pages: Guides
    next_steps: Guides
    footnotes: Footnotes
    topic_pages: TopicPages
    trial_record: TrialRecordGuide
    clinic_questions: ClinicQuestions
    red_flags: RedFlags
    before_you_pay: BeforeYouPay
    trial_questions: TrialQuestions
    after_treatment: AfterTreatment
