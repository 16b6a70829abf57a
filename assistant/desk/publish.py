"""Publishing: build beside, lint, gate, preview, activate; and the way back.

The database says how far a batch has come, the active pointer says what is in service. Where the two disagree after an
interruption, the pointer is right (`reconcile`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.desk.errors import BatchOutdated, ElsewherePublishing, GateFailed, PublishRefused
from assistant.desk.preview import Asked, compare, questions
from assistant.errors import NotReady
from assistant.settings import Settings
from corpus.desk import Desk
from corpus.desk.assembling import corpus_of
from corpus.desk.batches import Batch
from corpus.desk.database import named_os_error
from corpus.desk.errors import ClockWentBack, DeskError, NotAllowed
from corpus.desk.events import last_time
from corpus.desk.finding import Filter, Found
from corpus.desk.flow import SYSTEM, reason_of
from corpus.desk.items import pieces
from corpus.desk.people import Person
from corpus.errors import CorpusFileError
from corpus.files import Corpus
from corpus.lint import refuse_errors
from index.build import Evaluate, Reason, build
from index.cache import EmbeddingCache
from index.embeddings import Embedder
from index.errors import IndexFault, ReleaseInProgress
from index.release import Manifest, read_manifest
from index.releases import Releases

Counting = Callable[[int, int], None]
"""Called with how much is done, of how much."""
MakeGate = Callable[[Counting], Evaluate]
"""Gives the evaluation that a build runs; handed in, because the gate is not the assistant's to know."""
Progress = Callable[[str, int, int], None]
"""Called with a step (checking, embedding, writing, gate, preview), how much of it is done, and of how much."""
CLOCK_TOLERANCE_SECONDS = 120
_ONE_PUBLISHER = 7_340_115
"""The advisory lock of a PostgreSQL desk, for publishers on machines with other disks."""


def no_progress(step: str, done: int, total: int) -> None:
    """For whoever does not watch."""


class Publisher:
    """Publishes what the desk approved. One builds or switches at a time; the others get `ReleaseInProgress`."""

    def __init__(self, desk: Desk, settings: Settings, embedder: Embedder, make_gate: MakeGate) -> None:
        self._desk, self._settings, self._embedder, self._make_gate = desk, settings, embedder, make_gate
        self._releases = Releases(settings.releases)

    def waiting(self) -> Found:
        """The approved items, which the next batch takes along."""
        return self._desk.find(Filter(state="approved"), limit=10_000)

    def releases(self) -> list[Manifest]:
        """Every release, newest first."""
        return list(reversed(self._releases.manifests()))

    def active(self) -> str | None:
        """The id of the release in service."""
        return self._releases.active()

    def prepare(
        self, by: Person, why: str, keys: Iterable[str] | None = None, progress: Progress = no_progress
    ) -> Batch:
        """Builds a release of everything approved, or of `keys`, and asks it the gate's and the preview's questions.

        Takes minutes. Returns the batch, `ready` or `failed` (then with `problems`); nothing that serves is touched.
        Raises `NotAllowed`, `DeskError` (no reason, nothing to publish, disk full …), `ReleaseInProgress`.
        """
        self._may(by)
        reason = reason_of("a publication", why)
        with self._alone():
            self._reconciled()
            self._refuse_old_clock()
            batch = self._desk.batches.begin("publish", by.name, reason, keys, self._releases.active())
            try:
                return self._prepared(batch, progress)
            except (CorpusFileError, IndexFault, NotReady) as error:
                return self._failed(batch, [str(error)])
            except OSError as error:
                named = named_os_error(error, str(self._settings.home))
                self._failed(batch, [str(named)])
                raise named from error
            except DeskError as error:
                self._failed(batch, [str(error)])
                raise

    def activate(self, number: int, by: Person) -> Batch:
        """Puts a ready batch into service: patients read it from the next question on.

        Raises `GateFailed`, `BatchOutdated`, `PublishRefused`, `NotAllowed`, `ReleaseInProgress`.
        """
        self._may(by)
        with self._alone():
            self._reconciled()
            batch = self._desk.batches.get(number)
            if batch.state == "failed":
                raise GateFailed(number, batch.problems)
            if batch.state != "ready" or batch.release is None:
                raise PublishRefused(f"Batch {number} is {batch.state}, and only a ready one can go into service.")
            if batch.previous != self._releases.active():
                raise BatchOutdated(number)
            self._refuse_old_clock()
            release = self._releases.admit(batch.release)  # once more: the gate is asked here, not believed
            self._desk.batches.set_state(number, "activating", by.name, batch.why)
            self._switch(batch, release, Reason(by.name, batch.why), "activate")
            return self._desk.batches.in_service(number)

    def abandon(self, number: int, by: Person, why: str) -> Batch:
        """Gives a batch up; its items stay approved. Raises `PublishRefused`, `NotAllowed`."""
        self._may(by)
        batch = self._desk.batches.get(number)
        if batch.state not in ("ready", "failed", "interrupted"):
            raise PublishRefused(f"Batch {number} is {batch.state}: there is nothing to give up.")
        return self._desk.batches.set_state(number, "abandoned", by.name, reason_of("giving a publication up", why))

    def roll_back(self, by: Person, why: str, release: str | None = None) -> Batch:
        """Puts the release that was active before, or the named one, back into service.

        What was published since goes back to its authors. Raises `UnknownRelease`, `PublishRefused`, `NotAllowed`.
        """
        self._may(by)
        reason = reason_of("going back", why)
        with self._alone():
            self._reconciled()
            active = self._releases.active()
            target = self._releases.find(release) if release else self._before(active)
            if target == active:
                raise PublishRefused(f"Release {target} is the active one already.")
            admitted = self._releases.admit(target, despite=reason if self._served_before(target) else None)
            batch = self._desk.batches.begin("rollback", by.name, reason, (), active, admitted)
            self._switch(batch, admitted, Reason(by.name, reason), "rollback")
            return self._desk.batches.in_service(batch.number)

    def reconcile(self) -> list[Batch]:
        """Ends what an interruption left: to be called at start. Returns the batches that were touched.

        While another process is publishing, nothing is done.
        """
        try:
            with self._alone():
                return self._reconciled()
        except (ReleaseInProgress, ElsewherePublishing):
            return []

    def _reconciled(self) -> list[Batch]:
        batches, active = self._desk.batches, self._releases.active()
        touched = []
        for batch in batches.unfinished():
            if batch.state == "building":
                why = "the process ended while it was being built"
                touched.append(batches.set_state(batch.number, "interrupted", SYSTEM, why, problems=[why]))
            elif batch.release == active:
                touched.append(batches.in_service(batch.number))
            else:
                why = "the process ended before it was in service"
                back = "ready" if batch.kind == "publish" else "interrupted"
                touched.append(batches.set_state(batch.number, back, SYSTEM, why))  # type: ignore[arg-type]
        known = batches.known_active()
        if active is not None and active != known:
            batches.switched_outside(known, active, SYSTEM)
        return touched

    def _prepared(self, batch: Batch, progress: Progress) -> Batch:
        progress("checking", 0, 1)
        corpus = self._corpus(batch)
        refuse_errors(corpus)
        progress("checking", 1, 1)
        gate = self._make_gate(lambda done, total: progress("gate", done, total))
        built = build(
            corpus,
            self._releases.folder,
            EmbeddingCache(self._settings.cache),
            self._embedder,
            Reason(batch.who, batch.why),
            previous=batch.previous,
            progress=progress,
            evaluate=gate,
        )
        manifest = read_manifest(built.folder)
        result: dict[str, Any] = (manifest.report or {}).get("eval") or {}
        problems = [] if manifest.passed else list(result.get("problems") or ["the release was not evaluated"])
        previous = self._releases.folder / batch.previous if batch.previous else None
        preview = self._preview(batch, corpus, previous, built.folder, progress)
        return self._desk.batches.set_state(
            batch.number,
            "failed" if problems else "ready",
            batch.who,
            batch.why,
            release=built.id,
            problems=problems,
            gate=result,
            preview=preview,
        )

    def _preview(
        self, batch: Batch, corpus: Corpus, old: Path | None, new: Path, progress: Progress
    ) -> list[dict[str, Any]]:
        saved = [Asked(one.text, one.place) for one in self._desk.questions.all()]
        asked = questions(saved, [key for key, _ in batch.items], corpus)
        return compare(self._settings, self._embedder, old, new, asked, lambda n, of: progress("preview", n, of))

    def _corpus(self, batch: Batch) -> Corpus:
        contents = self._desk.batches.contents(batch.number)
        with self._desk.database.read() as session:
            return corpus_of(pieces(session, contents))

    def _switch(self, batch: Batch, release: str, reason: Reason, action: str) -> None:
        """Moves the pointer. Where that fails, the batch is what it was before."""
        try:
            self._releases.activate(release, reason, action=action)
        except (OSError, IndexFault) as error:
            back = "ready" if batch.kind == "publish" else "interrupted"
            self._desk.batches.set_state(batch.number, back, SYSTEM, str(error))  # type: ignore[arg-type]
            if isinstance(error, OSError):
                raise named_os_error(error, str(self._releases.folder)) from error
            raise

    def _before(self, active: str | None) -> str:
        """The release to go back to: the one that the active one replaced."""
        for batch in self._desk.batches.latest(200):
            if batch.kind == "publish" and batch.release == active and batch.previous:
                return batch.previous
        for event in reversed(self._releases.history()):
            if event["action"] != "rollback" and event["release"] == active and event["previous"] not in (None, active):
                return event["previous"]
        raise PublishRefused("There is no release before the active one to go back to.")

    def _served_before(self, release: str) -> bool:
        return any(release in (event["release"], event["previous"]) for event in self._releases.history())

    def _failed(self, batch: Batch, problems: list[str]) -> Batch:
        return self._desk.batches.set_state(batch.number, "failed", batch.who, batch.why, problems=problems)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with self._releases.locked(), self._desk.database.only_one(_ONE_PUBLISHER) as alone:
                if not alone:
                    raise ElsewherePublishing
                yield
        except OSError as error:
            raise named_os_error(error, str(self._releases.folder)) from error

    def _refuse_old_clock(self) -> None:
        """A release that seems older than the one before it would be sorted, and rolled back to, wrongly."""
        with self._desk.database.read() as session:
            last = last_time(session)
        behind = (datetime.fromisoformat(last) - self._desk.now().astimezone(UTC)).total_seconds() if last else 0.0
        if last and behind > CLOCK_TOLERANCE_SECONDS:
            raise ClockWentBack(int(behind), last)

    def _may(self, by: Person) -> None:
        if not by.has("publisher"):
            raise NotAllowed(f"{by.name} may not publish or roll back: that is for a publisher.")
