"""A run: which sets are there, which systems are installed, every one on every set, the report."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.status import Status

from assistant import Settings
from corpus import load
from evals.bench.retrieval import medquad, scifact, statements
from evals.bench.retrieval.collection import Collection
from evals.bench.retrieval.measure import Measured, measure, row
from evals.bench.retrieval.report import SetReport, as_data, not_installed, show
from evals.bench.retrieval.shared_vectors import SharedVectors
from evals.bench.retrieval.systems import ENTRIES, OURS, Entry
from index.cache import EmbeddingCache
from index.embeddings import Embedder, SentenceEmbedder

SEED = 20261121
"""Chooses held-out asks, samples and resamples: two runs ask the same."""
QUICK_QUERIES = 100
WIDTH = 140
CACHE = "bench-embeddings.sqlite"
PACKAGES = (
    "bm25s",
    "chromadb",
    "haystack-ai",
    "langchain-chroma",
    "langchain-text-splitters",
    "llama-index-core",
    "llama-index-retrievers-bm25",
    "sentence-transformers",
    "torch",
)


@dataclass(frozen=True, slots=True)
class Options:
    """What a run is asked for."""

    data: Path | None = None
    """A folder of evaluation data; None: our own statements alone."""
    queries: int = 1000
    """At most so many a set."""
    systems: tuple[str, ...] = ()
    """Beginnings of the names of the systems to run; none: all."""
    sets: tuple[str, ...] = ()
    """The same for the sets."""
    all_peers: bool = False
    """Whether a system that is not installed is a failure."""
    json_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a set cannot run."""

    why: str


def run(options: Options, console: Console | None = None, embedder: Embedder | None = None) -> int:
    """Prints the tables; the exit code is 1 when a peer is missing under `all_peers` or nothing is chosen, else 0."""
    # Where there is no terminal, rich assumes 80 columns, and a figure with its interval needs 16.
    console = console or Console(width=None if sys.stdout.isatty() else WIDTH)
    chosen = [entry for entry in ENTRIES if not options.systems or entry.name.startswith(options.systems)]
    every = list(_sets(options.data))
    sets_chosen = [(name, found) for name, found in every if not options.sets or name.startswith(options.sets)]
    if not chosen:
        console.print(_no_such("system", options.systems, [entry.name for entry in ENTRIES]), markup=False)
        return 1
    if not sets_chosen:
        console.print(_no_such("set", options.sets, [name for name, _ in every]), markup=False)
        return 1
    absent = [entry for entry in chosen if entry.missing]
    if absent:
        console.print(not_installed(absent), markup=False, highlight=False)
    if absent and options.all_peers:
        return 1
    vectors = SharedVectors(embedder or SentenceEmbedder(), EmbeddingCache(Settings().home / CACHE))
    started = perf_counter()
    sets: list[SetReport] = []
    missing: dict[str, str] = {}
    for name, found in sets_chosen:
        if isinstance(found, Missing):
            missing[name] = found.why
            console.print(f"{name}: not run. {found.why}", markup=False, highlight=False)
            continue
        collection = found().with_fewer_queries(options.queries, SEED)
        report = _measured(collection, [entry for entry in chosen if not entry.missing], absent, vectors, console)
        show(console, report)
        sets.append(report)
    about = _about(vectors, perf_counter() - started)
    console.print(
        f"{about['seconds']:.0f} s, of which {about['seconds embedding']:.0f} s embedding what was not yet kept in "
        f"{CACHE}. Every system had the same vectors; no figure above includes making them.",
        highlight=False,
    )
    if options.json_file is not None:
        content = {"run": about, "sets": [as_data(one) for one in sets], "not run": missing}
        options.json_file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _no_such(kind: str, asked_for: Sequence[str], names: Sequence[str]) -> str:
    return f"No {kind} begins with {' or '.join(asked_for)}. There are: {'; '.join(names)}"


def _sets(data: Path | None) -> Iterator[tuple[str, Callable[[], Collection] | Missing]]:
    yield statements.NAME, lambda: statements.held_out(load(), SEED)
    for name, files, read in (
        (scifact.NAME, scifact.FILES, scifact.read),
        (medquad.NAME, medquad.FILES, medquad.read),
    ):
        if data is None:
            yield name, Missing("No folder of evaluation data was named. Run: make bench-retrieval EVALDATA=folder")
        elif lacking := [file.as_posix() for file in files if not (data / file).is_file()]:
            yield name, Missing(f"The folder of evaluation data has no {' and no '.join(lacking)}.")
        else:
            yield name, partial(read, data, SEED)


def _measured(
    collection: Collection,
    entries: Sequence[Entry],
    absent: Sequence[Entry],
    vectors: SharedVectors,
    console: Console,
) -> SetReport:
    measured: list[Measured] = []
    with console.status("") as status:
        for entry in entries:
            doing = f"{collection.name}: {entry.name}"
            status.update(doing)
            vectors.watch = partial(_embedding, status, doing)
            measured.append(measure(entry, collection, vectors))
    ours = next((one for one in measured if one.name == OURS.name), None)
    return SetReport.of(collection, [row(one, ours, SEED) for one in measured], absent)


def _embedding(status: Status, doing: str, done: int, total: int) -> None:
    status.update(doing if done >= total else f"{doing}, {done:,} of {total:,} texts embedded")


def _about(vectors: SharedVectors, seconds: float) -> dict[str, Any]:
    return {
        "date": date.today().isoformat(),
        "seed": SEED,
        "embedding": vectors.fingerprint,
        "seconds": seconds,
        "seconds embedding": vectors.seconds,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None
