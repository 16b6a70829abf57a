"""A release: an immutable folder of published objects with their vectors, words and classifiers.

    <id>/manifest.json     what is in it, with a hash of every object and file, who, when and why
    <id>/objects.jsonl     the published objects
    <id>/vectors/          Chroma
    <id>/lexical/          BM25
    <id>/behaviour.npz, facet.npz   classifiers
    <id>/adapter.npz       what turns a question towards its statements, where it gains

The id is a hash of the contents. Opening compares every file with the manifest and the manifest with the id.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index import contents as release_contents
from index.adapter import Adapter
from index.classifier import Classifier
from index.contents import Contents, canonical, digest
from index.errors import DamagedRelease, ReleaseModelMismatch
from index.lexical import LexicalIndex
from index.vectors import VectorIndex

FORMAT = 7
"""Of the folder; a release in another format is rebuilt, never converted."""

MANIFEST = "manifest.json"


class Manifest(BaseModel):
    """What a release is made of; see the module text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    format: int
    created: str = Field(description="UTC, ISO 8601")
    who: str
    why: str
    previous: str | None
    code_version: str
    embedding: str | None = Field(description="fingerprint of model and weights; null: lexical only")
    training: str = Field(description="SHA-256 of the examples that the classifiers were trained on")
    dimension: int
    counts: dict[str, int]
    objects: dict[str, str] = Field(description="`kind:id` -> SHA-256 of the object's JSON")
    files: dict[str, str] = Field(description="path -> SHA-256 of the file")
    report: dict[str, Any] | None = Field(default=None, description="what was measured on it; `eval`: by the gate")

    @property
    def passed(self) -> bool:
        """Whether the gate let it out."""
        return (self.report or {}).get("eval", {}).get("passed") is True


def release_id(objects: dict[str, str], embedding: str | None, training: str) -> str:
    """The id that contents, embedding model and training examples (their hash) make."""
    parts = [str(FORMAT), embedding or "", training, *(f"{key}={objects[key]}" for key in sorted(objects))]
    return digest("\n".join(parts))[:16]


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def file_digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below `folder` except the manifest."""
    return {
        path.relative_to(folder).as_posix(): file_digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


@dataclass(frozen=True)
class Release:
    """An open release."""

    folder: Path
    manifest: Manifest
    contents: Contents
    lexical: LexicalIndex
    vectors: VectorIndex
    behaviour: Classifier | None
    facet: Classifier | None
    adapter: Adapter | None = None

    @property
    def id(self) -> str:
        return self.manifest.id

    @cached_property
    def published_on(self) -> str:
        """The day it was built, `YYYY-MM-DD`."""
        return self.manifest.created[:10]

    def close(self) -> None:
        """Frees the private copy of the vectors."""
        self.vectors.close()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the release in `folder`. Raises `DamagedRelease`."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        raise DamagedRelease(folder.name, f"{MANIFEST} is missing") from None
    except (OSError, ValidationError) as error:
        raise DamagedRelease(folder.name, f"{MANIFEST} cannot be read ({type(error).__name__})") from error


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Puts the manifest of the release in `folder` there in one move."""
    replacement = folder.parent / f".{folder.name}-{MANIFEST}"
    replacement.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    os.replace(replacement, folder / MANIFEST)


def of_other_format(folder: Path) -> bool:
    """Whether the release in `folder` was written by a version with another format, so that it has to be built anew."""
    try:
        return read_manifest(folder).format != FORMAT
    except DamagedRelease:
        return False


def verify(folder: Path) -> Manifest:
    """The manifest, after every file and object was compared with it. Raises `DamagedRelease`."""
    manifest = read_manifest(folder)
    if manifest.format != FORMAT:
        raise DamagedRelease(folder.name, f"it has format {manifest.format}, this version reads {FORMAT}")
    if manifest.id != folder.name:
        raise DamagedRelease(folder.name, f"its manifest is of release {manifest.id}")
    found = file_digests(folder)
    for path in sorted(manifest.files.keys() | found.keys()):
        if path not in found:
            raise DamagedRelease(manifest.id, f"{path} is missing")
        if manifest.files.get(path) != found[path]:
            raise DamagedRelease(manifest.id, f"{path} is not what was published")
    try:
        objects = {
            f"{stored['kind']}:{stored['id']}": digest(canonical(stored["data"]))
            for stored in map(json.loads, _object_lines(folder))
        }
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedRelease(manifest.id, f"objects.jsonl cannot be read ({error})") from error
    for key in sorted(manifest.objects.keys() | objects.keys()):
        if manifest.objects.get(key) != objects.get(key):
            raise DamagedRelease(manifest.id, f"{key} is not what was published")
    if release_id(manifest.objects, manifest.embedding, manifest.training) != manifest.id:
        raise DamagedRelease(manifest.id, f"{MANIFEST} is not what was published")
    return manifest


def _object_lines(folder: Path) -> list[str]:
    # Not `splitlines`: a statement may hold one of the rarer line separators of Unicode.
    return (folder / "objects.jsonl").read_text(encoding="utf-8").split("\n")[:-1]


def open_release(folder: Path, embedding: str | None) -> Release:
    """The release in `folder`, checked and ready to answer.

    `embedding` is the fingerprint of the model at hand; None opens it for lexical search alone. Raises
    `DamagedRelease`, and `ReleaseModelMismatch` when its vectors were made by another model.
    """
    manifest = verify(folder)
    if embedding is not None and manifest.embedding is not None and embedding != manifest.embedding:
        raise ReleaseModelMismatch(
            f"Release {manifest.id} was made with the embedding model {manifest.embedding}, and this installation "
            f"has {embedding}. Run: fieldmap release build --activate"
        )
    try:
        found = release_contents.read(_object_lines(folder))
    except (KeyError, ValueError) as error:
        raise DamagedRelease(manifest.id, f"objects.jsonl cannot be read ({error})") from error
    return Release(
        folder=folder,
        manifest=manifest,
        contents=found,
        lexical=LexicalIndex(folder / "lexical"),
        vectors=VectorIndex(folder / "vectors"),
        behaviour=_classifier(folder / "behaviour.npz"),
        facet=_classifier(folder / "facet.npz"),
        adapter=Adapter.load(folder / "adapter.npz") if (folder / "adapter.npz").is_file() else None,
    )


def _classifier(file: Path) -> Classifier | None:
    return Classifier.load(file) if file.is_file() else None
