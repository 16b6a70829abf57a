"""What the classifier says of a message in which a rule of the screen found danger. Recall first: it rarely has the last word."""

from __future__ import annotations

import logging
import re

from assistant.library import FIELD_KINDS, Library
from assistant.screen import Urgency
from assistant.types import Behaviour
from assistant.understand.asking import asking_sentence, asks_in_general, sentences
from assistant.understand.language import detect
from index.cues import shows
from index.wording import features

_ASKS_OF_A_SIGN = re.compile(
    r"\b(?:is|was|are) (?:it|this|that|they|these) (?:normal|ok|okay|fine|expected|usual|serious|dangerous|bad)\b",
    re.IGNORECASE,
)
"""Who asks whether it is normal has it, whatever else is asked."""
log = logging.getLogger("fieldmap")

NO_DANGER, NO_DANGER_IN_ONE_SENTENCE = 0.05, 0.3
"""Below this probability of danger a general question is only that. A crisis, and a message of several sentences, ask for more."""
NEVER_A_CRISIS = frozenset({"danger-from-others", "papers-and-pay"})
"""Rules for what somebody else does or threatens."""
SURELY_A_CRISIS, HARDLY_AN_EMERGENCY = 0.75, 0.1
"""When a symptom that a rule saw is a word in a message of despair."""


def second_opinion(library: Library, text: str, urgency: Urgency) -> Behaviour | None:
    """The kind of danger, or None where there is none: what the rule says, but for two cases.

    A question of the field that anybody may ask, in which the classifier sees no danger at all, is a question: both have
    to hold, and neither alone takes a signpost away. An emergency is a crisis where the classifier is sure of despair.
    """
    try:
        found = _probabilities(library, text)
    except Exception as error:  # whatever fails here, whom to call goes out
        log.error("no second opinion, the rule decides: %s", type(error).__name__)
        found = {}
    if not found:
        return urgency.kind
    crisis, emergency = found.get("crisis", 0.0), found.get("emergency", 0.0)
    lone_question = urgency.kind == "emergency" and len(sentences(text)) == 1
    least = NO_DANGER_IN_ONE_SENTENCE if lone_question else NO_DANGER
    if crisis + emergency < least and _asks_of_the_field(library, text):
        return None
    if crisis >= SURELY_A_CRISIS and emergency < HARDLY_AN_EMERGENCY and urgency.rule not in NEVER_A_CRISIS:
        return "crisis"
    return urgency.kind


def _probabilities(library: Library, text: str) -> dict[str, float]:
    """Of each behaviour; empty where the classifier cannot read the message."""
    if detect(text, library.words_in_use) != "en":
        return {}
    vector, classifier = library.embed(text), library.release.behaviour
    if vector is None or classifier is None:
        return {}
    return classifier.probabilities(features(vector, [text]))


def _asks_of_the_field(library: Library, text: str) -> bool:
    asking = asking_sentence(text)
    if asking is None or not asks_in_general(text) or _ASKS_OF_A_SIGN.search(text):
        return False
    named = library.matcher.ids(asking)
    return shows("stem cell field", asking) or any(library.concept(one).kind in FIELD_KINDS for one in named)
