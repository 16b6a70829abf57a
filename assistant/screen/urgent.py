"""Whether a message tells of an emergency or a crisis. Recall comes first: a false alarm costs a sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from assistant.screen._rules import Pattern, Rule, Rules, load
from assistant.screen.sayings import without_sayings
from assistant.screen.text import plain
from corpus.importers.registry import without_registry_numbers

Kind = Literal["emergency", "crisis"]
_KINDS: tuple[Kind, ...] = ("crisis", "emergency")

_HERE = Path(__file__).parent
_ENDS = re.compile(r"[.!?;]+(?=\s|$)|[。！？；।؟]|\s\|\s")
_WORDS = re.compile(r"\S+")
# A telegram: so few words that nobody would spend them on a general question.
_TELEGRAM = 10
# A cry for help is found in the first part of a message; the bound keeps a pasted book from costing seconds.
_READ = 60_000
# People who do not use full stops still mean the words near by.
_NEAR = 240


@dataclass(frozen=True, slots=True)
class Urgency:
    """What was found, under the name of the rule that found it. `matched` never leaves the process."""

    kind: Kind
    rule: str
    matched: str


def urgent(text: str) -> Urgency | None:
    """The urgency in a cleaned message; crisis first, for its message prints the emergency number too."""
    # The digits of a trial number can be those of an emergency number.
    told = _Told(without_sayings(plain(without_registry_numbers(text[:_READ], "a study"))))
    looks = [(rules, rules.present(told.text)) for rules in _files()]
    for kind in _KINDS:
        for rules, present in looks:
            found = _first(rules, kind, told, present)
            if found:
                return found
    return None


class _Told:
    """A message with its sentences, so that a rule can look around a match."""

    __slots__ = ("_cues", "_ends", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._ends = [found.start() for found in _ENDS.finditer(text)]
        self._cues: dict[str, bool] = {}

    def sentence(self, start: int, end: int) -> str:
        before = bisect_left(self._ends, start)
        after = bisect_right(self._ends, end - 1)
        first = self._ends[before - 1] + 1 if before else 0
        last = self._ends[after] + 1 if after < len(self._ends) else len(self.text)
        return self.text[max(first, start - _NEAR) : min(last, end + _NEAR)]

    def has(self, cue: str, pattern: Pattern) -> bool:
        if cue not in self._cues:
            self._cues[cue] = pattern.in_text(self.text)
        return self._cues[cue]

    def is_telegram(self) -> bool:
        return len(_WORDS.findall(self.text[:400])) <= _TELEGRAM


@cache
def _files() -> tuple[Rules, ...]:
    english = (_HERE / f"urgent{part}.yaml" for part in ("", "-crises", "-emergencies", "-signs"))
    return load(*english), load(_HERE / "urgent-languages.yaml", _HERE / "urgent-languages-homely.yaml")


def _first(rules: Rules, kind: Kind, told: _Told, present: frozenset[str]) -> Urgency | None:
    hints: dict[str, str] = {}
    for rule in rules.rules:
        if rule.kind != kind or (rule.needs and not rule.needs.in_text(told.text)):
            continue
        standing = (found for found in rule.matches(told.text, present) if _stands(rules, rule, told, found))
        first = next(standing, None)
        if first is None:
            continue
        matched = first.group().strip()
        if rule.strength not in ("hint", "sign"):
            return Urgency(kind, rule.name, matched)
        hints[rule.name] = matched
    # Two different hints of despair, or two signs of danger, say together what neither says alone.
    if len(hints) >= 2:
        return Urgency(kind, "+".join(hints), " … ".join(hints.values()))
    return None


def _stands(rules: Rules, rule: Rule, told: _Told, found: re.Match[str]) -> bool:
    sentence = told.sentence(found.start(), found.end())
    if rule.unless and rule.unless.in_text(sentence):
        return False
    if rule.strength in ("sure", "hint"):
        return True
    cues = rules.cues
    if rule.strength == "spoken":
        return not cues["general"].in_text(sentence)
    before = told.text[max(0, found.start() - 40) : found.start()]
    if cues["negated"].in_text(before) or cues["hypothetical"].in_text(sentence):
        return False
    this_minute = cues["this_minute"].in_text(sentence)
    if not this_minute and cues["old"].in_text(sentence):
        return False
    if not this_minute and cues["strangers"].in_text(sentence):
        return False
    if rule.strength == "certain":
        return True
    if not this_minute and cues["general"].in_text(sentence):
        return False
    if rule.strength == "brief":
        return told.is_telegram()
    if rule.strength == "likely" and told.has("person", cues["person"]):
        return True
    return told.has("now", cues["now"])
