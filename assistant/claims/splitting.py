"""A pasted text becomes claims: sentences and parts of sentences that assert something, in order, each once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.claims.lines import FEWEST_WORDS, asserting_lines, is_claim, says_enough
from assistant.claims.paste import is_own_words, pasted, without_attribution
from assistant.claims.points import points_of

_ABBREVIATION = re.compile(
    r"\b(?:U\.S|U\.K|E\.U|Dr|Prof|Mr|Mrs|Ms|St|vs|approx|e\.g|i\.e|etc|No|Fig|Inc|Ltd|Co|Jr|al|a\.m|p\.m)\.$"
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"”'’)]*\s+(?=[\"“'‘(]*[A-Z0-9])|(?<=[.!?][\"”'’)])\s+|\s+[•·]\s+|;\s+(?=[a-z]+\b)"
)
_VERBS = (
    r"(?:is|are|was|were|has|have|had|can|will|cures?|treats?|reverses?|works?|helps?|gives?|costs?|carr(?:y|ies)|needs?|does|do|did|"
    r"improves?|restores?|regrows?|heals?|approves?|approved|proves?|proved|placed|offers?|takes?|stops?|lets?|got|gets?|uses?|"
    r"repairs?|rebuilds?|regenerates?|recommends?|warns?|found|shows?|says?)\b"
)
_JOINT = re.compile(
    rf"(?P<comma>,)?\s+(?:and|but|while|so|yet)\s+(?=(?:also |even |then )?(?:(?:it|they|this|that|we|he|she|there)\b|{_VERBS}))"
    rf"|(?P<clause>,\s+(?:and|but|while|so|yet)\s+)(?=(?:[\w'’-]+\s+){{1,4}}{_VERBS})",
    re.IGNORECASE,
)
_PREMISES = (
    re.compile(
        r"^\W*(?:since|given that|given|now that|now|seeing (?:as|that)|because|as|after|if)\s+(?P<claim>[^?]{12,220}?),\s*"
        r"(?:when|where|how|why|what|which|who|can|could|should|do|does|did|is|are|will|would)\b[^?]*\?\s*$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"^\W*with\s+(?P<claim>[^,?]{3,40}\s\w+ing\b.{3,160}?),[^?]*\?\s*$", re.IGNORECASE | re.DOTALL),
    re.compile(
        r"^\W*(?:so |but |and )?(?:why|how|when|how come) (?:did|has|have|had|do|does|was|were|is|are)\s+(?P<claim>[^?]{8,220})\?\s*(?:\w[^?]{0,60})?$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(r"^(?P<claim>[^?]{12,220}?),\s*(?:so|then|and)\s+(?:why|how|when|where|what|can|should|do|does|is|are|will)\b[^?]*\?\s*$", re.IGNORECASE | re.DOTALL),
    re.compile(r"^(?P<claim>[^?]{12,300}[.!])\s+(?:where|how|when|what|why|which|can|should|do|does|is that|tell me|explain)\b[^?.]*[?.]?\s*$", re.IGNORECASE | re.DOTALL),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a text asserts."""

    words: str
    """The text's own words, to be shown escaped."""
    asserted: str
    """The same as a sentence that stands by itself: with its subject, without who says so."""


def claims_in(text: str) -> list[Claim]:
    """The claims of a text in order; at least one, so that no text is answered with silence."""
    premise = _premise(text)
    if premise is not None:
        return _parts(premise) or [premise]
    body = pasted(text)
    sentences = [sentence for line in asserting_lines(body) for sentence in sentences_of(line)]
    alone = len(sentences) == 1
    found: dict[str, Claim] = {}
    for sentence in sentences:
        if not alone and is_own_words(sentence):
            continue
        bare = without_attribution(sentence)
        if says_enough(bare) and is_claim(bare, alone):
            for claim in _parts(Claim(bare, bare)):
                found.setdefault(claim.words.casefold(), claim)
    return list(found.values()) or [Claim(body[:500], body[:500])]


def sentences_of(line: str) -> list[str]:
    """The sentences of one line; a full stop after an abbreviation ends none."""
    pieces = _SENTENCE_END.split(line)
    joined: list[str] = []
    for piece in pieces:
        if joined and _ABBREVIATION.search(joined[-1]):
            joined[-1] = f"{joined[-1]} {piece}"
        elif piece:
            joined.append(piece)
    return [sentence.strip(" \t\"“”'‘’*_") for sentence in joined if sentence.strip(" \t\"“”'‘’*_")]


def _premise(text: str) -> Claim | None:
    """The claim that a question takes for granted: "now that X is approved, …", "why did Y approve X?"."""
    plain = " ".join(text.replace("’", "'").split())
    if len(plain) > 400:
        return None
    for pattern in _PREMISES:
        found = pattern.match(plain)
        if found and len(found["claim"].split()) >= FEWEST_WORDS:
            claimed = without_attribution(found["claim"].strip(" ,"))
            return Claim(claimed, claimed)
    return None


def _parts(claim: Claim) -> list[Claim]:
    """A compound sentence in its parts, where each part makes another point ("approved in Japan and cures arthritis")."""
    for joint in _JOINT.finditer(claim.asserted):
        left, right = claim.asserted[: joint.start()].strip(" ,"), claim.asserted[joint.end() :].strip()
        if min(len(left.split()), len(right.split())) < FEWEST_WORDS - 1 or not is_claim(f"{left}."):
            continue
        first, second = points_of(left) - {"count", "other"}, points_of(right) - {"count", "other"}
        if first and second and (joint["clause"] or not second <= first):
            rest = (
                Claim(f"… {right}", f"{_subject(left)} {right}".strip())
                if _needs_subject(right)
                else Claim(right, right)
            )
            return [Claim(left, left), *_parts(rest)]
    return [claim]


_VERB = re.compile(rf"\b{_VERBS}", re.IGNORECASE)


def _needs_subject(part: str) -> bool:
    return _VERB.match(part) is not None


def _subject(sentence: str) -> str:
    """The words before the first verb."""
    verb = _VERB.search(sentence)
    return sentence[: verb.start()].strip(" ,") if verb and verb.start() else ""
