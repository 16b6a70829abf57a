"""From items to a corpus: the objects that a release is built from, and the YAML files that an export writes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from json import dumps
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from corpus.desk.kinds import WORDING, Kind
from corpus.errors import CorpusFault, CorpusFileError
from corpus.field_map import FieldMap
from corpus.files import Corpus
from corpus.model import Concept, Distinction, KeyAnswer, Source, Vocabulary
from corpus.routing import BehaviourExamples, Facets
from corpus.signposts import Places, Signposts
from corpus.wording import LANGUAGES, FixedText, Languages

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Piece:
    """One item as it goes into a corpus; of a statement, `published` says whether a release may hold it."""

    kind: Kind
    id: str
    file: str
    position: int
    data: dict[str, Any]
    published: bool = True


def file_contents(pieces: Iterable[Piece]) -> dict[str, Any]:
    """The plain content of each file, by its path. A source without a statement has no file, nor one without a head."""
    heads: dict[str, Piece] = {}
    statements: dict[str, list[Piece]] = {}
    lists: dict[str, list[Piece]] = {}
    files: dict[str, Any] = {}
    for piece in pieces:
        if piece.kind == "source":
            heads[piece.id] = piece
        elif piece.kind == "statement":
            statements.setdefault(piece.id.partition("/")[0], []).append(piece)
        elif piece.kind in ("key-answer", "concept"):
            lists.setdefault(piece.file, []).append(piece)
        else:
            files[piece.file] = piece.data
    for source, parts in statements.items():
        if source in heads:
            files[heads[source].file] = {
                **heads[source].data,
                "statements": [_with_status(part) for part in _ordered(parts)],
            }
    for file, parts in lists.items():
        rows = [part.data for part in _ordered(parts)]
        files[file] = {"version": 1, "concepts": rows} if parts[0].kind == "concept" else rows
    return files


def contents_digest(content: Any) -> str:
    """What a file says, whatever its form."""
    return sha256(dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def corpus_of(pieces: Iterable[Piece]) -> Corpus:
    """The corpus of these items. Raises `CorpusFileError` with every fault of single records."""
    listed = list(pieces)
    faults: list[CorpusFault] = []
    heads = {piece.id for piece in listed if piece.kind == "source"}
    faults += [
        CorpusFault(piece.file, piece.id, "its source is not published", "approve and publish the source as well")
        for piece in listed
        if piece.kind == "statement" and piece.published and piece.id.partition("/")[0] not in heads
    ]
    read = _Reading(file_contents(listed), faults)
    places = {f"{piece.kind}:{piece.id}": piece.file for piece in listed if piece.kind in _FILED}
    sources = {source.id: source for source in read.all("sources/", Source)}
    field_map = {
        name.rpartition("/")[2].removesuffix(".yaml"): data
        for name, data in read.files.items()
        if name.startswith(("frame/", "checklists/"))
    }
    vocabulary, signposts = read.one("topics.yaml", Vocabulary), read.one("signposts.yaml", Signposts)
    known_places, facets = read.one("places.yaml", Places), read.one("routing/facets.yaml", Facets)
    rows = read.checked("frame", field_map, FieldMap)
    key_answers, concepts = read.listed("key-answer", listed, KeyAnswer), read.listed("concept", listed, Concept)
    distinctions = read.all("distinctions/", Distinction)
    behaviours = read.all("routing/", BehaviourExamples, besides="routing/facets.yaml")
    texts = read.all(f"{WORDING}/", FixedText, besides=_LANGUAGES)
    languages = read.one(_LANGUAGES, Languages) if _LANGUAGES in read.files else None
    if faults:
        raise CorpusFileError(faults)
    return Corpus(
        vocabulary=cast(Vocabulary, vocabulary),
        sources=sources,
        key_answers={one.id: one for one in key_answers},
        distinctions={one.id: one for one in distinctions},
        concepts={one.id: one for one in concepts},
        field_map=cast(FieldMap, rows),
        signposts=cast(Signposts, signposts),
        places=cast(Places, known_places),
        behaviours=tuple(behaviours),
        facets=cast(Facets, facets),
        wording={one.name: one for one in texts},
        languages=languages,
        files={key: file for key, file in places.items() if key.partition(":")[0] != "source" or key[7:] in sources},
    )


_FILED = ("source", "key-answer", "distinction", "wording")
_LANGUAGES = f"{WORDING}/{LANGUAGES}.yaml"


class _Reading:
    """Plain contents to records, collecting faults."""

    def __init__(self, files: dict[str, Any], faults: list[CorpusFault]) -> None:
        self.files, self.faults = files, faults

    def checked(self, file: str, data: Any, model: type[M]) -> M | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.faults.extend(CorpusFault.of_validation(file, error, data))
            return None

    def one(self, file: str, model: type[M]) -> M | None:
        if file not in self.files:
            self.faults.append(CorpusFault(file, "", "is missing", "restore it from the shipped corpus"))
            return None
        return self.checked(file, self.files[file], model)

    def all(self, folder: str, model: type[M], besides: str = "") -> list[M]:
        names = sorted(name for name in self.files if name.startswith(folder) and name != besides)
        return [one for name in names if (one := self.checked(name, self.files[name], model)) is not None]

    def listed(self, kind: str, pieces: list[Piece], model: type[M]) -> list[M]:
        found = sorted(
            (piece for piece in pieces if piece.kind == kind), key=lambda piece: (piece.file, piece.position)
        )
        return [one for piece in found if (one := self.checked(piece.file, piece.data, model)) is not None]


def _with_status(piece: Piece) -> Mapping[str, Any]:
    """The statement with its status where the schema has it, so that an unchanged file stays as it was."""
    plain: dict[str, Any] = {}
    for name, value in piece.data.items():
        plain[name] = value
        if name == "confidence":
            plain["status"] = "published" if piece.published else "draft"
    return plain


def _ordered(pieces: list[Piece]) -> Iterator[Piece]:
    return iter(sorted(pieces, key=lambda piece: (piece.position, piece.id)))
