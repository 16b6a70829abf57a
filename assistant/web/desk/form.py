"""A form of the desk as parts of Gradio: one input for each field, and beside it what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr
from pydantic import BaseModel

from assistant.web.desk.fields import Field, Unreadable, fields_of, record_of, values_of
from assistant.web.desk.html import block
from corpus.desk.checking import Check
from corpus.desk.errors import FieldProblem
from corpus.reading_grade import HIGHEST

Update = dict[str, Any]
LONGEST = 200_000
LINES = {"line": 1, "text": 3, "lines": 3, "blocks": 16, "yaml": 4}


@dataclass(frozen=True)
class Form:
    """The inputs of one kind of record, and the notes beside them."""

    fields: tuple[Field, ...]
    inputs: tuple[gr.Textbox | gr.Dropdown, ...]
    notes: tuple[gr.Markdown, ...]

    def shown(self, data: Mapping[str, Any], fixed: Iterable[str] = ()) -> dict[Any, Update]:
        """Updates that put a record into the form, without notes; `fixed` fields cannot be changed."""
        closed = set(fixed)
        made: dict[Any, Update] = {
            part: gr.update(
                value=value or (None if field.shape == "choice" else ""), interactive=field.name not in closed
            )
            for field, part, value in zip(self.fields, self.inputs, values_of(self.fields, data), strict=True)
        }
        return made | {note: gr.update(value="") for note in self.notes}

    def record(self, values: Sequence[str | None], base: Mapping[str, Any]) -> tuple[dict[str, Any], list[Unreadable]]:
        """What the form holds now, upon `base`."""
        return record_of(self.fields, values, base)

    def noted(self, found: Check) -> dict[Any, Update]:
        """Updates of the notes: the problems of each field, and the reading grade of what patients read."""
        return {
            note: gr.update(value=block(_note(field, found)))
            for field, note in zip(self.fields, self.notes, strict=True)
        }

    def elsewhere(self, problems: Sequence[FieldProblem]) -> list[FieldProblem]:
        """The problems that belong to none of the fields."""
        return [one for one in problems if not any(_belongs(one, field) for field in self.fields)]


def form(model: type[BaseModel], prefix: str, without: Sequence[str] = (), last: Sequence[str] = ()) -> Form:
    """The form for `model`, put where Gradio is building, with the fields `last` at its end.

    `prefix` makes the ids of its parts.
    """
    fields = tuple(sorted(fields_of(model, without), key=lambda one: one.name in last))
    inputs, notes = [], []
    for field in fields:
        with gr.Column(elem_classes="field"):
            inputs.append(_input(field, f"{prefix}-{field.name.replace('.', '-')}"))
            notes.append(gr.Markdown("", elem_classes="field-note", sanitize_html=False, latex_delimiters=[]))
    return Form(fields, tuple(inputs), tuple(notes))


def typing_and_leaving(inputs: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """When to look at what was written: while somebody types, and once more when a field is left."""
    listed = list(inputs)
    return [part.input for part in listed], [part.blur for part in listed]


def _input(field: Field, elem_id: str) -> gr.Textbox | gr.Dropdown:
    label = field.label if field.needed else f"{field.label} (optional)"
    # The hint goes into the label: Gradio would read an `info` as Markdown.
    label = f"{label} – {field.hint}" if field.hint and field.hint not in field.label else label
    if field.shape == "choice":
        return gr.Dropdown([("", ""), *field.choices], value=None, label=label, elem_id=elem_id, interactive=True)
    rows = LINES[field.shape]
    return gr.Textbox(
        "",
        label=label,
        lines=rows,
        max_lines=1 if rows == 1 else max(rows, 12),
        max_length=LONGEST,
        elem_id=elem_id,
        interactive=True,
    )


def _belongs(problem: FieldProblem, field: Field) -> bool:
    name = problem.field
    return name == field.name or name.startswith((f"{field.name}.", f"{field.name}["))


def _note(field: Field, found: Check) -> str:
    made = "".join(
        f'<li class="{"serious" if one.serious else "look"}">{escape(one.problem)}: {escape(one.mend)}</li>'
        for one in found.problems
        if _belongs(one, field)
    )
    grade = found.reading_grades.get(field.name)
    if grade is not None:
        too_hard = ": too hard" if grade > HIGHEST else ""
        made += f'<li class="grade">Reading grade {grade:g}{too_hard}</li>'
    return f"<ul>{made}</ul>" if made else ""
