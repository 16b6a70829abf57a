"""Conflicts: what was changed here and in a newer shipped corpus too, for somebody to decide."""

from __future__ import annotations

from typing import Any, Literal

import gradio as gr

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.html import block, difference, heading, said
from corpus.desk import difference as differences
from corpus.desk.errors import DeskError
from corpus.desk.merging import Conflict
from corpus.desk.people import Person

DECIDERS = ("author", "reviewer", "publisher")
WORDS = {
    "intro": (
        "The service was started with a newer corpus, and these were changed here as well. Nothing here was "
        "overwritten. Keep what is here, or begin a draft of what came: it is reviewed and published like any other."
    ),
    "none": "Nothing was changed both here and in a newer corpus.",
    "waiting": "Still to be decided: {count}.",
    "choose": "Choose a conflict first.",
    "decided-meanwhile": "Somebody has decided this one meanwhile.",
    "differ": "From what is here (−) to what came (+)",
    "gone": (
        "The newer corpus has left this out. Keep it here. To leave it out as well, retire it on the Work page; "
        "wording that the program no longer asks for may simply stay."
    ),
    "kept": "Kept as it is here: {key}.",
    "taken": "Begun as a draft of what came: {key}. Ask for a review on the Work page.",
}


class ConflictsPart:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.message = still("", elem_id="conflicts-message", elem_classes="message")
        still(block(heading("Changed here and in a newer corpus")))
        self.count = still("", elem_id="conflicts-count")
        with gr.Column(visible=False, elem_id="conflicts") as self.all:
            self.queue = gr.Radio([], label="Choose one to see both", elem_id="conflicts-queue", elem_classes="list")
            self.both = still("", elem_id="conflicts-both")
            self.why = gr.Textbox(
                "", label="Reason (kept with the decision)", max_length=2_000, elem_id="conflicts-why"
            )
            with gr.Row():
                self.ours = gr.Button("Keep what is here", elem_id="conflicts-ours")
                self.shipped = gr.Button("Begin a draft of what came", elem_id="conflicts-shipped")
        self.filled: list[Any] = [self.message, self.count, self.all, self.queue, self.both, self.why, self.shipped]
        self.queue.input(
            bench.answering(self.message, self._chosen, DECIDERS),
            [self.queue],
            [self.message, self.both, self.shipped],
            **private(),
        )
        self._deciding(self.ours, "ours")
        self._deciding(self.shipped, "shipped")

    def loaded(self, person: Person) -> dict[Any, Update]:
        """Updates with what nobody has decided yet."""
        found = self.bench.desk.conflicts()
        words = f"{WORDS['intro']} {WORDS['waiting'].format(count=len(found))}" if found else WORDS["none"]
        return {
            self.message: gr.update(value=""),
            self.count: gr.update(value=block(f"<p>{words}</p>")),
            self.all: gr.update(visible=bool(found)),
            self.queue: gr.update(choices=[(_line(one), str(one.number)) for one in found], value=None),
            self.both: gr.update(value=""),
            self.why: gr.update(value=""),
            self.shipped: gr.update(interactive=True),
        }

    def _deciding(self, button: gr.Button, take: Literal["ours", "shipped"]) -> None:
        def decide(person: Person, number: str | None, why: str | None) -> dict[Any, Update]:
            conflict = self._open(number)
            if take == "shipped" and conflict.shipped is None:
                raise DeskError(WORDS["gone"])
            self.bench.desk.resolve(conflict.number, take, person, (why or "").strip())
            words = WORDS["kept" if take == "ours" else "taken"].format(key=conflict.item)
            return self.loaded(person) | {self.message: gr.update(value=said(words))}

        handler = self.bench.answering(self.message, decide, DECIDERS)
        button.click(handler, [self.queue, self.why], self.filled, **private())

    def _chosen(self, person: Person, number: str | None) -> dict[Any, Update]:
        conflict = self._open(number)
        return {
            self.message: gr.update(value=""),
            self.both: gr.update(value=conflict_html(conflict, self._here(conflict))),
            self.shipped: gr.update(interactive=conflict.shipped is not None),
        }

    def _open(self, number: str | None) -> Conflict:
        if not number:
            raise DeskError(WORDS["choose"])
        for one in self.bench.desk.conflicts():
            if str(one.number) == number:
                return one
        raise DeskError(WORDS["decided-meanwhile"])

    def _here(self, conflict: Conflict) -> dict[str, Any]:
        """What the item says now: it may have been changed once more since the conflict was found."""
        return self.bench.desk.read(conflict.item).data


def conflict_html(conflict: Conflict, here: dict[str, Any]) -> str:
    """Both versions of the item, as the lines in which they differ."""
    if conflict.shipped is None:
        return block(heading(conflict.item) + f"<p>{WORDS['gone']}</p>")
    shown = difference(differences.lines(here, conflict.shipped))
    return block(heading(conflict.item) + f"<p>{WORDS['differ']}</p>{shown}")


def _line(conflict: Conflict) -> str:
    came = "changed in both" if conflict.shipped is not None else "changed here, left out there"
    return f"{conflict.item}\n{came}, found {conflict.found[:10]}"
