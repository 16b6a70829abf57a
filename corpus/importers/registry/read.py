"""From bytes or a text to records: which form it is, within which bounds, and what is wrong where it is none."""

from __future__ import annotations

import json
import re
from typing import Any

from corpus.importers.registry.errors import BrokenRecord, NotARecord, RecordTooLarge
from corpus.importers.registry.legacy_csv import is_table, read_table
from corpus.importers.registry.legacy_json import is_legacy, read_legacy_json
from corpus.importers.registry.legacy_xml import ROOT, read_legacy_xml, studies_in
from corpus.importers.registry.record import TrialRecord
from corpus.importers.registry.v2 import is_v2, read_v2

LARGEST = 1_000_000
"""Bytes of one text, unless the caller sets another limit. The largest record known here has 150,000."""
DEEPEST = 60
"""Lists and objects inside one another; a record with results has about twenty."""
MOST_RECORDS = 100
"""Studies of one text that are read; a page of search results has up to a hundred."""

_SIGNS = re.compile(
    r'"protocolSection"|"ProtocolSection"|"NCTId"|"nctId"|"identificationModule"|"StudyFieldsResponse"'
    rf'|"FullStudiesResponse"|<{ROOT}\b|^\ufeff?"?(?:Rank"?,"?)?NCT Number"?,',
    re.MULTILINE,
)


def decoded(raw: bytes) -> str:
    """The text of an uploaded file. Raises `NotARecord` for one that is no UTF-8 or UTF-16 text."""
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            return raw.decode("utf-16")
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotARecord(
            "This file is not plain text. Save the record as JSON, XML or CSV in UTF-8, not as a PDF or a Word file."
        ) from None


def looks_like_record(text: str) -> bool:
    """Whether a text has the marks of a record, whole or not. It costs a search, not a reading."""
    return _SIGNS.search(text) is not None


def read_records(text: str, largest: int = LARGEST) -> tuple[TrialRecord, ...]:
    """The records in a text, in their order, at least one.

    Raises `RecordTooLarge`, `UnsafeRecord`, `BrokenRecord` or `NotARecord`, each with what to do next. Nothing in
    the text is carried out: no entity is resolved, no address opened, and no word of it is an instruction.
    """
    if len(text) > largest or len(text.encode("utf-8", "replace")) > largest:
        raise RecordTooLarge(
            f"This is larger than {largest:,} bytes. "
            "Send the record of one study, without a whole list of search results."
        )
    written = text.strip().lstrip("\ufeff").lstrip()
    if written.startswith("<"):
        records = [read_legacy_xml(study) for study in studies_in(written)[:MOST_RECORDS]]
    elif written.startswith(("{", "[")):
        records = [_record(study) for study in _studies(_loaded(written))[:MOST_RECORDS]]
    elif is_table(written):
        records = read_table(written)[:MOST_RECORDS]
    else:
        records = []
    # A study without a number and a title is an empty shell.
    records = [record for record in records if record.number or record.title]
    if not records:
        raise NotARecord(
            "No trial record was found in this text. Copy a record from ClinicalTrials.gov as JSON, XML or CSV, "
            "from its first sign to its last."
        )
    return tuple(records)


def _loaded(written: str) -> Any:
    try:
        loaded = json.loads(written, parse_constant=lambda name: None)
    except RecursionError:
        raise RecordTooLarge("The JSON nests deeper than any trial record. Copy the record again.") from None
    except ValueError:
        if looks_like_record(written):
            raise BrokenRecord(
                "The record is cut off or damaged. "
                "Copy all of it, from the first bracket to the last, or upload the file."
            ) from None
        raise NotARecord("This is not JSON that can be read, and no trial record is in it.") from None
    _refuse_deep(loaded)
    return loaded


def _refuse_deep(loaded: Any) -> None:
    level, depth = [loaded], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise RecordTooLarge("The JSON nests deeper than any trial record. Copy the record again.")
        inside = [list(item.values()) if isinstance(item, dict) else item for item in level]
        level = [value for values in inside for value in values if isinstance(value, (dict, list))]


def _studies(loaded: Any) -> list[dict[str, Any]]:
    """The study objects in any of the shapes that the two APIs answer with."""
    if isinstance(loaded, list):
        return [study for item in loaded for study in _studies(item) if isinstance(item, dict)]
    if not isinstance(loaded, dict):
        return []
    if is_v2(loaded) or is_legacy(loaded):
        return [loaded]
    if "identificationModule" in loaded:
        return [{"protocolSection": loaded}]
    for key in ("studies", "FullStudiesResponse", "StudyFieldsResponse", "FullStudies", "StudyFields", "Study"):
        inside = loaded.get(key)
        if isinstance(inside, list):
            return [study for item in inside for study in _studies(item) if isinstance(item, dict)]
        if isinstance(inside, dict):
            return _studies(inside)
    return []


def _record(study: dict[str, Any]) -> TrialRecord:
    return read_v2(study) if is_v2(study) else read_legacy_json(study)
