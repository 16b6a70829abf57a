"""Figures are compared only where both are surely about the same thing."""

from __future__ import annotations

import pytest

from assistant import Assistant
from assistant.claims import check
from assistant.claims.figures import covers, figures_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("approved in 2012", [("year", (2012.0,))]),
        ("82% of them", [("percent", (82.0,))]),
        ("nine in ten", [("percent", (90.0,))]),
        ("1,240 people and twenty-three volunteers", [("people", (1240.0,)), ("people", (23.0,))]),
        ("10 of the 12", [("share", (10.0, 12.0))]),
        ("Of 23 people, one walked", [("share", (1.0, 23.0)), ("people", (23.0,))]),
        ("all four stood up", [("share", (4.0, 4.0))]),
        ("a phase II/III trial", [("phase", (2.0, 3.0))]),
        ("jRCT2090220384 and section 361", []),
    ],
)
def test_figures_are_read_by_kind(text: str, found: list[tuple[str, tuple[float, ...]]]) -> None:
    assert [(figure.kind, figure.value) for figure in figures_in(text)] == found


def test_about_leaves_a_tenth() -> None:
    assert covers("A trial of 480 people.", "A study of nearly 500 people.")
    assert not covers("A trial of 480 people.", "A study of 500 people.")


def differing(assistant: Assistant, text: str) -> list[tuple[str, str]]:
    found = check(assistant.library, text).findings
    return [(one.said, one.found) for finding in found for one in finding.mismatches]


@pytest.mark.parametrize(
    ("text", "said", "found"),
    [
        ("The FDA approved Casgevy for sickle cell disease in 2019.", "2019", "2023"),
        ("The TREASURE trial tested MultiStem in 2,060 people after a stroke.", "2,060 people", "206 people"),
    ],
)
def test_a_wrong_figure_is_shown(assistant: Assistant, text: str, said: str, found: str) -> None:
    assert differing(assistant, text) == [(said, found)]


@pytest.mark.parametrize(
    "text",
    [
        "The FDA approved Casgevy for sickle cell disease in 2023.",
        "The TREASURE trial tested MultiStem in 206 people after a stroke.",
        "Casgevy was first studied in 2018 in patients with sickle cell disease.",
        "Approximately 1 million people in Japan live with the aftermath of a stroke.",
        "Our clinic has treated 4,000 people with Parkinson's disease since 2015.",
        "The FDA approved stem cells for arthritis in 2023.",
        "In 2024, 84% of 349 people with COPD felt better.",
    ],
)
def test_a_figure_about_something_else_is_no_mistake(assistant: Assistant, text: str) -> None:
    assert differing(assistant, text) == []
