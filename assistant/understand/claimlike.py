"""Whether a message is a text to be checked: pasted, quoted, told by others, or taken for granted by its question."""

from __future__ import annotations

import re

from assistant.understand.asking import asks_a_question

_QUOTED = re.compile(r"[\"“«](?P<quote>[^\"”»]{25,})[\"”»]|(?:^|\s)['‘](?P<single>[^\n]{25,}?)['’](?:\W|$)")
_CHECK_THIS = re.compile(
    r"\b(?:fact[- ]?check|check(?: out)? (?:this|a|what|the (?:claim|text|following|ad|advert)|it for)|hold up|(?:which|what) (?:bits|parts)|is (?:(?:any of )?(?:this|the following)|that|it)(?: \w+){0,3} (?:true|accurate|honest|legit|right|correct|real|fair)\b|what(?:'s| is) wrong with (?:it|this)|what do you make of"
    r"|claim by claim|true or false|true or not|any truth|fact or (?:fiction|marketing|myth)|hold up|sales talk|too good to be true|debunk)|^\W*check:",
    re.IGNORECASE,
)
_TEXT_FROM = re.compile(
    r"^\s*(?:headline|advert|ad|brochure|leaflet|flyer|website|facebook|instagram|tiktok|whatsapp|forwarded|claim|from (?:an?|the|their) \w+)\b[^\n]{0,30}[:\-–>]|"
    r"\b(?:headline|advert|ad|brochure|leaflet|flyer|website|web ?page|clinic page|post|reel|billboard|email|poster|voucher|newsletter|banner|sign|podcast|influencer|youtuber)\b[^.\n]{0,25}\b(?:says?|said|reads?|claims?|promises?|text)\b",
    re.IGNORECASE,
)
_SALES = re.compile(
    r"\b(?:our (?:patented|clinic|team|treatment|protocol|stem cells?|therap\w+|patients|doctors?|programme|program|lab)|book (?:now|today|your)|call (?:us|now|today)|contact us|"
    r"free (?:quote|consultation)|we (?:treat|offer|use|have treated|guarantee)|limited time|success rate|years of experience|state[- ]of[- ]the[- ]art|world[- ]class)\b",
    re.IGNORECASE,
)
_OFFERS = re.compile(
    r"[$£€]\s?\d|\b(?:only|just) \d|\b(?:join|book|buy|sign up|enrol) (?:our|now|today|your)\b", re.IGNORECASE
)
_LABELLED = re.compile(
    r"^\W*(?:headline|advert|advertisement|ad|brochure|leaflet|flyer|claim|fwd|forwarded|press release)\W*[:\-–>]\s*\S+(?: \S+){3,}"
    r"|\n\W*(?:text|body|claim)\s*:\s*\S+(?: \S+){3,}",
    re.IGNORECASE,
)
_PREMISE = re.compile(
    # "Since the FDA approved X, how do I …", "X is proven, right?", "The clinic says X, so …", "X can do Y, so why …?"
    r"^\W*(?:since(?! (?:last|this|\d{4}|when|january|february|march|april|may|june|july|august|september|october|november|december)\b)|given that|now that|seeing (?:as|that)|because)\b.{12,160},\s*(?:when|where|how|why|what|which|can|could|should|do|does|is|are|will)\b.*\?"
    r"|^\W*with\s[^,?]{3,40}\s(?:approving|allowing|banning|proving|curing|legali[sz]ing)\b.{3,120},.*\?"
    r"|(?:,|\.)\s*(?:right|correct|yes|is(?:n'?t| not) (?:it|that so)|did(?:n'?t) (?:it|they)|does(?:n'?t) it|are(?:n'?t) they|were(?:n'?t) they|don'?t they|wasn'?t it)\s*\?\s*$"
    r"|^\W*(?:they|the (?:clinic|doctor|rep|brochure|leaflet|website|salesman|company)) (?:told|tells?|says?|said|wrote|claims?)\b[^?]{20,200}$"
    r"|^\W*(?:i (?:hear|heard|read|was told|am told)|our (?:study|trial|lab|product|treatment|cells?))\b[^?]{20,200}\.(?:\s*(?:explain|how|is that|tell me)[^?]{0,30}[.?]?)?\s*$"
    r"|^(?!\W*(?:i|my|our|we|he|she|what|which|how|is|are|can|do|does)\b)[^?.]{20,180},\s*so (?:why|how|when) (?:does|do|did|is|are|has|have|can|will)\b[^?]{5,120}\?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r",\s*(?:right|correct|yes)\s*\?\s*$", re.IGNORECASE)
_OWN_BODY = re.compile(r"\b(?:my own|hurt me|harm me|my body)\b", re.IGNORECASE)
_TOLD = re.compile(
    # "my clinic says …", "saw on facebook that …", "a man at the gym swears …"
    r"^\W*(?:so |and |but |ok |hi,? |hello,? )?(?:(?:my|our|his|her|the|this|that|a|an|some|one|these|people|someone|somebody|everyone|everybody)\b(?: [\w'’-]+){0,7}? "
    r"(?:says?|said|saying|claims?|claimed|claiming|promises?|promised|swears?|insists?|reckons?|assures? (?:me|us)|assured (?:me|us)|told (?:me|us|him|her|my \w+)|keeps? telling (?:me|us))"
    r"|(?:i |we |just )?(?:saw|seen|read|heard|came across)(?: \w+){0,2} (?:on|in|from|at) [\w'’ ]{2,30}? that"
    r"|they(?:'re| are)? (?:told|tell|telling|say|saying|said|claim|claiming|promise) (?:me|us|that)?)\b",
    re.IGNORECASE,
)
_ASSERTS = re.compile(
    r"\b(?:is|are|was|were|has|have|can|cannot|can't|will|does|cures?|treats?|heals?|helps?|works?|reverses?|regrows?|grows?|restores?|repairs?|regenerates?|rebuilds?|improves?|improved|"
    r"approves?|approved|proves?|proved|proven|shows?|showed|becomes?|turns?|gives?|makes?|offers?|uses?|stops?|keeps?|contains?|comes?|means|prevents?|slows?|starts?|notice|noticed|"
    r"stopped|treated|cured|healed|reversed|injected|succeed|beats?|see|get)\b",
    re.IGNORECASE,
)
_CLAIMS_MUCH = re.compile(
    r"\b(?:approv\w+|cur(?:e|es|ed|ing)|proven|proved|safe|revers\w+|regrow\w*|licen[sc]ed|legal|cleared|no (?:risk|side effects)|guarante\w+|treats?|restor\w+|banned)\b",
    re.IGNORECASE,
)
_NOT_A_CLAIM = re.compile(
    r"^\W*(?:what|how|why|when|which|who|where|is|are|does|do|did|can|could|has|have|was|were|will|would|should|tell|explain|describe|define|give|list|show|compare|help|find|"
    r"summari[sz]e|name|enumerate|write|please|pls|ignore|forget|you|thanks?|hi|hello|hey|ok|yes|no|and|but|also|any|looking|need|want|wondering|recommend|translate|let|act|pretend|stop|repeat|print|continue|from now)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:i|i'm|im|i've|ive|i'd|me|my|mine|myself|he|she|him|her|his|mum|mom|dad|wife|husband|son|daughter|gran\w*|nan|doc)\b",
    re.IGNORECASE,
)
_FOR_ONESELF = re.compile(
    r"\b(?:i|we|he|she|my \w+) (?:need|should|must|have|can|could|may|am|is|was)\b", re.IGNORECASE
)
_OPEN_QUESTION = re.compile(
    r"(?:^|[.!?\n\"”'’]\s*)(?:so |and |but )?(?:what|which|how|where|who|when|why)\b(?! (?:do you (?:make|think)|bits|parts|'?s wrong|is wrong|true))[^.!?]{3,160}\?\s*$",
    re.IGNORECASE,
)
"""A closing question that asks for something else than whether the text is true."""
_FRAGMENT = re.compile(
    r"[,:)]\s*(?:so |and )?(?:is|was|were|are|does|do|did|can|could|has|have|will|would|any|how|what|which|who)\b|\b(?:or not|so far|worth it|tell me|explain)\W*$",
    re.IGNORECASE,
)
"""A question typed without its mark: "exosomes for hair, do they work"."""
_POINTS_TO_IT = re.compile(r"^(?!\W*what(?: is|'s) it\b).*\b(?:it|one|mine)\b", re.IGNORECASE | re.DOTALL)
_FEWEST_WORDS, _MOST_WORDS = 6, 60
_MUCH_QUOTED = 0.5
"""From this share of the message on, its quotation is what it is about."""


def asks_to_check(text: str) -> bool:
    """Whether a message asks for a text to be checked, or says where a pasted text is from."""
    return _CHECK_THIS.search(text) is not None or _TEXT_FROM.search(text) is not None


def is_claim(text: str, likely: bool, of_the_field: bool) -> bool:
    """Whether a message is a text to check. `likely`: the classifier thinks so; `of_the_field`: it names our subjects."""
    if _PREMISE.search(text) and len(text) < 400 and not (_asks_of_oneself(text) or _asks_what_follows(text)):
        return True
    if len(text) > 300 and asks_to_check(text):
        return True
    long_sales_text = len(text) > 350 and len(_SALES.findall(text)) >= 2
    if long_sales_text or (len(text) > 1200 and text.count("?") <= text.count(".") / 4):
        return True
    if _LABELLED.search(text) or _is_an_offer_in_quotes(text):
        return True
    if asks_a_question(text):
        return of_the_field and _takes_for_granted(text)
    if asks_to_check(text) and _has_a_text_beside(text):
        return True
    if asks_something_else(text):
        return of_the_field and _takes_for_granted(text)
    quoted = _QUOTED.search(text) is not None
    if quoted and (likely or asks_to_check(text)):
        return True
    if likely and (asks_to_check(text) or is_told(text)):
        return True
    return of_the_field and (_is_statement(text, likely) or (is_told(text) and _CLAIMS_MUCH.search(text) is not None))


def _is_an_offer_in_quotes(text: str) -> bool:
    """Whether a message is a seller's words in quotation marks, and next to nothing else: "Join our trial …" good or bad?"""
    quote = _QUOTED.search(text)
    if quote is None or _OPEN_QUESTION.search(text[quote.end() :]):
        return False
    said = quote["quote"] or quote["single"]
    beside = text[: quote.start()] + " " + text[quote.end() :]
    return len(beside.split()) <= _FEWEST_WORDS and (
        _SALES.search(said) is not None or _OFFERS.search(said) is not None
    )


def _asks_of_oneself(text: str) -> bool:
    """Whether a sentence that ends in "right?" is somebody's own thought about their own body: asked, and told by nobody."""
    return _TAG.search(text) is not None and _OWN_BODY.search(text) is not None and _TOLD.match(text) is None


def _asks_what_follows(text: str) -> bool:
    """Whether "They say X" goes on into a question without its mark: "they say they got RMAT so is it approved now"."""
    return not text.rstrip().endswith(("?", ".", "!")) and asks_a_question(text)


def _has_a_text_beside(text: str) -> bool:
    """Whether something that states stands beside the words that ask for a check: after a line, a colon or a full stop."""
    for part in re.split(r"\n+|:\s+|(?<=[.!?])\s+", text):
        states = not part.rstrip().endswith("?") and not _CHECK_THIS.search(part) and not _NOT_A_CLAIM.match(part)
        if states and len(part.split()) >= _FEWEST_WORDS and not _FOR_ONESELF.search(part):
            return True
    return False


def asks_something_else(text: str) -> bool:
    """Whether a message that mentions an advert ends in a question of its own, and quotes little."""
    if _OPEN_QUESTION.search(text) is None or len(text.split()) > _MOST_WORDS or _CHECK_THIS.search(text):
        return False
    quote = _QUOTED.search(text)
    if _OPEN_QUESTION.match(text):
        return True
    return quote is None or len(quote["quote"] or quote["single"]) < _MUCH_QUOTED * len(text)


def _takes_for_granted(text: str) -> bool:
    """Whether a question follows a sentence that states, as a fact, what nobody has said: "X made Y legal. Where …?" """
    first = re.split(r"(?<=[.!])\s+", text.strip(), maxsplit=1)
    if len(first) < 2 or first[0].endswith("?"):
        return False
    stated = first[0]
    return (
        len(stated.split()) >= _FEWEST_WORDS
        and not _PERSON.search(stated)
        and not _NOT_A_CLAIM.match(stated)
        and not _QUOTED.search(text)
        and _CLAIMS_MUCH.search(stated) is not None
        and _POINTS_TO_IT.search(first[1]) is not None
    )


def is_told(text: str) -> bool:
    """Whether a message begins with who says so, and ends without a question of its own."""
    if _TOLD.match(text) is None or asks_something_else(text):
        return False
    return not (text.rstrip().endswith("?") and _FOR_ONESELF.search(text))


def _is_statement(text: str, likely: bool) -> bool:
    """Whether a message only states something, of nobody in particular: an advert or headline, pasted bare."""
    words = len(text.split())
    return (
        "?" not in text
        and words >= _FEWEST_WORDS
        and (likely or text.rstrip().endswith((".", "!", '"', "”")))
        and _FRAGMENT.search(text) is None
        and _NOT_A_CLAIM.match(text) is None
        and _PERSON.search(text) is None
        and _ASSERTS.search(text) is not None
    )
