"""What every test stands on: a clean environment, the real embedding model, and corpora and releases to work with."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import yaml
from sqlalchemy import NullPool, create_engine, make_url, text

from corpus import SHIPPED, Corpus, load
from corpus.desk import open_desk
from corpus.files import CHECKLIST_FILES, FRAME_FILES
from index.build import Reason, build
from index.cache import EmbeddingCache
from index.embeddings import SentenceEmbedder, Vectors
from index.releases import Releases
from prompts.wording import FOLDER
from tests.postgres import PROGRAMS, running_postgres

if TYPE_CHECKING:
    from assistant import Assistant

CHECKOUT = Path(__file__).resolve().parent.parent
FIRST_IMPORT = datetime(2026, 11, 21, 11, tzinfo=UTC)
REQUIRE_POSTGRES = os.environ.get("FIELDMAP_REQUIRE_POSTGRES") == "1"
OURS = ("FIELDMAP_", "LANGSMITH_", "LANGCHAIN_")
OpenedAgain = Callable[..., "Assistant"]
Edit = Callable[[Path, Callable[[Any], Any]], None]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test passes, or sends anything away, because of a developer's shell."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _clean_session() -> Iterator[None]:
    """The same for fixtures that live as long as the session."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(OURS)]:
            patch.delenv(name)
        yield


class RememberingEmbedder(SentenceEmbedder):
    """The packaged model, which keeps the vector of every question it was asked for: the suite asks thousands again."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        file.parent.mkdir(parents=True, exist_ok=True)
        # The suite's processes share the file; one waits while the other writes.
        self._kept = sqlite3.connect(file, timeout=60, check_same_thread=False, isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = WAL")
        self._kept.execute("CREATE TABLE IF NOT EXISTS question (key TEXT PRIMARY KEY, row BLOB NOT NULL)")
        self._lock = threading.Lock()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        with self._lock:
            return np.stack([self._remembered(text) for text in texts])

    def _remembered(self, text: str) -> Vectors:
        key = hashlib.sha256(f"{self.fingerprint}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
        found = self._kept.execute("SELECT row FROM question WHERE key = ?", (key,)).fetchone()
        if found is not None:
            return np.frombuffer(found[0], np.float32)
        vector = super().embed_queries([text])[0]
        self._kept.execute("INSERT OR REPLACE INTO question VALUES (?, ?)", (key, vector.tobytes()))
        return vector


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """The packaged embedding model, loaded once."""
    return RememberingEmbedder(CHECKOUT / ".fieldmap" / "suite-questions.sqlite")


@pytest.fixture(scope="session")
def embedding_cache() -> EmbeddingCache:
    """Embeddings that outlive the session, so that only the first run embeds the shipped corpus."""
    return EmbeddingCache(CHECKOUT / ".fieldmap" / "embeddings.sqlite")


@pytest.fixture(scope="session")
def shipped_corpus() -> Corpus:
    """The corpus that comes with the product."""
    return load(SHIPPED, FOLDER)


@pytest.fixture(scope="session")
def shipped_home(
    tmp_path_factory: pytest.TempPathFactory,
    shipped_corpus: Corpus,
    embedder: SentenceEmbedder,
    embedding_cache: EmbeddingCache,
) -> Path:
    """A home whose active release is that of the shipped corpus."""
    home = tmp_path_factory.mktemp("shipped-home")
    releases = Releases(home / "releases")
    reason = Reason("the suite", "tests of the shipped corpus")
    # Built once for one content, beside the embeddings: its id is the hash of what is in it, and opening checks it.
    kept = CHECKOUT / ".fieldmap" / "suite"
    with _one_at_a_time(kept):
        # What was kept is built upon, so that a small edit does not cost the adapter anew.
        before = sorted(path.name for path in kept.glob("*") if (path / "manifest.json").is_file())
        built = build(shipped_corpus, kept, embedding_cache, embedder, reason, previous=before[-1] if before else None)
        for other in kept.glob("*"):
            if other != built.folder:
                shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(built.folder, releases.folder / built.id)
    releases.activate(built.id, reason)
    return home


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Waits until no other process of the suite builds in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with folder.with_suffix(".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def small_home(
    tmp_path_factory: pytest.TempPathFactory,
    _small_corpus_template: Path,
    embedder: SentenceEmbedder,
    embedding_cache: EmbeddingCache,
) -> Path:
    """A home whose active release is that of the small corpus."""
    home = tmp_path_factory.mktemp("small-home")
    releases = Releases(home / "releases")
    reason = Reason("the suite", "tests on a small corpus")
    built = build(load(_small_corpus_template), releases.folder, embedding_cache, embedder, reason)
    releases.activate(built.id, reason)
    return home


@pytest.fixture(scope="session")
def assistant(shipped_home: Path, embedder: SentenceEmbedder) -> Assistant:
    """An open assistant on the shipped release."""
    from assistant import Assistant, Settings

    opened = Assistant(Settings(home=shipped_home), embedder=embedder)
    opened.open()
    return opened


@pytest.fixture(scope="session")
def opened_again(assistant: Assistant) -> OpenedAgain:
    """Another assistant on the shipped release, with a clock or a home of its own; nothing is read from disk again."""
    from assistant import Assistant

    def make(**given: Any) -> Assistant:
        other = Assistant(**({"settings": assistant.settings} | given))
        other._library = assistant.library  # opening the shipped release costs seconds
        return other

    return make


@pytest.fixture(scope="session")
def small(small_home: Path, embedder: SentenceEmbedder) -> Assistant:
    """An open assistant on the small corpus."""
    from assistant import Assistant, Settings

    opened = Assistant(Settings(home=small_home), embedder=embedder)
    opened.open()
    return opened


@pytest.fixture(scope="session")
def edit_yaml() -> Edit:
    """Changes a YAML file: `edit_yaml(path, change)`, where `change` gets the content and may return another."""

    def edit(path: Path, change: Callable[[Any], Any]) -> None:
        content = _read(path)
        changed = change(content)
        _write(path, content if changed is None else changed)

    return edit


@pytest.fixture
def small_corpus(_small_corpus_template: Path, tmp_path: Path) -> Path:
    """A folder with a complete, valid corpus of three sources, for a test to change.

    Eight statements (one of them a draft), two key answers, two distinctions, and the frame without references.
    """
    return Path(shutil.copytree(_small_corpus_template, tmp_path / "corpus"))


REGISTRY_SAMPLES = {
    "v2": "v2-NCT03475563.json",
    "search page": "v2-search-page-NCT00711542.json",
    "legacy json": "legacy-NCT05354141.json",
    "legacy xml": "legacy-NCT03147742.xml",
    "table": "legacy-table.csv",
}


@pytest.fixture(scope="session")
def registry_samples() -> dict[str, str]:
    """Trimmed real records in every form, by a short name."""
    folder = Path(__file__).parent / "corpus" / "importers" / "registry" / "samples"
    return {name: (folder / file).read_text(encoding="utf-8") for name, file in REGISTRY_SAMPLES.items()}


KEPT = {
    "zimislecel-nejm-2025": [
        "all-14-made-insulin-again",
        "insulin-independence-10-of-12",
        "everyone-took-immune-drugs",
    ],
    "restore-prp-jama-2021": [
        "nobody-knew-which",
        "pain-2-1-vs-1-8",
        "guidelines-do-not-recommend-prp",
    ],
    "fda-exosome-notification-2019": ["nebraska-warning", "none-approved-2019"],
}
DRAFT = "guidelines-do-not-recommend-prp"
KEY_ANSWERS = ("does-zimislecel-cure-type-1-diabetes", "does-prp-help-knee-arthritis")
DISTINCTIONS = ("prp-vs-stem-cells", "islet-vs-wellness-iv")
CONCEPTS = ("fda", "prp", "type-1-diabetes", "knee-osteoarthritis", "exosomes", "zimislecel", "stem-cell")
EXAMPLES = 8


@pytest.fixture(scope="session")
def _small_corpus_template(tmp_path_factory: pytest.TempPathFactory, shipped_corpus: Corpus) -> Path:
    folder = tmp_path_factory.mktemp("small-corpus")
    for name in ("topics.yaml", "places.yaml", "signposts.yaml"):
        shutil.copy(SHIPPED / name, folder / name)

    for source_id, slugs in KEPT.items():
        place = shipped_corpus.files[f"source:{source_id}"]
        source = _read(SHIPPED / place)
        by_slug = {one["slug"]: one for one in source["statements"]}
        source["statements"] = [by_slug[slug] for slug in slugs]
        for one in source["statements"]:
            if one["slug"] == DRAFT:
                one["status"] = "draft"
                del one["verification"]
        _write(folder / place, source)

    published = {f"{key}/{slug}" for key, slugs in KEPT.items() for slug in slugs if slug != DRAFT}
    answers = []
    for key in KEY_ANSWERS:
        answer = next(one for one in _read(SHIPPED / shipped_corpus.files[f"key-answer:{key}"]) if one["id"] == key)
        answer["stands_on"] = [one for one in answer["stands_on"] if one in published]
        answers.append(answer)
    _write(folder / "key_answers" / "all.yaml", answers)

    concepts = [one for one in _read(SHIPPED / "concepts.yaml")["concepts"] if one["id"] in CONCEPTS]
    for concept in concepts:
        concept["see_also"] = [one for one in concept.get("see_also", []) if one in CONCEPTS]
    _write(folder / "concepts.yaml", {"version": 1, "concepts": concepts})

    for key in DISTINCTIONS:
        distinction = _read(SHIPPED / "distinctions" / f"{key}.yaml")
        triggers = distinction["triggers"]
        distinction["source_ids"] = [one for one in distinction["source_ids"] if one in KEPT]
        for name, known in (("evidence_sources", KEPT), ("any_concepts", CONCEPTS)):
            triggers[name] = [one for one in triggers.get(name, []) if one in known]
        groups = [[one for one in group if one in CONCEPTS] for group in triggers.get("all_of", [])]
        triggers["all_of"] = groups if all(groups) else []
        distinction.pop("narrower_than", None)
        _write(folder / "distinctions" / f"{key}.yaml", distinction)

    for group, names in (("frame", FRAME_FILES), ("checklists", CHECKLIST_FILES)):
        for name in names:
            _write(folder / group / f"{name}.yaml", _without_references(_read(SHIPPED / group / f"{name}.yaml")))

    for path in (SHIPPED / "routing").glob("*.yaml"):
        _write(folder / "routing" / path.name, _fewer_examples(_read(path)))
    return folder


def _without_references(value: Any) -> Any:
    """The same rows standing on nothing, and every question answered by the first key answer."""
    if isinstance(value, list):
        return [_without_references(item) for item in value]
    if not isinstance(value, dict):
        return value
    lists = {
        "source_ids",
        "example_source_ids",
        "prestige_source_ids",
        "distinction_ids",
        "key_answers",
        "statement_ids",
    }
    kept = {key: [] if key in lists else _without_references(item) for key, item in value.items()}
    kept.pop("source_id", None)
    kept.pop("concept", None)
    if "key_answer" in kept:
        kept["key_answer"] = KEY_ANSWERS[0]
    return kept


def _fewer_examples(value: dict[str, Any]) -> dict[str, Any]:
    """Enough messages of each kind to train on in a moment."""
    for group in value.get("facets", [value]):
        group["examples"] = group["examples"][:EXAMPLES]
        if "near_misses" in group:
            group["near_misses"] = group["near_misses"][: EXAMPLES // 2]
    return value


def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _write(path: Path, content: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")


@pytest.fixture(scope="session")
def _postgres() -> Iterator[str]:
    if not PROGRAMS:
        missing = "PostgreSQL is not installed (apt-get install postgresql): the desk is tested on SQLite alone"
        if REQUIRE_POSTGRES:
            pytest.fail(missing)
        pytest.skip(missing)
    with running_postgres() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def desk_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, on either of the two that the desk runs on."""
    if request.param == "sqlite":
        yield f"sqlite+pysqlite:///{tmp_path / 'home' / 'desk.sqlite'}"
        return
    address: str = request.getfixturevalue("_postgres")
    name = f"desk_{hashlib.sha256(str(tmp_path).encode()).hexdigest()[:16]}"
    _on_server(address, f"CREATE DATABASE {name}")
    yield address.format(name=name)
    _on_server(address, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def _small_desk_file(tmp_path_factory: pytest.TempPathFactory, _small_corpus_template: Path) -> Path:
    file = tmp_path_factory.mktemp("small-desk") / "desk.sqlite"
    opened = open_desk(f"sqlite+pysqlite:///{file}", _small_corpus_template, now=lambda: FIRST_IMPORT)
    opened.database.close()
    return file


@pytest.fixture(scope="session")
def _small_desk_on_server(_postgres: str, _small_corpus_template: Path) -> str:
    _on_server(_postgres, "CREATE DATABASE small_desk")
    opened = open_desk(_postgres.format(name="small_desk"), _small_corpus_template, now=lambda: FIRST_IMPORT)
    opened.database.close()
    return "small_desk"


@pytest.fixture
def small_desk_url(desk_url: str, request: pytest.FixtureRequest) -> str:
    """The address of a desk that has taken in the small corpus."""
    if desk_url.startswith("sqlite"):
        file = Path(desk_url.partition("///")[2])
        file.parent.mkdir(parents=True)
        shutil.copy(request.getfixturevalue("_small_desk_file"), file)
        return desk_url
    template, address = request.getfixturevalue("_small_desk_on_server"), request.getfixturevalue("_postgres")
    name = make_url(desk_url).database
    _on_server(address, f"DROP DATABASE {name}", f"CREATE DATABASE {name} TEMPLATE {template}")
    return desk_url


def _on_server(address: str, *commands: str) -> None:
    server = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        for one in commands:
            connection.execute(text(one))
