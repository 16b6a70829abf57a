"""A pasted text, checked: every claim with its verdict, the most consequential first, and the nine questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.checklist import Answered, answered
from assistant.claims.figures import Mismatch, mismatches
from assistant.claims.paste import pasted
from assistant.claims.points import Point, is_hedged, main_point, points_of
from assistant.claims.speaking import backing, speaking_of
from assistant.claims.splitting import Claim, claims_in
from assistant.claims.subjects import Subjects, subjects_of
from assistant.claims.verdicts import VERDICTS, Heard, Reason, Verdict, judged
from assistant.distinctions import Basis, any_phrase, required
from assistant.library import SUBJECT_KINDS, Library
from corpus.field_map import BorrowingPattern, HeadlineQuestion, RedFlag
from corpus.model import Distinction, KeyAnswer
from index.contents import PublishedStatement
from index.embeddings import Vectors

MOST_CHECKED = 120
"""Claims that are checked; what a longer text has beside them is listed as read and not checked."""
MOST_DISTINCTIONS = 5
ENOUGH_BY_WORDS = 2
"""Distinctions drawn by a claim's words, from which on its evidence draws no more."""
SHORT = 120
"""Words up to which a message is about one thing, so that what it says as a whole draws distinctions too."""

_WEIGHT_OF_POINT: dict[Point, float] = {
    "safety": 6, "benefit": 5, "approval": 5, "price": 2.5, "evidence": 3, "mechanism": 3, "credentials": 2,
    "story": 1.5, "count": 1, "other": 0,
}  # fmt: skip
_WEIGHT_OF_VERDICT: dict[Verdict, float] = {
    "contradicted": 4, "borrowed": 3.5, "partly": 2.5, "supported": 1, "not-supported": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """What can be said of one claim."""

    claim: str
    """The text's own words."""
    point: Point
    verdict: Verdict
    reason: Reason
    distinctions: tuple[Distinction, ...]
    pattern: BorrowingPattern | None
    flags: tuple[RedFlag, ...]
    key_answer: KeyAnswer | None
    statements: tuple[PublishedStatement, ...]
    mismatches: tuple[Mismatch, ...]
    weight: float

    @property
    def is_refuted(self) -> bool:
        """Whether a key answer or a named difference speaks against this very claim."""
        return self.verdict == "contradicted" or (self.verdict == "borrowed" and self.point in ("benefit", "approval"))

    @property
    def same_point(self) -> tuple[str, str, str]:
        """Findings with an equal value are told together: one verdict for one reason."""
        if self.reason in ("key-answer", "hedged", "mixed", "limited") and self.key_answer is not None:
            return (self.verdict, self.reason, self.key_answer.id)
        if self.reason == "pattern" and self.pattern is not None:
            return (self.verdict, self.reason, self.pattern.id)
        if self.reason == "distinction":
            return (self.verdict, self.reason, self.distinctions[0].id)
        if self.reason in ("none", "offer"):
            return (self.verdict, self.reason, self.statements[0].id if self.statements else "")
        return (self.verdict, self.reason, self.claim)


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """A text, checked. Nothing of it is lost: every claim is a finding or stands in `left_over`."""

    findings: tuple[Finding, ...]
    """The weightiest first."""
    passed_over: tuple[str, ...]
    """Sentences of story, feeling or background: nothing in them is about the field."""
    left_over: tuple[str, ...]
    """Claims of a very long text that were read and not checked."""
    answered: tuple[Answered, ...]
    dodged: tuple[HeadlineQuestion, ...]
    of_the_whole: tuple[Distinction, ...] = ()
    """Distinctions that a short text owes as a whole."""

    @property
    def groups(self) -> tuple[tuple[Finding, ...], ...]:
        """Findings on the same point together, in the order of their weightiest."""
        grouped: dict[tuple[str, str, str], list[Finding]] = {}
        for finding in self.findings:
            grouped.setdefault(finding.same_point, []).append(finding)
        return tuple(tuple(group) for group in grouped.values())

    @property
    def counted(self) -> dict[Verdict, int]:
        """How many claims have each verdict."""
        found = Counter(finding.verdict for finding in self.findings)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}

    @property
    def distinctions(self) -> tuple[Distinction, ...]:
        """At most five: one for each of the weightiest claims in turn, then the most often owed."""
        owed = Counter(item.id for finding in self.findings for item in finding.distinctions)
        owed.update(item.id for item in self.of_the_whole)
        every = {item.id: item for finding in self.findings for item in finding.distinctions}
        every |= {item.id: item for item in self.of_the_whole}
        weight = {
            key: max(
                (one.weight for one in self.findings if any(item.id == key for item in one.distinctions)), default=0
            )
            for key in every
        }
        told = [finding.distinctions[0].id for finding in self.findings if finding.reason == "distinction"]
        first = {key: position for position, key in reversed(list(enumerate(told)))}
        ranked = sorted(
            every.values(),
            key=lambda item: (
                first.get(item.id, len(told)) >= MOST_DISTINCTIONS,
                -(weight[item.id] + 1.5 * min(owed[item.id], 4) - 1.5 * item.priority),
                item.id,
            ),
        )
        return tuple(ranked[:MOST_DISTINCTIONS])


def check(library: Library, text: str, left_out: frozenset[str] = frozenset(), before: str = "") -> ClaimCheck:
    """The claims of `text`, judged.

    `left_out`: ids of statements that are suspended, or too old to lead. `before`: what was spoken of ahead of the text.
    """
    claims = claims_in(text)
    subjects = subjects_of(library, claims, before)
    idle = {
        at
        for at, claim in enumerate(claims)
        if len(claims) > 1 and _says_nothing_of_the_field(library, claim, subjects[at])
    }
    if len(idle) == len(claims):
        idle = set()
    first_weight = [_first_weight(claim) for claim in claims]
    busy = [at for at in range(len(claims)) if at not in idle]
    chosen = sorted(sorted(busy, key=lambda at: (-first_weight[at], at))[:MOST_CHECKED])
    *vectors, of_the_whole = library.embedded([*(subjects[at].in_words for at in chosen), text])
    findings = [
        _finding(library, claims[at], _leaning_on(claims, at), subjects[at], vector, left_out)
        for at, vector in zip(chosen, vectors, strict=True)
    ]
    findings.sort(key=lambda finding: -finding.weight)
    body = pasted(text)
    rows = library.contents.field_map.headline_checklist.questions
    yes = answered(rows, body)
    settled = {one.row.id for one in yes}
    return ClaimCheck(
        findings=tuple(findings),
        passed_over=tuple(claims[at].words for at in sorted(idle)),
        left_over=tuple(claims[at].words for at in busy if at not in set(chosen)),
        answered=yes,
        dodged=tuple(row for row in rows if row.id not in settled),
        of_the_whole=required(library, text, vector=of_the_whole) if len(text.split()) <= SHORT else (),
    )


_BACKGROUND = re.compile(
    r"\b(?:live|living|lives) with\b|\bsuffer(?:s|ing)? from\b|\bpublic health challenge\b|\bag(?:e)?ing population\b|\bcan cause (?:\w+ )?(?:deficits|disability)\b|"
    r"\b(?:million|thousand) people\b.{0,30}\b(?:have|live|affected)\b|\b(?:affects|affecting) (?:about |over |some |more than )?[\d.]+ ?(?:million|thousand)?\b",
    re.IGNORECASE,
)
"""Says how common or how hard a disease is, and nothing of a treatment."""
_IDLE: frozenset[Point] = frozenset({"other", "story", "count"})


def _says_nothing_of_the_field(library: Library, claim: Claim, subjects: Subjects) -> bool:
    """Whether a sentence is story, feeling or background and names nothing that the corpus knows."""
    if _BACKGROUND.search(claim.asserted):
        return True
    if not points_of(claim.asserted) <= _IDLE:
        return False
    kinds = {library.concept(concept).kind for concept in subjects.own}
    return not kinds & (SUBJECT_KINDS | {"marketing-term", "process"}) or main_point(claim.asserted) == "story"


def _first_weight(claim: Claim) -> float:
    """How consequential a claim looks before it is checked."""
    return _WEIGHT_OF_POINT[main_point(claim.asserted)] - (1.5 if is_hedged(claim.asserted) else 0)


_LEANS = re.compile(
    r"\b(?:the same|same (?:cells?|way|result|science|treatment)|too|as well|likewise|(?:this|that) (?:means|proves|shows)|that is why)\b",
    re.IGNORECASE,
)


def _leaning_on(claims: Sequence[Claim], at: int) -> str:
    """The claim before one that leans on it ("our drip works in the same way"); else nothing."""
    return claims[at - 1].asserted if at and _LEANS.search(claims[at].asserted) else ""


def _finding(
    library: Library,
    claim: Claim,
    leaning_on: str,
    subjects: Subjects,
    vector: Vectors | None,
    left_out: frozenset[str],
) -> Finding:
    points = points_of(claim.asserted)
    speaking = speaking_of(library, subjects, points, vector, left_out)
    near = tuple(one for one, _ in speaking.statements)
    drawn = required(library, subjects.in_words, most=MOST_DISTINCTIONS)
    own = required(library, f"{leaning_on} {claim.asserted}".strip(), most=MOST_DISTINCTIONS)
    drawn = (
        *library.nearest_first(own, vector),
        *library.nearest_first([item for item in drawn if item not in own], vector),
    )
    drawn = drawn if own or subjects.in_own_words else ()
    pattern = _pattern(library, claim.asserted)
    if pattern is not None:
        drawn = tuple(sorted(drawn, key=lambda item: item.id not in pattern.distinction_ids))
    heard = Heard(
        text=claim.asserted,
        subjects=subjects,
        speaking=speaking,
        drawn=drawn,
        pattern=pattern,
        flags=_flags(library, claim.asserted),
        mismatches=mismatches(library, claim.asserted, subjects, near),
        backing=backing(library, drawn[0], near, left_out) if drawn else (),
    )
    found = judged(library, heard)
    if found.statements and heard.speaking.statements and len(drawn) < ENOUGH_BY_WORDS:
        sources = [one.source.id for one in found.statements]
        topics = frozenset(found.statements[0].statement.topics)
        more = required(library, subjects.in_words, [Basis(sources, topics)], MOST_DISTINCTIONS)
        drawn = (*drawn, *(item for item in more if item not in drawn))[:MOST_DISTINCTIONS]
    weight = _first_weight(claim) + _WEIGHT_OF_VERDICT[found.verdict] + min(2, len(heard.flags))
    return Finding(
        claim=claim.words,
        point=main_point(claim.asserted),
        verdict=found.verdict,
        reason=found.reason,
        distinctions=drawn,
        pattern=heard.pattern,
        flags=heard.flags,
        key_answer=found.key_answer,
        statements=found.statements,
        mismatches=heard.mismatches,
        weight=weight + (1 if subjects.specific else 0),
    )


def _pattern(library: Library, text: str) -> BorrowingPattern | None:
    patterns: Sequence[BorrowingPattern] = library.contents.field_map.borrowing.patterns
    return next((row for row in patterns if any_phrase(tuple(row.match_phrases)).search(text)), None)


def _flags(library: Library, text: str) -> tuple[RedFlag, ...]:
    flags = library.contents.field_map.red_flags.flags
    return tuple(flag for flag in flags if any_phrase(tuple(flag.match_phrases)).search(text))
