"""Figures in words and units, for a terminal and for the report."""

from __future__ import annotations

from evals.figures import Figure


def in_units(figure: Figure, value: float) -> str:
    """`97.3 %`, `8.1`, `214` or `38 ms`, as the figure's unit has it."""
    match figure.unit:
        case "share":
            return f"{value:.1%}".replace("%", " %")
        case "years":
            return f"{value:.1f}"
        case "words":
            return f"{value:.0f}"
        case _:
            return f"{value:.0f} {figure.unit}"
