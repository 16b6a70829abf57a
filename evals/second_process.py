"""A second process that answers a set from its end while the first answers it from its beginning.

The work of an answer is Python's, which uses one core; the run itself stays Inspect's. Where the second process fails,
or ends, the first asks what is missing: it can make a run quicker and never wrong.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from ctypes import c_int
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import Assistant, Observed, Question, Settings
from evals.items import Item
from evals.remembering import Remembering
from index.embeddings import SentenceEmbedder, Vectors

if TYPE_CHECKING:
    pass

WORTH_IT = 600
"""Questions from which a second process saves more than its start costs (an assistant opened: some fifteen seconds)."""

BATCH = 64
"""Questions that are embedded in one go."""

Asked = tuple[Question, frozenset[str]]


@dataclass(frozen=True)
class _Taken:
    """Where the two have got to: `front` questions are the first process's, those from `back` on the second's."""

    front: Any
    back: Any
    lock: Any

    @classmethod
    def of(cls, context: SpawnContext, count: int) -> _Taken:
        return cls(context.Value(c_int, 0, lock=False), context.Value(c_int, count, lock=False), context.Lock())

    def from_front(self, position: int) -> bool:
        """Whether the first process is to answer `position`: it is not the second's yet."""
        with self.lock:
            if position >= self.back.value:
                return False
            self.front.value = max(self.front.value, position + 1)
            return True

    def from_back(self) -> int | None:
        """The next position for the second process, or None when all are taken."""
        with self.lock:
            if self.back.value <= self.front.value:
                return None
            self.back.value -= 1
            return int(self.back.value)


@contextmanager
def two_processes(
    items: Sequence[Item],
    assistant: Assistant,
    remembering: Remembering,
    release: Path,
    advance: Callable[[], None],
) -> Iterator[TwoProcesses]:
    """What answers `items`, in their order, in two processes; `advance` is called once for each answer of either."""
    context = multiprocessing.get_context("spawn")
    asked = list(dict.fromkeys(_asked(item) for item in items))
    taken = _Taken.of(context, len(asked))
    answers, answering = context.Pipe(duplex=False)
    process = context.Process(
        target=_answer_from_the_end, args=(assistant.settings, release, asked, taken, answering), daemon=True
    )
    process.start()
    # Held by the second process alone from here on, so that its end is seen as an end.
    answering.close()
    both = TwoProcesses(asked, assistant, remembering, taken, advance)
    reading = threading.Thread(target=both.read, args=(answers,), daemon=True)
    reading.start()
    try:
        yield both
    finally:
        process.kill()
        process.join()
        reading.join()
        answers.close()


class TwoProcesses:
    """Answers as the assistant does: itself, or with what the second process has answered."""

    def __init__(
        self,
        asked: Sequence[Asked],
        assistant: Assistant,
        remembering: Remembering,
        taken: _Taken,
        advance: Callable[[], None],
    ) -> None:
        self._assistant, self._remembering, self._advance, self._taken = assistant, remembering, advance, taken
        self._asked, self._position = asked, {one: position for position, one in enumerate(asked)}
        self._known: dict[int, tuple[Observed | None, dict[str, Vectors]]] = {}
        self._counted: set[int] = set()
        self._news = threading.Condition()
        self._ended = False

    def observe(self, question: Question, without: frozenset[str] = frozenset()) -> Observed:
        """The same as `Assistant.observe`."""
        position = self._position[question, without]
        if self._taken.from_front(position):
            if position % BATCH == 0:
                _foresee(self._remembering, self._asked[position : position + BATCH])
            observed = None
        else:
            with self._news:
                self._news.wait_for(lambda: position in self._known or self._ended)
                observed, vectors = self._known.get(position, (None, {}))
            self._remembering.learn(vectors)
        try:
            return observed or self._assistant.observe(question, without)
        finally:
            self._count(position)

    def read(self, answers: Connection) -> None:
        """Takes in what the second process answers until it ends; runs in a thread of its own."""
        with suppress(EOFError, OSError):
            while True:
                position, observed, vectors = answers.recv()
                with self._news:
                    self._known[position] = observed, vectors
                    self._counted.add(position)
                    self._advance()
                    self._news.notify()
        with self._news:
            self._ended = True
            self._news.notify()

    def _count(self, position: int) -> None:
        """One answer more, but for what was counted when it came in; asked a second time, it counts again."""
        with self._news:
            if position in self._counted:
                self._counted.remove(position)
            else:
                self._advance()


def _answer_from_the_end(
    settings: Settings, release: Path, asked: Sequence[Asked], taken: _Taken, answering: Connection
) -> None:
    """The second process: an assistant of its own, which answers until the two have met."""
    remembering = Remembering(SentenceEmbedder(settings.embedding_model, settings.embedding_sha256))
    assistant = Assistant(settings, embedder=remembering, release=release)
    assistant.open()
    foreseen = len(asked)
    while (position := taken.from_back()) is not None:
        if position < foreseen:
            foreseen = max(position + 1 - BATCH, 0)
            _foresee(remembering, asked[foreseen : position + 1])
        question, without = asked[position]
        try:
            observed = assistant.observe(question, without)
        except Exception:  # the first process asks it again, and the run keeps the error with the question
            answering.send((position, None, {}))
        else:
            answering.send((position, observed, remembering.known([question.text])))


def _asked(item: Item) -> Asked:
    return item.question, frozenset(item.withdrawn)


def _foresee(remembering: Remembering, asked: Sequence[Asked]) -> None:
    remembering.foresee(foreseeable([question for question, _ in asked]))


FORESEEN = 400
"""Characters of a question that is embedded with the others before it is asked; a longer one is mostly pasted text."""


def foreseeable(questions: Sequence[Question]) -> list[str]:
    """Questions that are embedded as they are written; one with control marks is cleaned first, and so is another."""
    return [one.text for one in questions if len(one.text) <= FORESEEN and one.text.isprintable()]
