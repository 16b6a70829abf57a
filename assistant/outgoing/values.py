"""What may stand in each variable of the fixed wording."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_COVERED = "borrowed sold difference stage_name stage_means stage_not_yet definition facts parts fields others".split()
_NAMES = "from_what to_what topic things missing places place registry name language_name".split()
_COUNTS = "count answered limit limit_words".split()
_DAYS = "verified_date due_date date".split()
_ADDRESSES = "url address directory_url".split()
_SIGNPOSTS = "emergency_number crisis_line crisis_number crisis_hours directory_name".split()
_ONLY_ON_PAGES = "release_date printed_date model_name missing_list".split()

KINDS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(_COVERED, "covered"),
        **dict.fromkeys(_NAMES, "names"),
        **dict.fromkeys(_COUNTS, "count"),
        **dict.fromkeys(_DAYS, "day"),
        **dict.fromkeys(_ADDRESSES, "address"),
        **dict.fromkeys(_SIGNPOSTS, "signpost"),
        **dict.fromkeys(_ONLY_ON_PAGES, "never"),
        "question": "question",
        "number": "number",
        "numbers": "numbers",
        "mark": "marks",
        "marks": "marks",
        "said": "own",
        "found": "figure",
        "lowest": "quotation",
        "highest": "quotation",
    }
)
"""The kind of value of every variable; `never` for wording that no answer uses."""

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "count": re.compile(r"\d[\d,]*"),
        "numbers": re.compile(r"\d+(?:(?:, | and )\d+)*"),
        "day": re.compile(rf"(?:\d{{1,2}} )?{_MONTH} \d{{4}}"),
        "marks": re.compile(r"(?:\[\d+\])+"),
        "address": re.compile(r"https?://[^\s,]+(?:, https?://[^\s,]+)*"),
    }
)
"""Kinds that are told by their form alone; an address is compared with what may be linked by a check of its own."""
