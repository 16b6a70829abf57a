"""What can be wrong with an index or a release, in words an operator can act on."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class IndexFault(Exception):
    """For the operator: something under the index does not work; the message says what to do next."""


class EmbeddingModelMissing(IndexFault):
    """No usable embedding model. Lexical search still answers."""


class EmbeddingModelChanged(IndexFault):
    """The weights on disk are not the ones that the product was tested with."""


class NoActiveRelease(IndexFault):
    """Nothing has been published here yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no active release in {folder}. Run: fieldmap release build --activate")


class UnknownRelease(IndexFault):
    """A release id that is not in the folder."""

    def __init__(self, wanted: str, known: list[str]) -> None:
        have = ", ".join(known) if known else "none"
        super().__init__(f"There is no release {wanted}. Releases here: {have}. Run: fieldmap release list")


class DamagedRelease(IndexFault):
    """A release whose files are not what its manifest says. It is never served."""

    def __init__(self, release: str, problem: str) -> None:
        super().__init__(
            f"Release {release} is damaged: {problem}. It was not opened. "
            "Run: fieldmap release rollback (the previous release), or fieldmap release build --activate (a new one)"
        )


class GateNotPassed(IndexFault):
    """A release that did not pass its evaluation. It goes into service only for a reason that is recorded."""

    def __init__(self, release: str, report: dict[str, Any] | None) -> None:
        found = "; ".join((report or {}).get("problems") or ["it was built without being evaluated"])
        super().__init__(
            f"Release {release} did not pass the gate and was not put into service: {found}. "
            "Run: fieldmap eval --gate (what failed), then fieldmap release build --activate (again); "
            f'or, knowing this: fieldmap release activate {release} --despite "the reason"'
        )


class ReleaseModelMismatch(IndexFault):
    """The release was made with other embeddings than this installation has."""


class ReleaseInProgress(IndexFault):
    """Another process is building or switching a release in the same folder."""

    def __init__(self, lock: Path) -> None:
        super().__init__(
            f"Another process is building or switching a release ({lock} is locked). Wait until it has ended."
        )


class TuningTableFault(IndexFault):
    """The table of tuned numbers and the code that reads it do not have the same names."""

    def __init__(self, section: str, names: list[str]) -> None:
        super().__init__(
            f"index/tuning.toml, section {section}: {', '.join(names)} stand on one side only. "
            "Add the missing value with the run that chose it, or remove it."
        )
