"""The part of the page that shows one item: its form, its checks, its difference and history, and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr
from pydantic import BaseModel

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.checks import checked
from assistant.web.desk.fields import Unreadable, read_yaml, values_of
from assistant.web.desk.form import Form, form, typing_and_leaving
from assistant.web.desk.html import block, difference, heading, said
from assistant.web.desk.item_html import difference_html, head_html, history_html, problem_lines, statements_html
from corpus.desk import difference as differences
from corpus.desk.desk import Item
from corpus.desk.errors import MoveRefused, StaleEdit
from corpus.desk.finding import Filter
from corpus.desk.flow import MOVES
from corpus.desk.kinds import KINDS, Kind, id_field, key_of, model_of, split_key
from corpus.desk.people import Person
from corpus.files import CHECKLIST_FILES, as_yaml
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement
from corpus.wording import FixedText

MODELS: dict[Kind, type[BaseModel]] = {
    "source": Source,
    "statement": Statement,
    "key-answer": KeyAnswer,
    "distinction": Distinction,
    "concept": Concept,
    "wording": FixedText,
}
CHECKLISTS = {key_of("checklist", name): model_of("checklist", name) for name in CHECKLIST_FILES}
"""Each has a schema, and so a form, of its own."""
BY_THE_PROGRAM = ("variables",)
"""Fields that the program decides: they are shown, and cannot be changed."""
NOT_SHOWN = {"wording": ("version", "used_by")}
"""The desk numbers wording itself, and who prints it is for the program to know."""
STEPS = {
    "submit": "Ask for a review",
    "approve": "Approve",
    "return": "Return to its author",
    "withdraw": "Give this change up",
    "suspend": "Suspend now",
    "restore": "Restore",
    "retire": "Retire",
}
WORDS = {
    "saved": "Saved as version {version}. Patients see nothing of it until it is reviewed and published.",
    "unsaved": "Save your text first, or drop it: nothing was changed.",
    "drop-first": "Your text in {key} is not saved. Save it, or drop your changes, before you open something else.",
    "moved": "Done: {step}. It is now {state}.",
    "suspended": "Suspended from the next question on: {ids}.",
    "restored": "Restored: {ids}.",
    "unreadable": "Not saved: {fields} cannot be read. Your text is still here.",
    "stale": (
        "Somebody saved version {now} while you were writing. Your text is still in the form. Below is how it differs "
        "from theirs."
    ),
    "dropped": "Your changes are dropped. This is the saved version.",
    "fits": "Nothing is wrong with it as it stands.",
    "nothing": "Choose something from the list, or begin something new.",
    "document": "The whole record, as YAML",
}
WHOLE = "whole"


class ItemPanel:
    """Builds itself where Gradio is building; `show` gives the updates that put an item into it."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.message = still("", elem_id="item-message", elem_classes="message")
        # What is open stands in the browser: a restarted service still knows what a save belongs to.
        self.key = gr.Textbox("", visible="hidden", elem_id="item-key")
        self.version = gr.Textbox("", visible="hidden", elem_id="item-version")
        self.head = still(block(f"<p>{WORDS['nothing']}</p>"), elem_id="item-head")
        self.forms: dict[str, Form] = {}
        self.groups: dict[str, gr.Column] = {}
        with gr.Column(elem_id="item-forms"):
            for name, model in (MODELS | CHECKLISTS).items():
                with gr.Column(visible=False, elem_classes="form") as group:
                    self.forms[name] = form(
                        model, f"edit-{name.replace(':', '-')}", NOT_SHOWN.get(name, ()), BY_THE_PROGRAM
                    )
                self.groups[name] = group
            with gr.Column(visible=False, elem_classes="form") as group:
                self.whole = gr.Textbox("", label=WORDS["document"], lines=20, max_lines=40, elem_id="edit-whole")
            self.groups[WHOLE] = group
        self.wrong = still("", elem_id="item-problems")
        with gr.Column(visible=False, elem_id="conflict") as self.conflict:
            self.conflict_html = still("")
            self.newer = gr.Textbox("", visible="hidden")
            self.upon = gr.Button("Save mine upon the newer version", elem_id="save-upon")
        with gr.Row(visible=False, elem_id="item-actions") as self.actions:
            self.save = gr.Button("Save", variant="primary", elem_id="save")
            self.drop = gr.Button("Drop my changes", elem_id="drop")
        with gr.Column(visible=False, elem_id="item-steps") as self.steps:
            self.why = gr.Textbox(
                "", label="Reason (kept with the step)", lines=2, max_lines=6, max_length=2_000, elem_id="why"
            )
            with gr.Row():
                self.buttons = {
                    action: gr.Button(name, elem_id=f"step-{action}", visible=False) for action, name in STEPS.items()
                }
        with gr.Column(visible=False, elem_id="item-more") as self.more:
            with gr.Accordion("Differs from what is published", open=False, elem_id="item-difference") as self.compared:
                self.difference = still("")
            with gr.Accordion("What happened to it", open=False, elem_id="item-history"):
                self.history = still("")
        self.statements = still("", elem_id="item-statements")
        self._inputs: list[Any] = [part for made in self.forms.values() for part in made.inputs] + [self.whole]
        self._notes: list[Any] = [note for made in self.forms.values() for note in made.notes]
        self.everything: list[Any] = [
            self.message, self.key, self.version, self.head, *self._inputs, *self._notes, *self.groups.values(),
            self.wrong,
            self.conflict, self.conflict_html, self.newer, self.actions, self.steps, self.why, *self.buttons.values(),
            self.more, self.compared, self.difference, self.history, self.statements,
        ]  # fmt: skip
        self.state: list[Any] = [self.key, self.version, *self._inputs]
        self._listen()

    def show(self, item: Item, person: Person, message: str = "", keep_text: bool = False) -> dict[Any, Update]:
        """Updates that put the item into the panel; with `keep_text`, what stands in the form stays there."""
        row, desk = item.row, self.bench.desk
        moves = set(desk.open_moves(row.key, person))
        if row.kind not in ("statement", "key-answer", "source") or (row.suspended and row.kind != "source"):
            moves.discard("suspend")
        if not row.suspended and row.kind != "source":
            moves.discard("restore")
        shape = shape_of(row.key)
        updates: dict[Any, Update] = {
            self.message: gr.update(value=message),
            self.key: gr.update(value=row.key),
            self.version: gr.update(value=str(row.version)),
            self.head: gr.update(value=head_html(item)),
            self.conflict: gr.update(visible=False),
            self.actions: gr.update(visible="edit" in moves),
            self.steps: gr.update(visible=bool(moves.intersection(STEPS))),
            self.why: gr.update(value=""),
            self.more: gr.update(visible=True),
            self.compared: gr.update(open=row.state in ("in-review", "approved")),
            self.difference: gr.update(value=difference_html(item)),
            self.history: gr.update(value=history_html(item.history)),
            self.statements: gr.update(value=self._statements(row.kind, row.id)),
        }
        updates |= {group: gr.update(visible=name == shape) for name, group in self.groups.items()}
        updates |= {button: gr.update(visible=action in moves) for action, button in self.buttons.items()}
        if not keep_text:
            updates |= self._filled(row.kind, item, "edit" in moves)
        return updates | self._noted(row.kind, row.id, item.data, [])

    def is_changed(self, key: str, version: str, values: Sequence[Any]) -> bool:
        """Whether what stands in the form is not what was saved."""
        if not key:
            return False
        saved = self.bench.desk.version(key, int(version))
        record, unreadable = self._record(key, saved, values)
        return bool(unreadable) or record != self._record(key, saved, self._as_shown(key, saved))[0]

    def opened(self, person: Person, wanted: str, key: str, version: str, values: Sequence[Any]) -> dict[Any, Update]:
        """Updates that open `wanted`; where unsaved text would be lost, only a message."""
        if not wanted:
            return {self.message: gr.update(value=said(WORDS["nothing"], "note"))}
        if wanted != key and self.is_changed(key, version, values):
            return {self.message: gr.update(value=said(WORDS["drop-first"].format(key=key), "wrong"))}
        return self.show(self.bench.desk.read(wanted), person)

    def _listen(self) -> None:
        answering, out = self.bench.answering, self.everything
        for made in (*self.forms.values(), None):
            parts = list(made.inputs) if made else [self.whole]
            for triggers in typing_and_leaving(parts):
                gr.on(
                    triggers,
                    answering(self.message, self._checked),
                    self.state,
                    [self.message, self.wrong, *(made.notes if made else [])],
                    trigger_mode="always_last",
                    **private(),
                )
        self.save.click(answering(self.message, self._save), self.state, out, **private())
        self.upon.click(answering(self.message, self._save_upon), [self.newer, *self.state], out, **private())
        self.drop.click(answering(self.message, self._drop), [self.key], out, **private())
        for action, button in self.buttons.items():
            button.click(answering(self.message, self._step(action)), [self.why, *self.state], out, **private())

    def _checked(self, person: Person, key: str, version: str, *values: Any) -> dict[Any, Update]:
        if not key:
            return {}
        kind, item_id = split_key(key)
        record, unreadable = self._record(key, self.bench.desk.version(key, int(version)), values)
        return self._noted(kind, item_id, record, unreadable)

    def _save(self, person: Person, key: str, version: str, *values: Any) -> dict[Any, Update]:
        base = self.bench.desk.version(key, int(version))
        record, unreadable = self._record(key, base, values)
        if unreadable:
            fields = ", ".join(one.field for one in unreadable)
            kind, item_id = split_key(key)
            told = {self.message: gr.update(value=said(WORDS["unreadable"].format(fields=fields), "wrong"))}
            return told | self._noted(kind, item_id, record, unreadable)
        try:
            item = self.bench.desk.edit(key, record, person, int(version))
        except StaleEdit as stale:
            return self._conflict(stale)
        return self.show(item, person, said(WORDS["saved"].format(version=item.row.version)))

    def _save_upon(self, person: Person, newer: str, key: str, version: str, *values: Any) -> dict[Any, Update]:
        return self._save(person, key, newer or version, *values)

    def _drop(self, person: Person, key: str) -> dict[Any, Update]:
        return self.show(self.bench.desk.read(key), person, said(WORDS["dropped"], "note"))

    def _step(self, action: str) -> Any:
        def take(person: Person, why: str | None, key: str, version: str, *values: Any) -> dict[Any, Update]:
            desk = self.bench.desk
            if self.is_changed(key, version, values):
                raise MoveRefused(WORDS["unsaved"])
            if action in ("suspend", "restore"):
                work = desk.suspensions.suspend if action == "suspend" else desk.suspensions.restore
                ids = work(key, person, why or "")
                words = WORDS["suspended" if action == "suspend" else "restored"].format(ids=", ".join(ids))
                return self.show(desk.read(key), person, said(words))
            try:
                item = desk.move(key, action, person, int(version), why or "")
            except StaleEdit:
                newest = desk.read(key)
                return self.show(newest, person, said(WORDS["stale"].format(now=newest.row.version), "wrong"))
            words = WORDS["moved"].format(step=STEPS[action].lower(), state=item.row.state.replace("-", " "))
            return self.show(item, person, said(words))

        return take

    def _conflict(self, stale: StaleEdit) -> dict[Any, Update]:
        shown = difference(differences.lines(stale.theirs, stale.yours))
        return {
            self.message: gr.update(value=said(WORDS["stale"].format(now=stale.version), "wrong")),
            self.conflict: gr.update(visible=True),
            self.conflict_html: gr.update(value=block(heading("Yours, beside theirs") + shown)),
            self.newer: gr.update(value=str(stale.version)),
        }

    def _record(
        self, key: str, base: Mapping[str, Any], values: Sequence[Any]
    ) -> tuple[dict[str, Any], list[Unreadable]]:
        shape = shape_of(key)
        if shape == WHOLE:
            return whole_record(values[-1] or "", base)
        start = 0
        for name, made in self.forms.items():
            if name == shape:
                return made.record(values[start : start + len(made.inputs)], base)
            start += len(made.inputs)
        raise AssertionError(shape)

    def _as_shown(self, key: str, data: Mapping[str, Any]) -> list[Any]:
        """What the form would hold for `data`, in the places of all inputs."""
        shape = shape_of(key)
        values: list[Any] = []
        for name, made in self.forms.items():
            values += values_of(made.fields, data) if name == shape else [""] * len(made.inputs)
        return [*values, whole_text(data) if shape == WHOLE else ""]

    def _filled(self, kind: Kind, item: Item, may_edit: bool) -> dict[Any, Update]:
        shape = shape_of(item.row.key)
        if shape == WHOLE:
            return {self.whole: gr.update(value=whole_text(item.data), interactive=may_edit)}
        made = self.forms[shape]
        fixed = [one.name for one in made.fields] if not may_edit else [id_field(kind) or "", *BY_THE_PROGRAM]
        return made.shown(item.data, fixed)

    def _noted(
        self, kind: Kind, item_id: str, record: Mapping[str, Any], unreadable: list[Unreadable]
    ) -> dict[Any, Update]:
        found = checked(self.bench.desk, kind, item_id, record, unreadable)
        made = self.forms.get(shape_of(key_of(kind, item_id)))
        rest = made.elsewhere(found.problems) if made else found.problems
        words = block(f'<p class="fits">{WORDS["fits"]}</p>') if not found.problems else problem_lines(rest)
        return {self.wrong: gr.update(value=words)} | (made.noted(found) if made else {})

    def _statements(self, kind: Kind, item_id: str) -> str:
        if kind != "source":
            return ""
        return statements_html(self.bench.desk.find(Filter(source=item_id), limit=200).rows)


def shape_of(key: str) -> str:
    """Which form an item has: that of its kind, one of its own, or the whole record as YAML."""
    kind, _ = split_key(key)
    if kind in MODELS:
        return kind
    return key if key in CHECKLISTS else WHOLE


def whole_text(data: Mapping[str, Any]) -> str:
    """A record as the YAML that an editor writes."""
    return as_yaml(dict(data))


def whole_record(text: str, base: Mapping[str, Any]) -> tuple[dict[str, Any], list[Unreadable]]:
    """The record in YAML; `base` where it cannot be read."""
    try:
        found = read_yaml(text)
    except ValueError as error:
        return dict(base), [Unreadable("", str(error))]
    if not isinstance(found, dict):
        return dict(base), [Unreadable("", "is no record: write `name: value`, one a line")]
    return found, []


assert set(STEPS) <= set(MOVES) and set(MODELS) <= set(KINDS)
