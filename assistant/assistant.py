"""The assistant: opens the active release and answers questions from it, switching when another is activated."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.case import Case
from assistant.desk.live import suspended_of
from assistant.errors import NotReady
from assistant.library import Library
from assistant.pipeline import run
from assistant.settings import Settings
from assistant.shown import Shown
from assistant.types import Answer, Observed, Question
from corpus.model import StageId
from index.embeddings import Embedder, SentenceEmbedder, Vectors
from index.errors import EmbeddingModelMissing, IndexFault
from index.release import open_release
from index.releases import Releases
from prompts.wording import in_use, using

if TYPE_CHECKING:
    from assistant.writing.writer import Writer

log = logging.getLogger("fieldmap")

# Prompts would leave the machine if a developer's shell has tracing on.
os.environ["LANGSMITH_TRACING"] = "false"
os.environ["LANGCHAIN_TRACING_V2"] = "false"


class Assistant:
    """Answers questions from the active release. One per process; safe to share between threads."""

    def __init__(
        self,
        settings: Settings | None = None,
        embedder: Embedder | None = None,
        today: Callable[[], date] = lambda: datetime.now(UTC).date(),
        release: Path | None = None,
    ) -> None:
        """Opens nothing yet. With the folder of a `release`, it answers from that one, whichever is active.

        Raises `ModelNotUsable` where a model is set that cannot be called.
        """
        self.settings = settings or Settings()
        self.releases = Releases(self.settings.releases)
        self.suspended = suspended_of(self.settings)
        self._embedder: Embedder = embedder or SentenceEmbedder(
            self.settings.embedding_model, self.settings.embedding_sha256
        )
        self._today = today
        self._release = release
        self._library: Library | None = None
        self._refused: str | None = None
        self._lock = threading.Lock()
        self._writer = _writer(self.settings)

    def open(self) -> None:
        """Opens the active release and works out what every question needs.

        Raises `NotReady`, with what to run, when there is none or it cannot be used.
        """
        try:
            self._library = self._opened(self._release or self.releases.active_folder())
        except IndexFault as fault:
            raise NotReady(str(fault)) from fault

    def warm(self) -> None:
        """Loads what is loaded on first use (patterns, language models), so that no patient waits for it."""
        for text in ("Is PRP a stem cell treatment?", "Les cellules souches sont-elles sans danger ?"):
            self.ask(Question(text))

    def ask(self, question: Question) -> Answer:
        """The answer to a question, from the release that is active now. Raises `NotReady` before the first."""
        return self.observe(question).answer

    def observe(self, question: Question, without: frozenset[str] = frozenset()) -> Observed:
        """The same answer, with what it was decided by. Raises `NotReady`.

        `without`: ids that this one question is answered without, as if they were suspended.
        """
        library, today = self._current(), self._today()
        case = Case(
            question=question,
            library=library,
            today=today,
            suspended=self.suspended.ids() | without,
            aged=library.aged(today, self.settings.overdue_grace_months),
            max_characters=self.settings.max_characters,
            max_record_bytes=self.settings.max_record_bytes,
            writer=self._writer,
        )
        with using(library.wording):
            return run(case)

    @property
    def library(self) -> Library:
        """What the open release holds. Raises `NotReady`."""
        return self._current()

    def shown(self) -> Shown:
        """What pages may print now. Raises `NotReady`."""
        return Shown(self._current(), self._today(), self.suspended.ids(), self.settings.overdue_grace_months)

    @property
    def release_id(self) -> str | None:
        """The id of the release that answers, or None before one is open."""
        return self._library.release.id if self._library else None

    def check_line(self, text: str, statements: Sequence[str]) -> tuple[str, ...] | None:
        """The names of what the checker of written lines finds wrong with a line; none: it may be shown.

        None where the release does not hold all of `statements`. Raises `NotReady`.
        """
        from assistant.writing.step import checker_of
        from assistant.writing.types import Line, Offered

        library = self._current()
        known = library.contents.statements
        if not all(one in known for one in statements):
            return None
        offered = [Offered(one, known[one].statement.text) for one in statements]
        verdict = checker_of(library).check(Line(text, tuple(statements)), offered)
        return tuple(failure.name for failure in verdict.failures)

    def commenter(self) -> Callable[[str, str], str | None] | None:
        """From question and answer to the comment of `FIELDMAP_JUDGE_MODEL`, or None where it is not set.

        Raises `ModelNotUsable`.
        """
        from assistant.writing.judge import commenter

        return commenter(self.settings)

    @property
    def frame(self) -> str:
        """The short not-advice line."""
        wording = self._library.wording if self._library else in_use()
        return wording["frame-not-advice-short"].fill()

    @property
    def starters(self) -> tuple[str, ...]:
        """Six questions to begin with: the frequent ones, and one for a claim."""
        entries = self._current().contents.field_map.faq.questions
        return (*(entry.question for entry in entries), "What should I ask a clinic before I pay?")[:6]

    def places(self) -> list[tuple[str, str]]:
        """Id and name of every place that a patient can set."""
        contents = self._current().contents
        named = {entry.place: entry.name for entry in contents.signposts.places}
        return sorted(((place, name) for place, name in named.items() if place != "unknown"), key=lambda item: item[1])

    def stages(self) -> list[tuple[StageId, str]]:
        """The seven stages in order, with their names."""
        return [(row.id, row.name) for row in self._current().contents.field_map.stages.stages]

    def _current(self) -> Library:
        """The library of the active release, switched when the pointer has moved.

        A release that turns out to be damaged is refused once, logged, and the open one goes on serving.
        """
        if self._library is None:
            self.open()
        library = self._library
        if library is None:
            raise NotReady("No release is open. Run: fieldmap release build --activate")
        if self._release is not None:
            return library
        active = self.releases.active()
        if active in (None, library.release.id, self._refused):
            return library
        with self._lock:
            if active not in (self._library and self._library.release.id, self._refused):
                try:
                    self._library = self._opened(self.releases.folder / str(active))
                    self._refused = None
                    log.info("release switched", extra={"release": active})
                except IndexFault as fault:
                    self._refused = active
                    log.error("release refused, the open one goes on serving: %s", fault)
        return self._library or library

    def _opened(self, folder: Path) -> Library:
        try:
            fingerprint: str | None = self._embedder.fingerprint
        except EmbeddingModelMissing as fault:
            log.warning("no embedding model, lexical search alone: %s", fault)
            fingerprint = None
        opened = open_release(folder, fingerprint)
        if fingerprint and opened.manifest.embedding:
            library = Library(opened, self._embed, embed_all=self._embedder.embed_queries)
        else:
            library = Library(opened, _no_vector)
        library.warm()
        return library

    def _embed(self, text: str) -> Vectors | None:
        return self._embedder.embed_queries([text])


def _writer(settings: Settings) -> Writer | None:
    """None without a model; nothing of it is imported then."""
    if settings.model is None:
        return None
    from assistant.writing.ready import writer_of

    return writer_of(settings)


def _no_vector(text: str) -> None:
    return None
