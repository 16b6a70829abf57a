"""Answers as they leave the composer, with the case they were made for, to be tampered with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant import Assistant, Question
from assistant.case import Case
from assistant.finished import finished
from assistant.pipeline import STEPS
from assistant.types import Answer

Composed = Callable[..., tuple[Answer, Case]]


@pytest.fixture(scope="session")
def composed(assistant: Assistant) -> Composed:
    """The composed answer to a question from the shipped release, before any check, and its case."""
    kept: dict[tuple[str, str | None], tuple[Answer, Case]] = {}

    def compose_one(text: str, place: str | None = None) -> tuple[Answer, Case]:
        if (text, place) not in kept:
            case = Case(Question(text, place=place), assistant.library, assistant._today())
            for _, step in STEPS:
                case = step(case)
            kept[text, place] = finished(case), case
        return kept[text, place]

    return compose_one
