"""Scorers: small functions from an item and its answer to a measure. `SCORERS` lists them all.

A scorer that has nothing to judge says so (`unscored`); that is never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping

from evals.scoring import behaviour, citations, distinctions, latency, sameness, sources, standalone, withdrawn, words
from evals.scoring.measure import Measure, Scorer, unscored

SCORERS: Mapping[str, Scorer] = {
    "behaviour": behaviour.ending,
    "distinctions": distinctions.drawn,
    "no distinction": distinctions.none_drawn,
    "sources": sources.cited,
    "statements": sources.statements,
    "search": sources.found,
    "citations": citations.integrity,
    "relevance": citations.relevance,
    "frame": words.frame,
    "must say": words.must_say,
    "must not say": words.must_not_say,
    "withdrawn": withdrawn.kept_away,
    "reading grade": words.grade,
    "words": words.length,
    "standalone": standalone.read_as,
    "sameness": sameness.fingerprint,
    "latency": latency.milliseconds,
}
"""Every scorer by the name that logs, reports and gates know it by."""

__all__ = ["SCORERS", "Measure", "Scorer", "unscored"]
