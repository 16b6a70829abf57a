"""The question sets that come with the product."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "sets"


def shipped(folder: Path = FOLDER) -> list[Path]:
    """The files of a folder of sets, by name."""
    return sorted(folder.glob("*.jsonl"))
