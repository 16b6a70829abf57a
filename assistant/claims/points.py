"""What a claim is about in kind (safety, benefit, approval …), and whether it asserts or denies it."""

from __future__ import annotations

import re
from typing import Literal

Point = Literal[
    "safety", "benefit", "approval", "price", "evidence", "mechanism", "credentials", "story", "count", "other"
]
POINTS: tuple[Point, ...] = (
    "safety",
    "benefit",
    "approval",
    "price",
    "evidence",
    "mechanism",
    "credentials",
    "story",
    "count",
    "other",
)
"""The most consequential for a decision first."""

Sign = Literal[-1, 0, 1]

_WORDS: tuple[tuple[Point, str], ...] = (
        ("safety", (
            r"\b(?:safe|safer|safest|safely|safety|unsafe|harmless|painless|risks?|risky|risk[- ]free|dangers?|dangerous|side[- ]effects?|adverse|"
            r"reject(?:ion)?|never worse|worse off|bad outcome|(?:nothing|can) (?:can )?go wrong|harm\w*|infections?|tumou?rs?|complications?|"
            r"toxic|non-?toxic|natural|well[- ]tolerated|(?:stop|come off|thrown? away|give up|gave up|quit|no longer need|threw away|off)\b.{0,20}\b(?:insulin|medicines?|"
            r"medications?|tablets|pills|drugs|injections)|(?:doctors?|paediatrician|pediatrician|neurologist)\b.{0,40}\b(?:not up to date|won't|don't want|hide|not to discuss)|"
            r"not to discuss|(?:died|deaths?|die))\b"
        )),
        ("benefit", (
            r"\b(?:cur(?:e|es|ed|ing)|revers\w+|regrow\w*|regrew|regrown|grow(?:s|n)? back|grew back|restor\w+|heal(?:s|ed|ing)?|treats?|treated|treatment for|"
            r"improv\w+|effective\w*|works?|worked|working|success\w*|recover(?:ed|s)?|regain\w*|relie(?:f|ve\w*)|eliminat\w+|walk again|see again|stood up|"
            r"hear again|help(?:s|ed)?|beat(?:s|en)?|get rid of|gets? rid|rid of|free of (?:pain|insulin)|freed|insulin[- ]independen\w*|slow(?:s|ed)?|stop(?:s|ped)? (?:the )?progress\w*|"
            r"younger|youthful|rejuvenat\w+|anti-?age?ing|longevity|add(?:s)? years|results?|benefits?|breakthrough|revolutionary|miracle|better than|outcomes?|"
            r"progression|triumph|won|restful|no longer (?:for life|needed)|replace(?:s|d)? (?:surgery|the brain cells))\b"
        )),
        ("approval", (
            r"\b(?:approv\w+|unapproved|licen[cs]\w+|authori[sz]\w+|clear(?:ed|ance)|legal\w*|illegal|ban(?:s|ned)?|lawful|registered|registration|regulat\w+|"
            r"rmat|breakthrough designation|designation|compliant|exempt|permit|permission|operating notice|fda|ema|pmda|mhra|nmpa|mfds|cofepris|"
            r"supreme court|court|law|passed|withdrawn|on the market|refused|rejected|now available|available to|expanded access|compassionate|right to try)\b"
        )),
        ("price", r"[$€£¥]\s?\d|\b(?:discount|deposit|price\w*|costs?|package|fee|limited time|places left|save \w+|dollars|euros|financ\w+|payment plans?|seminar|filling (?:up )?quickly|fraction of the price|affordable|cheap\w*|free quote)\b"),
        ("evidence", r"\b(?:trials?|stud(?:y|ies)|published|journal|peer[- ]reviewed|research\w*|proven|proved|proves|prove|evidence|nobel|placebo|phase|randomi[sz]ed|scientists?|systematic review|data|per ?cent|percent|patients|volunteers|participants|nine in ten|\d+ in (?:10|ten))\b|%"),
        ("mechanism", r"\b(?:turn(?:s)? into|become(?:s)?|differentiat\w+|regenerat\w+|repair\w*|rebuild\w*|replac\w+|travel|home in|homing|find the|know where|signals?|anti-?inflammatory|angiogenesis|neurogenesis|new (?:cells|vessels|cartilage|tissue)|activate\w*|stimulat\w+|contain\w*|made (?:from|of)|derived|grown from|coaxed|reset\w*|boost\w*|switch\w*)\b"),
        ("credentials", r"\b(?:certified|certificate|accredit\w+|iso\b|c?gmp|years of experience|world[- ]class|leading|state[- ]of[- ]the[- ]art|award|experts?|pioneer\w*|renowned|board[- ]certified|trusted by|patients (?:have been )?treated|guests|million cells|cells in each|laborator\w+|\blab\b)\b"),
        ("story", r"\b(?:testimonial\w*|my (?:friend|neighbou?r|cousin|uncle|aunt|mother|father|sister|brother)|she (?:is|was|can|now)|he (?:is|was|can|now)|i (?:was|am|had|can|felt|flew)|stories|reviews|before[- ]and[- ]after|photos|pictures)\b"),
        ("count", r"\b\d[\d,.]*\b"),
)  # fmt: skip
"""In the order of `POINTS`; several may fit a sentence."""
_POINTS = tuple((point, re.compile(pattern, re.IGNORECASE)) for point, pattern in _WORDS)

_NEGATION = re.compile(
    r"\b(?:not(?! only)|no|never|nobody|none|neither|nor|without|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|cannot|can't|hasn't|haven't|won't|"
    r"fail(?:s|ed)?|missed|lacks?|lacking|unproven|unapproved|unlicensed|illegal|banned|refused|rejected|withdrawn|withdrew|yet to)\b",
    re.IGNORECASE,
)
_SAFE = re.compile(
    r"\b(?:(?<!not )(?<!not been )(?<!isn't )(?<!never )(?:completely |totally |perfectly |very |proven |automatically )?(?:safe|safer|safely|safest)(?! (?:or|and|if|follow|data|profile))\b|harmless|painless|risk[- ]free|"
    r"(?:no|zero|without(?: any)?|free of|never any|hardly any|minimal)\b[^.;]{0,30}?\b(?:risks?|dangers?|side[- ]effects?|adverse (?:events?|effects?|reactions?)|rejection|complications?|harms?|pain|downtime|infections?|tumou?rs?)|"
    r"never worse|cannot (?:be harmed|harm|hurt)|can't (?:hurt|harm)|can never (?:form|cause|become)|nothing can go wrong|no evidence\b[^.]{0,60}\b(?:bad outcome|harm|danger)|"
    r"all[- ]natural|100% natural|not (?:dangerous|unsafe|harmful|risky)|does not mean[^.]{0,40}\bunsafe|no (?:new )?safety (?:concerns?|problems?)|nobody (?:has )?(?:died|been harmed)|no one (?:has )?died|no deaths?)\b",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:dangerous|unsafe|harm(?:s|ed|ful)?|hurt|injured|blind(?:ed|ness)|lost (?:their |severe |her |his )?sight|died|deaths?|fatal|kill\w*|infect\w+|tumou?rs?|clots?|"
    r"serious (?:complications?|adverse|side|risk)|complications?|side[- ]effects?|risks?|warn(?:s|ed|ing)?|rejection|cancers?|not (?:been shown )?(?:to be )?safe|not automatically safe)\b",
    re.IGNORECASE,
)
_UNAPPROVED = re.compile(
    r"\b(?:unapproved|unlicensed|unauthori[sz]ed|illegal|banned|refus(?:ed|es)|reject(?:ed|s)|withdr[ae]w\w*|(?:approved|licensed|authori[sz]ed) (?:no|none|nothing)\b|"
    r"(?:not(?! only)|no|never|none|nor|without|nothing|isn't|aren't|wasn't|weren't|hasn't|haven't|has no|yet to)\b(?:(?!\b(?:when|while|before|because|although|but|until)\b)[^.;]){0,60}?\b(?:approv\w+|licen[cs]\w+|authori[sz]\w+|legal|allowed|cleared))\b",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    r"\b(?:approv(?:ed|es|al|ing|e)|licen[cs]ed|authori[sz]ed|legal(?:ly)?|allowed|lets?|permits?|cleared|on the market)\b",
    re.IGNORECASE,
)
_NO_BENEFIT = re.compile(
    r"\b(?:(?:not(?! only)|no(?! longer)|never|none|nobody|neither|cannot|can't|did not|didn't|does not|doesn't|has not|hasn't|without|little|lack(?:s|ing)?(?: of)?|insufficient|not enough|too weak)\b(?:(?!\b(?:when|while|before|because|although|but|until)\b)[^.;]){0,50}?"
    r"\b(?:work\w*|benefit\w*|help\w*|cur(?:e|ed|es|ing)|improv\w*|better|effective\w*|(?<!side )effect\b|proof|proven|proved|shown|evidence|recover\w*|difference|regrow\w*|revers\w+|restor\w+|repair\w*|gain\w*|treat|support\w*|recommend\w*|become|turn)"
    r"|fail(?:s|ed)|(?:was|is) a failure|miss(?:es|ed) (?:its|the|their)|unproven|advis(?:es|ed) against|goal (?:was )?not met|never (?:properly )?tested|is not (?:a )?(?:cure|treatment)|myth|not based on)\b",
    re.IGNORECASE,
)  # fmt: skip
_BENEFIT = re.compile(
    r"\b(?:cur(?:es?|ed|ing)|revers\w+|regrow\w*|grow(?:s|n)? back|restor\w+|heal(?:s|ed)?|treats?|improve[sd]?|(?:is|are|was|were|be|been|proven|shown|highly|very|more|clinically|most) (?:\w+ )?effective\w*|effectively|"
    r"works?|worked|success(?:ful(?:ly)?)? (?:in|rate|treat\w*)|successfully|recovered|recovers|regain\w*|eliminat\w+|succeed\w*|"
    r"walk again|see again|stood up|better|help(?:s|ed)?|stopped|freed|free (?:of|from)|insulin[- ]independen\w*|no longer need\w*|less pain|gain(?:s|ed)?|slow(?:s|ed)?|beat(?:s|en)?|triumph|proven|proved|proof|good evidence|evidence-based|"
    r"turn(?:s)? into|become(?:s)?|regenerat\w+|repair\w*|rebuild\w*|rejuvenat\w+|younger|survived?|remission|relie\w+)\b",
    re.IGNORECASE,
)
_ANSWERED_NO = re.compile(r"([^?]{10,200}\?)\s+No\b")
_HEDGED = re.compile(
    r"\b(?:may|might|could|must (?:first )?(?:show|demonstrate|prove)|potential(?:ly)?|promis\w+|hope(?:s|d|ful)?|possib\w+|aims?|goal|being (?:studied|tested|explored|investigated)|investigat\w+|explor\w+|"
    r"under study|stud(?:y|ied|ies) (?:is|are|whether|if)|experimental|early (?:signs|results|hint)|suggests?|appears? to|some (?:people|patients)|seek|poised|capacity to|ability to|new avenues|hold the key|offers? hope)\b",
    re.IGNORECASE,
)
_SALES = re.compile(
    r"\b(?:our|we|you|your|guarantee\w*|book|free (?:quote|seminar|consultation)|only \w+ places|discount|package|world[- ]class|state[- ]of[- ]the[- ]art|"
    r"revolutionary|miracle|breakthrough|cutting[- ]edge|unlike (?:old|other)|any rival|as few as|premium|patented|proprietary)\b|[$€£]\s?\d|!",
    re.IGNORECASE,
)


def points_of(text: str) -> frozenset[Point]:
    """Every kind of point that a sentence makes; `other` where none is known."""
    plain = text.replace("’", "'")
    return frozenset(point for point, pattern in _POINTS if pattern.search(plain)) or frozenset({"other"})


def main_point(text: str) -> Point:
    """The most consequential point that a sentence makes."""
    made = points_of(text)
    return next(point for point in POINTS if point in made)


def is_denied(text: str) -> bool:
    """Whether a sentence has a negation in it."""
    return _NEGATION.search(text.replace("’", "'")) is not None


_STRONG = re.compile(
    r"\b(?:cur(?:e|es|ed)|prov(?:en|es|ed)|guarantee[sd]?|every|always|never|completely|totally|100|miracle|breakthrough|revolutionary|best|first)\b",
    re.IGNORECASE,
)


def strong_words(text: str) -> frozenset[str]:
    """The words of a text that say the utmost ("cures", "every", "proven"), by their beginnings."""
    return frozenset(word.lower()[:4] for word in _STRONG.findall(text))


def is_doubly_denied(text: str) -> bool:
    """Whether a sentence has two negations: what it says in the end is nothing that rules can tell."""
    return len(_NEGATION.findall(text.replace("’", "'"))) > 1


def is_hedged(text: str) -> bool:
    """Whether a sentence says "may", "is being studied" and the like."""
    return _HEDGED.search(text) is not None


def sells(text: str) -> bool:
    """Whether a sentence speaks as a seller does; such a sentence is never called supported."""
    return _SALES.search(text.replace("’", "'")) is not None


def stances(text: str) -> dict[Point, Sign]:
    """For safety, approval and benefit: +1 where `text` asserts it, -1 where it denies it; absent where it is silent."""
    plain = text.replace("’", "'")
    told = _ANSWERED_NO.match(plain)
    if told is not None:  # "Is it a proven treatment? No, say …"
        return {point: (-1 if sign > 0 else 1) for point, sign in stances(told[1]).items()}
    found: dict[Point, Sign] = {}
    if _SAFE.search(plain):
        found["safety"] = 1
    elif _HARM.search(plain):
        found["safety"] = -1
    if _UNAPPROVED.search(plain):
        found["approval"] = -1
    elif _APPROVED.search(plain):
        found["approval"] = 1
    if _NO_BENEFIT.search(plain):
        found["benefit"] = -1
    elif _BENEFIT.search(plain):
        found["benefit"] = 1
    return found
