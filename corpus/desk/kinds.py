"""The kinds of item: which schema each holds to, in which file it stands, and what it can be found by."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from pydantic import BaseModel, ValidationError

from corpus.desk.errors import DeskError, FieldProblem
from corpus.errors import CorpusFault
from corpus.field_map import FieldMap
from corpus.files import CHECKLIST_FILES, FRAME_FILES, compact
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement, Vocabulary
from corpus.routing import BehaviourExamples, Facets
from corpus.signposts import Places, Signposts
from corpus.wording import LANGUAGES, FixedText, Languages

Kind = Literal["source", "statement", "key-answer", "distinction", "concept", "wording", "checklist", "document"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MADE_AT_THE_DESK: tuple[Kind, ...] = ("source", "statement", "key-answer", "distinction", "concept")
"""Of these, editors may begin new ones; wording, checklists and other documents are what the product asks for."""
MOST_CHARACTERS = 600_000
"""Of one item, as JSON."""

WORDING = "wording"
"""The folder of fixed texts, in an export and in a corpus of one's own."""

_MODELS: dict[str, type[BaseModel]] = {
    "source": Source,
    "statement": Statement,
    "key-answer": KeyAnswer,
    "distinction": Distinction,
    "concept": Concept,
    "wording": FixedText,
}
_DOCUMENTS: dict[str, type[BaseModel]] = {
    "topics": Vocabulary,
    "places": Places,
    "signposts": Signposts,
    "routing/facets": Facets,
    f"{WORDING}/{LANGUAGES}": Languages,
}
# A source is checked without its statements, which are items of their own; its schema wants one.
_ANY_STATEMENT = {
    "slug": "any",
    "text": "Any.",
    "locator": "any",
    "topics": ["any"],
    "facet": "count",
    "place": "any",
    "confidence": "low",
    "status": "draft",
    "asks": ["any"],
}


def key_of(kind: str, item_id: str) -> str:
    """The key of an item: `kind:id`. A statement's id is `source/slug`."""
    return f"{kind}:{item_id}"


def split_key(key: str) -> tuple[Kind, str]:
    """Kind and id of a key. Raises `DeskError` for what is none."""
    kind, colon, item_id = key.partition(":")
    if kind not in KINDS or not colon or not item_id:
        raise DeskError(f"{key!r} is no key of an item: write kind:id, with one of {', '.join(KINDS)}.")
    return kind, item_id


def model_of(kind: Kind, item_id: str) -> type[BaseModel]:
    """The schema of an item. Raises `DeskError` for a document that the product does not know."""
    if kind in _MODELS:
        return _MODELS[kind]
    name = item_id.rpartition("/")[2]
    if (kind == "checklist" and item_id in CHECKLIST_FILES) or (item_id == f"frame/{name}" and name in FRAME_FILES):
        return cast("type[BaseModel]", FieldMap.model_fields[name].annotation)
    if kind == "document" and item_id in _DOCUMENTS:
        return _DOCUMENTS[item_id]
    if kind == "document" and item_id.startswith("routing/"):
        return BehaviourExamples
    raise DeskError(f"The product knows no {kind} called {item_id}.")


def checked(kind: Kind, item_id: str, data: Mapping[str, Any], to_publish: bool) -> dict[str, Any]:
    """The record in its one form: without what is empty, and without what is not for editors to set.

    Raises `ValidationError`. `to_publish` asks for what a published statement needs besides.
    """
    model = model_of(kind, item_id)
    given = dict(data)
    if kind == "source":
        given["statements"] = [_ANY_STATEMENT]
    if kind == "statement":
        given["status"] = "published" if to_publish else "draft"
    plain = model.model_validate(given).model_dump(mode="json", exclude_none=True)
    if kind not in _WITH_NEEDED_LISTS:
        plain = compact(plain)
    for name in _NOT_KEPT.get(kind, ()):
        plain.pop(name, None)
    return plain


_WITH_NEEDED_LISTS: tuple[Kind, ...] = ("distinction", "checklist", "document")
"""Their schemas ask for some lists even where they are empty."""
_NOT_KEPT: dict[str, tuple[str, ...]] = {"source": ("statements",), "statement": ("status",)}


def problems(kind: Kind, item_id: str, data: Mapping[str, Any], to_publish: bool = True) -> list[FieldProblem]:
    """What the schema has against the record, field by field; empty when nothing."""
    found = []
    if (mismatch := _id_problem(kind, item_id, data)) is not None:
        found.append(mismatch)
    try:
        checked(kind, item_id, data, to_publish)
    except ValidationError as error:
        for fault in CorpusFault.of_validation("", error, data):
            if kind != "source" or not fault.field.startswith("statements"):
                found.append(FieldProblem(fault.field, fault.problem, fault.mend))
    return found


def id_field(kind: Kind) -> str | None:
    """The field in which a record bears its own id, if it does."""
    return {"statement": "slug", "wording": "name", "checklist": None, "document": None}.get(kind, "id")


def _id_problem(kind: Kind, item_id: str, data: Mapping[str, Any]) -> FieldProblem | None:
    name = id_field(kind)
    own = item_id.rpartition("/")[2]
    if name is None or data.get(name) == own:
        return None
    return FieldProblem(
        name, f"is {data.get(name)!r}, and this item is {own}", "ids never change: write the item's own"
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What an item is found by."""

    title: str
    lane: str
    place: str
    topics: str
    due: str | None
    search: str


def facts(kind: Kind, item_id: str, data: Mapping[str, Any], lane: str = "") -> Facts:
    """What an item is found by; reads what is there, whether or not the record is complete."""
    verification = data.get("verification")
    due = verification.get("due") if isinstance(verification, Mapping) else None
    title = next((data[name] for name in _TITLES if isinstance(data.get(name), str)), item_id)
    places = data.get("places") if isinstance(data.get("places"), list) else [data.get("place")]
    topics = data.get("topics") if isinstance(data.get("topics"), list) else []
    return Facts(
        title=str(title).replace("\0", "")[:500],
        lane=str(data.get("lane") or lane),
        place=_words([place for place in places or [] if isinstance(place, str)]),
        topics=_words([topic for topic in topics or [] if isinstance(topic, str)]),
        due=due if isinstance(due, str) else None,
        search=f"{item_id} {json.dumps(data, ensure_ascii=False)}".casefold(),
    )


_TITLES = ("text", "question", "title", "short", "name")


def _words(words: list[str]) -> str:
    """Between blanks, so that one of them is found whole."""
    return f" {' '.join(words)} " if words else ""


def file_of(kind: Kind, item_id: str, data: Mapping[str, Any], vocabulary: Mapping[str, Any]) -> str:
    """The file in which a new item stands."""
    if kind == "source":
        return f"sources/{data.get('lane')}/{item_id}.yaml"
    if kind == "distinction":
        return f"distinctions/{item_id}.yaml"
    if kind == "concept":
        return "concepts.yaml"
    if kind == "wording":
        return f"{WORDING}/{item_id}.md"
    topic = next(iter(data.get("topics") or []), "basics")
    group = next(
        (name for name in ("conditions", "products", "processes") if topic in vocabulary.get(name, [])), "processes"
    )
    return f"key_answers/{group}/{topic}.yaml"
