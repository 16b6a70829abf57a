"""A pasted headline, advert or article, claim by claim: what vetted statements say of it, and what it leaves out.

Rules only: borrowing patterns and red flags by their phrases, distinctions by their triggers, key answers by
meaning and by how they begin (yes, no, not yet), and the nine headline questions by their patterns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.distinctions import MOST, any_phrase, required
from assistant.library import Library
from corpus.field_map import BorrowingPattern, HeadlineQuestion, RedFlag
from corpus.model import Distinction, KeyAnswer
from index.contents import PublishedStatement

Verdict = Literal["borrowed", "contradicted", "supported", "not-supported"]
MOST_CLAIMS = 5
_NEAR = 0.6
"""Cosine from which a key answer or statement is about a claim."""
_SENTENCE = re.compile(r"(?<=[.!?])[\"”'’)]*\s+|\n+|\s+[•·|]\s+|(?:^|\n)\s*[-*•]\s+")
_QUOTE = re.compile(r"[\"“«]([^\"”»]{12,})[\"”»]|(?:^|\s)['‘]([^\n]{12,}?)['’](?=\W|$)")
_ASKING = re.compile(
    r"^\W*(?:is (?:this|that|it)\b.*\?|please .*|pls .*|(?:can you )?(?:fact[- ]?)?check\b.*|thoughts\b.*|true\b.*\?|really\W*|"
    r"true or false\W*|what do you (?:think|make)\b.*|does this hold up\W*|evidence\W*|hm\W*|right\W*)$",
    re.IGNORECASE,
)
_WEIGHTY = re.compile(
    r"\b(?:cure\w*|revers\w+|regenerat\w+|regrow\w*|restor\w+|heal\w*|guarante\w+|proven|success|safe|no risk|risk|approved|"
    r"fda|registered|certified|trial|study|studies|published|percent|million|billion|walk again|diabetes|autism|stroke)\b|\d",
    re.IGNORECASE,
)
_CITES = re.compile(
    r"\b(?:journal|published|peer[- ]reviewed|(?:clinical |registered )?(?:trials?|stud(?:y|ies))|research|nobel|"
    r"as (?:shown|seen|proven|reported) in|university)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|nobody|none|without|isn't|aren't|don't|doesn't|cannot|can't|hasn't)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What can be said of one claim."""

    claim: str
    verdict: Verdict
    distinctions: tuple[Distinction, ...]
    pattern: BorrowingPattern | None
    flags: tuple[RedFlag, ...]
    key_answer: KeyAnswer | None
    statements: tuple[PublishedStatement, ...]


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A text, checked: its weightiest claims, how many more sentences there were, and the nine questions."""

    findings: tuple[Finding, ...]
    left_over: tuple[str, ...]
    """Sentences that were read and are not among the findings."""
    answered: tuple[HeadlineQuestion, ...]
    dodged: tuple[HeadlineQuestion, ...]

    def distinctions(self, of_the_whole: Sequence[Distinction]) -> tuple[Distinction, ...]:
        """What the claims owe, each tested by itself, and the text as a whole: the most often owed first."""
        owed = Counter(item.id for finding in self.findings for item in finding.distinctions)
        owed.update(item.id for item in of_the_whole)
        every = {item.id: item for finding in self.findings for item in finding.distinctions}
        every |= {item.id: item for item in of_the_whole}
        return tuple(sorted(every.values(), key=lambda item: (-owed[item.id], item.priority, item.id))[:MOST])


def check(library: Library, text: str, suspended: frozenset[str]) -> ClaimCheck:
    """The claims of `text`, the most consequential first."""
    sentences = claims_in(text)
    ranked = sorted(range(len(sentences)), key=lambda position: (-_weight(library, sentences[position]), position))
    chosen = sorted(ranked[:MOST_CLAIMS])
    findings = tuple(_finding(library, sentences[position], suspended) for position in chosen)
    left = tuple(sentences[position] for position in sorted(ranked[MOST_CLAIMS:]))
    rows = library.contents.field_map.headline_checklist.questions
    answered = tuple(row for row in rows if answers(row, text))
    return ClaimCheck(findings, left, answered, tuple(row for row in rows if row not in answered))


def claims_in(text: str) -> list[str]:
    """The sentences of a text that may be claims: of its quotations where it has any, without what asks about them."""
    quotes = [(found[1] or found[2]).strip() for found in _QUOTE.finditer(text)]
    body = "\n".join(quotes) if quotes and sum(map(len, quotes)) > 0.3 * len(text) else text
    sentences = [part.strip(" \t\"“”'‘’-–•*") for part in _SENTENCE.split(body) if part]
    kept = [
        part
        for part in sentences
        if not _ASKING.match(part) and (len(part.split()) >= 3 or (" " in part and _WEIGHTY.search(part)))
    ]
    return list(dict.fromkeys(kept)) or [body.strip()[:500]]


def answers(row: HeadlineQuestion, text: str) -> bool:
    """Whether a text answers one of the nine questions; wording that only looks like an answer does not."""
    if any(re.search(pattern, text, re.IGNORECASE) for pattern in row.dodge_patterns):
        return False
    matched = sum(bool(re.search(pattern, text, re.IGNORECASE)) for pattern in row.answered_patterns)
    return matched >= row.needs


def _weight(library: Library, sentence: str) -> float:
    flags, pattern = _flags(library, sentence), _pattern(library, sentence)
    return (
        2 * len(flags) + (3 if pattern else 0) + min(3, len(_WEIGHTY.findall(sentence))) + min(len(sentence), 200) / 400
    )


def _finding(library: Library, claim: str, suspended: frozenset[str]) -> Finding:
    vector = library.embed(library.matcher.corrected(claim))
    drawn = required(library, claim)
    pattern = _pattern(library, claim)
    subjects = library.subjects(library.matcher.ids(claim))
    near = [
        hit
        for hit in library.retriever.key_answers(vector)[:5]
        if hit.similarity >= _NEAR
        and subjects & library.key_answer_concepts[hit.id]
        and suspended.isdisjoint(library.contents.key_answers[hit.id].stands_on)
    ]
    key_answer = library.contents.key_answers[near[0].id] if near else None
    hits = [
        hit
        for hit in library.retriever.statements(claim, vector)
        if hit.id not in suspended and not library.statement(hit.id).statement.names
    ]
    stands_on = [library.statement(key) for key in key_answer.stands_on[:2]] if key_answer else []
    others = [
        library.statement(hit.id)
        for hit in hits[:4]
        if hit.similarity >= _NEAR and (not subjects or subjects & library.statement_concepts[hit.id])
    ]
    if not stands_on and not others:
        vouching = {source for distinction in drawn for source in distinction.source_ids}
        others = [one for hit in hits if (one := library.statement(hit.id)).source.id in vouching]
    statements = tuple({one.id: one for one in [*stands_on, *others]}.values())[:2]
    flags = _flags(library, claim)
    return Finding(
        claim=claim,
        verdict=_verdict(claim, drawn, pattern, flags, key_answer, near[0].similarity if near else 0.0),
        distinctions=drawn,
        pattern=pattern,
        flags=flags,
        key_answer=key_answer,
        statements=statements,
    )


def _verdict(
    claim: str,
    drawn: tuple[Distinction, ...],
    pattern: BorrowingPattern | None,
    flags: tuple[RedFlag, ...],
    key_answer: KeyAnswer | None,
    similarity: float,
) -> Verdict:
    denies = _NEGATED.search(claim) is not None
    polarity = key_answer.polarity if key_answer else None
    if pattern is not None and (drawn or flags):
        return "borrowed"
    if drawn and flags and _CITES.search(claim):
        return "borrowed"
    if polarity in ("no", "not-yet") and not denies and similarity >= _NEAR + 0.05:
        return "contradicted"
    if drawn and (flags or _WEIGHTY.search(claim)):
        return "borrowed"
    if polarity == "yes" and not denies and not flags and similarity >= 0.75:
        return "supported"
    return "not-supported"


def _pattern(library: Library, text: str) -> BorrowingPattern | None:
    patterns = library.contents.field_map.borrowing.patterns
    return next((row for row in patterns if any_phrase(tuple(row.match_phrases)).search(text)), None)


def _flags(library: Library, text: str) -> tuple[RedFlag, ...]:
    flags = library.contents.field_map.red_flags.flags
    return tuple(flag for flag in flags if any_phrase(tuple(flag.match_phrases)).search(text))
