"""What changed between two versions of a record: field by field, and as lines of YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from corpus.files import as_yaml


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs; None where it is not there at all."""

    field: str
    before: Any
    after: Any


def changes(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Change]:
    """The fields that differ, named like `verification.due` or `asks`; lists are compared whole."""
    return list(_changes("", before or {}, after or {}))


def lines(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> str:
    """The same as a unified difference of the YAML; empty when nothing differs."""
    old, new = (as_yaml(dict(one)).splitlines() if one else [] for one in (before, after))
    return "\n".join(unified_diff(old, new, "published", "this version", lineterm=""))


def _changes(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name in [*before, *(name for name in after if name not in before)]:
        old, new, field = before.get(name), after.get(name), f"{path}.{name}" if path else name
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _changes(field, old, new)
        else:
            yield Change(field, old, new)
