"""A question on a registry number that the corpus holds nothing on: said exactly so, with where the record stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import sections
from assistant.case import Case
from assistant.phrases import escaped, listed
from assistant.registry.explained import REGISTERED
from assistant.sections import Numbering, say
from assistant.types import Section
from corpus.field_map import Registry
from corpus.importers.registry import RegistryNumber, registry_numbers

MOST_NAMED = 5


def unknown_numbers(case: Case, text: str) -> tuple[RegistryNumber, ...]:
    """Numbers in `text` on which the corpus holds nothing, each once."""
    library = case.library
    found = {number.plain: number for number in registry_numbers(text)}
    return tuple(number for plain, number in found.items() if plain not in library.identifiers)


def names_only_unknown(case: Case, text: str) -> bool:
    """Whether `text` names registry numbers, and the corpus holds nothing on any of them."""
    found = {number.plain for number in registry_numbers(text)}
    return bool(found) and found.isdisjoint(case.library.identifiers)


def nothing_held(case: Case, numbers: Sequence[RegistryNumber]) -> Case:
    """The case with the sections that say so."""
    library, numbering = case.library, Numbering()
    guide = library.contents.field_map.trial_record
    registries = {one.id: one for one in guide.registries if one.source_id in library.contents.sources}
    known = [registries[key] for key in dict.fromkeys(number.registry for number in numbers) if key in registries]
    wording = "number-unknown" if len(numbers) == 1 else "numbers-unknown"
    told = [say(wording, number=named(numbers))]
    told += [say("number-incomplete", number=escaped(number.written)) for number in numbers if not number.complete]
    made = [Section("lead", "\n\n".join(told))]
    keys = [key for one in known for key in one.statement_ids]
    statements = [
        library.contents.statements[key]
        for key in keys
        if key in library.contents.statements and key not in case.suspended | case.aged
    ]
    evidence = sections.evidence(library, statements[:4], numbering, case.today)
    made += [evidence] if evidence else []
    drawn = tuple(one for key, one in library.contents.distinctions.items() if key == REGISTERED)
    drawn += tuple(one for one in case.distinctions if one not in drawn)
    made += [found] if (found := sections.distinctions(drawn[:3])) else []
    rows = {row.id: row.question for row in library.contents.field_map.trial_questions.ask_the_team}
    lines = "\n".join(f"- {rows[key]}" for key in guide.asked_always if key in rows)
    made.append(Section("questions", f"{say('record-team')}\n\n{lines}"))
    steps = [_look_up(one, numbers) for one in known] or [say("number-registry-unknown")]
    made.append(sections.next_steps([*steps, say("number-record-here")]))
    personal = [say("personal-details")] if case.screened is not None and case.screened.personal else []
    made.append(sections.framing(personal))
    return replace(case, sections=tuple(made), citations=numbering.citations(), distinctions=drawn[:3])


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
