"""What a release says: the published objects, as one JSON Lines file, one object a line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from corpus.field_map import FieldMap
from corpus.files import Corpus
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement, Verification, Vocabulary
from corpus.rights import printable_passage
from corpus.signposts import Places, PlaceSignposts, Signpost, Signposts
from corpus.wording import FixedText, Languages


class PublishedStatement(NamedTuple):
    """A statement with its full id and its source."""

    id: str
    source: Source
    statement: Statement

    @property
    def verification(self) -> Verification:
        """What was read, where and when. Raises `ValueError` for a draft, which no release holds."""
        if self.statement.verification is None:
            raise ValueError(f"{self.id} is in a release without verification")
        return self.statement.verification

    @property
    def has_passage(self) -> bool:
        """Whether the source's own words may stand beside it."""
        return printable_passage(self.source, self.statement) is not None

    def words(self, kind: Literal["statement", "passage"]) -> str:
        """What a citation of this kind quotes. Raises `ValueError` for a passage that may not be printed."""
        if kind == "statement":
            return self.statement.text
        passage = printable_passage(self.source, self.statement)
        if passage is None or passage.text is None:
            raise ValueError(f"{self.id} has no passage that may be printed")
        return passage.text


@dataclass(frozen=True)
class Contents:
    """Everything that a release may say. Drafts and unverified signposts are not in it, so none can be shown."""

    vocabulary: Vocabulary
    sources: dict[str, Source]
    key_answers: dict[str, KeyAnswer]
    distinctions: dict[str, Distinction]
    concepts: dict[str, Concept]
    field_map: FieldMap
    signposts: Signposts
    places: Places
    wording: dict[str, FixedText] = field(default_factory=dict)
    """The fixed texts that were published with it; what is not among them, the program says in its own words."""
    languages: Languages | None = None

    @cached_property
    def statements(self) -> dict[str, PublishedStatement]:
        """Every statement by its full id."""
        return {
            statement_id: PublishedStatement(statement_id, source, statement)
            for source in self.sources.values()
            for statement_id, statement in source.published_statements()
        }

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Kind, id and JSON text of every object, in a fixed order."""
        many: list[tuple[str, dict[str, Any]]] = [
            ("source", self.sources),
            ("key-answer", self.key_answers),
            ("distinction", self.distinctions),
            ("concept", self.concepts),
            ("wording", self.wording),
        ]
        for kind, objects in many:
            for key in sorted(objects):
                yield kind, key, _json(objects[key])
        for kind, single in (
            ("vocabulary", self.vocabulary),
            ("field-map", self.field_map),
            ("signposts", self.signposts),
            ("places", self.places),
            ("languages", self.languages),
        ):
            if single is not None:
                yield kind, kind, _json(single)


def published(corpus: Corpus) -> Contents:
    """The publishable part of a corpus."""
    sources = {}
    for source in corpus.sources.values():
        statements = [_publishable(source, statement) for _, statement in source.published_statements()]
        if statements:
            sources[source.id] = source.model_copy(update={"statements": statements})
    return Contents(
        vocabulary=corpus.vocabulary,
        sources=sources,
        key_answers=corpus.published_key_answers(),
        distinctions={key: _without_examples(one) for key, one in corpus.distinctions.items()},
        concepts=corpus.concepts,
        field_map=corpus.field_map,
        signposts=_verified_only(corpus.signposts),
        places=corpus.places,
        wording=corpus.wording,
        languages=corpus.languages,
    )


def _without_examples(distinction: Distinction) -> Distinction:
    """The distinction as it is told; from its examples a release has learnt, and says none of them."""
    return distinction.model_copy(update={"examples": [], "look_alikes": []})


def _publishable(source: Source, statement: Statement) -> Statement:
    """The statement without a passage that the source's rights do not allow, whatever the checks before have missed."""
    allowed = printable_passage(source, statement)
    return statement if statement.passage == allowed else statement.model_copy(update={"passage": allowed})


def read(lines: Iterable[str]) -> Contents:
    """The contents that `Contents.lines` wrote. Raises `ValueError` for a line that is not an object of ours."""
    by_kind: dict[str, dict[str, Any]] = {}
    for line in lines:
        stored = json.loads(line)
        by_kind.setdefault(stored["kind"], {})[stored["id"]] = stored["data"]

    def single(kind: str) -> Any:
        return by_kind[kind][kind]

    return Contents(
        vocabulary=Vocabulary.model_validate(single("vocabulary")),
        sources={key: Source.model_validate(data) for key, data in by_kind.get("source", {}).items()},
        key_answers={key: KeyAnswer.model_validate(data) for key, data in by_kind.get("key-answer", {}).items()},
        distinctions={key: Distinction.model_validate(data) for key, data in by_kind.get("distinction", {}).items()},
        concepts={key: Concept.model_validate(data) for key, data in by_kind.get("concept", {}).items()},
        field_map=FieldMap.model_validate(single("field-map")),
        signposts=Signposts.model_validate(single("signposts")),
        places=Places.model_validate(single("places")),
        wording={key: FixedText.model_validate(data) for key, data in by_kind.get("wording", {}).items()},
        languages=Languages.model_validate(single("languages")) if "languages" in by_kind else None,
    )


def digest(text: str) -> str:
    """SHA-256 of UTF-8 text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(data: Any) -> str:
    """The one JSON text of plain data, which its digest is taken of."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _json(record: BaseModel) -> str:
    return canonical(record.model_dump(mode="json", exclude_none=True))


def _verified_only(signposts: Signposts) -> Signposts:
    def kept(items: list[Signpost]) -> list[Signpost]:
        return [item for item in items if item.verified]

    def place(entry: PlaceSignposts) -> PlaceSignposts:
        return entry.model_copy(
            update={
                "emergency": kept(entry.emergency),
                "crisis": kept(entry.crisis),
                "medical_advice": kept(entry.medical_advice),
                "report": kept(entry.report),
            }
        )

    return signposts.model_copy(update={"places": [place(entry) for entry in signposts.places]})
