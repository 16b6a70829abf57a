"""Values as registries write them, in one form: enumerations, dates, yes and no, counts, and bounded text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Literal

from corpus.importers.registry.record import RecordDate

LONGEST_TEXT = 2_000
"""Characters kept of one text; titles and measures are far shorter."""
LONGEST_PROSE = 40_000
"""Characters kept of a summary, a description or the rules for joining."""
MOST_ITEMS = 200
"""Entries kept of one list."""

_CODES = {
    "ENROLLING BY INVITATION": "ENROLLING_BY_INVITATION",
    "N/A": "NA",
    "NOT APPLICABLE": "NA",
    "UNKNOWN STATUS": "UNKNOWN",
    "NON-RANDOMIZED": "NON_RANDOMIZED",
    "EARLY PHASE 1": "EARLY_PHASE1",
    "PHASE 0": "EARLY_PHASE1",
    "BOTH": "ALL",
    "ANTICIPATED": "ESTIMATED",
    "ESTIMATE": "ESTIMATED",
    "OPEN LABEL": "NONE",
    "NONE (OPEN LABEL)": "NONE",
}
_DATE_FORMS = (("%Y-%m-%d", "%Y-%m-%d"), ("%B %d, %Y", "%Y-%m-%d"), ("%Y-%m", "%Y-%m"), ("%B %Y", "%Y-%m"))
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def text(value: Any) -> str | None:
    """Words on one line, cut to `LONGEST_TEXT`; None for nothing and for what is no text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    plain = re.sub(r"\s+", " ", _CONTROL.sub(" ", str(value))).strip()
    return plain[:LONGEST_TEXT] or None


def prose(value: Any) -> str | None:
    """A text of several paragraphs, cut to `LONGEST_PROSE`, with its line breaks; None for what is no text."""
    if not isinstance(value, str):
        return None
    plain = _CONTROL.sub(" ", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return plain[:LONGEST_PROSE] or None


def texts(values: Any) -> tuple[str, ...]:
    """The texts in a list, each once."""
    listed = values if isinstance(values, (list, tuple)) else [values]
    return tuple(dict.fromkeys(found for item in listed[:MOST_ITEMS] if (found := text(item))))


def code(value: Any) -> str | None:
    """An enumeration in the newest form: `Not yet recruiting` is `NOT_YET_RECRUITING`."""
    words = text(value)
    if words is None:
        return None
    upper = words.upper().strip(" .")
    known = _CODES.get(upper)
    if known:
        return known
    # The older forms add who was masked in brackets, and write "Parallel Assignment" and "Phase 2".
    upper = re.sub(r"\s*\(.*\)$", "", upper).removesuffix(" ASSIGNMENT")
    upper = re.sub(r"PHASE (\d)", r"PHASE\1", upper)
    return re.sub(r"[^A-Z0-9]+", "_", upper).strip("_")[:60] or None


def phases(values: Iterable[Any]) -> tuple[str, ...]:
    """Phases, apart: `Phase 1/Phase 2` and `Phase 1|Phase 2` are two."""
    parts = [part for value in values for part in re.split(r"[|]|/(?=\s*(?:Early )?Phase)", text(value) or "")]
    return tuple(dict.fromkeys(found for part in parts if (found := code(part))))


def date(value: Any, kind: Any = None) -> RecordDate | None:
    """A date in any of the registry's forms; None for one that is no date."""
    words = text(value)
    for read, written in _DATE_FORMS:
        try:
            day = datetime.strptime(words or "", read).strftime(written)
        except ValueError:
            continue
        return RecordDate(day, dated(kind))
    return None


def dated(value: Any) -> Literal["ACTUAL", "ESTIMATED"] | None:
    """Whether a date or a count is over or planned."""
    found = code(value)
    return "ACTUAL" if found == "ACTUAL" else "ESTIMATED" if found == "ESTIMATED" else None


def yes_or_no(value: Any) -> bool | None:
    """`Yes`, `No`, true, false; None for anything else. Volunteers are `Accepts Healthy Volunteers` in one form."""
    if isinstance(value, bool):
        return value
    words = (text(value) or "").casefold()
    if words in ("yes", "true", "accepts healthy volunteers"):
        return True
    return False if words in ("no", "false") else None


def count(value: Any) -> int | None:
    """A number of people; None where it is not one."""
    words = text(value)
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else None
