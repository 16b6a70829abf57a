"""Everything a release and the fixed wording let an answer say, worked out once for each open release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant import signposts
from assistant.languages import LANGUAGE_NAMES, OTHER_LANGUAGE
from assistant.library import Library
from assistant.outgoing.pieces import Pieces, Role
from assistant.outgoing.templates import Template
from assistant.phrases import GENERAL_TOPIC, capital, lowered, phrase
from assistant.sections import passage_in_text
from assistant.understand.unknown import every_country
from corpus.field_map import TrialRecordGuide

Text = tuple[str, Role, str]
OPENING = 2
"""Characters of its opening by which wording is looked up."""


@dataclass(frozen=True)
class Vetted:
    """What may be said: whole texts, names that stand inside fixed wording, and the wording with variables."""

    texts: Pieces
    record_texts: Pieces
    """Labels and meanings of a registry record's entries, which stand in an explained record only."""
    names: Pieces
    templates: Mapping[str, tuple[Template, ...]]
    """Wording with variables by its first characters; under nothing what opens with a value."""
    signposts: frozenset[str]
    """Numbers, names and hours of whom to call."""
    addresses: frozenset[str]
    """Web addresses of signposts and registries; a registry's may go on with a number."""

    def templates_at(self, text: str, place: int) -> Iterator[Template]:
        """Wording that can begin at a place of a text."""
        yield from self.templates.get(text[place : place + OPENING], ())
        if text[place].isalnum():
            yield from self.templates.get("", ())


def vetted(library: Library) -> Vetted:
    """What may be said from an open release; worked out at the first call."""
    known = library.worked_out.get("vetted")
    if not isinstance(known, Vetted):
        known = library.worked_out["vetted"] = _vetted(library)
    return known


def _vetted(library: Library) -> Vetted:
    templates: dict[str, list[Template]] = {}
    for wording in library.wording.values():
        if wording.variables:
            template = Template.of(wording)
            templates.setdefault(template.opening[:OPENING], []).append(template)
    return Vetted(
        texts=Pieces.of(
            [*_statements(library), *_answers(library), *_frame(library), *_wording(library), *_reports(library)]
        ),
        record_texts=Pieces.of(_record_guide(library.contents.field_map.trial_record)),
        names=Pieces.of((name, Role.FRAME, "name") for name in _names(library)),
        templates={opening: tuple(found) for opening, found in templates.items()},
        signposts=frozenset(_signposts(library)),
        addresses=frozenset(_addresses(library)),
    )


def _statements(library: Library) -> Iterator[Text]:
    for key, one in library.contents.statements.items():
        yield one.statement.text, Role.STATEMENT, key
        if one.has_passage:
            yield passage_in_text(one), Role.PASSAGE, key
    for source in library.contents.sources.values():
        yield source.does_not_show, Role.LIMITS, source.id


def _answers(library: Library) -> Iterator[Text]:
    for key, answer in library.contents.key_answers.items():
        yield answer.lead, Role.LEAD, key
        yield answer.limits, Role.LIMITS, key
        yield answer.question, Role.FRAME, key
    for key, item in library.contents.distinctions.items():
        yield item.short, Role.DISTINCTION, key
        yield item.sentence, Role.DISTINCTION, key
        yield item.question_to_ask, Role.FRAME, key
    for concept in library.contents.concepts.values():
        yield concept.definition, Role.FRAME, concept.id


def _frame(library: Library) -> Iterator[Text]:
    """The rows of the frame that answers print."""
    frame = library.contents.field_map
    said: list[str | None] = []
    for stage in frame.stages.stages:
        said += [stage.name, stage.means, stage.not_yet, stage.patient_question]
    for group in frame.clinic_questions.groups:
        said += [group.name, *(row.question for row in group.questions)]
    said += [row.question for row in frame.trial_questions.ask_the_team]
    for flag in frame.red_flags.flags:
        said += [flag.pattern, flag.why_flag]
    for step in (*frame.before_you_pay.steps, *frame.after_treatment.steps):
        said += [step.heading, step.text]
    for row in frame.headline_checklist.questions:
        said += [row.question, row.why]
    for pattern in frame.borrowing.patterns:
        said += [pattern.borrowed, pattern.sold, pattern.does_not_carry, pattern.ask]
    for rule in frame.rules.rules:
        said += [rule.name, rule.plain]
    said += [entry.question for entry in frame.faq.questions]
    for text in said:
        if text:
            yield text, Role.FRAME, "frame"


def _wording(library: Library) -> Iterator[Text]:
    for wording in library.wording.values():
        if not wording.variables:
            yield wording.body, Role.WORDING, wording.name
    for language, translated in library.translations.items():
        for text in (translated.emergency, translated.only_english, translated.frame):
            yield text, Role.WORDING, language


def _reports(library: Library) -> Iterator[Text]:
    """Where harm can be reported, line by line."""
    for entry in library.contents.signposts.places:
        for line in signposts.report_routes(library, entry.place):
            yield line, Role.FRAME, entry.place


def _record_guide(guide: TrialRecordGuide) -> Iterator[Text]:
    said: list[str | None] = [*guide.words.values()]
    for part in guide.parts:
        said.append(part.heading)
        for row in part.fields:
            said += [row.label, row.means]
            for meaning in row.meanings:
                said += [meaning.shown, meaning.short, meaning.means]
    for text in said:
        if text:
            yield text, Role.FRAME, "trial-record"


def _names(library: Library) -> Iterator[str]:
    """What can stand where fixed wording names a treatment, a disease, a place, a registry or a language."""
    contents = library.contents
    found = [GENERAL_TOPIC, OTHER_LANGUAGE, *LANGUAGE_NAMES.values()]
    for concept in contents.concepts.values():
        found += [concept.name, concept.plain_name, phrase(concept)]
    places = {entry.id for entry in contents.places.places} | {
        one.statement.place for one in contents.statements.values()
    }
    found += [library.place_name(place) for place in (*places, *every_country())]
    found += [thing for item in contents.distinctions.values() for thing in item.things]
    found += [one.name for one in contents.field_map.trial_record.registries]
    for name in found:
        yield from {name, capital(name), lowered(name)}


def _signposts(library: Library) -> Iterator[str]:
    for entry in library.contents.signposts.places:
        for item in (*entry.emergency, *entry.crisis):
            yield from signposts.shown_parts(entry, item)


def _addresses(library: Library) -> Iterator[str]:
    for entry in library.contents.signposts.places:
        for item in (*entry.emergency, *entry.crisis, *entry.medical_advice, *entry.report):
            if item.url:
                yield item.url
    for registry in library.contents.field_map.trial_record.registries:
        yield from (address for address in (registry.look_up, registry.record) if address)
