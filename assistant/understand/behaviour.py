"""Which behaviour a message calls for: rules where the wording decides, else the classifier of the release.

Emergencies, crises and injection attempts are found by the screens before this; here the classifier may still raise
one that no rule saw, when it is sure. `no-vetted-source` and `answer-with-limits` are decided later, by the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.types import Behaviour
from index.calibration import DEFAULTS
from index.cues import shows


class Routed(NamedTuple):
    """A behaviour, how sure, and what decided: a rule's name or `classifier`."""

    behaviour: Behaviour
    sureness: float
    decided_by: str
    elsewhere: float = 0.0
    """How likely it is that the message is about another field."""


LONGEST_URGENT = 500
"""Characters: a longer text is pasted rather than typed in danger. The rules of the screen read it whole."""
_PAST_OR_GENERAL = re.compile(
    r"\b(?:(?:years?|yrs?|months|ages|decades?) ago|last (?:year|yr|summer|winter)|in (?:19|20)\d\d|used to|a real thing|written up|how (?:common|often|many)|"
    r"known side effect|where (?:do|can) (?:i|we) report|i read about|can i (?:drink|eat|drive|fly|swim))\b",
    re.IGNORECASE,
)
SURELY_URGENT = 0.95
"""From which the classifier raises an emergency or a crisis whatever the words: the second net, for what no rule saw.
Below it, and from the release's own threshold on, a person and a danger have to be spoken of as well."""
ELSEWHERE = 0.7
"""How sure of another field, for a request that would be declined in this one ("the best phone company")."""
SURELY_AN_ORDER = 0.88
"""From which an attempt counts although no word of it orders the assistant about."""
IN_THE_FIELD = 0.9
"""How sure the classifier has to be of another field where a word of this one is in the message."""

_BODY_PART = re.compile(
    r"\b(?:my|our|ur|me) (?:[\w']+ ){0,2}?(?:k?nees?|kne|hips?|backs?|bak|spine|shoulders?|elbows?|ankles?|foot|feet|hands?|wrists?|joints?|cartil\w+|tendons?|"
    r"heart|hart|eyes?|sight|ears?|hearing|hair|skin|face|liver|kidneys?|lungs?|brain|nerves?|bones?|gums?|teeth|tooth|disc|discs|arthritis|pancreas)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“«](?P<quote>[^\"”»]{25,})[\"”»]|(?:^|\s)['‘](?P<single>[^\n]{25,}?)['’](?:\W|$)")
_PERSON = r"(?:i|we|he|she|they|my \w+(?: \w+)?|our \w+|mum|mom|dad|granny|grandma|grandad|nan|someone like me|a person like me)"
_PERSONAL = re.compile(
    rf"\b(?:should|shall|ought|must) {_PERSON}\b(?! (?:ask|believe|look|check|know|expect|read|be told|bring|tell|put|find|search|report))"
    rf"|\b(?:can|could|may) {_PERSON} (?:still |safely |just |now )?"
    r"(?:have|get|take|stop|try|use|skip|come off|go off|start|combine|drive|fly|drink|eat)\b(?=.*\b(?:my|i'?m|im|i am|i have|i've|his|her)\b)"
    r"|\bwould (?:it|that|this|they|stem cells?|prp|hsct|exosomes?|[\w-]+) (?:\w+ )?(?:work|help|cure|fix|be (?:safe|right|good|better|worth it)) "
    r"(?:for |on |with )?(?:me|my|him|her|us)\b"
    r"|\b(?:is|are|would|will) (?:it|this|that|they|[\w-]+(?: [\w-]+){0,3}) (?:be )?(?:right|safe|suitable|good|ok|okay|worth it|better|an option) for (?:me|my|him|her|us)\b"
    r"|\bam i (?:a (?:good )?candidate|eligible|suitable|too (?:old|late|young|ill|sick|far))\b|\bdo (?:i|we) qualify\b"
    r"|\bis (?:he|she|my \w+) (?:a (?:good )?candidate|eligible|suitable|too (?:old|ill|sick|young))\b"
    r"|\bwhat (?:would|should|do) (?:you|i|we) (?:do|recommend|advise|suggest|choose|take)\b|\bif you were me\b|\bin my (?:case|situation|place|shoes)\b"
    r"|\b(?:what|which|how much|how many)\b.{0,30}\bdose\b.{0,40}\b(?:i|me|my|he|she|him|her)\b"
    r"|\bwould you (?:let|give|send|want|do|take|choose|have|put)\b.{0,40}\b(?:your|it|yourself)\b|\b(?:pick|choose|decide) (?:one )?for me\b"
    r"|\bis it (?:ok|okay|safe|fine|alright|all right|wise|a good idea|normal) (?:to|if)\b.{0,60}\b(?:after|before|since|with|while|days?|weeks?|my)\b"
    r"|\bhow (?:many|much)\b.{0,40}\bshould (?:i|we|he|she|they|my \w+)\b"
    r"|\bwhat are (?:my|his|her) (?:chances?|odds)\b|\bmy (?:chance|chances|odds) of\b|\bhow long (?:have i got|do i have)\b"
    r"|\b(?:look at|read|interpret|explain|what do(?:es)?) (?:my|his|her|these|this) (?:mri|scan|results?|bloods?|blood test|lab|report|x-?ray|biopsy|letter)\b",
    re.IGNORECASE,
)
_RANKING = re.compile(
    r"\b(?:best|top(?: \d+| ten| five| three)?|safest|cheapest|most (?:trusted|reputable|reliable|affordable|experienced)|leading|good|reputable|"
    r"trustworthy|decent|legit(?:imate)?|recommended|affordable|number one|reliable)\b[^.?!\n]{0,30}"
    r"\b(?:clinics?|doctors?|hospitals?|surgeons?|cent(?:re|er)s?|institutes?|providers?|specialists?|places? (?:to|for|in)|agenc(?:y|ies)|brands?)\b"
    r"|\b(?:recommend|suggest|name|find|refer|point|list|give|show|send|book)\b[^.?!\n]{0,40}\b(?:clinics?|doctors?|hospitals?|surgeons?|cent(?:re|er)s?|providers?|specialists?)\b"
    r"|\b(?:which|what) (?:\w+ )?(?:clinics?|doctors?|hospitals?|surgeons?|providers?|compan(?:y|ies)|bank|country)\b[^.?!\n]{0,40}"
    r"\b(?:should|best|good|better|trust\w*|legit|reputable|safe|recommend\w*|choose|go to|go with|cheapest|offers?)\b"
    r"|\bwhere (?:should|can|could|do|would|shall) (?:i|we|my \w+|he|she|you) (?:\w+ )?(?:go|get|find|have|buy|send|travel|take)\b"
    r"|\bis (?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:clinic|cent(?:re|er)|institute|hospital)\b[^.?!\n]{0,20}\b(?:any )?(?:good|legit|safe|reputable|ok|trustworthy|scam|worth)\b"
    r"|\b(?:most|more|least|less) (?:trusted|reliable|reputable|bad|dodgy|dangerous|trustworthy|safe|risky)\b[^.?!\n]{0,30}\b(?:suppliers?|sellers?|makers?|compan(?:y|ies)|brands?|labs?|banks?|firms?|one)\b"
    r"|\bwhich of (?:the|these|those)\b[^.?!\n]{0,40}\b(?:clinics?|compan(?:y|ies)|sellers?|labs?|banks?)\b[^.?!\n]{0,20}\b(?:best|better|good|worst|least|most|safest)\b"
    r"|\b(?:score|rate|rank|grade)\b[^.?!\n]{0,60}\b(?:out of (?:ten|10|five|5)|clinics?|countries|places|for stem cell|[A-Z]\w+ (?:Biotech|Clinic|Regen\w*))"
    r"|\b(?:better|safer|best|cheaper) (?:to (?:go|have|get|do|travel)|for (?:me|us) to go)\b[^.?!\n]{0,40}\b(?:in|to)\b"
    r"|\b(?:went|been|going|go) to (?:a|this|that|the|some) (?:place|clinic|centre|center|spa|doctor)\b[^.?!\n]{0,40}\b(?:legit|any good|trustworthy|reputable|a scam|reliable)\b"
    r"|\b(?:cheapest|lowest price|free quote|best price|price list)\b|\bcompare (?:the )?(?:prices|clinics|costs of)\b",
    re.IGNORECASE,
)
_CHECKING = re.compile(
    r"\b(?:which questions|what questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can|would) (?:i|you|we|one) (?:check|know|tell|verify|find out|choose|judge|spot)|"
    r"how many|how to (?:check|choose|spot|tell)|accredit\w+|licen[cs]ed|red flags?|look up)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"\b(?:(?:which|what|good|these) questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can) i find|"
    r"where (?:do|can|should) (?:i|we) report|in general|written up|reported)\b",
    re.IGNORECASE,
)
_CHECK_THIS = re.compile(
    r"\b(?:fact[- ]?check|check (?:this|a|the (?:claim|text|following|ad|advert)|it for)|hold up|(?:which|what) (?:bits|parts)|is (?:(?:any of )?this|that|it)(?: \w+){0,3} (?:true|accurate|honest|legit|right|correct|real|fair)\b|what(?:'s| is) wrong with (?:it|this)|what do you make of"
    r"|claim by claim|true or false|fact or (?:fiction|marketing|myth)|hold up|sales talk|too good to be true|debunk)",
    re.IGNORECASE,
)
_TEXT_FROM = re.compile(
    r"^\s*(?:headline|advert|ad|brochure|leaflet|flyer|website|facebook|instagram|tiktok|claim|from (?:an?|the|their) \w+)\b[^\n]{0,30}[:\-–>]|"
    r"\b(?:headline|advert|ad|brochure|leaflet|flyer|website|web ?page|clinic page|post|reel|billboard|email|poster|voucher|newsletter)\b[^.\n]{0,25}\b(?:says?|said|reads?|claims?|promises?|text)\b",
    re.IGNORECASE,
)
_SALES = re.compile(
    r"\b(?:our (?:patented|clinic|team|treatment|protocol|stem cells?|therap\w+|patients|doctors?|programme|program|lab)|book (?:now|today|your)|call (?:us|now|today)|contact us|"
    r"free (?:quote|consultation)|we (?:treat|offer|use|have treated|guarantee)|limited time|success rate|years of experience|state[- ]of[- ]the[- ]art|world[- ]class)\b",
    re.IGNORECASE,
)


_PREMISE = re.compile(
    # "Since the FDA approved X, how do I …", "X is proven, right?", "The clinic says X, so …"
    r"^\W*(?:since|given that|now that|seeing (?:as|that)|because)\b.{12,160},\s*(?:when|where|how|why|what|which|can|could|should|do|does|is|are|will)\b.*\?"
    r"|^\W*with\s[^,?]{3,40}\s(?:approving|allowing|banning|proving|curing|legali[sz]ing)\b.{3,120},.*\?"
    r"|(?:,|\.)\s*(?:right|correct|yes|is(?:n'?t| not) (?:it|that so)|did(?:n'?t) (?:it|they)|does(?:n'?t) it|are(?:n'?t) they|were(?:n'?t) they|don'?t they|wasn'?t it)\s*\?\s*$"
    r"|^\W*(?:they|the (?:clinic|doctor|rep|brochure|leaflet|website|salesman|company)) (?:told|tells?|says?|said|wrote|claims?)\b[^?]{20,200}$"
    r"|^\W*(?:i (?:hear|heard|read|was told|am told)|our (?:study|trial|lab|product|treatment|cells?))\b[^?]{20,200}\.(?:\s*(?:explain|how|is that|tell me)[^?]{0,30}[.?]?)?\s*$",
    re.IGNORECASE | re.DOTALL,
)


def route(
    text: str,
    asked: str,
    language: str,
    concepts: frozenset[str],
    subjects: frozenset[str],
    in_field: bool,
    probabilities: Mapping[str, float],
    thresholds: Mapping[str, float] = DEFAULTS,
) -> Routed:
    """The behaviour for a message that passed the screens. Without probabilities the rules decide alone.

    `thresholds` say how sure the classifier has to be of each behaviour before its word counts; they come with the
    release, chosen when it was built (`index/calibration.py`).
    """
    if language != "en":
        return Routed("unsupported-language", 1.0, "language")
    plain = asked.replace("’", "'")
    sure: dict[str, bool] = {name: probabilities.get(name, 0.0) >= least for name, least in thresholds.items()}
    urgent = probabilities.get("emergency", 0.0) + probabilities.get("crisis", 0.0)
    if (
        urgent >= thresholds.get("urgent", DEFAULTS["urgent"])
        and len(plain) < LONGEST_URGENT
        and _is_about_now(plain, urgent)
    ):
        kind: Behaviour = "crisis" if probabilities["crisis"] > probabilities["emergency"] else "emergency"
        return Routed(kind, urgent, "classifier")
    if sure["refuse-injection"] and (
        shows("orders the assistant", plain) or probabilities["refuse-injection"] >= SURELY_AN_ORDER
    ):
        return Routed("refuse-injection", probabilities["refuse-injection"], "classifier")
    if _is_claim(plain, sure["claim-check"]):
        return Routed("claim-check", 1.0, "quoted or pasted text")
    elsewhere = probabilities.get("out-of-scope", 0.0) >= (IN_THE_FIELD if in_field or subjects else ELSEWHERE)
    if elsewhere and (_RANKING.search(plain) or _PERSONAL.search(plain)):
        return Routed("out-of-scope", probabilities["out-of-scope"], "classifier")
    if _RANKING.search(plain) and not _CHECKING.search(plain):
        return Routed("decline-clinic-ranking", 1.0, "asks for a place or a name")
    if _PERSONAL.search(plain) and not _QUESTIONS.search(plain):
        return Routed("decline-personal-advice", 1.0, "asks what one person should do")
    return _by_classifier(plain, concepts, in_field, probabilities, sure)


def asks_to_check(text: str) -> bool:
    """Whether a message asks for a text to be checked, or says where a pasted text is from."""
    return _CHECK_THIS.search(text) is not None or _TEXT_FROM.search(text) is not None


def _is_about_now(text: str, urgent: float) -> bool:
    """Whether a message may be about somebody in danger now, and not about the past, a report or a rule."""
    if urgent >= SURELY_URGENT:
        return not _PAST_OR_GENERAL.search(text)
    speaks_of_a_person = any(shows(cue, text) for cue in ("first person", "relative", "he or she", "now"))
    shown = shows("symptom", text) or shows("despair", text) or urgent >= 0.75
    return speaks_of_a_person and shown and not _PAST_OR_GENERAL.search(text)


def _is_about_a_person(text: str) -> bool:
    """Whether somebody in particular is meant: "will it fix my knee" is asked of knees, "at 71, will it fix my knee" is not."""
    without = _BODY_PART.sub("the part", text)
    return any(shows(cue, without) for cue in ("first person", "relative", "he or she", "age or measure"))


def _is_claim(text: str, likely: bool) -> bool:
    quoted = _QUOTED.search(text) is not None
    if _PREMISE.search(text) and len(text) < 400:
        return True
    if len(text) > 300 and asks_to_check(text):
        return True
    long_sales_text = len(text) > 350 and len(_SALES.findall(text)) >= 2
    if long_sales_text or (len(text) > 1200 and text.count("?") <= text.count(".") / 4):
        return True
    if quoted and (likely or asks_to_check(text)):
        return True
    return likely and asks_to_check(text)


def _by_classifier(
    text: str,
    concepts: frozenset[str],
    in_field: bool,
    probabilities: Mapping[str, float],
    sure: Mapping[str, bool],
) -> Routed:
    if not probabilities:
        return Routed("answer", 0.5, "no classifier")
    best = max(probabilities, key=lambda name: probabilities[name])
    sureness = probabilities[best]
    routed = Routed("answer", sureness, "classifier", probabilities.get("out-of-scope", 0.0))
    if best == "claim-check" and sure["claim-check"] and (sureness > 0.75 or not text.rstrip().endswith("?")):
        routed = Routed("claim-check", sureness, "classifier")
    elif best == "decline-clinic-ranking" and sure[best] and not _CHECKING.search(text):
        routed = Routed("decline-clinic-ranking", sureness, "classifier")
    elif best == "decline-personal-advice" and sure[best] and not _QUESTIONS.search(text) and _is_about_a_person(text):
        routed = Routed("decline-personal-advice", sureness, "classifier")
    elif best == "out-of-scope" and (sureness >= IN_THE_FIELD if in_field else sure[best]):
        routed = Routed("out-of-scope", sureness, "classifier")
    elif best == "unreadable" and sure[best] and not concepts:
        routed = Routed("unreadable", sureness, "classifier")
    return routed
