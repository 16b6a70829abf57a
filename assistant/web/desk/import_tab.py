"""Import: read a document, pick the words in it, and write the statement beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import gradio as gr

from assistant.web.desk.bench import Bench, Update, private, still
from assistant.web.desk.checks import checked
from assistant.web.desk.form import form, typing_and_leaving
from assistant.web.desk.html import block, heading, listed, pairs, quoted, said
from assistant.web.desk.reading import limits_of, read_from_web, read_upload
from corpus.desk.errors import DeskError, UnknownItem
from corpus.desk.finding import Filter
from corpus.desk.kinds import key_of
from corpus.desk.people import Person
from corpus.freshness import months_for, months_later
from corpus.importers import (
    ImportedDocument,
    Passage,
    cited_passage,
    find_words,
    read_pasted,
)
from corpus.model import Source, Statement

AUTHORS = ("author",)
MOST_PASSAGES = 300
FIELDS_OF_A_SOURCE = ("identifiers", "stage", "read_as", "not_same_as")
WORDS = {
    "read": "Read. Pick a passage below, or paste its words beside it.",
    "nothing": "Choose a file, paste a text or give an address first.",
    "document-gone": "Read the document once more: the service was started anew since. What you wrote is still here.",
    "no-source": "Choose the source that the statement belongs to, or begin one from this document.",
    "no-slug": "Give the statement a slug: a few words for it, in small letters, with hyphens.",
    "no-words": "These words do not stand in one paragraph of the document. Pick a passage, and shorten it.",
    "shortened": "{shown} of {total} passages are shown. Look for a word to see others.",
    "kept": "Saved as a draft: {key}. It is on the Work page, to be sent for review.",
    "source-begun": "Begun as a draft: {key}. Now pick words and write its statements.",
    "look": "Not saved yet: look at what is said beside the fields.",
    "picked": "Picked: {locator}, characters {start} to {end}.",
    "file": "A file: PDF, HTML, DOCX, plain text, or a record of ClinicalTrials.gov",
    "paste": "Or paste a text or a record",
    "address": "Or the address of a page",
}


class ImportTab:
    """Builds itself where Gradio is building."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.message = still("", elem_id="import-message", elem_classes="message")
        self.document: gr.State = gr.State(None, time_to_live=8 * 3_600)
        with gr.Row(elem_classes="two"):
            with gr.Column(scale=1, min_width=320):
                self.file = gr.File(label=WORDS["file"], elem_id="import-file", type="filepath", height=140)
                self.paste = gr.Textbox("", label=WORDS["paste"], lines=3, max_lines=8, elem_id="import-paste")
                with gr.Row():
                    self.address = gr.Textbox(
                        "", label=WORDS["address"], max_length=2_000, elem_id="import-address", scale=3
                    )
                    self.read = gr.Button("Read it", variant="primary", elem_id="import-read", scale=1, min_width=100)
                self.about = still("", elem_id="import-about")
                self.look = gr.Textbox("", label="Passages with this word", max_length=200, elem_id="passage-words")
                self.passages = gr.Radio(
                    [], label="Passages: choose the one that says it", elem_id="passages", elem_classes="list"
                )
            with gr.Column(scale=1, min_width=320):
                self.source = gr.Dropdown(
                    [],
                    value=None,
                    label="Source that the statement belongs to",
                    elem_id="import-of-source",
                    filterable=True,
                )
                with gr.Accordion("Begin a source from this document", open=False, elem_id="import-source"):
                    self.source_form = form(Source, "import-source", without=FIELDS_OF_A_SOURCE)
                    self.begin = gr.Button("Begin this source", elem_id="import-source-begin")
                self.words = gr.Textbox(
                    "",
                    label="Its words in the document: shorten them to what the statement stands on",
                    lines=3,
                    max_lines=10,
                    elem_id="picked-words",
                )
                self.picked = still("", elem_id="picked")
                with gr.Column(elem_id="import-statement"):
                    self.form = form(Statement, "import-statement", without=("grade_reason",))
                    self.keep = gr.Button("Save the statement as a draft", variant="primary", elem_id="import-keep")
        self._listen()

    def loaded(self, person: Person) -> dict[Any, Update]:
        """Updates for a page that was just opened."""
        return self.sources()

    def sources(self) -> dict[Any, Update]:
        """Updates of the list of sources."""
        rows = self.bench.desk.find(Filter(kind="source"), limit=5_000).rows
        names = sorted((f"{row.id} · {row.title[:70]}", row.id) for row in rows if row.state != "retired")
        return {self.source: gr.update(choices=names)}

    def _listen(self) -> None:
        answering = self.bench.answering
        shown = [self.message, self.document, self.about, self.passages, self.file, *self.source_form.inputs]
        self.read.click(
            answering(self.message, self._read, AUTHORS), [self.file, self.paste, self.address], shown, **private()
        )
        self.look.change(
            answering(self.message, self._filtered, AUTHORS),
            [self.document, self.look],
            [self.message, self.about, self.passages],
            trigger_mode="always_last",
            **private(),
        )
        facts = [
            one for one in self.form.inputs if one.elem_id and "verification" in one.elem_id or one.elem_id == LOCATOR
        ]
        self.passages.input(
            answering(self.message, self._pick, AUTHORS),
            [self.document, self.passages, self.source, self._part("facet")],
            [self.message, self.words, self.picked, *facts],
            **private(),
        )
        due = [self.source, self._part("facet"), self._part("verification.date")]
        gr.on(
            [part.input for part in due],
            answering(self.message, self._due, AUTHORS),
            due,
            [self.message, self._part("verification.due")],
            trigger_mode="always_last",
            **private(),
        )
        self.words.input(
            answering(self.message, self._narrowed, AUTHORS),
            [self.document, self.words],
            [self.message, self.picked],
            trigger_mode="always_last",
            **private(),
        )
        for triggers in typing_and_leaving(self.form.inputs):
            gr.on(
                triggers,
                answering(self.message, self._checked, AUTHORS),
                [self.source, *self.form.inputs],
                [self.message, *self.form.notes],
                trigger_mode="always_last",
                **private(),
            )
        self.begin.click(
            answering(self.message, self._begin, AUTHORS),
            list(self.source_form.inputs),
            [self.message, self.source, *self.source_form.notes],
            **private(),
        )
        self.keep.click(
            answering(self.message, self._keep, AUTHORS),
            [self.document, self.source, self.words, *self.form.inputs],
            [self.message, self.words, self.picked, *self.form.inputs, *self.form.notes],
            **private(),
        )

    def _read(self, person: Person, file: str | None, pasted: str | None, address: str | None) -> dict[Any, Update]:
        settings = self.bench.settings
        if file:
            document = read_upload(file, settings)
        elif pasted and pasted.strip():
            document = read_pasted(pasted, limits=limits_of(settings))
        elif address and address.strip():
            document = read_from_web(address, settings)
        else:
            raise DeskError(WORDS["nothing"])
        begun = {"title": document.title, "url": document.address, "published": document.date}
        return {
            self.message: gr.update(value=said(WORDS["read"])),
            self.document: document.as_plain(),
            self.file: gr.update(value=None),
            **self._listed(document, ""),
            **{
                part: gr.update(value=begun[field.name])
                for field, part in zip(self.source_form.fields, self.source_form.inputs, strict=True)
                if begun.get(field.name)
            },
        }

    def _listed(self, document: ImportedDocument, word: str) -> dict[Any, Update]:
        wanted = word.casefold().split()
        found = [one for one in enumerate(document.passages) if all(each in one[1].text.casefold() for each in wanted)]
        entries = [(f"{one.text}\n{one.locator} · {one.start}–{one.end}", str(number)) for number, one in found]
        facts = pairs(
            [
                ("Title", document.title or "none is stated"),
                ("Kind", document.kind),
                ("Date", document.date or ""),
                ("Pages", str(document.pages or "")),
                ("Address", document.address or ""),
                ("Text", f"{len(document.text):,} characters, sha256 {document.sha256[:16]}…"),
            ]
        )
        notes = [*document.notes]
        if len(entries) > MOST_PASSAGES:
            notes.append(WORDS["shortened"].format(shown=MOST_PASSAGES, total=len(document.passages)))
        return {
            self.about: gr.update(value=block(heading("The document") + facts + listed(notes, "notes"))),
            self.passages: gr.update(choices=entries[:MOST_PASSAGES], value=None),
        }

    def _filtered(self, person: Person, plain: Mapping[str, Any] | None, word: str | None) -> dict[Any, Update]:
        return self._listed(_document(plain), word or "") if plain else {}

    def _part(self, name: str) -> Any:
        """The input of the statement's field with this name."""
        return next(part for field, part in zip(self.form.fields, self.form.inputs, strict=True) if field.name == name)

    def _due(self, person: Person, source: str | None, facet: str | None, read_on: str | None) -> dict[Any, Update]:
        """The day to read it again, from the facet, the kind of the source and the day of reading."""
        try:
            day = date.fromisoformat((read_on or "").strip())
        except ValueError:
            return {}
        return {self._part("verification.due"): gr.update(value=self._due_day(day, source, facet))}

    def _due_day(self, read_on: date, source: str | None, facet: str | None) -> str:
        try:
            kind = self.bench.desk.read(key_of("source", source)).data.get("kind") if source else None
        except UnknownItem:
            kind = None
        return months_later(read_on, months_for(facet or None, kind)).isoformat()

    def _pick(
        self,
        person: Person,
        plain: Mapping[str, Any] | None,
        number: str | None,
        source: str | None,
        facet: str | None,
    ) -> dict[Any, Update]:
        if number is None:
            return {}
        document = _document(plain)
        passage = document.passages[int(number)]
        today = self.bench.desk.now().date()
        begun = {
            "locator": passage.locator,
            "verification.level": "source-text",
            "verification.url": document.address,
            "verification.date": today.isoformat(),
            "verification.due": self._due_day(today, source, facet),
        }
        return {
            self.words: gr.update(value=passage.text),
            self.picked: gr.update(value=_picked_html(passage)),
            **{
                part: gr.update(value=begun[field.name])
                for field, part in zip(self.form.fields, self.form.inputs, strict=True)
                if begun.get(field.name)
            },
        }

    def _narrowed(self, person: Person, plain: Mapping[str, Any] | None, words: str | None) -> dict[Any, Update]:
        found = self._found(_document(plain), words or "") if words and words.strip() else None
        return {self.picked: gr.update(value=_picked_html(found) if found else said(WORDS["no-words"], "note"))}

    def _found(self, document: ImportedDocument, words: str) -> Passage | None:
        found = find_words(document, words)
        return found[0] if found else None

    def _checked(self, person: Person, source: str | None, *values: Any) -> dict[Any, Update]:
        record, unreadable = self.form.record(values, {})
        item_id = f"{source or 'source'}/{record.get('slug') or 'slug'}"
        return self.form.noted(checked(self.bench.desk, "statement", item_id, record, unreadable))

    def _begin(self, person: Person, *values: Any) -> dict[Any, Update]:
        record, unreadable = self.source_form.record(values, {})
        item_id = str(record.get("id") or "")
        found = checked(self.bench.desk, "source", item_id, record, unreadable)
        if not item_id or unreadable:
            return {self.message: gr.update(value=said(WORDS["look"], "wrong"))} | self.source_form.noted(found)
        self.bench.desk.draft("source", item_id, record, person)
        names = self.sources()[self.source]
        return {
            self.message: gr.update(value=said(WORDS["source-begun"].format(key=key_of("source", item_id)))),
            self.source: gr.update(choices=names["choices"], value=item_id),
            **self.source_form.noted(found),
        }

    def _keep(
        self, person: Person, plain: Mapping[str, Any] | None, source: str | None, words: str | None, *values: Any
    ) -> dict[Any, Update]:
        record, unreadable = self.form.record(values, {})
        if not source:
            raise DeskError(WORDS["no-source"])
        if not record.get("slug"):
            raise DeskError(WORDS["no-slug"])
        item_id = f"{source}/{record['slug']}"
        if unreadable:
            told = {self.message: gr.update(value=said(WORDS["look"], "wrong"))}
            return told | self.form.noted(checked(self.bench.desk, "statement", item_id, record, unreadable))
        document = _document(plain)
        passage = self._found(document, words or "")
        if passage is None:
            raise DeskError(WORDS["no-words"])
        head = self.bench.desk.read(key_of("source", source)).data
        cited = cited_passage(document, passage.start, passage.end, head.get("rights"))
        record["passage"] = cited.model_dump(mode="json", exclude_none=True)
        self.bench.texts.keep(source, document.as_plain(), person)
        self.bench.desk.draft("statement", item_id, record, person)
        return {
            self.message: gr.update(value=said(WORDS["kept"].format(key=key_of("statement", item_id)))),
            self.words: gr.update(value=""),
            self.picked: gr.update(value=""),
            **self.form.shown({}),
        }


LOCATOR = "import-statement-locator"


def _document(plain: Mapping[str, Any] | None) -> ImportedDocument:
    if not plain:
        raise DeskError(WORDS["document-gone"])
    return ImportedDocument.from_plain(plain)


def _picked_html(passage: Passage) -> str:
    where = WORDS["picked"].format(locator=passage.locator, start=passage.start, end=passage.end)
    return block(f"{listed([where], 'plain')}{quoted(passage.text)}")
