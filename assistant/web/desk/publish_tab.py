"""Publish: build what is approved, look at what it would change, put it into service, or go back."""

from __future__ import annotations

import threading
from typing import Any

import gradio as gr

from assistant.desk.publish import Publisher
from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.html import block, heading, listed, said
from assistant.web.desk.item_html import line_of
from assistant.web.desk.publish_html import STATES, batch_html, batches_html
from assistant.web.problems import log_failure
from corpus.desk.batches import Batch
from corpus.desk.errors import DeskError
from corpus.desk.flow import reason_of
from corpus.desk.people import Person
from corpus.errors import CorpusError
from index.errors import IndexFault

PUBLISHERS = ("publisher",)
GIVEN_UP_FROM = ("ready", "failed", "interrupted")
SECONDS_BETWEEN_LOOKS = 2
EARLIER = 10
WORDS = {
    "intro": (
        "A publication is built beside what patients read now, checked, and asked the saved questions. Then it can "
        "be put into service. What the checks refuse cannot be put into service from here."
    ),
    "why": "Reason (kept with the publication)",
    "nothing": "Nothing is chosen, so there is nothing to publish. What is approved stands in the list above.",
    "none-waits": "Nothing is approved and waiting. What a reviewer approves comes here.",
    "waits": "{count} approved, waiting to be published. Take out what is to wait longer.",
    "busy": "A publication is being built already. Wait for it, or look again.",
    "started": "Started. This page shows how far it is; you may leave it meanwhile.",
    "done": "Publication {number} is done. {state}.",
    "for-publishers": "Building, putting into service and going back are for people who are publisher.",
    "active": "Publication {number} is in service. Patients are answered from it now.",
    "abandoned": "Publication {number} is given up.",
    "back": "Gone back. Release {release} is in service again.",
    "no-publication": "There is no publication to do this with.",
    "no-engine": "This service was started without what a publication needs. Ask whoever runs it.",
    "unexpected": "The publication stopped on a fault of ours. Nothing was changed for patients. Start it again.",
    "step": "{step}: {done} of {total}",
    "question-kept": "Saved. It is asked at every publication from now on.",
}

STEPS = {
    "checking": "Looking over everything that is to be published",
    "embedding": "Working out what the texts are near to",
    "writing": "Writing the release",
    "gate": "Asking the questions of the gate",
    "preview": "Asking the saved questions, before and after",
}


class Underway:
    """The one publication that is being built in this process, and how far it is."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.running = False
        self.step = ""
        self.failed = ""

    def start(self, work: Any) -> bool:
        """Runs `work` in a thread of its own; False where another one is running."""
        with self._lock:
            if self.running:
                return False
            self.running, self.step, self.failed = True, "", ""
        threading.Thread(target=self._run, args=(work,), daemon=True).start()
        return True

    def progress(self, step: str, done: int, total: int) -> None:
        """Notes how far it is."""
        words = STEPS.get(step, step)
        self.step = WORDS["step"].format(step=words, done=done, total=total) if total else words

    def _run(self, work: Any) -> None:
        try:
            work()
        except (CorpusError, IndexFault) as error:
            self.failed = str(error)
        except Exception as error:
            log_failure("desk: a publication failed", error)
            self.failed = WORDS["unexpected"]
        finally:
            self.running = False


class PublishTab:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench) -> None:
        self.bench, self.underway = bench, Underway()
        self.message = still("", elem_id="publish-message", elem_classes="message")
        still(block(f"<p>{WORDS['intro']}</p>"))
        self.timer = gr.Timer(SECONDS_BETWEEN_LOOKS, active=False)
        with gr.Row(elem_classes="two"):
            with gr.Column(scale=1, min_width=320):
                self.count = still("", elem_id="waiting-count")
                self.waiting = gr.CheckboxGroup(
                    [], label="Approved, to be published", elem_id="waiting", elem_classes="list"
                )
                self.why = gr.Textbox("", label=WORDS["why"], lines=2, max_length=2_000, elem_id="publish-why")
                self.start = gr.Button("Build and check", variant="primary", elem_id="publish-start")
                with gr.Row():
                    self.activate = gr.Button("Put into service", elem_id="publish-activate")
                    self.abandon = gr.Button("Give it up", elem_id="publish-abandon")
                self.back = gr.Button("Go back to the release before", elem_id="publish-back")
                with gr.Accordion("Saved questions", open=False, elem_id="questions"):
                    self.questions = gr.Radio([], label="Asked at every publication", elem_classes="list")
                    self.question = gr.Textbox("", label="Another question", max_length=1_000, elem_id="new-question")
                    with gr.Row():
                        self.add = gr.Button("Save it", elem_id="question-add")
                        self.remove = gr.Button("Take the chosen one out", elem_id="question-remove")
                with gr.Accordion("Suspended now", open=False, elem_id="suspended"):
                    self.suspended = still("")
                with gr.Accordion("Earlier publications", open=False, elem_id="batches"):
                    self.earlier = still("")
            with gr.Column(scale=1, min_width=320):
                self.how_far = still("", elem_id="publish-progress")
                self.batch = still("", elem_id="publish-batch")
        self.filled: list[Any] = [
            self.message, self.timer, self.waiting, self.how_far, self.batch, self.earlier, self.questions,
            self.suspended, self.count, self.start, self.activate, self.abandon, self.back,
        ]  # fmt: skip
        self._listen()

    def loaded(self, person: Person) -> dict[Any, Update]:
        """Updates with what waits, and with the newest publication."""
        publisher = self._publisher()
        rows = publisher.waiting().rows
        questions = [
            (one.text if not one.place else f"{one.text} ({one.place})", one.number)
            for one in self.bench.desk.questions.all()
        ]
        waits = WORDS["waits"].format(count=len(rows)) if rows else WORDS["none-waits"]
        if not person.has("publisher"):
            waits = f"{waits} {WORDS['for-publishers']}"
        suspended = [f"{key}: {why}" for key, why in self.bench.desk.suspensions.ids().items()]
        return {
            self.message: gr.update(value=""),
            self.waiting: gr.update(
                choices=[(line_of(row), row.key) for row in rows], value=[row.key for row in rows], visible=bool(rows)
            ),
            self.count: gr.update(value=block(f"<p>{waits}</p>")),
            self.questions: gr.update(choices=questions, value=None),
            self.suspended: gr.update(value=block(listed(suspended) or "<p>Nothing.</p>")),
            **self._state(person, bool(rows)),
        }

    def _listen(self) -> None:
        def on(event: Any, work: Any, inputs: list[Any], roles: tuple[str, ...] = PUBLISHERS) -> None:
            event(
                self.bench.answering(self.message, work, roles),
                inputs,
                [*self.filled, self.why, self.question],
                **private(),
            )

        on(self.start.click, self._start, [self.waiting, self.why])
        on(self.activate.click, self._activate, [])
        on(self.abandon.click, self._abandon, [self.why])
        on(self.back.click, self._back, [self.why])
        on(self.add.click, self._add, [self.question], ("author", "reviewer", "publisher"))
        on(self.remove.click, self._remove, [self.questions], ("author", "reviewer", "publisher"))
        on(self.timer.tick, lambda person: self._looked(person), [], ())

    def _publisher(self) -> Publisher:
        if self.bench.publisher is None:
            raise DeskError(WORDS["no-engine"])
        return self.bench.publisher

    def _newest(self) -> Batch | None:
        return next(iter(self.bench.desk.batches.latest(1)), None)

    def _state(self, person: Person, something_waits: bool) -> dict[Any, Update]:
        """How far the newest publication is, and which of the buttons can do something now."""
        running = self.underway.running
        newest = self._newest()
        free, state = person.has("publisher") and not running, newest.state if newest else ""
        words = heading("Under way") + f"<p>{self.underway.step or WORDS['started']}</p>" if running else ""
        earlier = self.bench.desk.batches.latest(EARLIER)
        return {
            self.timer: gr.update(active=running),
            self.how_far: gr.update(value=block(words)),
            self.batch: gr.update(value=batch_html(newest) if newest is not None and not running else ""),
            self.earlier: gr.update(value=batches_html(earlier)),
            self.start: gr.update(interactive=free and something_waits),
            self.activate: gr.update(interactive=free and state == "ready"),
            self.abandon: gr.update(interactive=free and state in GIVEN_UP_FROM),
            self.back: gr.update(interactive=free),
        }

    def _looked(self, person: Person) -> dict[Any, Update]:
        if self.underway.running:
            return self._state(person, True)
        newest = self._newest()
        if self.underway.failed:
            message = said(self.underway.failed, "wrong")
        elif newest is not None:
            words = WORDS["done"].format(number=newest.number, state=STATES[newest.state])
            message = said(words, "done" if newest.state == "ready" else "wrong")
        else:
            message = ""
        return self.loaded(person) | {self.message: gr.update(value=message)}

    def _start(self, person: Person, keys: list[str] | None, why: str | None) -> dict[Any, Update]:
        publisher, reason = self._publisher(), reason_of("a publication", why or "")
        if not keys:
            raise DeskError(WORDS["nothing"])
        progress = self.underway.progress
        if not self.underway.start(lambda: publisher.prepare(person, reason, keys=list(keys), progress=progress)):
            raise DeskError(WORDS["busy"])
        return self._state(person, True) | {
            self.message: gr.update(value=said(WORDS["started"])),
            self.why: gr.update(value=""),
        }

    def _activate(self, person: Person) -> dict[Any, Update]:
        newest = self._needed("ready")
        batch = self._publisher().activate(newest.number, person)
        return self.loaded(person) | {self.message: gr.update(value=said(WORDS["active"].format(number=batch.number)))}

    def _abandon(self, person: Person, why: str | None) -> dict[Any, Update]:
        newest = self._needed(*GIVEN_UP_FROM)
        self._publisher().abandon(newest.number, person, why or "")
        words = WORDS["abandoned"].format(number=newest.number)
        return self.loaded(person) | {self.message: gr.update(value=said(words)), self.why: gr.update(value="")}

    def _back(self, person: Person, why: str | None) -> dict[Any, Update]:
        batch = self._publisher().roll_back(person, why or "")
        words = WORDS["back"].format(release=batch.release)
        return self.loaded(person) | {self.message: gr.update(value=said(words)), self.why: gr.update(value="")}

    def _add(self, person: Person, text: str | None) -> dict[Any, Update]:
        if text and text.strip():
            self.bench.desk.questions.add(text.strip(), person)
        kept = {self.message: gr.update(value=said(WORDS["question-kept"])), self.question: gr.update(value="")}
        return self.loaded(person) | kept

    def _remove(self, person: Person, number: int | None) -> dict[Any, Update]:
        if number is not None:
            self.bench.desk.questions.remove(int(number), person)
        return self.loaded(person)

    def _needed(self, *states: str) -> Batch:
        newest = self._newest()
        if newest is None or newest.state not in states:
            raise DeskError(WORDS["no-publication"])
        return newest
