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
from typing import NamedTuple

from corpus.files import Corpus
from index.adapter_gain import write_adapter
from index.cache import EmbeddingCache
from index.classifier import train
from index.contents import Contents, digest, published
from index.cues import with_cues
from index.embeddings import Embedder, Vectors
from index.errors import DamagedRelease
from index.lexical import write_lexical
from index.release import FORMAT, MANIFEST, Manifest, file_digests, read_manifest, release_id, verify
from index.rows import rows, words
from index.vectors import Row, write_vectors

Progress = Callable[[str, int, int], None]
"""Called with a step in words, how much of it is done, and of how much."""


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
) -> Built:
    """Writes the release of `corpus` into a folder of its own below `releases`; nothing else is touched.

    The folder appears under its final name only when it is complete. Half-built folders of dead builds are removed.
    """
    started = perf_counter()
    contents = published(corpus)
    lines = {f"{kind}:{key}": text for kind, key, text in contents.lines()}
    objects = {key: digest(text) for key, text in lines.items()}
    examples = classifier_examples(corpus)
    training = digest(json.dumps(examples, ensure_ascii=False))
    new_id = release_id(objects, embedder.fingerprint, training)
    folder = releases / new_id
    if _is_whole(folder):
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
    workshop = releases / f".building-{new_id}"
    workshop.mkdir()
    progress("writing", 0, 5)
    _write_objects(workshop, lines, objects)
    progress("writing", 1, 5)
    write_lexical(workshop / "lexical", {key: words(one) for key, one in contents.statements.items()})
    progress("writing", 2, 5)
    _train_classifiers(workshop, examples, vectors[len(texts) :])
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
        report={"adapter": learnt} if learnt else None,
    )
    (workshop / MANIFEST).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    if folder.exists():  # damaged, as `_is_whole` found
        shutil.rmtree(folder)
    workshop.rename(folder)
    progress("writing", 5, 5)
    return Built(new_id, folder, False, perf_counter() - started, seconds_embedding, len(everything), cache.embedded)


def classifier_examples(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """Labelled messages for the two classifiers: behaviour and facet.

    Asks are what an answerable question looks like and what facet it is about, so a share of them joins in.
    """
    published_ids = corpus.published_statement_ids()
    asks = [
        (ask, statement.facet)
        for statement_id, _, statement in corpus.statements()
        if statement_id in published_ids
        for ask in statement.asks
    ]
    behaviour = [pair for group in corpus.behaviours for pair in group.labelled()]
    behaviour += [(ask, "answer") for ask, _ in asks[::8]]
    facet = [(text, str(group.id)) for group in corpus.facets.facets for text in group.examples]
    facet += [(ask, str(label)) for ask, label in asks[::2]]
    return {"behaviour": behaviour, "facet": facet}


def _train_classifiers(folder: Path, examples: dict[str, list[tuple[str, str]]], vectors: Vectors) -> None:
    start = 0
    for name, group in examples.items():
        part = vectors[start : start + len(group)]
        start += len(group)
        if name == "behaviour":
            part = with_cues(part, [text for text, _ in group])
        if len({label for _, label in group}) > 1:
            train(part, [label for _, label in group]).save(folder / f"{name}.npz")


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
