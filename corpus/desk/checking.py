"""What is to be said about a record while it is written: the schema, the lint in the context of the rest, the grade."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError
from sqlalchemy import func, select

from corpus.desk.assembling import corpus_of
from corpus.desk.database import Database
from corpus.desk.errors import FieldProblem
from corpus.desk.items import data_of, pieces, published_contents
from corpus.desk.kinds import Kind, file_of, key_of, model_of, problems
from corpus.desk.tables import EventRow, ItemRow
from corpus.desk.underway import with_begun
from corpus.files import Corpus
from corpus.lint import LintFault
from corpus.lint.asks import ask_faults
from corpus.lint.dates import date_faults
from corpus.lint.promises import promise_faults
from corpus.lint.references import reference_faults
from corpus.lint.wording import wording_faults
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement
from corpus.reading_grade import reading_grade
from corpus.wording import FixedText, Languages, braced

_GRADED = ("text", "lead", "definition", "sentence", "limits", "shows", "does_not_show")
_WAITS = "it is begun here and not published yet: have it approved too"
_SINGLE = {"topics": "vocabulary", "places": "places", "signposts": "signposts", "routing/facets": "facets"}


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about one record."""

    problems: tuple[FieldProblem, ...]
    """From the schema and the lint; the serious ones stop a submission or a publication."""
    reading_grades: dict[str, float]
    """School grade of each text that patients read, by field."""


class Checking:
    """Checks records against what is published; that corpus is put together once for each state of the desk."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[int, Corpus] | None = None
        self._with_what_is_begun: tuple[int, Corpus] | None = None

    def check(self, kind: Kind, item_id: str, data: Mapping[str, Any]) -> Check:
        """Everything there is to say about `data` as the item `kind:item_id`; the lint once the schema is content."""
        found = problems(kind, item_id, data) or self._linted(kind, item_id, data)
        grades = {
            name: round(reading_grade(text), 1)
            for name in _GRADED
            if isinstance(text := data.get(name), str) and any(letter.isalpha() for letter in text)
        }
        return Check(tuple(found), grades)

    def _linted(self, kind: Kind, item_id: str, data: Mapping[str, Any]) -> list[FieldProblem]:
        published, first = self._published(), list[FieldProblem]()
        source = item_id.partition("/")[0]
        if kind == "statement" and source not in published.sources:
            first = [FieldProblem("slug", f"the source {source} is not published", "have it approved too", False)]
            begun = self._with_begun(published, source, data)
            if begun is None:
                return first
            published = begun
        if kind == "source" and item_id not in published.sources:
            return []  # its file holds nothing to be checked before its first statement
        if kind == "wording":
            first += self._of_the_program(item_id, data)
        found = _faults(published, kind, item_id, data)
        if kind not in ("source", "statement") and any(one.serious for one in found):
            still = _faults(self._begun(), kind, item_id, data)
            waits = [one for one in found if one.serious and one not in still]
            found = [*still, *(replace(one, mend=_WAITS, serious=False) for one in waits)]
        return [*first, *found]

    def _of_the_program(self, name: str, data: Mapping[str, Any]) -> list[FieldProblem]:
        """Where a fixed text declares other variables than the program fills in, as the files it came with say."""
        with self._database.read() as session:
            row = session.get(ItemRow, key_of("wording", name))
            came = json.loads(row.shipped) if row is not None and row.shipped else None
        if came is None or set(data.get("variables") or []) == set(came.get("variables") or []):
            return []
        own = braced(set(came.get("variables") or [])) or "nothing"
        return [FieldProblem("variables", f"the program fills in {own} here", "declare exactly that")]

    def _with_begun(self, published: Corpus, source: str, statement: Mapping[str, Any]) -> Corpus | None:
        """What is published, with a source as it stands at the desk; None where it is not there or not complete."""
        key = key_of("source", source)
        with self._database.read() as session:
            row = session.get(ItemRow, key)
            data = data_of(session, key, row.version) if row is not None else None
        if row is None or data is None:
            return None
        try:
            begun = Source.model_validate({**data, "statements": [{**statement, "status": "published"}]})
        except ValidationError:
            return None
        return replace(
            published, sources={**published.sources, source: begun}, files={**published.files, key: row.file}
        )

    def _published(self) -> Corpus:
        with self._database.read() as session:
            stamp = session.scalar(select(func.max(EventRow.number))) or 0
            if self._known is None or self._known[0] != stamp:
                self._known = stamp, corpus_of(pieces(session, published_contents(session)))
            return self._known[1]

    def _begun(self) -> Corpus:
        published = self._published()
        with self._database.read() as session:
            stamp = session.scalar(select(func.max(EventRow.number))) or 0
            if self._with_what_is_begun is None or self._with_what_is_begun[0] != stamp:
                self._with_what_is_begun = stamp, with_begun(session, published)
            return self._with_what_is_begun[1]


def _faults(corpus: Corpus, kind: Kind, item_id: str, data: Mapping[str, Any]) -> list[FieldProblem]:
    """What the lint has against the record, were it published among this corpus."""
    whole, alone, file = _with(corpus, kind, item_id, data)
    found = [*reference_faults(whole), *ask_faults(whole), *date_faults(alone), *wording_faults(alone)]
    return list(_about([*found, *promise_faults(alone, file)], kind, item_id, file))


def _with(corpus: Corpus, kind: Kind, item_id: str, data: Mapping[str, Any]) -> tuple[Corpus, Corpus, str]:
    """The corpus with this record in it, one in which it is the only one of its kind, and its file."""
    alone = replace(corpus, sources={}, key_answers={}, distinctions={}, wording={})
    model: BaseModel = model_of(kind, item_id).model_validate(_complete(kind, corpus, item_id, data))
    file = corpus.files.get(f"{kind}:{item_id}") or file_of(kind, item_id, data, corpus.vocabulary.model_dump())
    files = {**corpus.files, f"{kind}:{item_id}": file}
    if isinstance(model, Statement):
        source = corpus.sources[item_id.partition("/")[0]]
        rest = [one for one in source.statements if one.slug != model.slug]
        both = (
            source.model_copy(update={"statements": [*rest, model]}),
            source.model_copy(update={"statements": [model]}),
        )
        whole = replace(corpus, sources={**corpus.sources, source.id: both[0]})
        return whole, replace(alone, sources={source.id: both[1]}), corpus.files[f"source:{source.id}"]
    if isinstance(model, Source):
        only = replace(alone, sources={model.id: model}, files=files)
        return replace(corpus, sources={**corpus.sources, model.id: model}, files=files), only, file
    if isinstance(model, KeyAnswer):
        whole = replace(corpus, key_answers={**corpus.key_answers, model.id: model}, files=files)
        stands_on = {one.partition("/")[0] for one in model.stands_on}
        sources = {key: one for key, one in corpus.sources.items() if key in stands_on}
        return whole, replace(alone, sources=sources, key_answers={model.id: model}, files=files), file
    if isinstance(model, Distinction):
        only = replace(alone, distinctions={model.id: model}, files=files)
        return replace(corpus, distinctions={**corpus.distinctions, model.id: model}, files=files), only, file
    if isinstance(model, Concept):
        concepts = {**corpus.concepts, model.id: model}
        only = replace(alone, concepts={model.id: model})
        return replace(corpus, concepts=concepts), only, "concepts.yaml"
    if isinstance(model, FixedText):
        return corpus, replace(alone, wording={item_id: model}, files=files), file
    if isinstance(model, Languages):
        return corpus, alone, file
    if item_id in _SINGLE:
        changed: dict[str, Any] = {_SINGLE[item_id]: model}
        return replace(corpus, **changed), alone, f"{item_id}.yaml"
    if item_id.startswith("routing/"):
        return corpus, alone, f"{item_id}.yaml"
    name = item_id.rpartition("/")[2]
    field_map = corpus.field_map.model_copy(update={name: model})
    return (
        replace(corpus, field_map=field_map),
        replace(alone, field_map=field_map),
        f"checklists/{name}.yaml" if kind == "checklist" else f"{item_id}.yaml",
    )


def _complete(kind: Kind, corpus: Corpus, item_id: str, data: Mapping[str, Any]) -> dict[str, Any]:
    if kind == "statement":
        return {**data, "status": "published"}
    if kind == "source":
        return {**data, "statements": corpus.sources[item_id].statements}
    return dict(data)


def _about(found: list[LintFault], kind: Kind, item_id: str, file: str) -> Iterator[FieldProblem]:
    """Those faults that are of this record."""
    own = f"[{item_id}]"
    marks = {
        "wording": own,
        "statement": f"statements[{item_id.rpartition('/')[2]}]",
        "key-answer": own,
        "concept": f"concepts[{item_id}]",
    }
    mark = marks.get(kind, "")
    for one in found:
        field = one.fault.field
        if one.fault.file != file or not field.startswith((mark, own)):
            continue
        if kind == "source" and field.startswith("statements["):
            continue
        name = field.removeprefix(mark).removeprefix(own).lstrip(".")
        yield FieldProblem(name or "text", one.fault.problem, one.fault.mend, one.serious)
