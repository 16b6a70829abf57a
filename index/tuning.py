"""The one table of tuned numbers, `tuning.toml`: each value with the run that chose it."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from index.errors import TuningTableFault

Settings = TypeVar("Settings")


@cache
def table() -> dict[str, dict[str, dict[str, Any]]]:
    """Section, name, and there `value` and `run`."""
    return tomllib.loads((files("index") / "tuning.toml").read_text(encoding="utf-8"))


def tuned(section: str, kind: type[Settings]) -> Settings:
    """A section as the dataclass that holds it. Raises `TuningTableFault` where the two do not have the same names."""
    rows = table().get(section, {})
    wanted = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    if wanted != rows.keys():
        raise TuningTableFault(section, sorted(wanted ^ rows.keys()))
    return kind(**{name: row["value"] for name, row in rows.items()})
