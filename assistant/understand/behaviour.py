"""Which behaviour a message calls for: rules where the wording decides, else the classifier of the release.

Emergencies, crises and injection attempts are found by the screens before this; here the classifier may still raise
one that no rule saw, when it is sure. `no-vetted-source` and `answer-with-limits` are decided later, by the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.types import Behaviour
from assistant.understand.asking import asking_sentence, asks_a_question, asks_in_general, sentences
from assistant.understand.claimlike import asks_something_else, asks_to_check, is_claim, is_told
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
ELSEWHERE = 0.8
"""How sure of another field, for a request that would be declined in this one ("the best phone company")."""
SURELY_AN_ORDER = 0.88
"""From which an attempt counts although no word of it orders the assistant about."""
IN_THE_FIELD = 0.9
"""How sure the classifier has to be of another field where a word of this one is in the message."""

SURE_ENOUGH = 0.92
"""Below which the classifier does not call a plain question of the field urgent."""
_TO_THE_ASSISTANT = re.compile(
    r"\b(?:assistant|system|prompt|instruction\w* (?!for use)|rules?|answer|reply|say|pretend|ignore)\b", re.IGNORECASE
)

_BODY_PART = re.compile(
    r"\b(?:my|our|ur|me) (?:[\w']+ ){0,2}?(?:k?nees?|kne|hips?|backs?|bak|spine|shoulders?|elbows?|ankles?|foot|feet|hands?|wrists?|joints?|cartil\w+|tendons?|"
    r"heart|hart|eyes?|sight|ears?|hearing|hair|skin|face|liver|kidneys?|lungs?|brain|nerves?|bones?|gums?|teeth|tooth|disc|discs|arthritis|pancreas)\b",
    re.IGNORECASE,
)
_PERSON = r"(?:i|we|he|she|they|my \w+(?: \w+)?|our \w+|mum|mom|dad|granny|grandma|grandad|nan|someone like me|a person like me)"
_PERSONAL = re.compile(
    rf"\b(?:should|shall|ought|must) {_PERSON}\b(?! (?:ask|believe|look|check|know|expect|read|be told|bring|tell|put|find|search|report))"
    rf"|\b(?:can|could|may) {_PERSON} (?:still |safely |just |now )?"
    r"(?:have|get|take|stop|try|use|skip|come off|go off|start|combine|drive|fly|drink|eat)\b(?=.*\b(?:my|i'?m|im|i am|i have|i've|his|her)\b)"
    r"|\b(?:can|could|may|is it ok if|am i allowed to|are we allowed to) (?:i|we|he|she|my \w+)? ?(?:just )?(?:skip|stop|come off|go off|quit|double|halve)(?: taking)? (?:the |my |his |her |our )?(?!asking|reading|at\b)\w+"
    r"|\b(?:can|could|may) (?:i|we|he|she|my \w+) (?:still |safely )?(?:drink|eat|drive|fly|swim|work out|run|have sex|get pregnant|smoke)\b[^.?!\n]*\b(?:after|before|with|while|during|since)\b"
    r"|\bam i allowed\b|\btime for (?:an? |the )?[\w-]+ (?:now|yet)\b|\byes or no from you\b|\b(?:interpret|read|explain)\b[^.?!\n]{0,15}:? [A-Za-z]{2,12} \d"
    r"|\btell me what to (?:say|do|take|tell|choose|answer)\b"
    r"|\bwould (?:it|that|this|they|stem cells?|prp|hsct|exosomes?|[\w-]+) (?:\w+ )?(?:work|help|cure|fix|be (?:safe|right|good|better|worth it)) "
    r"(?:for |on |with )?(?:me|my|him|her|us)\b"
    r"|\b(?:is|are|would|will) (?:it|this|that|they|[\w-]+(?: [\w-]+){0,5}) (?:be )?(?:right|safe|suitable|good|ok|okay|worth it|better|an option) for (?:me|my|him|her|us)\b"
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
    r"|\b(?:blacklist|whitelist|shortlist|short list)\b|\btop (?:\d+|three|five|ten) (?:in|for|of)\b|\bbook (?:me|us|him|her)\b"
    r"|\bthe (?:clinic|place|cent(?:re|er)|doctor|hospital|surgeon)\b[^.?!\n]{0,40}\bis (?:\w+ )?(?:decent|good|legit|reputable|trustworthy|reliable|a scam)\b"
    r"|\bany (?:complaints|reviews|bad reports|feedback) (?:about|on|of|for) (?:them|him|her|that (?:clinic|place|doctor))\b|\b(?:is|are)\b[^.?!\n]{3,80}\ba fair price\b"
    r"|\b(?:which|what) (?:clinic|place|doctor|hospital)\b[^?!\n]{3,60}[?.,]? name (?:it|one|them)\b"
    r"|\b(?:cheapest|lowest price|free quote|best price|price list)\b|\bcompare (?:the )?(?:prices|clinics|costs of)\b",
    re.IGNORECASE,
)
_ACCESS = re.compile(
    r"\b(?i:can (?:i|we|he|she|my \w+|our \w+) (?:still |now )?(?:get|have)) [^.?!\n]{3,60}?\b(?:(?i:without paying|for free|free of charge|paid for|reimbursed|covered|on (?:the )?(?:nhs|medicare|medicaid|insurance))|in (?:the )?[A-Z])",
)
"""Whether something is to be had in a place, or paid for: a question about the place, whoever asks it."""
_CHECKING = re.compile(
    r"\b(?:which questions|what questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can|would) (?:i|you|we|one) (?:check|know|tell|verify|find out|choose|judge|spot)|"
    r"how many|\bdid (?:[\w-]+ ){1,3}find\b|complain(?!ts about)\w*|send (?:a|the|my) report|how to (?:check|choose|spot|tell)|accredit\w+|licen[cs]ed|red flags?|look up)\b",
    re.IGNORECASE,
)
_LAWFUL = re.compile(
    r"\W*(?:is|are|was|were) (?:it|there|\w+(?: \w+){0,3}) (?:lawful|legal|illegal|allowed|permitted|against the law)\b",
    re.IGNORECASE,
)
_QUESTIONS = re.compile(
    r"\b(?:(?:which|what|good|these) questions|what (?:should|can|could|do|must) (?:i|we|you) ask|what to ask|how (?:do|can) i find|"
    r"what do(?:es)? (?:the )?(?:registr\w+|stud(?:y|ies)|trials?|guidelines?|research|data|evidence|doctors|experts|surveys?)\b[\w ]{0,30}\b(?:show|say|find|report|tell)|where (?:do|can|should) (?:i|we) report|in general|written up|reported)\b",
    re.IGNORECASE,
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
    of_the_field = in_field or bool(subjects)
    if (
        sure["refuse-injection"]
        and not (of_the_field and _is_plain_question(text))
        and (shows("orders the assistant", plain) or probabilities["refuse-injection"] >= SURELY_AN_ORDER)
    ):
        return Routed("refuse-injection", probabilities["refuse-injection"], "classifier")
    told_in_a_follow_up = text != asked and is_told(text)
    if is_claim(plain, sure["claim-check"], of_the_field) or told_in_a_follow_up:
        return Routed("claim-check", 1.0, "quoted or pasted text")
    elsewhere = probabilities.get("out-of-scope", 0.0) >= (IN_THE_FIELD if of_the_field else ELSEWHERE)
    if elsewhere and (_RANKING.search(plain) or _PERSONAL.search(plain)):
        return Routed("out-of-scope", probabilities["out-of-scope"], "classifier")
    if _RANKING.search(plain) and not _CHECKING.search(plain):
        return Routed("decline-clinic-ranking", 1.0, "asks for a place or a name")
    if _PERSONAL.search(plain) and not _QUESTIONS.search(plain) and not _ACCESS.search(plain):
        return Routed("decline-personal-advice", 1.0, "asks what one person should do")
    general = (asks_in_general(text) and (text == asked or asks_in_general(asked))) or _ACCESS.search(plain) is not None
    return _by_classifier(
        plain,
        concepts,
        in_field,
        probabilities,
        {**sure, "decline-personal-advice": not general and sure["decline-personal-advice"]},
    )


def _is_about_now(text: str, urgent: float) -> bool:
    """Whether a message may be about somebody in danger now, and not about the past, a report or a rule."""
    if urgent >= SURELY_URGENT:
        return not _PAST_OR_GENERAL.search(text)
    if urgent < SURE_ENOUGH and _is_not_of_now(text):
        return False
    speaks_of_a_person = any(shows(cue, text) for cue in ("first person", "relative", "he or she", "now"))
    shown = shows("symptom", text) or shows("despair", text) or urgent >= 0.75
    return speaks_of_a_person and shown and not _PAST_OR_GENERAL.search(text)


def _is_not_of_now(text: str) -> bool:
    """Whether a question of the field, or a text from elsewhere, only sounds alarmed: no symptom, no despair, no "now"."""
    if any(shows(cue, text) for cue in ("symptom", "despair", "now")):
        return False
    if asks_to_check(text) and not shows("first person", text):
        return True
    asking = asking_sentence(text) or ""
    return (asks_in_general(text) and shows("stem cell field", asking)) or _PERSONAL.search(text) is not None


def _is_plain_question(text: str) -> bool:
    """Whether a message is one question and nothing beside it that could be an order."""
    return len(sentences(text)) == 1 and asks_in_general(text) and not _TO_THE_ASSISTANT.search(text)


def _is_about_a_person(text: str) -> bool:
    """Whether somebody in particular is meant: "will it fix my knee" is asked of knees, "at 71, will it fix my knee" is not."""
    without = _BODY_PART.sub("the part", text)
    return any(shows(cue, without) for cue in ("first person", "relative", "he or she", "age or measure"))


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
    asked_for_more = asks_something_else(text) or asks_a_question(text)
    if (
        best == "claim-check"
        and not asked_for_more
        and sure["claim-check"]
        and (sureness > 0.75 or not text.rstrip().endswith("?"))
    ):
        routed = Routed("claim-check", sureness, "classifier")
    elif best == "decline-clinic-ranking" and sure[best] and not (_CHECKING.search(text) or _LAWFUL.match(text)):
        routed = Routed("decline-clinic-ranking", sureness, "classifier")
    elif best == "decline-personal-advice" and sure[best] and not _QUESTIONS.search(text) and _is_about_a_person(text):
        routed = Routed("decline-personal-advice", sureness, "classifier")
    elif best == "out-of-scope" and (sureness >= IN_THE_FIELD if in_field else sure[best]):
        routed = Routed("out-of-scope", sureness, "classifier")
    elif best == "unreadable" and sure[best] and not concepts:
        routed = Routed("unreadable", sureness, "classifier")
    return routed
