"""What was pasted, and what the patient wrote around it: only the first holds claims."""

from __future__ import annotations

import re

_QUOTE = re.compile(r"[\"“«]([^\"”»]{12,})[\"”»]|(?:^|\s)['‘]([^\n]{12,}?)['’](?=\W|$)")
_SHARE_OF_QUOTES = 0.3
"""From this share of the message on, its quotations are the pasted text."""
_WORDS_ABOUT = 30
"""An introduction is shorter than this."""

_ASKING = re.compile(
    r"^\W*(?:is (?:this|that|it|any of (?:it|this))\b.*|please .*|pls .*|(?:can|could) (?:you|someone|anyone|u) .*|"
    r"(?:fact[- ]?)?check\b.*|thoughts\b.*|true\b.*\?|really\W*|true or (?:false|not)\W*|what do you (?:think|make)\b.*|"
    r"what(?:'s| is) wrong with .*|does (?:this|that|it|any of it) (?:hold up|stand up|add up|sound|check out)\b.*|"
    r"evidence\W*|hm+\W*|right\W*|correct\W*|thanks?\b.*|thank you\b.*|hi\b.{0,20}|hello\b.{0,20}|hey\b.{0,20}|"
    r"should (?:i|we|he|she) (?:believe|trust)\b.*|do you (?:believe|think)\b.*|i(?:'d| would)? (?:like|want|need) to know\b.*|"
    r"i(?:'m| am) (?:asked|wondering|not sure|confused|worried)\b.*|worth (?:a look|it)\W*|too good to be true\W*|"
    r"how true is\b.*|any truth\b.*|legit\W*|scam\W*|fake\W*|bs\W*|opinions?\W*|help\W*)$",
    re.IGNORECASE | re.DOTALL,
)
_HANDED_ON = re.compile(
    r"^\W*(?:(?:my|our|his|her|a|an|the|this|some|someone|somebody|friend)\b[^.:\n]{0,60}\b(?:sent|shared|forwarded|gave|posted|"
    r"showed|emailed|texted|passed|handed)\b(?: \w+){0,2}? (?:me|us|this|it|these|round|around)\b[^.:\n]{0,60}|"
    r"(?:i |we |just |this )?\b(?:saw|found|got|received|came across|read|copied|pasted|seen|came)\b[^.:\n]{0,70}"
    r"\b(?:this|it|that|thread|post|advert|ad|leaflet|flyer|email|mail|website|site|facebook|instagram|tiktok|whatsapp|online|"
    r"paper|magazine|door|letterbox|group|page|text|message)\b[^.:\n]{0,40}|"
    r"(?:text|message|email|letter|post|note|copy|flyer|leaflet|advert|ad|article|headline|forward(?:ed)?|quote|claim|pasted|fwd?)\b"
    r"[^.:\n]{0,40}|(?:here is|here's|this is|below is)\b[^.:\n]{0,60}|forwarded(?: many times)?)[.:\-–>?!]*\s*$",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"^\W*(?:(?:and|but|so|well|ok(?:ay)?|then)\b,?\s*)?"
    r"(?:(?:they|he|she|the|a|an|our|my|this|his|her|their|one|some|someone|somebody|people)\b(?: [\w'’-]+){0,6}? "
    r"(?:told (?:me|us|him|her)|tells? (?:me|us|you|people)|says?|said|claims?|claimed|writes?|wrote|promises?|promised|reckons?|"
    r"assured (?:me|us)|assures (?:me|us|you)|states that|swears?|insists?)"
    r"|(?:i|we) (?:hear|heard|read|was told|were told|am told|saw|have (?:read|heard))(?: (?:on|in|from|at|online)\b(?: [\w'’-]+){1,4}?)?"
    r"|saw (?:on|in) [\w'’-]+(?: [\w'’-]+){0,3}?|is it (?:true|correct|right)|headline|advert|ad|claim|brochure|leaflet|flyer|facebook|tiktok)"
    r"(?:\s*[:,\-–]\s*|\s+that\b:?\s*|\s+(?=[\"“'‘A-Za-z0-9]))",
    re.IGNORECASE,
)
_TAG_QUESTION = re.compile(
    r"(?:\s*[-–,.]\s*(?:is (?:this|that|it) )?(?:true|right|correct|yes|really|is it|isn'?t it|is(?:n'?t)? that (?:so|right|true)|"
    r"did(?:n'?t) (?:it|they)|does(?:n'?t) (?:it|they)|are(?:n'?t) they|were(?:n'?t) they|don'?t they|wasn'?t it|don'?t you think|"
    r"explain(?: how)?|how|says the [\w ]{2,20}|sign in [\w ]{2,20}))\s*[?.!]*\s*$",
    re.IGNORECASE,
)


_INTRODUCED = re.compile(r"^([^:.!?\n]{4,120}):\s+(\S+(?:\s+\S+){2,}.*)$", re.DOTALL)
"""An introduction and, behind its colon, the text."""


def pasted(text: str) -> str:
    """The part of a message that may hold claims: its quotations, or all of it but the patient's own words around it."""
    quotes = [(found[1] or found[2]).strip() for found in _QUOTE.finditer(text)]
    if quotes and sum(map(len, quotes)) > _SHARE_OF_QUOTES * len(text):
        return "\n".join(quotes)
    lines = text.strip().split("\n")
    while len(lines) > 1 and _is_about_the_paste(lines[0]):
        lines.pop(0)
    introduced = _INTRODUCED.match(lines[0])
    if introduced and is_own_words(introduced[1]):
        lines[0] = introduced[2]
    while len(lines) > 1 and _is_about_the_paste(lines[-1]):
        lines.pop()
    return "\n".join(lines).strip()


def is_own_words(sentence: str) -> bool:
    """Whether a sentence asks about the text, or says where it came from, and so claims nothing."""
    plain = sentence.replace("’", "'")
    return _ASKING.match(plain) is not None or (
        len(plain.split()) < _WORDS_ABOUT and _HANDED_ON.match(plain) is not None and ": " not in plain
    )


def without_attribution(sentence: str) -> str:
    """What is claimed, without who says so ("the clinic told me that …") and without a closing "right?"."""
    plain = sentence.replace("’", "'")
    bare = _TAG_QUESTION.sub("", _ATTRIBUTION.sub("", plain, count=1))
    return bare.strip() if len(bare.split()) >= 2 else plain


def _is_about_the_paste(line: str) -> bool:
    if not line.strip():
        return True
    short = len(line.split()) < _WORDS_ABOUT
    return short and (
        is_own_words(line.strip()) or all(is_own_words(part) for part in re.split(r"(?<=[.?!])\s+", line))
    )
