"""A question word that stands alone ("why?", "since when?", "which ones?") joined to the question before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.understand.carried import Carried

_YES_NO = re.compile(
    r"^\W*(?P<aux>is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|must|am)\b", re.IGNORECASE
)
_DEGREE = re.compile(
    r"\b(?:reduce|improve|gain|lower|raise|slow|shrink|lose|grow|shorten|lengthen|increase|decrease|better|worse)\w*\b",
    re.IGNORECASE,
)
_SAID_NO = re.compile(r"^\W*(?:no|not yet|none|never|nobody|nothing)\b", re.IGNORECASE)
_END = r"\W*$"

Made = Callable[[Carried, str], str]


def _why(before: Carried, said: str) -> str:
    # "Why is X approved?" would take for granted what our own "No" has just denied.
    return _why_not(before, said) if _SAID_NO.match(said) else _opened("Why", before) or f"{before.stem}, and why?"


def _why_not(before: Carried, said: str) -> str:
    return f"{before.stem}, and if not, why not?"


def _how_much(before: Carried, said: str) -> str:
    if _DEGREE.search(before.question) and (made := _opened("How much", before)):
        return made
    thing = before.whole or "it"
    return f"How much does {thing} cost in {before.place}?" if before.place else f"How much does {thing} cost?"


def _opening(words: str) -> Made:
    return lambda before, said: _opened(words, before) or f"{before.stem}, and {words.lower()}?"


def _ending(words: str) -> Made:
    return lambda before, said: f"{before.stem}, {words}?"


def _again(before: Carried, said: str) -> str:
    return before.question


def _opened(words: str, before: Carried) -> str | None:
    """`Why is PRP used?` from `Is PRP used?`; None when the question before is not one of yes or no."""
    if not _YES_NO.match(before.question):
        return None
    plain = before.question.lstrip()
    return f"{words} {plain[:1].lower()}{plain[1:].rstrip(' .!')}"


_FORMS: tuple[tuple[str, Made], ...] = (
    (r"(?:why|how come|how so|why(?: is|'s| was) (?:that|this|it)( so)?|what for|for what reason)", _why),
    (r"why not|why (?:isn't|aren't|wasn't|doesn't|didn't|hasn't) (?:it|they|that)", _why_not),
    (r"how much(?: (?:is|are|does|do) (?:it|they|that)(?: cost)?| money)?|(?:at )?what (?:price|cost)", _how_much),
    (r"(?:since|from|until|till) when", _opening("Since when")),
    (r"when(?: (?:was|is) (?:that|this|it))?|what (?:year|date)|in what year", _opening("When")),
    (r"where(?: (?:was|is) (?:that|this|it))?|in (?:which|what) (?:countr(?:y|ies)|places?)", _opening("Where")),
    (r"how(?: does that work)?|in what way", _opening("How")),
    (r"how long|for how long", _ending("and for how long")),
    (r"how many(?: (?:of them|were there|are there))?", _ending("and how many")),
    (r"how often", _ending("and how often")),
    (r"(?:for|in|on|with|from|of) (?:whom|who)", _ending("and for whom")),
    (r"(?:by )?(?:who|whom)", _ending("and by whom")),
    (r"(?:so )?(?:which|which (?:ones?|of them|are they|are those)|like (?:what|which|who)|such as(?: what)?|for (?:example|instance)|examples?|"
     r"(?:name|list) (?:them|some|one)|what (?:are they|are those|ones?)|give me (?:an example|examples|(?:two|three|some)(?: examples)?|a list))", _ending("and which ones")),
    (r"what else|anything else|any others?|what other ones|is that all", _ending("and what else")),
    (r"(?:who says(?: so| that)?|says who|who said (?:so|that|this)|sources?|what(?:'s| is) (?:the|your) source|according to (?:who|whom)|"
     r"where (?:is|does) (?:that|this|it) (?:from|come from)|how do you know(?: that| this)?|can you prove (?:it|that)|proof|any proof|reference|citation)", _ending("and what is the source")),
    (r"(?:really|are you (?:sure|certain|serious)|seriously|is (?:that|this|it) (?:true|right|certain|really so|correct)|honestly|for real|no way|you sure)", _again),
    (r"(?:(?:can you )?(?:say|explain|put) (?:that|it|this) ?(?:again |more )?(?:in )?(?:simpl[ey]r?|plain(?:er|ly)?|easy|easier)?(?: words| english| terms|)|"
     r"(?:in )?(?:simpl[ey]r?|plain(?:er)?|easy|easier) ?(?:words|english|terms)?(?: please)?|i (?:don't|do not|didn't) (?:understand|get (?:it|that))|"
     r"what does (?:that|this|it) mean(?: in plain (?:words|english))?|meaning|so what|huh|eli5)", _ending("in plain words")),
    (r"(?:tell me more|more|more details?|go (?:on|ahead)|continue|carry on|say more|expand|elaborate|more info(?:rmation)?|can you tell me more|"
     r"(?:i )?(?:want to|would like to|'d like to) (?:know|hear|read) more|keep going)(?: (?:about|on) (?:it|that|this|them))?", _ending("and what else is known")),
)  # fmt: skip
_COMPILED = tuple(
    (re.compile(rf"^\W*(?:{pattern})(?: (?:please|then|exactly|though))*{_END}", re.I), made)
    for pattern, made in _FORMS
)


def completed(before: Carried, text: str, said: str) -> str | None:
    """The question before with the bare question word `text`; None when `text` is more than that.

    `said` is the answer that stood between the two: only whether it began with a no is looked at.
    """
    plain = text.replace("’", "'")
    made = next((made for pattern, made in _COMPILED if pattern.match(plain)), None)
    return made(before, said) if made else None
