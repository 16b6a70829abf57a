"""Small releases, and an embedding model without weights for tests that are not about language."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

import pytest

from corpus import load
from index.build import Built, Reason, build
from index.cache import EmbeddingCache
from index.embeddings import SentenceEmbedder
from index.release import Release, open_release
from tests.word_embedder import WordEmbedder

REASON = Reason("an editor", "a test")


class Builds(Protocol):
    def __call__(self, folder: Path, previous: str | None = None, fingerprint: str = "words@1") -> Built: ...


@pytest.fixture(scope="session")
def word_embedder() -> type[WordEmbedder]:
    return WordEmbedder


@pytest.fixture
def words() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def releases_folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "releases"


@pytest.fixture
def build_release(releases_folder: Path, tmp_path: Path) -> Builds:
    """Builds the release of a corpus folder below `releases_folder`, in a moment."""

    def run(folder: Path, previous: str | None = None, fingerprint: str = "words@1") -> Built:
        cache = EmbeddingCache(tmp_path / "cache.sqlite")
        return build(load(folder), releases_folder, cache, WordEmbedder(fingerprint), REASON, previous)

    return run


@pytest.fixture(scope="session")
def _built_once(_small_corpus_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small-release")
    cache = EmbeddingCache(home / "cache.sqlite")
    return build(load(_small_corpus_template), home / "releases", cache, WordEmbedder(), REASON).folder


@pytest.fixture
def small_release(_built_once: Path, releases_folder: Path) -> Path:
    """The folder of a release of the small corpus, for a test to damage."""
    return Path(shutil.copytree(_built_once, releases_folder / _built_once.name))


@pytest.fixture
def opened(small_release: Path) -> Iterator[Release]:
    """An open release of the small corpus."""
    release = open_release(small_release, "words@1")
    yield release
    release.close()


@pytest.fixture(scope="session")
def shipped_release(shipped_home: Path, embedder: SentenceEmbedder) -> Iterator[Release]:
    """The open release of the shipped corpus."""
    (folder,) = [path for path in (shipped_home / "releases").iterdir() if path.is_dir()]
    release = open_release(folder, embedder.fingerprint)
    yield release
    release.close()


@pytest.fixture(scope="session")
def file_bytes() -> Callable[[Path], dict[str, bytes]]:
    """Every file below a folder, with its content."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    return read
