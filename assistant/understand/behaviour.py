"""Which behaviour a message calls for: rules where the wording decides, else the classifier of the release.

Emergencies, crises and injection attempts are found by the screens before this; here the classifier may still raise
one that no rule saw, when it is sure. `no-vetted-source` and `answer-with-limits` are decided later, by the evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.screen.sayings import without_sayings
from assistant.screen.text import plain as in_plain_letters
from assistant.types import Behaviour
from assistant.understand.asking import asking_sentence, asks_a_question, asks_in_general, sentences
from assistant.understand.claimlike import asks_something_else, asks_to_check, is_claim, is_told
from assistant.understand.declines import (
    asks_for_a_place_to_go,
    asks_for_advice,
    asks_how_to_check,
    asks_what_is_lawful,
    asks_what_is_to_be_had,
    asks_what_sources_say,
    asks_which_questions,
)
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
    r"i once|do (?:i|you|we|people) have to (?:die|be)|(?:a bit|a little|slightly|somewhat) (?:hopeless|down|low|lost|sad|worried|anxious|scared)|known side effect|where (?:do|can) (?:i|we) report|i read about|can i (?:drink|eat|drive|fly|swim))\b",
    re.IGNORECASE,
)
SURELY_URGENT = 0.8
"""From which the classifier raises an emergency or a crisis whatever the words: the second net, for what no rule saw.
Below it, and from the release's own threshold on, a person and a danger have to be spoken of as well."""
ELSEWHERE = 0.8
"""How sure of another field, for a request that would be declined in this one ("the best phone company")."""
SURELY_AN_ORDER = 0.88
"""From which an attempt counts although no word of it orders the assistant about."""
IN_THE_FIELD = 0.9
"""How sure the classifier has to be of another field where a word of this one is in the message."""

SURE_ENOUGH = 0.9
"""Below which the classifier does not call a plain question of the field urgent."""
SHOWN_BY_ITSELF = 0.7
"""From which a message about a person needs no word of a symptom or of despair: danger has words of its own."""
LIKELIER_THAN_NOT = 0.5
"""From which it needs no such word either where a message asks for nothing else."""
UNSURE_OF_KIND = 0.15
"""From which an emergency may be meant although a crisis is likelier."""
SURELY_A_CHOICE = 0.8
"""From which a general question about clinics is one for a name, whatever its words."""
_TO_THE_ASSISTANT = re.compile(
    r"\b(?:assistant|system|prompt|instruction\w* (?!for use)|rules?|answer|reply|say|pretend|ignore)\b", re.IGNORECASE
)

_EXCUSED = re.compile(
    r"\b(?:ignore|disregard|forget) (?:the |my |any |all )*(?:typos?|spelling|grammar|mistakes|capitals|caps|english)\b",
    re.IGNORECASE,
)
"""What people ask to be forgiven, in the words of an order."""

_BODY_PART = re.compile(
    r"\b(?:my|our|ur|me) (?:[\w']+ ){0,2}?(?:k?nees?|kne|hips?|backs?|bak|spine|shoulders?|elbows?|ankles?|foot|feet|hands?|wrists?|joints?|cartil\w+|tendons?|"
    r"heart|hart|eyes?|sight|ears?|hearing|hair|skin|face|liver|kidneys?|lungs?|brain|nerves?|bones?|gums?|teeth|tooth|disc|discs|arthritis|pancreas)\b",
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
        return Routed(_kind_of_danger(plain, probabilities), urgent, "classifier")
    of_the_field = in_field or bool(subjects)
    if (
        sure["refuse-injection"]
        and not (of_the_field and (_is_plain_question(text) or _only_excuses(plain)))
        and (shows("orders the assistant", plain) or probabilities["refuse-injection"] >= SURELY_AN_ORDER)
    ):
        return Routed("refuse-injection", probabilities["refuse-injection"], "classifier")
    told_in_a_follow_up = text != asked and is_told(text)
    if is_claim(plain, sure["claim-check"], of_the_field) or told_in_a_follow_up:
        return Routed("claim-check", 1.0, "quoted or pasted text")
    elsewhere = probabilities.get("out-of-scope", 0.0) >= (IN_THE_FIELD if of_the_field else ELSEWHERE)
    if elsewhere and (asks_for_a_place_to_go(plain) or asks_for_advice(plain)):
        return Routed("out-of-scope", probabilities["out-of-scope"], "classifier")
    if asks_for_a_place_to_go(plain) and not asks_how_to_check(plain):
        return Routed("decline-clinic-ranking", 1.0, "asks for a place or a name")
    asks_others = asks_which_questions(plain) or asks_what_sources_say(plain)
    if asks_for_advice(plain) and not asks_others and not asks_what_is_to_be_had(plain):
        return Routed("decline-personal-advice", 1.0, "asks what one person should do")
    general = (asks_in_general(text) and (text == asked or asks_in_general(asked))) or asks_what_is_to_be_had(plain)
    return _by_classifier(
        plain,
        concepts,
        in_field,
        probabilities,
        {**sure, "decline-personal-advice": not general and sure["decline-personal-advice"]},
    )


def _kind_of_danger(text: str, probabilities: Mapping[str, float]) -> Behaviour:
    """Crisis or emergency: the likelier one, but an emergency where a symptom is named and no despair."""
    crisis, emergency = probabilities.get("crisis", 0.0), probabilities.get("emergency", 0.0)
    if emergency >= UNSURE_OF_KIND and shows("symptom", text) and not shows("despair", text):
        return "emergency"
    return "crisis" if crisis > emergency else "emergency"


def _is_about_now(text: str, urgent: float) -> bool:
    """Whether a message may be about somebody in danger now, and not about the past, a report or a rule."""
    plain = in_plain_letters(text)
    rest = without_sayings(plain)
    if rest != plain and not (shows("symptom", rest) or shows("despair", rest)):
        return False
    if urgent < SURE_ENOUGH and (_is_not_of_now(text) or _asks_of_nobody(text)):
        return False
    of_somebody = any(shows(cue, text) for cue in ("first person", "relative", "he or she", "now"))
    speaks_of_a_person = of_somebody or asking_sentence(text) is None
    if urgent >= SURELY_URGENT:
        said = speaks_of_a_person or shows("symptom", text) or shows("despair", text)
        return (said or urgent >= SURE_ENOUGH) and not _PAST_OR_GENERAL.search(text)
    named = shows("symptom", text) or shows("despair", text)
    shown = named or urgent >= SHOWN_BY_ITSELF or (urgent >= LIKELIER_THAN_NOT and _asks_nothing_else(text))
    return speaks_of_a_person and shown and not _PAST_OR_GENERAL.search(text)


def _asks_of_nobody(text: str) -> bool:
    """Whether a message is one question of the field and speaks of nobody: "is fever common after CAR-T"."""
    if any(shows(cue, text) for cue in ("first person", "relative", "he or she", "now")):
        return False
    return len(sentences(text)) == 1 and asks_in_general(text) and shows("stem cell field", text)


def _asks_nothing_else(text: str) -> bool:
    """Whether no question of the field, no choice and no advice is in a message: then danger is likelier than a saying."""
    if asks_for_advice(text) or asks_for_a_place_to_go(text):
        return False
    asking = asking_sentence(text)
    return asking is None or not (asks_in_general(text) or shows("stem cell field", asking))


def _is_not_of_now(text: str) -> bool:
    """Whether a question of the field, or a text from elsewhere, only sounds alarmed: no symptom, no despair, no "now"."""
    if shows("symptom", text) or shows("despair", text):
        return False
    if asks_for_advice(text):
        return True  # "can I skip it tonight" asks, however soon
    if shows("now", text):
        return False
    if asks_to_check(text) and not shows("first person", text):
        return True
    asking = asking_sentence(text) or ""
    return asks_in_general(text) and shows("stem cell field", asking)


def _is_plain_question(text: str) -> bool:
    """Whether a message is one question and nothing beside it that could be an order."""
    return len(sentences(text)) == 1 and asks_in_general(text) and not _TO_THE_ASSISTANT.search(text)


def _only_excuses(text: str) -> bool:
    """Whether all that sounds like an order asks to be forgiven for spelling."""
    return _EXCUSED.search(text) is not None and not shows("orders the assistant", _EXCUSED.sub("", text))


def _is_about_a_person(text: str) -> bool:
    """Whether somebody in particular is meant: "will it fix my knee" is asked of knees, "at 71, will it fix my knee" is not."""
    without = _BODY_PART.sub("the part", text)
    return any(shows(cue, without) for cue in ("first person", "relative", "he or she", "age or measure"))


def _is_for_a_choice(text: str, sureness: float) -> bool:
    """Whether a place may be chosen by the answer: a general question about clinics is none, unless it praises or sends."""
    if asks_how_to_check(text) or asks_what_is_lawful(text) or asks_what_sources_say(text):
        return False
    chooses = any(shows(cue, text) for cue in ("superlative", "recommend", "where to go"))
    return sureness >= SURELY_A_CHOICE or chooses or not asks_in_general(text)


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
    elif sure["decline-clinic-ranking"] and _is_for_a_choice(text, probabilities["decline-clinic-ranking"]):
        routed = Routed("decline-clinic-ranking", sureness, "classifier")
    elif (
        sure["decline-personal-advice"]
        and not (asks_which_questions(text) or asks_what_sources_say(text))
        and _is_about_a_person(text)
    ):
        routed = Routed("decline-personal-advice", probabilities["decline-personal-advice"], "classifier")
    elif best == "out-of-scope" and (
        sureness >= IN_THE_FIELD if in_field or shows("stem cell field", text) else sure[best]
    ):
        routed = Routed("out-of-scope", sureness, "classifier")
    elif best == "unreadable" and sure[best] and not concepts:
        routed = Routed("unreadable", sureness, "classifier")
    return routed
