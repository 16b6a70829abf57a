"""A folder of corpus files as items: the first import, and what a merge compares with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from corpus.desk.assembling import Piece, contents_digest, file_contents
from corpus.desk.events import Clock, record
from corpus.desk.flow import SYSTEM
from corpus.desk.items import New, insert_items
from corpus.desk.kinds import WORDING, Kind, checked
from corpus.desk.tables import FileRow, ItemRow
from corpus.files import CHECKLIST_FILES, FRAME_FILES, Corpus, load
from corpus.wording import LANGUAGES, files_in


@dataclass(frozen=True)
class Folder:
    """A corpus folder, read: its items, and its files as they are."""

    items: dict[str, New]
    files: dict[str, str]
    digests: dict[str, str]
    """Of what each file says, whatever its form."""
    fingerprint: str

    @property
    def has_wording(self) -> bool:
        """Whether fixed texts came with it; a folder without them says nothing about those of the desk."""
        return any(item.file.startswith(f"{WORDING}/") for item in self.items.values())


def fingerprint(folder: Path, wording: Path | None = None) -> str:
    """Of every corpus file in the folder and every fixed text, names included."""
    found = sha256()
    for name, path in _paths(folder, wording).items():
        found.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return found.hexdigest()


def read_folder(folder: Path, wording: Path | None = None) -> Folder:
    """The items of a corpus folder, with the fixed texts of `wording`, or of `folder/wording` where it is there.

    Raises `CorpusFileError` for one that cannot be loaded.
    """
    items = {item.key: item for item in _items(load(folder, wording))}
    pieces = (
        Piece(item.kind, item.id, item.file, item.position, item.data, item.state == "published")
        for item in items.values()
    )
    return Folder(
        items=items,
        files={name: path.read_bytes().decode("utf-8") for name, path in _paths(folder, wording).items()},
        digests={file: contents_digest(content) for file, content in file_contents(pieces).items()},
        fingerprint=fingerprint(folder, wording),
    )


def first_import(session: Session, folder: Folder, now: Clock, who: str = SYSTEM) -> None:
    """Takes a corpus into an empty desk: what is published there is published here."""
    count = {"items": len(folder.items), "fingerprint": folder.fingerprint}
    when = record(session, now(), who, "import-corpus", "the shipped corpus, at the first start", after=count)
    insert_items(session, folder.items.values(), who, when, shipped=True)
    keep_files(session, folder)


def keep_files(session: Session, folder: Folder) -> None:
    """Remembers the files as they are, so that an export writes what nobody changed byte by byte."""
    session.query(FileRow).delete()
    rows = [
        {"path": path, "text": text, "contents": folder.digests[path]}
        for path, text in folder.files.items()
        if path in folder.digests
    ]
    if rows:
        session.execute(insert(FileRow), rows)


def is_empty(session: Session) -> bool:
    """Whether the desk has no items yet."""
    return session.scalar(select(ItemRow.key).limit(1)) is None


def _items(corpus: Corpus) -> Iterator[New]:
    for source in corpus.sources.values():
        file = corpus.files[f"source:{source.id}"]
        yield _new("source", source.id, file, 0, source.model_dump(mode="json", exclude_none=True))
        for position, statement in enumerate(source.statements):
            key = f"{source.id}/{statement.slug}"
            data = statement.model_dump(mode="json", exclude_none=True)
            yield _new("statement", key, file, position, data, statement.status == "published", source.lane)
    places: dict[str, int] = {}
    for answer in corpus.key_answers.values():
        file = corpus.files[f"key-answer:{answer.id}"]
        places[file] = places.get(file, -1) + 1
        yield _new("key-answer", answer.id, file, places[file], answer.model_dump(mode="json", exclude_none=True))
    for one in corpus.distinctions.values():
        file = corpus.files[f"distinction:{one.id}"]
        yield _new("distinction", one.id, file, 0, one.model_dump(mode="json", exclude_none=True))
    for position, concept in enumerate(corpus.concepts.values()):
        data = concept.model_dump(mode="json", exclude_none=True)
        yield _new("concept", concept.id, "concepts.yaml", position, data)
    for text in corpus.wording.values():
        file = corpus.files[f"wording:{text.name}"]
        yield _new("wording", text.name, file, 0, text.model_dump(mode="json", exclude_none=True))
    if corpus.languages is not None:
        name = f"{WORDING}/{LANGUAGES}"
        yield _new("document", name, f"{name}.yaml", 0, corpus.languages.model_dump(mode="json", exclude_none=True))
    for group, kind, names in (("frame", "document", FRAME_FILES), ("checklists", "checklist", CHECKLIST_FILES)):
        for name in names:
            data = getattr(corpus.field_map, name).model_dump(mode="json", exclude_none=True)
            item_id = name if kind == "checklist" else f"{group}/{name}"
            yield _new("checklist" if kind == "checklist" else "document", item_id, f"{group}/{name}.yaml", 0, data)
    for name in ("vocabulary", "places", "signposts"):
        item_id = "topics" if name == "vocabulary" else name
        data = getattr(corpus, name).model_dump(mode="json", exclude_none=True)
        yield _new("document", item_id, f"{item_id}.yaml", 0, data)
    yield _new(
        "document", "routing/facets", "routing/facets.yaml", 0, corpus.facets.model_dump(mode="json", exclude_none=True)
    )
    for group_of in corpus.behaviours:
        name = f"routing/{group_of.behaviour}"
        yield _new("document", name, f"{name}.yaml", 0, group_of.model_dump(mode="json", exclude_none=True))


def _new(
    kind: Kind, item_id: str, file: str, position: int, data: dict[str, Any], published: bool = True, lane: str = ""
) -> New:
    plain = checked(kind, item_id, data, to_publish=False)
    return New(kind, item_id, file, position, plain, "published" if published else "draft", lane)


def _paths(folder: Path, wording: Path | None) -> dict[str, Path]:
    """Every file by the name that an export gives it, in a fixed order."""
    names = ("sources", "key_answers", "distinctions", "frame", "checklists", "routing")
    found = sorted([*folder.glob("*.yaml"), *(path for name in names for path in (folder / name).rglob("*.yaml"))])
    texts = files_in(wording or folder / WORDING)
    return {path.relative_to(folder).as_posix(): path for path in found} | {
        f"{WORDING}/{path.name}": path for path in texts
    }
