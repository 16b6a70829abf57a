"""The gate as a build of a release calls it: opens the release where it was built, asks, and returns the report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant import Settings
from evals.errors import EvaluationError
from evals.evaluation import evaluate
from evals.gate import SHIPPED_GATES, not_run, read_gates, report
from evals.items import read_set
from evals.shipped import shipped
from index.embeddings import Embedder

PACKAGES = ("assistant", "corpus", "evals", "index", "prompts")
KINDS = {".py", ".yaml", ".md", ".toml", ".jsonl"}

Progress = Callable[[int, int], None]
"""Called with how many of how many questions are answered."""


class ReleaseGate:
    """Callable by `index.build`: a release's folder and its report so far -> the report with the gate's result."""

    def __init__(self, settings: Settings, embedder: Embedder, progress: Progress = lambda done, total: None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._progress = progress

    def __call__(self, folder: Path, report_so_far: dict[str, Any]) -> dict[str, Any]:
        """The report, with the result under `eval`. What the same code and sets let out before is not asked again."""
        known = report_so_far.get("eval", {})
        if known.get("passed") and known.get("measured_with") == self._fingerprint():
            return report_so_far
        try:
            result = self._result(folder)
        except EvaluationError as error:
            result = not_run(f"the evaluation could not be run: {error}")
        return {**report_so_far, "eval": result}

    def _result(self, folder: Path) -> dict[str, Any]:
        paths, gates_file = gate_files(self._settings)
        if not paths:
            return not_run(
                f"there are no question sets for the corpus {self._settings.corpus} "
                f"(put some into {self._settings.corpus}/evals, see docs/evals.md)"
            )
        gates = read_gates(gates_file)
        sets = [read_set(path) for path in paths]
        items = [item for one in sets for item in one.items if gates.asks(item)]
        done = 0

        def advance() -> None:
            nonlocal done
            done += 1
            self._progress(done, len(items))

        self._progress(0, len(items))
        logs = self._settings.home / "evals" / "gate"
        log = evaluate(sets, items, self._settings, self._embedder, logs, advance, release=folder)
        return report(log, gates, self._fingerprint())

    def _fingerprint(self) -> str:
        """Of the code, the wording, the sets and the thresholds: what else than the release decides a result."""
        found = hashlib.sha256()
        checkout = Path(__file__).resolve().parent.parent
        files = [
            path
            for package in PACKAGES
            for path in (checkout / package).rglob("*")
            # The corpus itself is in the release, whose id is a hash of it.
            if path.suffix in KINDS and (package != "corpus" or path.suffix == ".py")
        ]
        paths, gates_file = gate_files(self._settings)
        for path in sorted({*files, *paths, gates_file}):
            found.update(f"{path.name}\0".encode() + path.read_bytes())
        return found.hexdigest()[:16]


def gate_files(settings: Settings) -> tuple[list[Path], Path]:
    """The question sets of the corpus that releases are built from, and its thresholds.

    Another corpus than the shipped one brings its own in a folder `evals`, since the shipped sets ask for what it
    does not hold; its `gates.toml` may be left out.
    """
    if settings.corpus is None:
        return shipped(), SHIPPED_GATES
    own = settings.corpus / "evals" / "gates.toml"
    return shipped(settings.corpus / "evals"), own if own.is_file() else SHIPPED_GATES
