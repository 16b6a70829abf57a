"""The folder of releases: which there are, which one is active, and how that changes.

`active` is a one-line file, replaced in one move; `history.jsonl` records every switch with who, when and why.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.build import Reason
from index.errors import DamagedRelease, GateNotPassed, NoActiveRelease, ReleaseInProgress, UnknownRelease
from index.release import Manifest, read_manifest, verify, write_manifest


class Releases:
    """The releases below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "active"
        self._history = folder / "history.jsonl"

    def ids(self) -> list[str]:
        """Every complete release, oldest first."""
        return [manifest.id for manifest in self.manifests()]

    def manifests(self) -> list[Manifest]:
        """The manifests of every complete release, oldest first; unreadable ones are left out."""
        found = []
        for name in self._folders():
            try:
                found.append(read_manifest(self.folder / name))
            except DamagedRelease:
                continue
        return sorted(found, key=lambda manifest: (manifest.created, manifest.id))

    def active(self) -> str | None:
        """The id of the active release, or None before the first."""
        try:
            return self._pointer.read_text(encoding="utf-8").strip() or None
        except FileNotFoundError:
            return None

    def active_folder(self) -> Path:
        """The folder of the active release. Raises `NoActiveRelease`."""
        active = self.active()
        if active is None:
            raise NoActiveRelease(self.folder)
        return self.folder / active

    def admit(self, release: str, despite: str | None = None) -> str:
        """The full id of a release that may go into service: it passed the gate, or there is a reason to do without.

        Raises `UnknownRelease`, `DamagedRelease`, `GateNotPassed`.
        """
        full = self.find(release)
        manifest = read_manifest(self.folder / full)
        if not manifest.passed and not (despite or "").strip():
            raise GateNotPassed(full, (manifest.report or {}).get("eval"))
        return full

    def activate(self, release: str, reason: Reason, action: str = "activate", despite: str | None = None) -> str:
        """Makes `release` (an id or a unique beginning of one) the active one, after checking every file of it.

        `despite` is recorded: why a release goes into service that did not pass the gate (`admit` asks for it).
        Returns its full id. Raises `UnknownRelease`, `DamagedRelease`; the active release then stays what it was.
        """
        full = self.find(release)
        verify(self.folder / full)
        previous = self.active()
        event = {
            "action": action,
            "release": full,
            "previous": previous,
            "who": reason.who,
            "why": reason.why,
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        if despite is not None:
            event["despite"] = despite
            self._note_despite(full, event)
        with self._history.open("a", encoding="utf-8") as history:
            # On a line of its own, even where a full disk cut the last one short.
            history.write(("" if self._ends_whole() else "\n") + json.dumps(event, ensure_ascii=False) + "\n")
            history.flush()
            os.fsync(history.fileno())
        replacement = self._pointer.with_suffix(".new")
        replacement.write_text(full + "\n", encoding="utf-8")
        os.replace(replacement, self._pointer)
        return full

    def _note_despite(self, release: str, event: dict[str, str | None]) -> None:
        folder = self.folder / release
        manifest = read_manifest(folder)
        report = dict(manifest.report or {})
        noted = {key: event[key] for key in ("despite", "who", "when")}
        report["eval"] = {"passed": False, **report.get("eval", {}), "in_service": noted}
        write_manifest(folder, manifest.model_copy(update={"report": report}))

    def rollback(self, reason: Reason) -> str:
        """Makes the release that was active before this one active again; returns its id.

        Raises `UnknownRelease` when there is none to go back to.
        """
        current = self.active()
        for event in reversed(self.history()):
            if event["action"] == "rollback" or event["release"] != current:
                continue
            if event["previous"] not in (None, current):
                return self.activate(event["previous"], reason, action="rollback")
        raise UnknownRelease("before the active one", self.ids())

    def history(self) -> list[dict[str, str]]:
        """Every switch, oldest first. A line that was cut short belongs to a switch that was not made."""
        try:
            lines = self._history.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return []
        return [event for line in lines if (event := _event(line)) is not None]

    def _ends_whole(self) -> bool:
        try:
            return self._history.read_bytes()[-1:] in (b"", b"\n")
        except FileNotFoundError:
            return True

    def find(self, release: str) -> str:
        """The full id of the one release that begins with `release`. Raises `UnknownRelease`."""
        found = [name for name in self._folders() if name.startswith(release)] if release else []
        if len(found) != 1:
            raise UnknownRelease(release, self.ids())
        return found[0]

    def _folders(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        return sorted(path.name for path in self.folder.iterdir() if path.is_dir() and path.name[0] != ".")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Holds the folder for building or switching. Raises `ReleaseInProgress` when another process has it."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / ".lock"
        with path.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ReleaseInProgress(path) from None
            yield


def _event(line: str) -> dict[str, str] | None:
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None
