"""What the pipeline's steps do where a message holds a registry record."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.case import Case
from assistant.registry.explained import is_complete
from assistant.types import Behaviour
from assistant.understand.reading import signpost_place, understand

_ASKS_MEANING = re.compile(
    r"\b(?:means?|meaning|explain\w*|understand|plain (?:words|english|language)|in words|read this|this (?:say|about)|"
    r"what(?:'s| is| are) (?:this|these|that)|look at|help)\b",
    re.IGNORECASE,
)
_FOR_ONE = re.compile(
    r"\W*(?:so )?what (?:does|do) (?:this|it|that|these)(?: \w+)? mean for (?:me|us|him|her|my \w+)\W*", re.IGNORECASE
)
"""Beside a record it asks what the record says: the explanation answers that, and asks nobody to choose."""
IN_CONTEXT = " (about a clinical trial)"
"""Said to the classifier: "what does this mean for me?" under a form is no cry for help, and alone it may be one."""
FEWEST_WORDS = 3
"""Of a person's own words, for their language and their question to be looked at."""


def record_behaviour(case: Case) -> Behaviour:
    """How an answer on a record ends, before the person's own words are read."""
    message = case.record
    if message is None or message.fault is not None:
        return "unreadable"
    if case.screened is not None and case.screened.injection is not None:
        return "refuse-injection"
    return "answer" if is_complete(message.record) else "answer-with-limits"


def read_beside_record(case: Case) -> Case:
    """The case after reading what the person wrote around a record; the record itself is not read as a question."""
    message, text = case.record, case.text
    if message is None or len(text.split()) < FEWEST_WORDS:
        return case
    reading = understand(case.library, case.question, f"{text}{IN_CONTEXT}")
    if reading.behaviour in ("emergency", "crisis"):
        place = signpost_place(case.library, case.question, text)
        return replace(case, behaviour=reading.behaviour, question=replace(case.question, place=place))
    if reading.behaviour == "unsupported-language":
        return replace(case, behaviour=reading.behaviour, language=reading.language)
    if message.fault is not None or case.behaviour == "refuse-injection":
        return case
    if reading.behaviour == "decline-personal-advice" and not _FOR_ONE.fullmatch(text):
        return replace(case, behaviour="decline-personal-advice")
    asks_more = (reading.subjects or reading.in_field) and not _ASKS_MEANING.search(text)
    return replace(case, record=replace(message, question=text)) if asks_more else case
