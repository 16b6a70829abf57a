"""A question on a registry number that the corpus holds nothing on: said so, with where the record stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import sections
from assistant.case import Case
from assistant.distinctions import MOST
from assistant.framing import frame
from assistant.phrases import escaped, listed
from assistant.registry.explained import REGISTERED, team_questions
from assistant.sections import Numbering, optional, say
from assistant.types import Behaviour, Section
from corpus.field_map import Registry
from corpus.importers.registry import RegistryNumber, registry_numbers

REGISTRIES = frozenset({"registry", "organisation"})
MOST_NAMED = 5
MOST_ON_REGISTRIES, MOST_ON_SUBJECT = 4, 3
"""Statements shown."""


ABOUT_THE_NUMBER: frozenset[Behaviour | None] = frozenset({None, "out-of-scope", "decline-personal-advice"})
"""Behaviours under which a question with a number is a question about it: no pasted advert, no clinic to be ranked."""


def with_unknown_numbers(case: Case) -> Case:
    """The case with the registry numbers on which the corpus holds nothing, and what that makes of its behaviour."""
    found = {number.plain: number for number in registry_numbers(case.reading.asked)}
    unknown = tuple(number for plain, number in found.items() if plain not in case.library.identifiers)
    only = bool(unknown) and len(unknown) == len(found) and case.behaviour in ABOUT_THE_NUMBER
    behaviour = "no-vetted-source" if only and case.behaviour != "decline-personal-advice" else case.behaviour
    return replace(case, unknown_numbers=unknown, only_unknown_numbers=only, behaviour=behaviour)


def names_a_subject(case: Case) -> bool:
    """Whether the question is about more than a number and the registry that gave it."""
    return any(case.library.concept(subject).kind not in REGISTRIES for subject in case.reading.subjects)


def nothing_held(case: Case) -> Case:
    """The case with the sections that say so, and what the sources have on the rest of the question."""
    library, numbering, numbers = case.library, Numbering(), case.unknown_numbers
    guide = library.contents.field_map.trial_record
    registries = {one.id: one for one in guide.registries if one.source_id in library.contents.sources}
    known = [registries[key] for key in dict.fromkeys(number.registry for number in numbers) if key in registries]
    made = [Section("decline", say("number-no-advice"))] if case.behaviour == "decline-personal-advice" else []
    told = [say("number-unknown" if len(numbers) == 1 else "numbers-unknown", number=named(numbers))]
    told += [say("number-incomplete", number=escaped(number.written)) for number in numbers if not number.complete]
    made.append(Section("lead", "\n\n".join(told)))
    keys = dict.fromkeys(key for one in known for key in one.statement_ids)
    meaning = [library.contents.statements[key] for key in keys if _may_show(case, key)][:MOST_ON_REGISTRIES]
    made += optional(sections.evidence(library, meaning, numbering, case.today))
    if case.evidence is not None and case.evidence.sufficiency in ("enough", "partly"):
        near = case.evidence.statements[:MOST_ON_SUBJECT]
        made += optional(sections.evidence(library, near, numbering, case.today, intro=say("number-subject")))
    registered = [one for key, one in library.contents.distinctions.items() if key == REGISTERED]
    drawn = tuple({one.id: one for one in (*registered, *case.distinctions)}.values())[:MOST]
    made += optional(sections.distinctions(drawn))
    made.append(team_questions(library, guide.asked_always))
    steps = [_look_up(one, numbers) for one in known] or [say("number-registry-unknown")]
    made.append(sections.next_steps([*steps, say("number-record-here")]))
    made.append(frame(case))
    return replace(case, sections=tuple(made), citations=numbering.citations(), distinctions=drawn)


def _may_show(case: Case, key: str) -> bool:
    return key in case.library.contents.statements and key not in case.suspended and key not in case.aged


def named(numbers: Sequence[RegistryNumber]) -> str:
    """The numbers in a sentence."""
    return listed([escaped(number.written) for number in numbers[:MOST_NAMED]])


def _look_up(registry: Registry, numbers: Sequence[RegistryNumber]) -> str:
    whole = [number.plain for number in numbers if number.registry == registry.id and number.complete]
    if registry.record and whole:
        return say("number-look-up", registry=registry.name, address=", ".join(registry.record + one for one in whole))
    if registry.look_up:
        return say("number-look-up", registry=registry.name, address=registry.look_up)
    return say("number-look-up-unaddressed", registry=registry.name)


def also_unknown(case: Case) -> list[Section]:
    """What is said of numbers on which nothing is held, beside an answer to the rest."""
    if not case.unknown_numbers:
        return []
    return [Section("limits", say("number-also-unknown", number=named(case.unknown_numbers)))]
