"""Questions that take something for granted: "why was it approved" is a claim where it was not."""

from __future__ import annotations

import re

from assistant import claims
from assistant.case import Case

_PRESUMES = re.compile(
    r"\b(?:why|how come|when|how) (?:did|has|have|is|are|was|were|does|do|so)\b"
    r".*\b(?:approv\w+|licen[sc]ed|prov\w+|cur\w+|work\w*|succe\w+|allow\w*|legal\w*|rul\w+|turn\w*)\b"
    r"|\b(?:given|after|now) (?:that )?.*\b(?:approved|proved|cured|licensed)\b",
    re.IGNORECASE,
)

_STILL = re.compile(r"\b(?:is|are|was|were) (?:it|they|this|that) (?:still|ever|really|actually)\b", re.IGNORECASE)
"""Asks for the very thing that would be taken for granted: "when was it approved, and is it still"."""

_WHY = re.compile(
    r"\W*(?:so |but |and )?(?:why|how come|since when|when) (?:did|has|have|is|are|was|were|does|do)\b", re.IGNORECASE
)


def takes_for_granted(case: Case) -> bool:
    """Whether the question is worded as one that presumes something, without a "not" that turns it round."""
    asks_itself = _STILL.search(case.text) is not None
    return _PRESUMES.search(case.text) is not None and not case.reading.negated and not asks_itself


def checked_claims(case: Case) -> claims.ClaimCheck:
    """The claims of the message; those of a follow-up with the subject that it carries over."""
    before = case.reading.asked if case.reading.rewritten else ""
    return claims.check(case.library, case.text, case.suspended | case.aged, before)


def rests_on_a_false_premise(case: Case, checked: claims.ClaimCheck) -> bool:
    """Whether what "why was X approved" takes for granted is not so: a key answer says no, or the check does."""
    answer = case.found.key_answer
    denied = answer is not None and answer.polarity == "no" and answer.facet in ("approval", "benefit", "oversight")
    asks_why = _WHY.match(case.text) is not None
    return denied or (asks_why and any(finding.is_refuted for finding in checked.findings))
