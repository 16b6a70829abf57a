"""The desk as a folder of corpus files: what nobody changed byte by byte as it came, and the work under way beside it.

The files hold what is published, and the drafts of statements that came so; `desk.jsonl` holds what they cannot say:
versions that are not published yet, and states. Both together make the same desk again (`take_work`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk.assembling import contents_digest, file_contents
from corpus.desk.database import Database, named_os_error
from corpus.desk.errors import DeskError, FolderNotEmpty
from corpus.desk.events import Clock, record
from corpus.desk.items import New, add_version, data_of, insert_items, pieces, published_contents
from corpus.desk.kinds import split_key
from corpus.desk.tables import FileRow, ItemRow
from corpus.files import as_yaml, from_yaml

WORK = "desk.jsonl"


@dataclass(frozen=True, slots=True)
class Exported:
    """How much was written."""

    files: int
    unchanged: int
    """Of these, byte by byte as they came."""
    work: int
    """Items with work under way."""


def export(database: Database, folder: Path) -> Exported:
    """Writes the desk into an empty or new folder.

    Raises `FolderNotEmpty`, `DiskFull`, `FolderReadOnly`.
    """
    try:
        if folder.exists() and any(folder.iterdir()):
            raise FolderNotEmpty(str(folder))
        with database.read() as session:
            contents = file_contents(pieces(session, published_contents(session)))
            kept = {row.path: row for row in session.scalars(select(FileRow))}
            work = list(_work(session))
        unchanged = 0
        for path, content in sorted(contents.items()):
            row = kept.get(path)
            same = row is not None and row.contents == contents_digest(content)
            unchanged += same
            before = row.text if row is not None else None
            text = before if before is not None and same else written(path, content, before)
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode())
        if work:
            lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in work)
            (folder / WORK).write_bytes(lines.encode())
    except OSError as error:
        raise named_os_error(error, str(folder)) from error
    return Exported(len(contents), unchanged, len(work))


def written(path: str, content: Any, before: str | None) -> str:
    """The text of a file's content; comments at the head of YAML stay, and so does every concept that is the same."""
    if path.endswith(".md"):
        return as_markdown(content)
    if before is None:
        return as_yaml(content)
    if isinstance(content, dict) and list(content) == ["version", "concepts"]:
        return _concepts(content, before)
    head = re.match(r"(?:#[^\n]*\n|\s*\n)*", before)
    return (head[0] if head else "") + as_yaml(content)


def as_markdown(text: Mapping[str, Any]) -> str:
    """The file of a fixed text: its fields between two lines of dashes, then what it says."""
    note = str(text.get("note") or "")
    head = [f"name: {text['name']}", f"version: {text['version']}"]
    head += [f"{name}: [{', '.join(text.get(name) or [])}]" for name in ("variables", "used_by")]
    if note and note == " ".join(note.split()):
        head += ["note: >-", f"  {note}"]
    elif note:
        head.append(as_yaml({"note": note}).rstrip("\n"))
    return "---\n" + "\n".join(head) + f"\n---\n{text['text']}\n"


def take_work(database: Database, folder: Path, now: Clock, who: str) -> int:
    """Takes the work under way from an export; returns how many items had any.

    What this desk has in another version already is left as it is. Raises `DeskError` for a line that cannot be read.
    """
    file = folder / WORK
    if not file.is_file():
        return 0
    taken = 0
    with database.write() as session:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                one = json.loads(line)
                kind, item_id = split_key(one["key"])
                data, state, author = dict(one["data"]), one["state"], str(one["author"])
                place, position = str(one["file"]), int(one["position"])
            except (ValueError, KeyError, TypeError) as error:
                raise DeskError(f"{file}, line {number}: {error}. Nothing of it was taken; export again.") from error
            taken += _take(
                session, New(kind, item_id, place, position, data, state, one.get("lane", "")), author, now, who
            )
    return taken


def _take(session: Session, one: New, author: str, now: Clock, who: str) -> bool:
    row = session.get(ItemRow, one.key)
    if row is None:
        insert_items(session, [one], author, now().isoformat(), shipped=False)
        before = None
        if one.state == "published":
            raise DeskError(f"{one.key} is published in {WORK} and in no file. Nothing was taken; export again.")
    else:
        here = data_of(session, row.key, row.version)
        at_rest = row.published_version == row.version or (row.published_version is None and row.state == "draft")
        if row.state == one.state and here == one.data or not at_rest:
            return False
        before = {"state": row.state, "version": row.version}
        if here != one.data:
            add_version(session, row, one.data, author, now().isoformat())
        row.state = one.state
    after = {"state": one.state, "data": one.data}
    record(session, now(), who, "import-work", "from an export", one.key, before, after)
    return True


def _work(session: Session) -> Iterator[dict[str, Any]]:
    """The items that the YAML does not say all about."""
    for row in session.scalars(select(ItemRow).order_by(ItemRow.key)):
        at_rest = row.state == "published" and row.version == row.published_version
        data = data_of(session, row.key, row.version) if not at_rest else {}
        as_shipped = row.state == "draft" and row.shipped is not None and json.loads(row.shipped) == data
        if at_rest or as_shipped:
            continue
        yield {
            "key": row.key,
            "file": row.file,
            "position": row.position,
            "lane": row.lane,
            "state": row.state,
            "author": row.author,
            "data": data,
        }


def _concepts(content: dict[str, Any], before: str) -> str:
    """The file of concepts with the text of each concept that says the same; hand-written, with comments between."""
    marks = [found.start() for found in re.finditer(r"^- id:", before, re.MULTILINE)]
    head = before[: marks[0]] if marks else "version: 1\nconcepts:\n"
    blocks: dict[str, str] = {}
    for start, end in zip(marks, [*marks[1:], len(before)], strict=True):
        text = before[start:end]
        try:
            (one,) = from_yaml(text)
        except (yaml.YAMLError, ValueError, TypeError):
            continue
        blocks[one["id"]] = text
    parts = []
    for concept in content["concepts"]:
        text = blocks.get(concept["id"], "")
        same = text and _plain(from_yaml(text)[0]) == _plain(concept)
        parts.append(text if same else as_yaml([concept]) + "\n")
    return head + "".join(parts)


def _plain(concept: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in concept.items() if value not in (None, [], {})}
