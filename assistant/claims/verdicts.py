"""What can be said of one claim, and on what it stands.

In order: figures that differ; key answers, by what they answer (yes, no, not yet) to the point that the claim makes;
statements, by what they say on that point; the "not the same as" and the borrowing pattern that the claim calls for.
"supported" needs subject, kind of fact, place and polarity to agree, and is never said of a seller's sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.claims.figures import Mismatch, covers, figures_in
from assistant.claims.points import (
    Point,
    Sign,
    is_denied,
    is_doubly_denied,
    is_hedged,
    main_point,
    sells,
    stances,
    strong_words,
)
from assistant.claims.speaking import Speaking
from assistant.claims.subjects import Subjects
from assistant.library import Library
from corpus.field_map import BorrowingPattern, RedFlag
from corpus.model import Distinction, KeyAnswer
from index.contents import PublishedStatement

Verdict = Literal["contradicted", "borrowed", "partly", "supported", "not-supported"]
VERDICTS: tuple[Verdict, ...] = ("contradicted", "borrowed", "partly", "supported", "not-supported")

SAME_QUESTION = 0.62
"""Cosine from which a key answer answers the very point of a claim."""
SAME_FACT = 0.74
"""Cosine from which a statement says, or denies, what a claim says."""
SAME_FACT_BY_NAME = 0.64
"""The same where both name one product, trial or rule, and speak on the same point."""
VERY_SAME_FACT = 0.82
"""The same for a claim that is on no known point: it has to name a product or give a figure as well."""
BOTH_SHOWN = 2
"""Statements shown with one claim."""
_CITES = re.compile(
    r"\b(?:journal|published|peer[- ]reviewed|(?:clinical |registered )?(?:trials?|stud(?:y|ies))|research|nobel|"
    r"as (?:shown|seen|proven|reported) in|university|other countr|internationally|abroad)\b",
    re.IGNORECASE,
)
_SAYS_MUCH = re.compile(
    r"\b(?:cur(?:e|ed|es)|revers\w+|regenerat\w+|regrow\w*|restor\w+|heal\w*|guarante\w+|prov(?:en|ed|es)|success\w*|safe\w*|risks?|"
    r"approved|approves|cleared|compliant|legal|registered|certified|natural|trial|study|studies|published|percent|million|billion|"
    r"walk again|see again|turn into|become|rejection|side effects|works?|effective|improve[sd]?|treat(?:s|ed)?|repair\w*|rebuild\w*|"
    r"grows?|banned|available|trust|results?|better|younger|sterile|insurance|best)\b|\d",
    re.IGNORECASE,
)

_LIMITED = re.compile(
    r"yes,? (?:but|only|with|for (?:one|certain|some|a few|people|those)|under|in (?:trials|a trial|the small)|one\b|two\b|some\b|a few)",
    re.IGNORECASE,
)
"""A yes with a limit in it."""
_DEFINES = re.compile(r"\b(?:is|are|contains?|means?|counts? as)\b|:", re.IGNORECASE)
"""Says what something is."""
_SHORT = 16
"""Words of a sentence that says one thing."""
_NOT = re.compile(r"(?:not\b|none\b|never\b|nobody\b|neither\b|rarely\b)", re.IGNORECASE)
_YES_OR_NO = re.compile(r"(?:is|are|was|were|do|does|did|can|could|has|have|will)\b", re.IGNORECASE)
_STATES_LIMIT = re.compile(
    r"\b(?:condition(?:s|al(?:ly)?)|provisional(?:ly)?|only|certain|some|small|early|if|under|limited|time-limited|people (?:with|who|aged)|adults|children)\b",
    re.IGNORECASE,
)

Reason = Literal[
    "key-answer", "statement", "figures", "hedged", "mixed", "limited", "pattern", "distinction", "offer", "none"
]


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict, what decided it, and what it stands on."""

    verdict: Verdict
    reason: Reason
    key_answer: KeyAnswer | None = None
    statements: tuple[PublishedStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A claim with everything that bears on it."""

    text: str
    subjects: Subjects
    speaking: Speaking
    drawn: tuple[Distinction, ...]
    pattern: BorrowingPattern | None
    flags: tuple[RedFlag, ...]
    mismatches: tuple[Mismatch, ...]
    backing: tuple[PublishedStatement, ...]
    """What the first distinction stands on."""

    @property
    def for_sale(self) -> bool:
        return bool(self.flags) or sells(self.text)


def judged(library: Library, heard: Heard) -> Judged:
    """The verdict on a claim."""
    signs = stances(heard.text)
    decided = _by_key_answer(library, heard, signs) or _by_statement(heard, signs)
    borrowed = _borrowed(heard)
    if heard.mismatches:
        differing = tuple(mismatch.statement for mismatch in heard.mismatches)
        verdict: Verdict = "contradicted" if decided and decided.verdict == "contradicted" else "partly"
        return Judged(verdict, "figures", decided.key_answer if decided else None, differing[:BOTH_SHOWN])
    if borrowed is not None and not (decided and _is_plainer(decided, heard)):
        if decided is not None and decided.verdict == "contradicted":
            return Judged("borrowed", borrowed, decided.key_answer, _both(_with_its_figures(heard), decided.statements))
        return Judged("borrowed", borrowed, None, _both(_of_the_very_thing(heard), heard.backing))
    if decided is not None:
        return decided
    if main_point(heard.text) == "price":
        return Judged("not-supported", "offer")
    return Judged("not-supported", "none", None, _shown(heard))


def _is_plainer(decided: Judged, heard: Heard) -> bool:
    """Whether a plain yes or no says more than "borrowed" would: a text that cites no science has borrowed none."""
    if decided.verdict == "supported":
        return True
    cites = heard.pattern is not None or (bool(heard.drawn) and _CITES.search(heard.text) is not None)
    return not cites


def _borrowed(heard: Heard) -> Reason | None:
    """Whether true science stands behind a claim that is about something else, and what tells so."""
    signs = stances(heard.text)
    if is_denied(heard.text) and not heard.for_sale and signs.get("safety") != 1:
        return None
    if main_point(heard.text) == "price":
        return None
    asserts = any(sign > 0 for sign in signs.values())
    if not heard.for_sale and (is_hedged(heard.text) or not asserts):
        return None
    if heard.pattern is not None and (heard.drawn or heard.flags):
        return "pattern"
    if heard.drawn and (heard.flags or asserts or _SAYS_MUCH.search(heard.text)):
        return "distinction"
    return None


def _by_key_answer(library: Library, heard: Heard, signs: dict[Point, Sign]) -> Judged | None:
    for answer, _ in heard.speaking.key_answers[:5]:
        denies = answer.polarity == "no" and not is_denied(heard.text) and not stances(answer.question)
        if denies and _YES_OR_NO.match(answer.question) and _names_the_same(library, heard, answer):
            return Judged("contradicted", "key-answer", answer, _stands_on(library, heard, answer))
    for answer, similarity in heard.speaking.key_answers[:4]:
        if similarity < SAME_QUESTION:
            break
        said = _answered(answer)
        if not said:
            continue
        shared = [point for point in signs if point in said]
        if not shared:
            continue
        agree = [signs[point] == said[point] for point in shared]
        statements = _stands_on(library, heard, answer)
        if all(agree):
            if _LIMITED.match(answer.lead) and not _STATES_LIMIT.search(heard.text) and not is_denied(heard.text):
                return Judged("partly", "limited", answer, statements)
            said_there = " ".join([answer.lead, *(library.statement(key).statement.text for key in answer.stands_on)])
            as_strong = strong_words(heard.text) <= strong_words(said_there)
            complete = len(shared) == len(signs) and as_strong and covers(said_there, heard.text)
            if complete and _may_support(heard, similarity, answer.places):
                if _leaves_out_a_limit(heard, signs, said_there):
                    return Judged("partly", "limited", answer, statements)
                return Judged("supported", "key-answer", answer, statements)
            continue
        if any(agree):
            return Judged("partly", "mixed", answer, statements)
        if is_hedged(heard.text) and shared == ["benefit"]:
            return Judged("partly", "hedged", answer, statements)
        return Judged("contradicted", "key-answer", answer, statements)
    return _by_plain_answer(library, heard, signs)


def _by_plain_answer(library: Library, heard: Heard, signs: dict[Point, Sign]) -> Judged | None:
    """For a claim on no known point ("PRP is a stem cell treatment"): yes or no to the same question."""
    if signs:
        return None
    defines = _DEFINES.search(heard.text) is not None and len(heard.text.split()) <= _SHORT
    for answer, similarity in heard.speaking.key_answers[:2]:
        if answer.polarity is None or similarity < SAME_FACT or is_denied(answer.question):
            continue
        if stances(answer.question) or answer.polarity == "not-yet":
            continue
        if not _YES_OR_NO.match(answer.question) or not (defines or _names_the_same(library, heard, answer)):
            continue
        affirmed = answer.polarity == "yes"
        if affirmed == is_denied(heard.text):
            return Judged("contradicted", "key-answer", answer, _stands_on(library, heard, answer))
        if _may_support(heard, similarity, answer.places):
            return Judged("supported", "key-answer", answer, _stands_on(library, heard, answer))
    return None


def _names_the_same(library: Library, heard: Heard, answer: KeyAnswer) -> bool:
    """Whether a key answer's question is about two things or more, and the claim's own words name all of them."""
    asked = library.subjects(library.asked_of(answer))
    return len(asked) >= SAME_NAMES and asked <= heard.subjects.own


SAME_NAMES = 2


def _answered(answer: KeyAnswer) -> dict[Point, Sign]:
    """What a key answer says on the points of its question: a "yes" to "can it harm?" denies safety."""
    asked = {} if " without " in answer.question else stances(answer.question)
    polarity = answer.polarity or ("no" if _NOT.match(answer.lead) and _YES_OR_NO.match(answer.question) else None)
    if polarity is None:
        return {}
    if polarity == "yes":
        # "Can it fail?" "Yes": that it can fail does not say that it never works.
        return {point: sign for point, sign in asked.items() if not (point == "benefit" and sign < 0)}
    return {point: (1 if sign < 0 else -1) for point, sign in asked.items()}


def _by_statement(heard: Heard, signs: dict[Point, Sign]) -> Judged | None:
    for one, similarity in heard.speaking.statements[:4]:
        if similarity < (SAME_FACT_BY_NAME if heard.subjects.named else SAME_FACT):
            break
        said = stances(one.statement.text)
        shared = [point for point in signs if point in said]
        shared = [point for point in shared if one.statement.facet in _FACETS_OF[point]]
        opposed = [point for point in shared if signs[point] != said[point]]
        agreed = len(shared) - len(opposed)
        if signs and not shared:
            continue
        if opposed and not agreed and _is_told_of_one(heard, one):
            if is_hedged(heard.text) and opposed == ["benefit"]:
                return Judged("partly", "hedged", None, (one,))
            return Judged("contradicted", "statement", None, (one,))
        same_denial = bool(shared) or is_denied(heard.text) == is_denied(one.statement.text)
        of_source = " ".join(other.text for _, other in one.source.published_statements())
        if not signs and not (similarity >= VERY_SAME_FACT and (heard.subjects.named or figures_in(heard.text))):
            continue
        as_strong = strong_words(heard.text) <= strong_words(one.statement.text)
        complete = len(shared) == len(signs) and as_strong and covers(of_source, heard.text)
        if complete and not opposed and same_denial:
            if _may_support(heard, similarity, [one.statement.place]):
                if _leaves_out_a_limit(heard, signs, one.statement.text):
                    return Judged("partly", "limited", None, (one,))
                return Judged("supported", "statement", None, (one,))
    return None


_FACETS_OF: dict[Point, frozenset[str]] = {
    "safety": frozenset({"harm", "benefit"}),
    "approval": frozenset({"approval", "oversight", "history"}),
    "benefit": frozenset({"benefit", "advice", "definition", "trial-design", "how-made", "count"}),
}
"""Kinds of fact that settle a point: what a medicine costs says nothing on whether it is approved."""


def _is_told_of_one(heard: Heard, one: PublishedStatement) -> bool:
    """Whether a statement is about the very thing: one trial's loss does not contradict another trial's gain."""
    subjects = heard.subjects
    same_place = subjects.place is not None and subjects.place == one.statement.place
    return bool(subjects.named) or same_place or one.statement.facet in ("approval", "oversight", "definition")


def _leaves_out_a_limit(heard: Heard, signs: dict[Point, Sign], source: str) -> bool:
    """Whether "approved" is said of no named product, or without the condition that the source gives."""
    if signs.get("approval") != 1:
        return False
    conditional = _CONDITIONAL.search(source) is not None and _CONDITIONAL.search(heard.text) is None
    return conditional or not heard.subjects.named


_CONDITIONAL = re.compile(
    r"\b(?:condition(?:s|al(?:ly)?)|provisional(?:ly)?|time-limited|accelerated)\b", re.IGNORECASE
)


def _may_support(heard: Heard, similarity: float, places: list[str]) -> bool:
    place = heard.subjects.place
    here = place is None or place in places or "international" in places
    known = heard.subjects.in_own_words or bool(heard.subjects.named)
    certain = heard.subjects.specific and known and not is_doubly_denied(heard.text)
    enough = SAME_FACT_BY_NAME if heard.subjects.named and stances(heard.text) else SAME_FACT
    return similarity >= enough and here and certain and not heard.for_sale


def _stands_on(library: Library, heard: Heard, answer: KeyAnswer) -> tuple[PublishedStatement, ...]:
    """What a key answer stands on, the nearest to the claim first."""
    near = {one.id: similarity for one, similarity in heard.speaking.statements}
    ordered = sorted(dict.fromkeys(answer.stands_on), key=lambda key: -near.get(key, 0.0))
    return tuple(library.statement(key) for key in ordered[:BOTH_SHOWN])


def _both(
    near: tuple[PublishedStatement, ...], backing: tuple[PublishedStatement, ...]
) -> tuple[PublishedStatement, ...]:
    """What is said of the claim's own subject, then what the distinction stands on."""
    return tuple({one.id: one for one in (*near, *backing)}.values())[:BOTH_SHOWN]


def _with_its_figures(heard: Heard) -> tuple[PublishedStatement, ...]:
    """The statement that gives the very figures of the claim, where there is one: what the claim was made from."""
    if not figures_in(heard.text):
        return ()
    return tuple(one for one, _ in heard.speaking.statements if covers(one.statement.text, heard.text))[:1]


def _of_the_very_thing(heard: Heard) -> tuple[PublishedStatement, ...]:
    """The nearest statement with the claim's figures, its named product, or its disease in its place."""
    subjects = heard.subjects
    known = _with_its_figures(heard)
    if not known and (subjects.named or (subjects.place and subjects.conditions)):
        near = [one for one, _ in heard.speaking.statements if subjects.named or one.statement.place == subjects.place]
        known = tuple(near[:1])
    return known


def _shown(heard: Heard) -> tuple[PublishedStatement, ...]:
    """What is near a claim that nothing settles; where its subject was only carried over, it has to be very near."""
    least = 0.0 if heard.subjects.in_own_words or heard.subjects.named else SAME_FACT
    near = tuple(one for one, similarity in heard.speaking.statements[:BOTH_SHOWN] if similarity >= least)
    return _both(_with_its_figures(heard), near)
