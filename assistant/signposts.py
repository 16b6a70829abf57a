"""Whom to call: the first words of an emergency or crisis answer, for the place if it is certain."""

from __future__ import annotations

from assistant.library import Library
from assistant.sections import say
from assistant.types import Section
from corpus.signposts import PlaceSignposts, Signpost


def emergency(library: Library, place: str | None, language: str) -> Section:
    """The emergency number of `place`, else the neutral line; in the reader's language first where there is one."""
    entry = _entry(library, place)
    numbered = [item for item in entry.emergency if item.number] if entry else []
    if entry and numbered:
        text = say("emergency-place-known", emergency_number=str(numbered[0].number), place=_in_place(entry))
    else:
        text = say("emergency-place-unknown")
    return Section("signpost", _translated(library, language) + text)


def crisis(library: Library, place: str | None, language: str) -> Section:
    """A support line of `place` with its hours, and the emergency number; else the worldwide directory."""
    entry = _entry(library, place)
    lines = [item for item in entry.crisis if item.number] if entry else []
    numbers = [item for item in entry.emergency if item.number] if entry else []
    if entry and lines and numbers:
        text = say(
            "crisis-place-known",
            place=_in_place(entry),
            crisis_line=_name(lines[0]),
            crisis_number=_number(lines[0]),
            crisis_hours=_hours(lines[0]),
            emergency_number=str(numbers[0].number),
        )
    else:
        directory = next(item for item in _unknown(library).crisis if item.url)
        text = say("crisis-place-unknown", directory_name=_name(directory), directory_url=str(directory.url))
    return Section("signpost", _translated(library, language) + text)


def report_routes(library: Library, place: str | None) -> list[str]:
    """Where harm can be reported in `place`; the neutral sentence where that is not known."""
    entry = _entry(library, place)
    items = entry.report if entry and entry.report else _unknown(library).report
    lines = []
    for item in items[:2]:
        reach = ", ".join(part for part in (item.number, item.email, item.url) if part)
        lines.append(f"{item.body}: {reach}" if reach else f"{item.body}. {item.say or ''}".strip())
    return lines


def shown_parts(entry: PlaceSignposts, item: Signpost) -> frozenset[str]:
    """Every text that a signpost of a place puts into fixed wording."""
    parts = {_in_place(entry), _name(item), _number(item), _hours(item)}
    return frozenset(parts | {part for part in (item.number, item.url) if part})


def _entry(library: Library, place: str | None) -> PlaceSignposts | None:
    return next((entry for entry in library.contents.signposts.places if entry.place == place), None)


def _unknown(library: Library) -> PlaceSignposts:
    found = _entry(library, "unknown")
    if found is None:  # the schema refuses a list without it
        raise ValueError("signposts without the place `unknown`")
    return found


def _in_place(entry: PlaceSignposts) -> str:
    article = entry.name.startswith(("United", "Netherlands", "Philippines", "Bahamas", "Cayman", "European"))
    return f"the {entry.name}" if article else entry.name


def _name(item: Signpost) -> str:
    return (item.what or item.body or "").split(":")[0].split(",")[0]


def _number(item: Signpost) -> str:
    return f"{item.number} ({item.how})" if item.how else str(item.number)


def _hours(item: Signpost) -> str:
    if item.always_open:
        return "at any hour"
    return f"open {item.hours}" if item.hours else "in its opening hours"


def _translated(library: Library, language: str) -> str:
    found = library.translations.get(language)
    return f"{found.emergency}\n\n" if found else ""
