"""A topic's page, put together from key answers and statements: nothing in it is written for the page alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.sections import questions_for
from assistant.shown import Shown
from corpus.field_map import TopicPage
from corpus.model import Concept, Distinction, Facet, KeyAnswer, Source, StageId
from index.contents import PublishedStatement

Kind = Literal["condition", "product", "process", "place"]

ENOUGH_STATEMENTS = 4
"""A page needs this many statements and a key answer; with less it would say too little to be called a page."""
ANSWERS_SHOWN = 8
DISTINCTIONS_SHOWN = 5

GROUPS: tuple[tuple[str, str, tuple[Facet, ...]], ...] = (
    ("approval", "Is it approved?", ("approval",)),
    ("benefit", "What studies showed, and did not", ("benefit",)),
    ("harm", "Harms", ("harm",)),
    ("trials", "How it was studied", ("trial-design",)),
    ("what", "What it is, and how it is made", ("definition", "how-made")),
    ("rules", "Rules and oversight", ("oversight",)),
    ("cost", "Cost and access", ("access-cost",)),
    ("more", "Numbers, history and advice", ("count", "history", "advice")),
)
"""Parts of a page in their order: id, heading and the facets in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Statements of one kind, the most telling first."""

    id: str
    heading: str
    statements: tuple[PublishedStatement, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """Everything that stands on a topic's page."""

    id: str
    title: str
    kind: Kind
    concept: Concept | None
    answers: tuple[KeyAnswer, ...]
    stages: tuple[tuple[StageId, tuple[Source, ...]], ...]
    """Documents by the stage that they report on, the furthest stage first."""
    parts: tuple[Part, ...]
    distinctions: tuple[Distinction, ...]
    questions: tuple[str, ...]
    older: tuple[PublishedStatement, ...]
    """Statements that were not read again in time."""
    sources: tuple[Source, ...]


def topic_view(shown: Shown, topic: str) -> TopicView | None:
    """The page of a topic or place; None where it is unknown or there is not enough to say."""
    entry = _entry(shown, topic)
    if entry is None:
        return None
    about = sorted(
        (one for one in _naming_no_business(shown) if topic in _tags(one)), key=lambda one: _directness(one, topic)
    )
    answers = sorted(
        (answer for answer in shown.key_answers() if topic in (*answer.topics, *answer.places)),
        key=lambda answer: _rank_of_answer(answer, topic),
    )
    if len(about) < ENOUGH_STATEMENTS or not answers:
        return None
    older = tuple(one for one in about if one.id in shown.aged)
    fresh = [one for one in about if one.id not in shown.aged]
    contents = shown.library.contents
    drawn = sorted(
        (item for item in contents.distinctions.values() if topic in item.topics),
        key=lambda item: (item.priority, item.topics.index(topic), item.id),
    )[:DISTINCTIONS_SHOWN]
    return TopicView(
        id=topic,
        title=entry.title,
        kind=kind_of(shown, topic),
        concept=contents.concepts.get(entry.concept) if entry.concept else None,
        answers=tuple(answers[:ANSWERS_SHOWN]),
        stages=_by_stage(fresh, topic),
        parts=tuple(_parts(fresh)),
        distinctions=tuple(drawn),
        questions=questions_for(shown.library, drawn, _facet(answers)),
        older=older,
        sources=tuple({one.source.id: one.source for one in about}.values()),
    )


def topics_with_pages(shown: Shown) -> list[TopicPage]:
    """Every topic and place that has a page, in the order of the vocabulary."""
    counts: dict[str, int] = {}
    for one in _naming_no_business(shown):
        for tag in _tags(one):
            counts[tag] = counts.get(tag, 0) + 1
    answered = {tag for answer in shown.key_answers() for tag in (*answer.topics, *answer.places)}
    return [
        page
        for page in shown.library.contents.field_map.topic_pages.pages
        if counts.get(page.id, 0) >= ENOUGH_STATEMENTS and page.id in answered
    ]


def kind_of(shown: Shown, topic: str) -> Kind:
    """What kind of thing a topic is."""
    vocabulary = shown.library.contents.vocabulary
    if topic in vocabulary.conditions:
        return "condition"
    if topic in vocabulary.products:
        return "product"
    return "place" if topic in vocabulary.places else "process"


def _entry(shown: Shown, topic: str) -> TopicPage | None:
    pages = shown.library.contents.field_map.topic_pages.pages
    return next((page for page in pages if page.id == topic), None)


def _naming_no_business(shown: Shown) -> Iterator[PublishedStatement]:
    """What topic pages draw on. Statements that name a business stay on the page of their document, as its record."""
    return (one for one in shown.statements() if not one.statement.names)


def _tags(one: PublishedStatement) -> set[str]:
    return {*one.statement.topics, one.statement.place}


def _directness(one: PublishedStatement, topic: str) -> tuple[int, int, int, str]:
    """The earlier the topic stands among a statement's topics, the more the statement is about it."""
    topics = one.statement.topics
    place = topics.index(topic) if topic in topics else 0
    read = 0 if one.verification.level == "source-text" else 1
    return (place, ("high", "medium", "low").index(one.statement.confidence), read, one.id)


def _rank_of_answer(answer: KeyAnswer, topic: str) -> tuple[int, int, str]:
    place = answer.topics.index(topic) if topic in answer.topics else answer.places.index(topic)
    return (place, -len(answer.stands_on), answer.id)


def _parts(statements: Sequence[PublishedStatement]) -> list[Part]:
    parts = []
    for key, heading, facets in GROUPS:
        of_kind = tuple(one for one in statements if one.statement.facet in facets)
        if of_kind:
            parts.append(Part(key, heading, of_kind))
    return parts


def _by_stage(statements: Sequence[PublishedStatement], topic: str) -> tuple[tuple[StageId, tuple[Source, ...]], ...]:
    sources = {
        one.source.id: one.source
        for one in statements
        if one.source.stage is not None and topic in (*one.statement.topics[:2], one.statement.place)
    }
    return tuple(
        (stage, tuple(source for source in sources.values() if source.stage is stage))
        for stage in reversed(StageId)
        if any(source.stage is stage for source in sources.values())
    )


def _facet(answers: Sequence[KeyAnswer]) -> Facet | None:
    return answers[0].facet if answers else None
