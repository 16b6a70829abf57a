"""An assistant on the small corpus, doubles of it that do one thing wrong, and what to compare them with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from assistant import Answer, Assistant, Observed, Question
from evals.engine import run
from evals.items import Expected, Item
from evals.records import Log, Record, Scored, read_log
from evals.reference import Reference
from index.embeddings import SentenceEmbedder

ASKED = "Does zimislecel cure type 1 diabetes?"
MakeItem = Callable[..., Item]
MakeRecord = Callable[..., Record]


@pytest.fixture(scope="session")
def reference(small: Assistant, embedder: SentenceEmbedder) -> Reference:
    return Reference(small, embedder)


@pytest.fixture(scope="session")
def good(small: Assistant) -> Answer:
    """An answer with citations, as the assistant gives it."""
    answer = small.ask(Question(ASKED))
    assert len(answer.citations) >= 2
    return answer


@pytest.fixture(scope="session")
def make_item() -> MakeItem:
    def make(text: str = ASKED, group: str | None = None, id: str = "one", **expected: object) -> Item:
        return Item(id=id, set="some", question=Question(text), group=group, expected=Expected(**expected))  # type: ignore[arg-type]

    return make


@dataclass(frozen=True)
class Double:
    """The assistant, whose answers are altered before anyone sees them."""

    inner: Assistant
    alter: Callable[[Answer], Answer]

    def observe(self, question: Question, without: frozenset[str] = frozenset()) -> Observed:
        seen = self.inner.observe(question, without)
        return replace(seen, answer=self.alter(seen.answer))


Evaluated = Callable[..., Log]


@pytest.fixture(scope="session")
def evaluated(small: Assistant, reference: Reference, tmp_path_factory: pytest.TempPathFactory) -> Evaluated:
    """Runs items through the engine, with an altered assistant if one is wanted, and reads the log."""

    def evaluate(items: Sequence[Item], alter: Callable[[Answer], Answer] = lambda answer: answer) -> Log:
        folder = tmp_path_factory.mktemp("logs")
        description = {"release": small.release_id, "sets": ["some"], "faults": []}
        return read_log(run(items, Double(small, alter), reference, folder, description))

    return evaluate


@pytest.fixture(scope="session")
def make_record() -> MakeRecord:
    """A record with scores: `make_record("id", behaviour=(1.0, {"wanted": ..., "got": ...}))`."""

    def make(key: str = "some/one", text: str = "", error: str | None = None, **scores: object) -> Record:
        made = {}
        for name, given in scores.items():
            value, parts = given if isinstance(given, tuple) else (given, {})
            why = "" if value is None or value == 1 else f"{name} is wrong"
            made[name.replace("_", " ")] = Scored(value, why, parts)  # type: ignore[arg-type]
        item = {"set": key.split("/")[0], "id": key.split("/")[1]}
        return Record(key, item, "q", text, {"behaviour": "answer", "citations": []}, {}, made, error)

    return make
