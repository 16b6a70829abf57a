"""Figures in words and units, for a terminal and for the report."""

from __future__ import annotations


def in_units(unit: str, value: float) -> str:
    """`97.3 %`, `8.1`, `214` or `38 ms`, as the figure's unit has it."""
    match unit:
        case "share":
            return f"{100 * value:.1f} %"
        case "years":
            return f"{value:.1f}"
        case "words":
            return f"{value:.0f}"
        case _:
            return f"{value:.0f} {unit}"
