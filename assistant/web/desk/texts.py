"""The texts of documents as they were imported: what statements are taken from, and compared with when read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import select

from corpus.desk.database import Database
from corpus.desk.events import Clock, record
from corpus.desk.flow import refuse_roles
from corpus.desk.kinds import key_of
from corpus.desk.people import Person
from corpus.desk.tables import SourceTextRow


class SourceTexts:
    """Keeps each text once, by its hash."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database, self._now = database, now

    def keep(self, source: str, document: Mapping[str, Any], by: Person) -> None:
        """Keeps an imported document (as plain data) with its source, once. Raises `NotAllowed`."""
        refuse_roles("draft", key_of("source", source), by.name, by.roles)
        with self._database.write() as session:
            same = select(SourceTextRow.number).where(
                SourceTextRow.source == source, SourceTextRow.sha256 == document["sha256"]
            )
            if session.scalar(same) is not None:
                return
            after = {"sha256": document["sha256"], "characters": len(document["text"])}
            when = record(session, self._now(), by.name, "import", item=key_of("source", source), after=after)
            session.add(
                SourceTextRow(
                    source=source,
                    sha256=document["sha256"],
                    media=str(document["kind"]),
                    address=document.get("address"),
                    text=document["text"],
                    details=json.dumps(dict(document), ensure_ascii=False),
                    who=by.name,
                    imported=when,
                )
            )

    def of(self, source: str, sha256: str | None = None) -> dict[str, Any] | None:
        """The document with this hash, or the one that was kept last; None where none is kept."""
        wanted = select(SourceTextRow).where(SourceTextRow.source == source).order_by(SourceTextRow.number.desc())
        if sha256 is not None:
            wanted = wanted.where(SourceTextRow.sha256 == sha256)
        with self._database.read() as session:
            row = session.scalars(wanted.limit(1)).first()
            return cast("dict[str, Any]", json.loads(row.details)) if row else None
