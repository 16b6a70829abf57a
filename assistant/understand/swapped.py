"""The question before, asked again about something else: "what about Japan?", "and for my knee?", "I meant exosomes"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.library import Library
from assistant.understand.carried import Carried, with_article
from assistant.understand.places import NamedPlace

_OPENING = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|then|also|thanks?|thank you|now|cool|great|well|yes|yeah|hm+|oh|right)\b[\s,.!:;]*)*"
    r"(?:(?:what|how) about|what of|and what about|same (?:question|thing|again)? ?(?:for|in|with|about)|(?P<link>in|for|with|on|to|from|at)\b|(?P<and>and)\b)\s*"
    r"(?P<rest>.{2,70}?)\W*$",
    re.IGNORECASE,
)
_AND = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|thanks?|cool|great|yes|yeah|well|oh)[\s,.!]+)*(?:and|but|or)\s+(?P<rest>.{2,70}?)\W*$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:(?:oh|sorry|no|oops|actually|wait|apologies|hang on)\b[\s,.!:;-]*)*"
    r"(?:(?:i (?:meant|mean|was asking about|am asking about)\b)|(?:make|change) (?:it|that)(?: to)?|not (?:the )?[\w' -]{2,30}(?:,|\bbut\b)(?: but)?)\s*(?P<rest>.{2,60}?)\W*$",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s,]+(?:too|as well|also|then|instead|though|please|now|like)$", re.IGNORECASE)
_LINK = re.compile(r"^(?:in|for|with|on|to|from|at|about|of)\s+", re.IGNORECASE)
_CLAUSE = re.compile(
    r"^(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|may|what|when|where|who|whom|which|how|why|if|it|they|he|she|i|we|my \w+ (?:is|has|was|had)|there|not|don't|isn't)\b"
    r"|\b(?:is|are|was|were|does|did|has|have|can|will|do)\s+(?:it|they|that|this|there)\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"\b(?:kids?|child|children|babies|baby|infants?|teens?|teenagers?|adults?|older|elderly|old|young|younger|women|men|girls?|boys?|pregnan\w+|people|patients?|pensioners?|"
    r"athletes?|dogs?|horses?|over \d+|under \d+|\d+ year olds?|grown[- ]?ups?|smokers|everyone|someone|me|us|him|her|my (?:mum|mom|dad|mother|father|wife|husband|son|daughter|child|gran\w*|nan|sister|brother|friend))\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:later|now|today|long[- ]term|before|after|afterwards|since|years?|months?|weeks?|(?:19|20)\d\d|future|past|at first)\b",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"\b(?P<word>type|phase|stage|grade|class|part|section|schedule)\s+(?P<which>[\divx]+[a-c]?)\b", re.IGNORECASE
)
_FACET = re.compile(
    r"^(?:the |any |its |their )*(?:(?:long[- ]term|serious|known|main|real) )?(?:risks?|side effects?|dangers?|downsides?|costs?|prices?|evidence|proof|results?|benefits?|success rates?|rules?|laws?|"
    r"deaths?|safety|approval|harms?|complications?|insurance|alternatives?|chances|dose|age limits?|follow-?up|legal status|regulation|infections?|cancer risks?)$",
    re.IGNORECASE,
)
_WHERE_I_AM = re.compile(
    r"^\W*(?:(?:and|but|so|oh|sorry)\W+)*(?:i'?m|i am|we'?re|we are|i live|we live|i'm asking|asking)(?: based| living)? (?:in|from)\s+(?P<rest>.{2,40}?)\W*$",
    re.IGNORECASE,
)
_OTHER = re.compile(r"^(?:the )?other (?:one|product|treatment|trial|two)\b", re.IGNORECASE)
_DECIDED = re.compile(r"[\s-]+(?:approv|clear|licen[cs]|authori[sz]|register|regulat|sanction)\w*", re.IGNORECASE)
_SUBJECT = re.compile(
    r"\b(?:has|have|had|did|does|do|will|would|can|could|should|when|why|if|that|what)(?: the)? $|^(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Swapped:
    """The text that came of it; `asks` where it is the finished question, else it still has to be read."""

    text: str
    asks: bool

    def __str__(self) -> str:
        return self.text


def swapped(library: Library, before: Carried, text: str, other: str | None) -> Swapped | None:
    """The question before about what `text` names; None where `text` is no such turn.

    `other` is the treatment spoken of before the last one.
    """
    plain = text.replace("’", "'")
    found = _CORRECTION.match(plain) or _OPENING.match(plain) or _AND.match(plain)
    if found is not None:
        new = _TAIL.sub("", found["rest"]).strip()
        link = (found.groupdict().get("link") or "").casefold()
    elif (here := _WHERE_I_AM.match(plain)) and not before.says_who_asks and library.place_finder.named(here["rest"]):
        new, link = here["rest"], "in"
    elif _is_only_a_name(library, plain):
        new, link = re.sub(r"\W+$", "", _TAIL.sub("", plain.strip())), ""
    else:
        return None
    if inner := _LINK.match(new):
        link, new = inner[0].strip().casefold(), new[inner.end() :]
    if _OTHER.match(new) and other is not None:
        new = _OTHER.sub(other, new)
        if "," in new:
            return Swapped(f"what about {new}?", True)
    if _CLAUSE.search(new):
        # "and does it help knees" is a question of its own, not a name to put into the one before.
        return Swapped(new, False) if new != plain else None
    return Swapped(_put(library, before, new, link), True)


def _put(library: Library, before: Carried, new: str, link: str) -> str:
    found = Carried(library, new)
    if _FACET.match(new) and before.whole:
        return f"what about {new} of {before.whole}?"
    if found.places and (not found.things or (found.about_a_body and _place_asked_for(before) is not None)):
        return _elsewhere(library, before, found)
    if (kind := _KIND.search(new)) and (old := _same_kind(before, kind["word"])):
        return before.question[: old.start()] + kind[0] + before.question[old.end() :]
    if found.things and not (link == "for" and found.illness is not None):
        return _of_another(before, found)
    if (
        _PEOPLE.search(new)
        and found.illness is None
        and not re.match(
            r"my (?!mum|mom|dad|mother|father|wife|husband|son|daughter|child|gran|nan|sister|brother|friend)", new
        )
    ):
        return f"{before.stem} {link if link in ('in', 'for', 'with') else 'for'} {new}?"
    if _TIME.search(new):
        return f"{before.stem}, {link + ' ' if link else 'and '}{new}?"
    if before.illness is not None:
        start, end = before.illness
        return before.question[:start] + new + before.question[end:]
    return f"{before.stem} {link or 'for'} {new}?" if link or found.illness else f"{before.stem} ({new})?"


def _elsewhere(library: Library, before: Carried, new: Carried) -> str:
    """The question before for another place, or put to another regulator; the one it leaves is not kept beside it."""
    place = new.places[0]
    countries = [one for one in new.places if one.strength > REGULATORS]
    named = " and ".join(_in_words(library, new, one) for one in (countries or [place]))
    old = _place_asked_for(before)
    if old is None:
        return f"{before.stem} in {named}?"
    head, tail = before.question[: old.start], before.question[old.end :]
    if old.strength == REGULATORS and _DECIDED.match(tail) and not _SUBJECT.search(head):
        # "Is it FDA approved for knees": what stands for the decision is the word after the regulator's name.
        without = re.sub(r"\b(?:the|an?) $", "", head, flags=re.IGNORECASE) + tail.lstrip(" -")
        return f"{without.rstrip(' ?.!')} {'by' if place.strength == REGULATORS else 'in'} {named}?"
    head = re.sub(r"\bthe $", "", head, flags=re.IGNORECASE)
    if place.strength != REGULATORS and head.casefold().endswith("by "):
        head = head[:-3] + "in "
    return head + named + tail


def _in_words(library: Library, new: Carried, place: NamedPlace) -> str:
    written = new.question[place.start : place.end]
    return f"the {written}" if place.strength == REGULATORS else with_article(library, place, written)


REGULATORS = 2
"""How surely a regulator's name, or a law's, stands for its place."""


def _place_asked_for(before: Carried) -> NamedPlace | None:
    """The place that a question is asked for: one it names, else that of the regulator it names."""
    named = next((one for one in before.places if one.strength > REGULATORS), None)
    return named or next((one for one in before.places if one.strength == REGULATORS), None)


def _of_another(before: Carried, new: Carried) -> str:
    """The question before about another product, trial or law."""
    words = new.question
    kinds = new.things[0].concept
    own = new._kind(new.things[0])
    alike = [one for one in before.things if before._kind(one) == own]
    old = next(iter([*alike, *before.things]), None)
    if old is None:
        return f"{before.stem} ({words})?"
    if old.concept == kinds:
        return f"{before.stem} ({words})?"
    if (
        not alike
        and own in ("regulator", "organisation", "registry", "law")
        and before._kind(old) not in ("regulator", "organisation", "registry", "law")
    ):
        return f"{before.stem}, {words}?"
    return before.question[: old.start] + words + before.question[old.end :]


def _same_kind(before: Carried, word: str) -> re.Match[str] | None:
    return next((one for one in _KIND.finditer(before.question) if one["word"].casefold() == word.casefold()), None)


def _is_only_a_name(library: Library, text: str) -> bool:
    """Whether a message is nothing but one treatment, illness or place: `exosomes?`, `France?`."""
    bare = re.sub(r"^\W+|\W+$", "", _TAIL.sub("", text.strip()))
    if not bare or len(bare.split()) > 4:
        return False
    found = Carried(library, bare)
    spans = [(one.start, one.end) for one in found.mentions] + [(one.start, one.end) for one in found.places]
    return any(
        re.sub(r"\b(?:the|a|in|for)\b|\W", "", bare[:start] + bare[end:], flags=re.IGNORECASE) == ""
        for start, end in spans
    )
