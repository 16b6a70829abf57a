"""How many years of school a text asks for.

Flesch-Kincaid grade (Kincaid and others, 1975), counted by `textstat` with the CMU pronouncing dictionary. A decimal
point and the points of an abbreviation are no sentence ends, so they are taken out first: "37.0" would otherwise make
two short sentences of one and flatter the grade.
"""

from __future__ import annotations

import re

import textstat

MEDIAN_AT_MOST = 8.0
"""School years; the median over all published statements."""
HIGHEST = 12.0
"""School years; a statement above it needs a `grade_reason` in its file."""

_POINT_IN_NUMBER = re.compile(r"(?<=\d)[.,](?=\d)")
_POINT_IN_NAME = re.compile(r"(?<=[A-Za-z])\.(?=[A-Za-z])|(?<=\b[A-Z])\.|(?<=\bvs)\.|(?<=\bNo)\.|(?<=\bDr)\.")


def reading_grade(text: str) -> float:
    """The school grade, to one decimal; 0 for the plainest text. Raises `ValueError` for a text without a letter."""
    if not any(letter.isalpha() for letter in text):
        raise ValueError("there is no word in the text: write a sentence")
    counted = _POINT_IN_NAME.sub("", _POINT_IN_NUMBER.sub("", text))
    return max(0.0, round(float(textstat.flesch_kincaid_grade(counted)), 1))
