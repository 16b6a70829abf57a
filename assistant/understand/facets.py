"""Which kind of fact a question wants: small words decide where they can, else the classifier of the release."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RULES: tuple[tuple[str, str], ...] = (
    ("access-cost", r"\b(?:how much (?:is|are|does|do|would|will|money)|costs?|prices?|pric(?:e|ing)|insurance|afford|covered by|who pays|pay for|reimburse\w*)\b"),
    ("approval", r"\b(?:(?:fda|ema|mhra|tga|mfds|nmpa|pmda|officially|fully)?[- ]?(?:approved|approval|authori[sz]ed|authori[sz]ation|licen[sc]ed|cleared|withdrawn|on the market))\b|\b(?:is|are) .{3,40} available\b"),
    ("harm", r"\b(?:safe|safety|risks?|risky|dangers?|dangerous|side effects?|harm\w*|hurt|die|died|deaths?|deadly|kill|complications?|go(?:es)? wrong|infections?|tumou?rs?|blind\w*|clots?|cause cancer|worse)\b"),
    ("how-made", r"\b(?:how (?:is|are|do they|was|were) .{0,40}(?:made|grown|produced|manufactured|prepared|harvested|collected)|made (?:of|from)|come from|where do .{2,30} come from)\b"),
    ("definition", r"^\W*(?:what(?:'s| is| are| does)|whats|define|explain|meaning of|tell me about)\b(?!.*\b(?:risk|cost|price|approved|evidence|result|side|law|rule|success|chance)s?\b)|\bstand for\b|\bdifference between\b"),
    ("count", r"\bhow many\b"),
    ("benefit", r"\b(?:work|works|working|help|helps|helped|effective|effectiveness|cure|cures|cured|reverse|regrow|regenerate|heal|fix|improve\w*|benefits?|better than|success(?:ful)?|proof|proven|evidence|results?|find|found|show|showed)\b"),
    ("oversight", r"\b(?:legal|illegal|allowed|laws?|rules?|regulat\w+|banned|who (?:checks|controls|oversees)|act on|section 361|enforce\w*|court|warning letter)\b"),
    ("trial-design", r"\b(?:trial|trials|phase|placebo|randomi[sz]ed|enrol\w*|recruit\w*|participants?|sham|blinded|follow(?:ed)?[- ]up)\b"),
    ("history", r"\b(?:when (?:was|did|were)|what happened|history|first ever|since when|why (?:was|were|did))\b"),
)  # fmt: skip
_COMPILED = tuple((facet, re.compile(pattern, re.IGNORECASE)) for facet, pattern in _RULES)
RULE_SHARE = 0.6
"""How much of the result the first rule that matches gets; the classifier keeps the rest."""


def facets(question: str, probabilities: Mapping[str, float]) -> dict[str, float]:
    """How likely each facet is; the values sum to 1 where anything is known."""
    plain = question.replace("’", "'")
    ruled = next((facet for facet, pattern in _COMPILED if pattern.search(plain)), None)
    if ruled is None:
        return dict(probabilities)
    rest = 1 - RULE_SHARE if probabilities else 0.0
    shares = {facet: share * rest for facet, share in probabilities.items()}
    shares[ruled] = shares.get(ruled, 0.0) + 1 - rest
    return shares


PLACE_BOUND = frozenset({"approval", "oversight", "access-cost"})
"""Facets whose facts hold in one place only."""


def depends_on_place(question: str) -> bool:
    """Whether the wording of a question shows that its answer differs from country to country."""
    plain = question.replace("’", "'")
    return any(facet in PLACE_BOUND and pattern.search(plain) for facet, pattern in _COMPILED)
