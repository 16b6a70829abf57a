"""What the corpus has on a registry number: its own source first, then statements elsewhere that name it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.case import Case
from corpus.importers.registry import RegistryNumber
from index.contents import PublishedStatement

MOST_STATEMENTS = 6


def about_numbers(
    case: Case, numbers: Sequence[RegistryNumber]
) -> tuple[list[PublishedStatement], list[PublishedStatement]]:
    """Statements on the studies with these numbers: those that may lead, and those too old for it."""
    library = case.library
    own = {key for number in numbers for key in library.owners.get(number.plain, ())}
    naming = {key for number in numbers for key in library.naming.get(number.plain, ())}
    found = [one for one in library.contents.statements.values() if one.source.id in own]
    found += [library.statement(key) for key in sorted(naming) if library.statement(key).source.id not in own]
    found = [one for one in found if one.id not in case.suspended]
    fresh = [one for one in found if one.id not in case.aged]
    older = [one for one in found if one.id in case.aged]
    return fresh[:MOST_STATEMENTS], older[: MOST_STATEMENTS - len(fresh[:MOST_STATEMENTS])]
