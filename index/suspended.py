"""Statements and key answers taken out of use at once: the one thing that changes answers without a release.

A line per id in `suspended.txt` beside the releases. The file is looked at on every question.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


class Suspended:
    """The suspended ids, read again whenever the file changes."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._stamp: tuple[int, int, int] | None = None
        self._ids: frozenset[str] = frozenset()

    def ids(self) -> frozenset[str]:
        """Every id that must not be shown now. A line that begins with # is a comment."""
        try:
            status = self.file.stat()
        except FileNotFoundError:
            self._stamp, self._ids = None, frozenset()
            return self._ids
        stamp = (status.st_ino, status.st_mtime_ns, status.st_size)
        if stamp != self._stamp:
            lines = _lines(self.file)
            self._ids = frozenset(line.split()[0] for line in lines if line.strip() and line[0] != "#")
            self._stamp = stamp
        return self._ids

    def suspend(self, statement_id: str, why: str) -> None:
        """Takes an id out of use from the next question on."""
        lines = _lines(self.file) if self.file.exists() else []
        self._replace([*lines, f"{statement_id} {' '.join(why.split())}"])

    def restore(self, statement_id: str) -> None:
        """Puts an id back into use."""
        lines = _lines(self.file) if self.file.exists() else []
        self._replace([line for line in lines if not line.split() or line.split()[0] != statement_id])

    def with_reasons(self) -> dict[str, str]:
        """Every id of the file, with what stands behind it."""
        lines = _lines(self.file) if self.file.exists() else []
        words = [line.split(maxsplit=1) for line in lines if line.strip() and line[0] != "#"]
        return {parts[0]: parts[1].strip() if len(parts) > 1 else "" for parts in words}

    def replace(self, suspended: Mapping[str, str]) -> None:
        """Makes the file say exactly this, id to reason. Raises `OSError`; the file then stays as it was."""
        self._replace([f"{one} {' '.join(why.split())}".rstrip() for one, why in sorted(suspended.items())])

    def close(self) -> None:
        """Gives back what is held open; a file is not."""

    def _replace(self, lines: list[str]) -> None:
        """Writes the file in one move: a question that is asked meanwhile must not meet half a list."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        replacement = self.file.with_suffix(".new")
        with replacement.open("w", encoding="utf-8") as file:
            file.write("".join(f"{line}\n" for line in lines))
            file.flush()
            os.fsync(file.fileno())  # a suspension that was reported as made survives the machine
        os.replace(replacement, self.file)


def _lines(file: Path) -> list[str]:
    # An editor on Windows may have put a byte order mark before the first id.
    return file.read_text(encoding="utf-8-sig").splitlines()
