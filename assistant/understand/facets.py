"""Which kind of fact a question wants: small words decide where they can, else the classifier of the release."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RULES: tuple[tuple[str, str], ...] = (
    ("count", r"\bhow m[ae]ny\b(?! (?:countries|places|times))|\b(?:what|which) (?:share|percentage|per ?cent|proportion|number)\b|\bnumber of (?:people|patients|clinics|trials|cases|deaths|transplants)\b"),
    ("access-cost", r"\b(?:how much (?:is|are|does|do|would|will|money)|costs?|prices?|pric(?:e|ing)|insurance|insurers?|afford\w*|expensive|cheap\w*|covered(?: by)?|who pays|pays?(?: for| to)?|reimburse\w*|refunds?|charged?s?|(?:on|with) (?:the )?(?:nhs|medicare|medicaid)|free of charge)\b|^\W*how much\W*$"),
    ("definition", r"\b(?:difference|stands? for|same (?:thing )?as|meaning of|what do(?:es)? .{2,40} mean)\b"),
    ("approval", r"\b(?:(?:fda|ema|mhra|tga|mfds|nmpa|pmda|officially|fully)?[- ]?(?:app?ro?ve?d|app?roo?ved|approval|authori[sz]ed|authori[sz]ation|licen[sc]e?d|licen[sc]e|cleared|withdrawn|pulled|green light|okay?'?d|on the market|marketed))\b|\b(?:is|are) .{3,40} available\b|\bcan (?:you|people|i|we) get .{2,40} (?:in|yet)\b"),
    ("harm", r"\b(?:safe|saf[e]?ty|risks?|risky|dangers?|dangerous|side (?:e|a)ffects?|harm\w*|hurt|die|died|dies|deaths?|deadly|kill|complications?|go(?:es)? wrong|went wrong|infections?|tumou?rs?|(?:go|went|going|gone) blind|blindness|lost (?:their|her|his) sight|clots?|cause cancer|worse|ill)\b"),
    ("how-made", r"\b(?:how (?:is|are|r|do they|do you|was|were|does (?:a|the) lab) .{0,40}(?:made|grown?|produced?|manufactured?|prepared?|harvest(?:ed)?|collect(?:ed)?|fro?ze(?:n)?|freeze|get .{2,20} out)|made (?:of|from|with|out of)|come from|(?:what is|what's|whats) in (?:it|the|a|an|prp)\b|source of the|(?:which|whose) cells (?:is|are) (?:used|it)|from embryos|happens? (?:to the cells )?in the lab|where do .{2,30} come from)\b"),
    ("history", r"\b(?:when (?:was|did|were) .{0,40}(?:first|discover\w*|invent\w*|start|begin|began)|what (?:happened|became)|history|first (?:ever|person|patient|time)|since when|who (?:discovered|invented|was the first|came up)|why (?:was|were|did) .{2,60}(?:stop\w*|cancel\w*|withdraw\w*|end\w*|fail\w*|pull\w*))\b"),
    ("definition", r"^\W*(?:(?:what|wh?at|wot)(?:'s| is| are| does)|whats|define|explain|tell me about)\b(?!.*\b(?:risk|cost|price|approved|evidence|result|side|law|rule|success|chance|danger|harm|status)s?\b)|\bwhat kind of\b"),
    ("trial-design", r"\b(?:placebo|randomi[sz]ed|enrol\w*|recruit\w*|participants?|sham|blinded|follow(?:ed)?[- ]?up|how long did they follow|control(?: group|led)|what phase|phase (?:[1-4]|i+v?)\b|who (?:could|can) join|inclusion|compared? (?:it |them )?(?:with|to|against)|find a trial|(?:are there|any) (?:\w+ ){0,3}trials?|was measured|(?:main|primary) (?:outcome|measure)|how was the)\b"),
    ("benefit", r"\b(?:works?|wo?rks?|worked|wrok|working|help|helps|helped|effective|effectiveness|cure|cures|cured|reverse|regrow|regenerate|heal|fix|improve\w*|benefits?|better(?: than)?|any good|success(?:ful)?|proof|proven|evidence|results?|find|found|show|showed|slow(?:ed)?)\b"),
    ("oversight", r"\b(?:legal|legl|leagal|illegal|allowed|laws?|rules?|regulat\w+|banned|who (?:checks|controls|oversees|regulates|polices)|act on|section 361|enforce\w*|court|warning letters?|report (?:a|the|my) (?:clinic|doctor))\b"),
    ("trial-design", r"\b(?:trials?|phase)\b"),
)  # fmt: skip
_COMPILED = tuple((facet, re.compile(pattern, re.IGNORECASE)) for facet, pattern in _RULES)
RULE_SHARE = 0.5
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
