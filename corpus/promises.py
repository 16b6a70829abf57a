"""Words that promise, advise or dose: what no sentence of ours may do, and how a sentence may still speak of it.

A sentence that denies ("not proven to work"; "That it is safe", under what is not shown), hedges, asks ("is it safe?")
or tells whose words they are ("sellers call it a cure") makes no promise. The rule looks at one sentence at a time, so
it is used on texts of ours, once, when they are written; what a person pasted is never judged by it.
"""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?:;])\s+|\n+")
_PROMISE = re.compile(
    r"\b(?:cur(?:e|es|ed|ing)|guarantee\w*|(?<!you are )safe(?:ly|r|st)?"
    r"|risk[- ]free|no risks?|without (?:any )?risks?|proven|miracle\w*|miraculous\w*|breakthrough\w*"
    r"|no side[- ]effects?|without side[- ]effects?|works for everyone|revolutionary|life[- ]changing)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\byou (?:should|must|ought to|had better|need to)\b|\b(?:i|we) (?:recommend|advise|suggest)\b"
    r"|\b(?:stop|start|keep|try) taking\b|\bbook (?:it|an? |your)",
    re.IGNORECASE,
)
_DOSE = re.compile(
    r"\b(?:take|use|inject|give|get|have|need)\b[^.?!]{0,40}\b\d[\d.,]*\s*(?:mg|µg|mcg|g|ml|millilit\w+|milligram\w*"
    r"|units?|iu|(?:million|billion) cells|cells (?:per|a) (?:kilo\w*|kg)|tablets?|pills?|injections?|infusions?|doses?"
    r"|times a)\b",
    re.IGNORECASE,
)
_COUNT = (
    r"(?:\d[\d.,]*|half an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|sixty|eighty|hundred|several|an?)"
)
_AMOUNT = re.compile(
    rf"\b{_COUNT}[ -]?(?:(?:mg|µg|μg|mcg|ug|ml|cc|iu|g)\b|milligram|microgram|grams?\b|millilit|microlit"
    r"|international units"
    r"|units (?:of insulin|per|a|each|every|daily)\b|drops\b|tablets?\b|pills?\b|capsules?\b|vials?\b"
    r"|(?:(?:hundred|thousand|million|billion|trillion) ){1,2}(?:[\w-]+ ){0,3}cells\b)"
    r"|\bcells (?:per|a|/) ?(?:kilo\w*|kg)\b|\b(?:per|a|/) ?(?:kilogram\w*|kg)\b"
    rf"|\b(?:once|twice|{_COUNT}(?: times| doses?| shots?| injections?| infusions?)) (?:a|per|each|every)"
    r" (?:day|week|month)\b"
    rf"|\bevery {_COUNT} (?:hours|days)\b|\b(?:once|twice) daily\b",
    re.IGNORECASE,
)
_DENIES_OR_ASKS = (
    r"^That\b|\b(?:may|might|designations?|is short|not|no|never|nobody|none|nothing|neither|nor|cannot|without|hardly"
    r"|few|false|unproven|un\w+ed|whether|if|how|whose|who|what|which|why|stop(?:s|ped)?|lacks?|lacking|yet to|before"
    r"|until|rather than|far from|instead of|too early|fail\w*)\b|n['’]t\b"
)
_TELLS_WHOSE = (
    r"\b(?:claim\w*|call(?:s|ed)?|advertis\w*|promis\w*|market\w*|sell\w*|sold|headline\w*|say(?:s|ing)?|said|clinics?"
    r"|words?|phrase\w*|label\w*|question\w*|ask\w*|test(?:s|ed|ing)?|stud(?:y|ies|ied)|trials?|check\w*|judge\w*"
    r"|evidence|show\w*|proof|find|finds|found|report\w*|look\w*)\b"
)
_DENIED = re.compile(_DENIES_OR_ASKS, re.IGNORECASE)
_TURNED = re.compile(f"{_DENIES_OR_ASKS}|{_TELLS_WHOSE}", re.IGNORECASE)


def promises(text: str) -> list[str]:
    """Words of promise in sentences of `text` that neither deny, hedge, ask nor tell whose words they are."""
    return _unturned(text, _PROMISE, _TURNED)


def advice(text: str) -> list[str]:
    """Words that tell a reader what to do about a treatment, in sentences that neither deny nor ask."""
    return _unturned(text, _ADVICE, _DENIED)


def doses(text: str) -> list[str]:
    """Amounts to take or be given."""
    return [found[0] for found in _DOSE.finditer(text)]


def amounts(text: str) -> list[str]:
    """How much of a medicine or of cells is given and how often, told of whomever: what no line of a model may hold."""
    return [found[0] for found in _AMOUNT.finditer(text)]


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def _unturned(text: str, words: re.Pattern[str], turned: re.Pattern[str]) -> list[str]:
    """Matches of `words` whose sentence is no question and has nothing of `turned` beside them."""
    return [
        found[0]
        for sentence in _sentences(text)
        if not sentence.endswith("?")
        for found in words.finditer(sentence)
        if not turned.search(f"{sentence[: found.start()]} {sentence[found.end() :]}")
    ]
