"""Questions about the assistant itself, answered in fixed wording: who writes, which rules, why no clinic is named."""

from __future__ import annotations

import re

from assistant.library import Library
from assistant.sections import say

_TOPICS: tuple[tuple[str, str], ...] = (
    (
        "about-no-clinics",
        r"\bwhy\b.{0,20}\byou\b.{0,20}\b(?:recommend|name|rank|list|decline|refuse|tell me (?:which|where))\b.*\b(?:clinics?|doctors?|names?|rank)\b"
        r"|\bwhy (?:don'?t|won'?t|can'?t|do) you (?:not )?(?:recommend|name|rank|list|decline|refuse)\b",
    ),
    (
        "about-rules",
        r"\b(?:what|which)\b.{0,20}\byour (?:rules|guidelines|limits|principles)\b|\brules do you (?:follow|have|use)\b"
        r"|\bwho decides what you\b|\bwhat (?:can|can'?t|won'?t|do|don'?t) you (?:do|answer|cover|know|help)\b",
    ),
    (
        "about-sources",
        r"\bwho (?:writes?|wrote|checks?|made|makes|runs?|are|is) (?:your|you|this|these|the)\b(?! (?:best|top|man|woman|person|people|first|patients?|trial|study))"
        r"(?=.*\b(?:editors?|statements?|answers?|you|site|page|assistant|fieldmap)\b)"
        r"|\bhow (?:do|can) (?:i|we) know\b.{0,30}\b(?:your|you)\b|\bwhere do(?:es)? your?\b.{0,30}\b(?:come from|get)\b"
        r"|\bcan (?:i|we|you) (?:trust|rely on) (?:you|this (?:site|page|assistant))\b|\bare you (?:a (?:doctor|bot|human|person|real|robot|chatbot)|an? (?:ai|llm)|human|real|chatgpt)\b"
        r"|\b(?:show|see|give)\b.{0,20}\b(?:your|the) sources?(?: text)?\b(?=\W*$|.{0,20}\b(?:that|sentence|answer)\b)|\byour sources\b",
    ),
    ("about-emergency", r"\bemergency numbers?\b.{0,20}\b(?:site|page|here|you)\b"),
)
_COMPILED = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _TOPICS)


def about(library: Library, question: str) -> str | None:
    """The fixed answer to a question about the assistant; None for any other question."""
    plain = question.replace("’", "'")
    name = next((name for name, pattern in _COMPILED if pattern.search(plain)), None)
    if name is None:
        return None
    if name != "about-rules":
        return say(name)
    rules = "\n".join(f"- **{rule.name}.** {rule.plain}" for rule in library.contents.field_map.rules.rules)
    return f"{say(name)}\n\n{rules}"
