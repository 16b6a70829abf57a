"""Building a release beside the old ones: embed, index, train, write the manifest, move into place."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from corpus.files import Corpus
from index.adapter_gain import write_adapter
from index.cache import EmbeddingCache
from index.calibration import AIMS, calibrated
from index.classifier import train
from index.contents import Contents, digest, published
from index.cues import CUES
from index.distinguishing import CHOSEN_BY, NONE, distinguishing
from index.embeddings import Embedder, Vectors
from index.errors import DamagedRelease
from index.lexical import write_lexical
from index.release import (
    FORMAT,
    Manifest,
    file_digests,
    read_manifest,
    release_id,
    verify,
    write_manifest,
)
from index.rows import rows, words
from index.vectors import Row, write_vectors
from index.wording import COLUMNS, features

OWE_NONE = frozenset(
    {
        "answer",
        "crisis",
        "decline-clinic-ranking",
        "decline-personal-advice",
        "emergency",
        "out-of-scope",
        "refuse-injection",
    }
)
"""Behaviours whose examples are taken to owe no distinction: most do not, and for those that do the triggers stand."""
FACET_STRENGTH = 3.0
"""Little, because the facet of a statement says only roughly what its asks ask for; chosen on held-out statements."""

Progress = Callable[[str, int, int], None]
"""Called with a step in words, how much of it is done, and of how much."""


Evaluate = Callable[[Path, dict[str, Any]], dict[str, Any]]
"""Called with the folder of a complete release and the report it has so far; returns the report to keep."""


class Reason(NamedTuple):
    """Who builds a release, and why: kept in its manifest."""

    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Built:
    """A release that is on disk, and what it cost."""

    id: str
    folder: Path
    was_there: bool
    """Whether the same contents had been built before."""
    seconds: float
    seconds_embedding: float
    texts: int
    texts_embedded: int


def code_version() -> str:
    """The installed version of this software."""
    try:
        return version("fieldmap")
    except PackageNotFoundError:
        return "unknown"


def build(
    corpus: Corpus,
    releases: Path,
    cache: EmbeddingCache,
    embedder: Embedder,
    reason: Reason,
    previous: str | None = None,
    progress: Progress = lambda step, done, total: None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    evaluate: Evaluate = lambda folder, report: report,
) -> Built:
    """Writes the release of `corpus` into a folder of its own below `releases`; nothing else is touched.

    The folder appears under its final name only when it is complete and evaluated. Half-built folders of dead builds
    are removed. Of a release that is there already, only the report may be renewed.
    """
    started = perf_counter()
    contents = published(corpus)
    lines = {f"{kind}:{key}": text for kind, key, text in contents.lines()}
    objects = {key: digest(text) for key, text in lines.items()}
    examples = classifier_examples(corpus)
    training = digest(json.dumps([examples, CUES, COLUMNS, AIMS, FACET_STRENGTH, CHOSEN_BY], ensure_ascii=False))
    new_id = release_id(objects, embedder.fingerprint, training)
    folder = releases / new_id
    if _is_whole(folder):
        _evaluated(folder, evaluate)
        return Built(new_id, folder, True, perf_counter() - started, 0.0, 0, 0)

    texts = rows(contents)
    labelled = [text for group in examples.values() for text, _ in group]
    everything = [row.text for row in texts] + labelled
    progress("embedding", 0, len(everything))
    done = 0

    def advance(count: int) -> None:
        nonlocal done
        done += count
        progress("embedding", done, len(everything))

    before = perf_counter()
    vectors = cache.documents(embedder, everything, advance)
    seconds_embedding = perf_counter() - before

    releases.mkdir(parents=True, exist_ok=True)
    for leftover in releases.glob(".building-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    # Under its own name already, so that it can be opened and evaluated before it is moved into place.
    workshop = releases / f".building-{new_id}" / new_id
    workshop.mkdir(parents=True)
    progress("writing", 0, 5)
    _write_objects(workshop, lines, objects)
    progress("writing", 1, 5)
    write_lexical(workshop / "lexical", {key: words(one) for key, one in contents.statements.items()})
    progress("writing", 2, 5)
    report = _train_classifiers(workshop, examples, vectors[len(texts) :])
    progress("writing", 3, 5)
    before_this = _reusable(releases, previous, embedder.fingerprint)
    write_vectors(
        workshop / "vectors",
        texts,
        vectors[: len(texts)],
        before_this / "vectors" if before_this else None,
    )
    progress("writing", 4, 5)
    learnt = write_adapter(workshop, texts, vectors[: len(texts)], before_this)
    manifest = Manifest(
        id=new_id,
        format=FORMAT,
        created=now().isoformat(timespec="seconds"),
        who=reason.who,
        why=reason.why,
        previous=previous,
        code_version=code_version(),
        embedding=embedder.fingerprint,
        training=training,
        dimension=vectors.shape[1],
        counts=_counts(contents, texts),
        objects=objects,
        files=file_digests(workshop),
        report={**(report or {}), **({"adapter": learnt} if learnt else {})} or None,
    )
    write_manifest(workshop, manifest)
    progress("writing", 5, 5)
    _evaluated(workshop, evaluate)
    if folder.exists():  # damaged, as `_is_whole` found
        shutil.rmtree(folder)
    workshop.rename(folder)
    workshop.parent.rmdir()
    return Built(new_id, folder, False, perf_counter() - started, seconds_embedding, len(everything), cache.embedded)


def _evaluated(folder: Path, evaluate: Evaluate) -> None:
    """Puts the report into the manifest. No file, object or id of the release depends on it."""
    manifest = read_manifest(folder)
    report = evaluate(folder, manifest.report or {})
    if report != (manifest.report or {}):
        write_manifest(folder, manifest.model_copy(update={"report": report}))


def classifier_examples(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """Labelled messages for the three classifiers: behaviour, facet and distinction.

    Asks are what an answerable question looks like and what facet it is about, so a share of them joins in.
    """
    published_ids = corpus.published_statement_ids()
    asks = [
        (ask, statement.facet)
        for statement_id, _, statement in corpus.statements()
        if statement_id in published_ids
        for ask in statement.asks
    ]
    messages = [pair for group in corpus.behaviours for pair in group.labelled()]
    behaviour = messages + [(ask, "answer") for ask, _ in asks[::8]]
    facet = [(text, str(group.id)) for group in corpus.facets.facets for text in group.examples]
    facet += [(ask, str(label)) for ask, label in asks]
    distinction = [
        (text, label)
        for one in corpus.distinctions.values()
        for label, texts in ((one.id, one.examples), (NONE, one.look_alikes))
        for text in texts
    ]
    distinction += [(text, NONE) for text, label in messages if label in OWE_NONE]
    return {"behaviour": behaviour, "facet": facet, "distinction": distinction}


def _train_classifiers(folder: Path, examples: dict[str, list[tuple[str, str]]], vectors: Vectors) -> dict[str, Any]:
    """Writes the classifiers; gives back what validation of the behaviours found, for the manifest."""
    report: dict[str, Any] = {}
    start = 0
    for name, group in examples.items():
        part = vectors[start : start + len(group)]
        start += len(group)
        labels = [label for _, label in group]
        if len(set(labels)) < 2:
            continue
        if name == "behaviour":
            found = calibrated(features(part, [text for text, _ in group]), part, labels)
            found.classifier.save(folder / f"{name}.npz")
            report["routing"] = found.report
        elif name == "distinction":
            learnt = distinguishing(part, labels)
            if learnt is not None:
                learnt.classifier.save(folder / f"{name}.npz")
                report["distinctions"] = learnt.report
        else:
            train(part, labels, FACET_STRENGTH).save(folder / f"{name}.npz")
    return report


def _write_objects(folder: Path, lines: dict[str, str], objects: dict[str, str]) -> None:
    with (folder / "objects.jsonl").open("w", encoding="utf-8") as file:
        for key, text in lines.items():
            kind, _, object_id = key.partition(":")
            head = json.dumps({"kind": kind, "id": object_id, "sha256": objects[key]})
            file.write(f'{head[:-1]}, "data": {text}}}\n')


def _reusable(releases: Path, previous: str | None, embedding: str) -> Path | None:
    """The folder of the previous release where it is whole and its vectors were made by the same model."""
    if previous is None:
        return None
    folder = releases / previous
    if not _is_whole(folder) or read_manifest(folder).embedding != embedding:
        return None
    return folder


def _is_whole(folder: Path) -> bool:
    """Whether a release is there that can be relied on; a damaged one is built again, never built upon."""
    try:
        verify(folder)
    except DamagedRelease:
        return False
    return True


def _counts(contents: Contents, texts: list[Row]) -> dict[str, int]:
    return {
        "sources": len(contents.sources),
        "statements": len(contents.statements),
        "key_answers": len(contents.key_answers),
        "distinctions": len(contents.distinctions),
        "concepts": len(contents.concepts),
        "vectors": len(texts),
    }
