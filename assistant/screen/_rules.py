"""Rules kept as data: named patterns in a YAML file, checked and compiled once, at first use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.screen._anchors import anchors
from assistant.screen.text import unaccented

_FRAGMENT = re.compile(r"<([a-z_]+)>")
_FIELDS = {"name", "kind", "strength", "patterns", "with", "unless"}


class RulesError(ValueError):
    """For the developer: a rules file that cannot be used; the message names the rule and the fault."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern with its anchors: the look for plain strings is what keeps a screen fast."""

    expression: re.Pattern[str]
    anchors: frozenset[str]

    def in_text(self, text: str) -> bool:
        return self.expression.search(text) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One named rule: any of its patterns, if `needs` is somewhere in the text and `unless` is not near."""

    name: str
    kind: str
    strength: str
    patterns: tuple[Pattern, ...]
    needs: Pattern | None
    unless: Pattern | None

    def matches(self, text: str, present: frozenset[str]) -> Iterator[re.Match[str]]:
        """The matches in a text, of which `present` are the anchors it holds."""
        for pattern in self.patterns:
            if not pattern.anchors or not pattern.anchors.isdisjoint(present):
                yield from pattern.expression.finditer(text)


@dataclass(frozen=True, slots=True)
class Rules:
    cues: dict[str, Pattern]
    rules: tuple[Rule, ...]
    anchors: frozenset[str]

    def present(self, text: str) -> frozenset[str]:
        """The anchors of all rules that a text holds, looked for once."""
        return frozenset(anchor for anchor in self.anchors if anchor in text)


def load(path: Path, *more: Path) -> Rules:
    """The rules of a file, then those of `more`, for which the fragments and cues of the first one hold too.

    Raises RulesError for an unknown field, an unknown fragment or a bad pattern.
    """
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = list(data["rules"])
    for further in more:
        entries += yaml.safe_load(further.read_text(encoding="utf-8"))["rules"]
    fragments: dict[str, str] = {}
    for name, pattern in (data.get("fragments") or {}).items():
        fragments[name] = f"(?:{_filled(_joined(pattern), fragments, name)})"
    cues = {name: _compiled(_joined(patterns), fragments, name) for name, patterns in (data.get("cues") or {}).items()}
    rules = tuple(_rule(entry, fragments) for entry in entries)
    return Rules(cues, rules, frozenset().union(*(pattern.anchors for rule in rules for pattern in rule.patterns)))


def _rule(entry: dict[str, Any], fragments: dict[str, str]) -> Rule:
    name = str(entry.get("name"))
    unknown = set(entry) - _FIELDS
    if unknown or not entry.get("patterns"):
        raise RulesError(f"rule {name}: unknown fields {sorted(unknown)} or no patterns")
    needs, unless = entry.get("with"), entry.get("unless")
    return Rule(
        name=name,
        kind=str(entry["kind"]),
        strength=str(entry.get("strength", "certain")),
        patterns=tuple(
            _compiled(branch, fragments, name) for pattern in entry["patterns"] for branch in _branches(pattern)
        ),
        needs=_compiled(_joined(needs), fragments, name) if needs else None,
        unless=_compiled(_joined(unless), fragments, name) if unless else None,
    )


def _branches(pattern: str) -> list[str]:
    """The alternatives at the top of a pattern, each to be looked for under its own anchors."""
    branches, start, depth, in_class, place = [], 0, 0, False, 0
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and depth == 0:
            branches.append(pattern[start:place])
            start = place + 1
        place += 1
    return [*branches, pattern[start:]]


def _joined(patterns: str | list[str]) -> str:
    return patterns if isinstance(patterns, str) else "|".join(f"(?:{pattern})" for pattern in patterns)


def _filled(pattern: str, fragments: dict[str, str], name: str) -> str:
    def fragment(found: re.Match[str]) -> str:
        if found.group(1) not in fragments:
            raise RulesError(f"rule {name}: unknown fragment <{found.group(1)}>")
        return fragments[found.group(1)]

    return _FRAGMENT.sub(fragment, pattern)


def _compiled(pattern: str, fragments: dict[str, str], name: str) -> Pattern:
    filled = unaccented(_filled(pattern, fragments, name))
    try:
        return Pattern(re.compile(filled), anchors(filled) or frozenset())
    except re.error as problem:
        raise RulesError(f"rule {name}: {problem}") from problem
