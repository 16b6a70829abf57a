"""What most answers share: the lead with its notes, the evidence, and what belongs around them."""

from __future__ import annotations

from dataclasses import replace

from assistant import sections
from assistant.case import Case
from assistant.compose.layouts import drawn_by, laid_out
from assistant.evidence.price import asks_price
from assistant.framing import frame
from assistant.layouts import Comparison
from assistant.phrases import escaped, listed, phrase, topic
from assistant.registry.unknown_number import also_unknown
from assistant.restated import restated
from assistant.sections import Numbering, optional, say
from assistant.types import Section
from assistant.understand.facets import PLACE_BOUND
from corpus.model import StageId
from index.contents import PublishedStatement

_OF_A_MEANING = frozenset({"definition", "how-made"})
"""Facets of statements that stand beside a definition."""
WORDS_OF_EVIDENCE = 190
"""Statements stop being added when lead and evidence together have this many words."""


def body(case: Case, numbering: Numbering) -> list[Section]:
    """What answers the question: the key answer or the most direct statement, then the others."""
    found = case.found
    if case.layout is not None:
        answer = found.key_answer
        opening = sections.lead(answer, found.statements, numbering) if answer else None
        return laid_out(case, case.layout, opening, numbering) + optional(sections.older(found.older, numbering))
    if lacks_place(case) and found.key_answer is None and found.statements:
        return _from_elsewhere(case, numbering)
    first, rest = _lead(case, numbering)
    if first is None:
        if found.older:
            return [Section("lead", say("only-older")), *optional(sections.older(found.older, numbering))]
        return []
    by_place = _places_differ(found.statements) and case.reading.facet in PLACE_BOUND
    made = [*optional(left_open(case)), _with_notes(case, first)]
    grouped = None if by_place else sections.by_finding(rest, numbering, case.today)
    listed_as_found = sections.evidence(case.library, rest, numbering, case.today, by_place=by_place)
    made += optional(grouped or listed_as_found)
    return made + optional(sections.older(found.older, numbering))


def _from_elsewhere(case: Case, numbering: Numbering) -> list[Section]:
    """What is known of other places, each under its name, after the word that nothing is known of the one asked about."""
    found, reading = case.found, case.reading

    def behind(one: PublishedStatement) -> tuple[bool, bool]:
        return one.statement.facet != reading.facet, one.statement.place != reading.answers_as

    ordered = tuple(sorted(found.statements, key=behind))
    price = [Section("lead", say("price"))] if asks_price(case.reading.asked) else []
    listed_as_found = sections.evidence(case.library, within_words(ordered, 0), numbering, case.today, by_place=True)
    return [
        *optional(left_open(case)),
        *price,
        *optional(listed_as_found),
        *optional(sections.older(found.older, numbering)),
    ]


def _lead(case: Case, numbering: Numbering) -> tuple[Section | None, tuple[PublishedStatement, ...]]:
    """The section that answers first, and the statements that follow it."""
    found = case.found
    if found.key_answer is not None:
        first = sections.lead(found.key_answer, found.statements, numbering)
        if (question := restated(case)) is not None:
            first = replace(first, text=f"{question}\n\n{first.text}")
        return first, within_words(found.statements, len(first.text.split()))
    if found.defined:
        entries = [say("lead-definition", name=term.name, definition=term.definition) for term in found.defined]
        first = Section("lead", "\n\n".join(entries))
        meant = [one for one in found.statements if one.statement.facet in _OF_A_MEANING]
        return first, within_words(tuple(meant[:3] or found.statements[:1]), len(first.text.split()))
    if found.statements:
        one = found.statements[0]
        text = sections.with_passage(one, numbering, case.today)
        first = Section("lead", text, sections.numbers_of([one], numbering))
        return first, within_words(found.statements[1:], len(first.text.split()))
    return None, ()


def left_open(case: Case) -> Section | None:
    """What the answer leaves open, said before anything else: the place, the price or the subject without a source."""
    found, library = case.found, case.library
    if lacks_place(case):
        missing = listed([library.place_name(place) for place in found.missing_places])
        return Section("lead", say("place-missing", topic=topic(case), place=missing))
    if found.missing_price:
        return Section("lead", say("price-missing", topic=topic(case)))
    if case.behaviour != "answer-with-limits":
        return None
    if found.missing_subjects:
        names = [phrase(library.concept(concept)) for concept in sorted(found.missing_subjects)]
        return Section("lead", say("lead-answer-with-limits", missing=listed(names)))
    if found.key_answer is not None or asks_price(case.reading.asked):
        return None
    return Section("lead", say("lead-limits-general"))


def lacks_place(case: Case) -> bool:
    """Whether an answer has to say first that nothing holds for the place that was asked about."""
    if case.layout is not None or case.evidence is None or not case.found.missing_places:
        return False
    if not (case.found.key_answer or case.found.defined or case.found.statements):
        return False
    bound = case.reading.facet in PLACE_BOUND or case.reading.uncovered_country is not None
    all_of_others = all(one.statement.place != "international" for one in case.found.statements)
    asked_anew = case.reading.rewritten and bool(case.library.place_finder.named(case.text))
    return bound or all_of_others or asked_anew


def _with_notes(case: Case, first: Section) -> Section:
    """The lead, with a word on prices and with the place which it holds for."""
    notes = []
    if asks_price(case.reading.asked):
        notes.append(say("price"))
    if (place := place_owed(case)) is not None:
        notes.append(say("lead-place", place=place))
    return replace(first, text="\n\n".join([first.text, *notes]))


def place_owed(case: Case) -> str | None:
    """The name of the place that an answer holds for, where it has to say so."""
    found, asked = case.found, case.reading.answers_as
    bound = case.reading.facet in PLACE_BOUND and not _places_differ(found.statements)
    if case.layout is not None or not (found.key_answer or found.defined or found.statements):
        return None
    if not asked or asked == "international" or not bound or lacks_place(case):
        return None
    return case.library.place_name(case.reading.place or asked)


def around(case: Case, closing: str | None = None) -> list[Section]:
    """What belongs around evidence: limits, stage, distinctions, questions and the frame."""
    found = case.found
    made = [sections.limits(found.key_answer, found.statements)] if case.layout is None or found.key_answer else []
    made += also_unknown(case)
    if case.stage is not None:
        made.append(sections.stage(case.library, case.stage))
    opened_with = drawn_by(case, case.layout) if isinstance(case.layout, Comparison) and not found.key_answer else None
    made.append(sections.distinctions([item for item in case.distinctions if item is not opened_with]))
    made.append(sections.questions(case.library, case.distinctions, case.stage, case.reading.facet))
    made.append(frame(case, closing or _closing(case.stage)))
    return [section for section in made if section is not None]


def understood_as(case: Case) -> list[Section]:
    """The question as it was read, where it was completed from earlier turns."""
    if case.understanding is None or case.parts or not case.reading.rewritten:
        return []
    return [Section("lead", say("understood-as", question=escaped(case.reading.asked)))]


def within_words(statements: tuple[PublishedStatement, ...], used: int) -> tuple[PublishedStatement, ...]:
    """As many statements as fit; always two where there are two."""
    kept: list[PublishedStatement] = []
    for one in statements:
        used += len(one.statement.text.split())
        if len(kept) >= 2 and used > WORDS_OF_EVIDENCE:
            break
        kept.append(one)
    return tuple(kept)


def _closing(stage: StageId | None) -> str | None:
    if stage in (StageId.EARLY_HUMAN_TRIAL, StageId.DEFINED_PRODUCT, StageId.CONTROLLED_TRIAL):
        return say("closing-hope-2")
    return say("closing-hope-4") if stage is StageId.STANDARD_CARE else None


def _places_differ(statements: tuple[PublishedStatement, ...]) -> bool:
    return len({one.statement.place for one in statements} - {"international"}) > 1
