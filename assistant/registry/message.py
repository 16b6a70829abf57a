"""A message that is a registry record, or holds one: the person's own words apart from the record's."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from assistant.types import Question
from corpus.importers.registry import RegistryRecordFault, TrialRecord, looks_like_record, read_records

_JSON_OPENS = re.compile(r"\{\s*[\"“”]|\[\s*\{|\{\s*\}")
_XML_OPENS = re.compile(r"<\?xml\b|<!DOCTYPE\b|<clinical_study\b|<search_results\b", re.IGNORECASE)
_XML_CLOSES = re.compile(r"</(?:clinical_study|search_results)\s*>", re.IGNORECASE)
_TABLE_OPENS = re.compile(r'^\ufeff?"?(?:Rank"?,"?)?NCT Number"?,', re.MULTILINE)
_FENCE = re.compile(r"^\s*```\w*\s*$", re.MULTILINE)
LONGEST_TAIL = 2_000
"""Characters after a damaged record that can be the person's own words."""


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """What a person sent: records or what is wrong with them, and the words around."""

    own_words: str
    records: tuple[TrialRecord, ...] = ()
    fault: str | None = None
    """The kind of a `RegistryRecordFault`; then there are no records."""
    question: str = ""
    """What the own words ask beside the record, where they ask more than what it means."""

    @property
    def record(self) -> TrialRecord:
        """The record to explain: the one whose number stands in the person's own words, else the first."""
        named = self.own_words.upper()
        return next((one for one in self.records if one.number and one.number.upper() in named), self.records[0])


def record_message(question: Question, largest: int) -> RecordMessage | None:
    """The record in a question, from its file or out of its text; None for a question without one."""
    if question.record is not None:
        return _read(question.text, question.record, largest)
    own_words, written = apart(question.text, largest)
    return _read(own_words, written, largest) if written else None


def holds_record(text: str) -> bool:
    """Whether a message is to be read as a record, however long it is."""
    return _opens(text) is not None


def apart(text: str, largest: int) -> tuple[str, str]:
    """The person's own words, and the record; an empty record where there is none."""
    place = _opens(text)
    if place is None:
        return text, ""
    end = _end(text, place, largest)
    around = "\n".join(part for part in (text[:place], text[end:]) if part.strip())
    return _FENCE.sub("", around).strip(), text[place:end]


def _opens(text: str) -> int | None:
    """Where the record in a text begins."""
    start = text.lstrip("\ufeff \n\r\t")
    # A document that opens like a record is one, read or not: `<?xml` is no way to begin a question.
    if not looks_like_record(text) and not _XML_OPENS.match(start) and not _is_bare_data(start):
        return None
    found = [match.start() for form in (_JSON_OPENS, _XML_OPENS, _TABLE_OPENS) if (match := form.search(text))]
    return min(found, default=None)


def _is_bare_data(start: str) -> bool:
    """Whether a text without a sign of a record is a whole JSON document with objects inside one another."""
    if not _JSON_OPENS.match(start) or len(start) > 200_000:
        return False
    try:
        loaded = json.loads(start)
    except (ValueError, RecursionError):
        return False
    items = loaded if isinstance(loaded, list) else loaded.values()
    return len(items) > 0 and all(isinstance(item, (dict, list)) for item in items)


def _end(text: str, place: int, largest: int) -> int:
    if text[place] == "<":
        closing = [match.end() for match in _XML_CLOSES.finditer(text, place)]
        return closing[-1] if closing else len(text)
    if text[place] not in "{[" or len(text) > largest:
        return len(text)
    try:
        return json.JSONDecoder().raw_decode(text, place)[1]
    except (ValueError, RecursionError):
        pass
    # What stands after the last bracket of a damaged record is a person's question, or a torn piece of the record.
    last = max(text.rfind("}"), text.rfind("]")) + 1
    torn = len(text) - last > LONGEST_TAIL or any(sign in text[last:] for sign in '"“”')
    return len(text) if torn else last


def _read(own_words: str, written: str, largest: int) -> RecordMessage:
    try:
        return RecordMessage(own_words, read_records(written, largest))
    except RegistryRecordFault as fault:
        return RecordMessage(own_words, fault=fault.kind)
