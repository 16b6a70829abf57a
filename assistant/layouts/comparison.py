"""Two or three things side by side: what is said of each, under the same headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.layouts import wide
from assistant.layouts.ended import ENDED
from assistant.library import GENERIC, Library
from assistant.understand.concepts import Mention
from assistant.understand.reading import Understanding
from corpus.model import Concept, Facet
from index.contents import PublishedStatement

_COMPARED = re.compile(
    r"\b(?:vs|versus|compared? (?:to|with|against)|(?:is|are) (?:not )?the same (?:thing )?as|same as|(?:any )?different (?:from|to|than)|"
    r"differs? from|instead of|(?:better|worse|safer|stronger|cheaper|more \w+) than|rather than)\b\.?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:differences?|differ|distinguish|compare|comparison|comparing|choose|choosing|confus\w+)\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\bor\b", re.IGNORECASE)
_COMPARABLE = frozenset(
    {"product", "brand", "cell", "procedure", "process", "marketing-term", "trial", "law", "regulator", "registry"}
)
_FACETS: dict[str | None, tuple[Facet, ...]] = {
    "approval": ("approval",),
    "benefit": ("benefit",),
    "harm": ("harm",),
    "access-cost": ("access-cost",),
}
_OF_TREATMENTS: tuple[Facet, ...] = ("approval", "benefit")
_OF_AUTHORITIES: tuple[Facet, ...] = ("oversight",)
_AUTHORITIES = frozenset({"law", "regulator", "registry"})
_QUERIES: dict[Facet, str] = {
    "approval": "Is {thing} approved{use}?",
    "benefit": "Does {thing} work{use}?",
    "harm": "What are the risks of {thing}{use}?",
    "access-cost": "What does {thing} cost?",
    "oversight": "Who or what does {thing} regulate?",
}
"""What is searched for; no patient reads it."""
FACETS_OF_A_USE = frozenset({"approval", "benefit", "harm"})
"""A result in one disease says nothing of another: these have to speak of the disease that is asked about."""
MOST_THINGS = 3
NEAR = 0.5
"""Cosine from which a statement speaks to its heading; below it the heading stays empty for that thing."""
BETWEEN_WORDS = 5
"""Words that may stand between two things joined by a plain "or"."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One heading, with a statement for each thing that has one."""

    facet: Facet
    said: tuple[PublishedStatement | None, ...]
    """In the order of the things."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Things side by side."""

    things: tuple[Concept, ...]
    direct: tuple[PublishedStatement, ...]
    """Statements that speak of all of them."""
    aspects: tuple[Aspect, ...]

    @property
    def statements(self) -> tuple[PublishedStatement, ...]:
        """Every statement, in the order in which it is printed."""
        placed = [one for aspect in self.aspects for one in aspect.said if one is not None]
        return tuple({one.id: one for one in [*self.direct, *placed]}.values())


def find(library: Library, reading: Understanding, hidden: frozenset[str]) -> Comparison | None:
    """The comparison that a question asks for; None where it asks for none or too little is said of the things."""
    things = compared(library, reading.searched)
    if len(things) < 2:
        return None
    conditions = frozenset(item for item in reading.subjects if library.concept(item).kind == "condition")
    ids = frozenset(thing.id for thing in things)
    direct = tuple(
        library.statement(hit.id)
        for hit in wide.search(library, reading.searched, hidden)
        if ids <= library.statement_concepts[hit.id] and hit.similarity >= NEAR
        and (not conditions or conditions & library.statement_concepts[hit.id])
    )[:2]  # fmt: skip
    used = {one.id for one in direct}
    aspects = []
    for facet in _respects(things, reading.facet):
        said = []
        for thing in things:
            one = _said(library, thing, facet, conditions, hidden | used, ids)
            said.append(one)
            used |= {one.id} if one else set()
        if any(said):
            aspects.append(Aspect(facet, tuple(said)))
    if not aspects and not direct:
        return None
    return Comparison(things, direct, tuple(aspects))


def compared(library: Library, text: str) -> tuple[Concept, ...]:
    """The two or three things that a text sets against each other, in its order; none where it compares nothing."""
    mentions = _comparable(library, text)
    if found := _BETWEEN.search(text):
        # "the difference between A and B", and "compare A with B"; "A and B, what is the difference".
        after = [mention for mention in mentions if mention.start >= found.end()]
        chosen = after if len(after) >= 2 else mentions
    elif found := _COMPARED.search(text):
        chosen = [mention for mention in mentions if mention.end <= found.start()][-2:]
        chosen += [mention for mention in mentions if mention.start >= found.end()][:1]
        if len(chosen) == 3 and not _OR.search(text[chosen[0].end : chosen[1].start]):
            chosen = chosen[1:]
        chosen = chosen if len(chosen) >= 2 else mentions
    else:
        chosen = _joined_by_or(text, mentions)
    different = dict.fromkeys(mention.concept for mention in chosen)
    return tuple(library.concept(item) for item in different)[:MOST_THINGS]


def _respects(things: tuple[Concept, ...], facet: str | None) -> tuple[Facet, ...]:
    """In which respects the things are compared: what was asked for, else what is usually wanted."""
    if all(thing.kind in _AUTHORITIES for thing in things):
        return _OF_AUTHORITIES
    return _FACETS.get(facet, _OF_TREATMENTS)


def _comparable(library: Library, text: str) -> list[Mention]:
    """Mentions of things that can be compared, in order; the generic ones only beside a particular one."""
    found = [
        mention
        for mention in library.matcher.mentions(text, cues=False)
        if library.concept(mention.concept).kind in _COMPARABLE or mention.concept in GENERIC
    ]
    found.sort(key=lambda mention: mention.start)
    particular = [mention for mention in found if mention.concept not in GENERIC]
    return particular if len({mention.concept for mention in particular}) >= 2 else found


def _joined_by_or(text: str, mentions: list[Mention]) -> list[Mention]:
    """Two things with a plain "or" between them: "PRP or stem cells for my knee"."""
    for first, second in zip(mentions, mentions[1:], strict=False):
        between = text[first.end : second.start]
        if _OR.search(between) and len(between.split()) <= BETWEEN_WORDS and first.concept != second.concept:
            return [first, second]
    return []


def _said(
    library: Library,
    thing: Concept,
    facet: Facet,
    conditions: frozenset[str],
    hidden: frozenset[str],
    things: frozenset[str],
) -> PublishedStatement | None:
    """The statement of one facet that speaks of one thing, and of the disease asked about where that matters."""
    use = ""
    if conditions and facet in FACETS_OF_A_USE:
        use = " for " + " and ".join(library.concept(item).name for item in sorted(conditions))
    query = _QUERIES[facet].format(thing=thing.name, use=use)
    fitting: list[PublishedStatement] = []
    for hit in wide.search(library, query, hidden):
        concepts, one = library.statement_concepts[hit.id], library.statement(hit.id)
        if hit.similarity < NEAR or one.statement.facet != facet or thing.id not in concepts:
            continue
        if (things - {thing.id}) & concepts - GENERIC:
            continue
        if use and not conditions & concepts:
            continue
        fitting.append(one)
    ended = [one for one in fitting if facet == "approval" and ENDED.search(one.statement.text)]
    return next(iter([*ended, *fitting]), None)
