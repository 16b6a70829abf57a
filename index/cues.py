"""What shows on the surface of a message: yes or no cues that stand beside the embedding in the behaviour classifier.

An embedding says what a message is about; whether it is asked for oneself, asks for a name, or quotes a text, shows
in small words that an embedding blurs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.embeddings import Vectors

_RELATIVE = (
    r"(?:mum|mom|mother|dad|father|husband|wife|son|daughter|child|kid|baby|brother|sister|partner|boyfriend|girlfriend|"
    r"gran(?:dma|dad|ny)?|grand(?:mother|father|son|daughter)|nan|aunt(?:ie)?|uncle|cousin|friend|nephew|niece|patient)"
)
_ME = r"\b(?:i|i'?m|i'?ve|i'?d|me|my|mine|we|us|our|im|ive)\b"

CUES: tuple[tuple[str, str], ...] = (
    ("first person", _ME),
    ("relative", rf"\b(?:my|our|his|her)\s+(?:\w+\s+)?{_RELATIVE}\b"),
    ("he or she", r"\b(?:he|she|his|her|him)\b"),
    (
        "what to do",
        r"\b(?:should|shall|ought|could|can|may|must|do)\s+(?:i|we|he|she|my)\b|\bwould you\b|\bwhat (?:would|do) you"
        r"|\bworth (?:it|a try|the)|\bbetter for (?:me|my|him|her)|\b(?:safe|right|ok|okay|good|suitable) for (?:me|my|us|him|her)\b"
        r"|\b(?:work|help|cure|fix)\w* (?:for |on )?(?:me|my|him|her|us)\b|\btoo late\b|\bcandidate\b|\beligible\b|\bqualify\b"
        r"|\bmy (?:chance|chances|odds|case|situation|results?|scan|mri|bloods?|dose)\b",
    ),
    (
        "age or measure",
        r"\b(?:i'?m|im|am|is|age|aged)\s+(?:a\s+)?\d{1,2}\b|\b\d{1,3}\s*(?:yo|y/o|yr|yrs|years? old|kg|lbs?|mg|ml)\b",
    ),
    (
        "how general",
        r"\b(?:how many|how often|how much|how long|what is|what are|what's|whats|what does|what did|why|which|who|when|does|did|are|is)\b",
    ),
    (
        "begins as a question",
        r"^\W*(?:what|how|why|when|which|who|where|is|are|does|do|did|can|has|have|was|were|will)\b",
    ),
    (
        "superlative",
        r"\b(?:best|top|safest|cheapest|leading|number one|no\.? ?1|most (?:trusted|reliable|experienced|successful|reputable|affordable)|finest|worst|good|reputable|trustworthy|legit|reliable|recommended?|decent|affordable)\b",
    ),
    (
        "recommend",
        r"\b(?:recommend|suggest|rank|rate|rating|review|reviews|compare|list (?:of|me)|names? of|name (?:one|two|three|a|some)|refer me|point me|find me|book|quote|phone number|contact|address of|addresses)\b",
    ),
    (
        "clinic or doctor",
        r"\b(?:clinics?|hospitals?|doctors?|surgeons?|dr|cent(?:er|re)s?|institutes?|specialists?|banks?|brands?|providers?|compan(?:y|ies)|place|places|somewhere|agency|agent)\b",
    ),
    (
        "where to go",
        r"\bwhere (?:can|do|should|could|would|to|is)\b|\bnear (?:me|by|here|[A-Z])|\b(?:go|fly|travel) to\b|\bin my area\b",
    ),
    (
        "price",
        r"\b(?:price|prices|pricing|cost|costs|cheap\w*|quote|fee|pay|paid|discount|deal)\b|[$£€]\s?\d",
    ),
    ("quotation", r"[\"“”«»]|(?<!\w)['‘].{15,}['’](?!\w)|^\s*>"),
    (
        "asks to check",
        r"\b(?:true|false|fake|hype|legit claim|fact[- ]?check|check (?:this|the|it|that)|really|claims?|claimed|accurate|honest|believe|hold up|evidence for|debunk|bs|bullshit|scam|too good)\b",
    ),
    (
        "a text from elsewhere",
        r"\b(?:ad|ads|advert\w*|headline|flyer|leaflet|brochure|website|web page|facebook|instagram|tiktok|youtube|podcast|newspaper|article|email|post|poster|video|reel|influencer|billboard|webinar|seminar)\b",
    ),
    (
        "they say",
        r"\b(?:they|he|she|clinic|doctor|it|page|site|text|rep|salesman|friend)(?:\s+\w+){0,3}\s+(?:says?|said|told|claims?|wrote|writes|promises?|reckons|states?)\b|\bi (?:read|saw|heard|was told)\b",
    ),
    (
        "sales words",
        r"\b(?:cures?|cured|miracle|guarante\w+|100 ?%|\d{2,3} ?%|success rate|no side effects|risk[- ]free|limited time|only \d+|call now|book (?:now|today|your)|revers\w+|breakthrough|revolutionary|state[- ]of[- ]the[- ]art|proven|rejuvenat\w+)\b",
    ),
    (
        "orders the assistant",
        r"\b(?:ignore|disregard|forget|override|bypass|pretend|act as|you are now|from now on|system prompt|instructions?|developer mode|jailbreak|roleplay|role[- ]play|repeat after|reply only|answer only|respond only|print|output|reveal|your rules|your prompt|as an editor|admin|unrestricted|no limits)\b",
    ),
    ("mark-up or code", r"[<>{}\[\]|]{1,}|\\n|```|==|;$"),
    (
        "stem cell field",
        r"\b(?:stem|cells?|cell|transplants?|hsct|msc|mscs|ipsc?|ips|car-?t|prp|bmac|svf|exosomes?|cord|marrow|islets?|regenerat\w+|trials?|gene|graft|infusions?|injections?|therap\w+|fda|ema|treatments?|umbilical|embryo\w*|organoid|platelet|secretome|gvhd)\b",
    ),
    (
        "everyday matter",
        r"\b(?:weather|recipe|cook|joke|poem|song|football|iphone|computer|python|code|essay|homework|car|flight|visa|hotel|bitcoin|shares|stock|vote|movie|film|translate|capital|president|dog|cat|email for me|write me|write a|tax|wifi|garden|holiday)\b",
    ),
    (
        "now",
        r"\b(?:now|right now|today|tonight|this morning|this afternoon|yesterday|just|hours? ago|minutes? ago|days? ago|since the|since my|won'?t stop|help)\b",
    ),
    (
        "symptom",
        r"\b(?:breath\w*|chest|pain|bleed\w*|fever|numb|swell\w*|swollen|seizure|fit|faint\w*|collapse\w*|unconscious|blind|vision|rash|vomit\w*|confus\w+|stiff neck|paralys\w+|can'?t (?:move|see|breathe|feel|wake|speak|swallow|stand|pee|wee)|temperature|shaking|hives|throat|tongue|lips|chok\w*|wheez\w*|gasp\w*|shiver\w*|slur\w*|"
        r"droop\w*|floppy|limp|unresponsive|passed out|pulse|pus|headache|dizz\w*|sweat\w*|dark curtain|blue)\b",
    ),
    (
        "despair",
        r"\b(?:kill (?:my|him|her)self|suicid\w*|end (?:it|my life)|want to die|die|dead|death|hopeless|no hope|can'?t go on|no point|give up|hurt myself|burden|live anymore|worthless|overdose|self[- ]harm|(?:see|find|is) (?:a|any|no) way out|no way out|(?:not|never|n'?t) wake up|better off without|no reason to (?:live|go on)|done with (?:living|life)|goodbye letters?|last night on|can'?t do this any ?more|want (?:it|this) (?:over|to (?:end|stop))|goodbye|not be (?:here|around|alive)|won'?t be (?:here|around|alive)|be gone|when i'?m gone|"
        r"(?:my|the|some|of|all) (?:pills|tablets)|rope|bridge|cliff|noose|(?:a|the|his|my) (?:gun|knife|razor)|cut(?:s|ting)? (?:my|him|her)self|had enough of (?:life|living|being alive)|with my life|my own life)\b",
    ),
    ("short", r"^.{0,14}$"),
    ("long", r"^(?:.|\n){280,}$"),
    ("no vowels or letters", r"^[^aeiouAEIOU]*$"),
)
WEIGHT = 0.35
"""How far a cue moves a message beside the coordinates of a unit vector; chosen by cross-validation."""


@cache
def _compiled() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for _, pattern in CUES)


def cues(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row a text, one column a cue: `WEIGHT` where it shows, else 0. Long texts are read to 4,000 characters."""
    return np.array(
        [
            [WEIGHT if pattern.search(text[:4000].replace("’", "'")) else 0.0 for pattern in _compiled()]
            for text in texts
        ],
        np.float32,
    )


def with_cues(vectors: Vectors, texts: Sequence[str]) -> Vectors:
    """The embedding of each text with its cues beside it: what the behaviour classifier reads."""
    return np.hstack([vectors, cues(texts)])


def shows(name: str, text: str) -> bool:
    """Whether the cue called `name` shows in `text`."""
    position = [cue for cue, _ in CUES].index(name)
    return _compiled()[position].search(text[:4000].replace("’", "'")) is not None
