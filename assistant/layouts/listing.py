"""A question for a list: the checklist that answers it, or one statement for each thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.layouts import wide
from assistant.library import GENERIC, Library
from assistant.understand.facets import PLACE_BOUND
from assistant.understand.reading import Understanding
from index.contents import PublishedStatement

Checklist = Literal["red-flags", "clinic-questions", "trial-questions", "before-you-pay", "headline-questions"]

_CHECKLISTS: dict[Checklist, str] = {
    "red-flags": (
        r"\b(?:red flags?|warning signs?|signs? (?:of|that) (?:a |it'?s )?(?:scam|fraud|dodgy|bad clinic|unproven|bogus|fake)\w*|"
        r"how (?:can|do|to|would) (?:i |we |you |one )?(?:spot|recogni[sz]e|tell) (?:a |an |if )?.{0,20}(?:scams?|fraud\w*|dodgy|bogus|fake|unproven|rip[- ]?off))"
    ),
    "trial-questions": (
        r"\b(?:what|which)\b.{0,25}\bask\b.{0,40}\b(?:trial|study|research) ?(?:team|doctor|staff|nurse|coordinator|people)?"
        r"|\bquestions?\b.{0,25}\b(?:trial|study) (?:team|doctor|staff|nurse|coordinator)"
        r"|\bquestions?\b.{0,30}\bbefore\b.{0,20}\b(?:joining|signing|enrol\w*|entering)\b.{0,20}\b(?:trial|study)"
    ),
    "clinic-questions": (
        r"\b(?:what|which)\b.{0,25}\b(?:ask|questions)\b.{0,40}\b(?:clinic|provider|seller|compan(?:y|ies)|doctor|consultation|before (?:i|we|you) (?:pay|sign|go|book))"
        r"|\bquestions? (?:to|i should|should i|we should|for me to)\b.{0,15}\b(?:ask|bring|take)\b"
    ),
    "headline-questions": (
        r"\bhow (?:can|do|to|should) (?:i |we |you |one )?(?:read|check|judge|assess|evaluate|trust)\b.{0,30}\b(?:headlines?|news|claims?|articles?|adverts?|ads?)\b"
    ),
    "before-you-pay": (
        r"\b(?:what|which|anything)\b.{0,30}\b(?:do|check|know|steps?)\b.{0,20}\bbefore\b.{0,20}\b(?:pay\w*|book\w*|sign\w*|travel\w*|fly\w*|go(?:ing)?)\b"
    ),
}

_ASKS_FOR_MANY = re.compile(
    r"\b(?:list|name|give me (?:a list|some|all|the)|which|what|what are (?:the|all)|what (?:are|were) (?:the )?(?:main|common|different|known|some|possible|approved))\b"
    r"(?:\W+[\w'-]+){0,5}?\W+(?P<noun>products|treatments|therapies|medicines|drugs|diseases|conditions|illnesses|cancers|disorders|risks|"
    r"side effects|complications|dangers|harms|problems|trials|studies|types|kinds|sources|companies|laws|rules|regulations)\b",
    re.IGNORECASE,
)
_FACETS: dict[str, frozenset[str]] = {
    "risk": frozenset({"harm"}),
    "disease": frozenset({"benefit", "approval", "definition", "advice"}),
    "trial": frozenset({"trial-design", "history", "benefit"}),
    "law": frozenset({"oversight"}),
    "kind": frozenset({"definition", "how-made"}),
}
_KINDS: dict[str, frozenset[str]] = {
    "product": frozenset({"product", "brand"}),
    "disease": frozenset({"condition"}),
    "trial": frozenset({"trial", "product", "brand"}),
    "law": frozenset({"law", "regulator"}),
}
"""What every line of a list has to name, by what the list is of."""
_NOUNS = {
    "products": "product", "treatments": "product", "therapies": "product", "medicines": "product",
    "drugs": "product", "diseases": "disease", "conditions": "disease", "illnesses": "disease",
    "cancers": "disease", "disorders": "disease",
    "risks": "risk", "side effects": "risk", "complications": "risk", "dangers": "risk", "harms": "risk",
    "problems": "risk", "trials": "trial", "studies": "trial", "laws": "law", "rules": "law", "regulations": "law",
    "types": "kind", "kinds": "kind", "sources": "kind",
}  # fmt: skip
_UNAPPROVED = re.compile(
    r"\bunapproved\b|\bapproved no\b|\b(?:not|never|no|none)\b[^.]{0,50}\b(?:approv\w+|licen[sc]ed|authori[sz]\w+)",
    re.IGNORECASE,
)
"""What names products that are not approved has no line in a list of those that are."""
MOST = 8
FEWEST = 3
NEAR = 0.55
PER_SOURCE = 4


@dataclass(frozen=True, slots=True)
class Listing:
    """One line for each thing: statements, or the rows of a checklist."""

    checklist: Checklist | None
    statements: tuple[PublishedStatement, ...]


def find(library: Library, reading: Understanding, hidden: frozenset[str]) -> Listing | None:
    """The list that a question asks for; None where it asks for none or fewer than three lines would stand in it."""
    checklist = next(
        (name for name, pattern in _CHECKLISTS.items() if re.search(pattern, reading.asked, re.IGNORECASE)), None
    )
    if checklist is not None:
        return Listing(checklist, ())
    asked = _ASKS_FOR_MANY.search(reading.asked)
    if asked is None:
        return None
    noun = _NOUNS.get(asked["noun"].casefold(), "thing")
    statements = _lines(library, reading, hidden, noun)
    return Listing(None, statements) if len(statements) >= FEWEST else None


def _lines(
    library: Library, reading: Understanding, hidden: frozenset[str], noun: str
) -> tuple[PublishedStatement, ...]:
    facets = _FACETS.get(noun) or (frozenset([reading.facet] if reading.facet else []))
    asked_place = reading.answers_as if reading.answers_as != "international" else None
    unapproved = _UNAPPROVED.search(reading.asked) is not None
    chosen: list[PublishedStatement] = []
    seen: set[str] = set()
    per_source: dict[str, int] = {}
    for hit in wide.search(library, reading.searched, hidden):
        one, concepts = library.statement(hit.id), library.statement_concepts[hit.id]
        if len(chosen) == MOST:
            break
        if hit.similarity < NEAR:
            continue
        if facets and one.statement.facet not in facets or not reading.subjects <= concepts:
            continue
        if reading.facet == "approval" and bool(_UNAPPROVED.search(one.statement.text)) != unapproved:
            continue
        place = one.statement.place
        if asked_place and place != asked_place and (reading.facet in PLACE_BOUND or place != "international"):
            continue
        kinds = _KINDS.get(noun, frozenset())
        others = library.matcher.ids(one.statement.text, cues=False) - reading.subjects - GENERIC
        named = frozenset(item for item in others if library.concept(item).kind in kinds)
        # Two lines on the same product are one line too many.
        if kinds and (not named or named <= seen) or per_source.get(one.source.id, 0) >= PER_SOURCE:
            continue
        seen |= named
        per_source[one.source.id] = per_source.get(one.source.id, 0) + 1
        chosen.append(one)
    return tuple(chosen)
