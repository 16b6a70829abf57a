"""The tables of the desk. Times are UTC in ISO 8601 text, so that both databases keep and order them alike."""

from __future__ import annotations

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """All tables of the desk; `migrations` makes them."""


class ItemRow(Base):
    """One item of the corpus and where it stands in the flow. Never deleted: so no id is ever given twice."""

    __tablename__ = "item"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    id: Mapped[str] = mapped_column(String(180))
    file: Mapped[str] = mapped_column(String(300))
    position: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(String(20), index=True)
    version: Mapped[int] = mapped_column(Integer)
    published_version: Mapped[int | None] = mapped_column(Integer)
    work_from: Mapped[int] = mapped_column(Integer)
    shipped: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(80))
    changed: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(Text)
    lane: Mapped[str] = mapped_column(String(40), index=True)
    place: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text)
    due: Mapped[str | None] = mapped_column(String(10), index=True)
    search: Mapped[str] = mapped_column(Text)


class VersionRow(Base):
    """What an item said in one version. Never changed and never deleted."""

    __tablename__ = "item_version"

    key: Mapped[str] = mapped_column(ForeignKey("item.key"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    data: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(80))
    made: Mapped[str] = mapped_column(String(40))


class EventRow(Base):
    """Who changed what, when and why. Triggers refuse every change and deletion."""

    __tablename__ = "event"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    happened: Mapped[str] = mapped_column(String(40))
    who: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(200), index=True)
    batch: Mapped[int | None] = mapped_column(Integer, index=True)
    why: Mapped[str] = mapped_column(Text)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)


class PersonRow(Base):
    """An account of the desk."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    roles: Mapped[str] = mapped_column(String(80))
    password: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(Boolean)
    session_version: Mapped[int] = mapped_column(Integer)
    failures: Mapped[int] = mapped_column(Integer)
    locked_until: Mapped[str | None] = mapped_column(String(40))
    added: Mapped[str] = mapped_column(String(40))


class SuspensionRow(Base):
    """A statement or key answer that must not be shown, by the id that answers know."""

    __tablename__ = "suspension"

    id: Mapped[str] = mapped_column(String(180), primary_key=True)
    who: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(Text)
    since: Mapped[str] = mapped_column(String(40))


class FileRow(Base):
    """A file of the corpus as it was read, so that what nobody changed is written again byte by byte."""

    __tablename__ = "corpus_file"

    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    contents: Mapped[str] = mapped_column(String(64))


class ConflictRow(Base):
    """An item that was changed at the desk and in a newer shipped corpus. Kept until somebody decides."""

    __tablename__ = "conflict"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    item: Mapped[str] = mapped_column(ForeignKey("item.key"), index=True)
    base: Mapped[str | None] = mapped_column(Text)
    shipped: Mapped[str | None] = mapped_column(Text)
    ours: Mapped[str] = mapped_column(Text)
    found: Mapped[str] = mapped_column(String(40))
    resolved: Mapped[str | None] = mapped_column(String(40))
    resolution: Mapped[str | None] = mapped_column(String(20))


class BatchRow(Base):
    """A publication or a roll-back, and how far it has come."""

    __tablename__ = "batch"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20), index=True)
    who: Mapped[str] = mapped_column(String(80))
    why: Mapped[str] = mapped_column(Text)
    started: Mapped[str] = mapped_column(String(40))
    ended: Mapped[str | None] = mapped_column(String(40))
    previous: Mapped[str | None] = mapped_column(String(64))
    release: Mapped[str | None] = mapped_column(String(64))
    items: Mapped[str] = mapped_column(Text)
    contents: Mapped[str] = mapped_column(Text)
    problems: Mapped[str] = mapped_column(Text)
    gate: Mapped[str | None] = mapped_column(Text)
    preview: Mapped[str | None] = mapped_column(Text)


class ReleaseRow(Base):
    """Which version of which item a release holds."""

    __tablename__ = "release_contents"

    release: Mapped[str] = mapped_column(String(64), primary_key=True)
    contents: Mapped[str] = mapped_column(Text)


class QuestionRow(Base):
    """A question that every preview asks of the old and of the new release."""

    __tablename__ = "saved_question"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(80))
    who: Mapped[str] = mapped_column(String(80))


class SourceTextRow(Base):
    """The text of a document as it was imported, with its passages: statements are taken from it and read again."""

    __tablename__ = "source_text"
    __table_args__ = (Index("ix_source_text_source", "source"),)

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(String(180))
    sha256: Mapped[str] = mapped_column(String(64))
    media: Mapped[str] = mapped_column(String(80))
    address: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    details: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(80))
    imported: Mapped[str] = mapped_column(String(40))


class NoteRow(Base):
    """What the desk remembers about itself: the shipped corpus it has seen, the release it knows to be active."""

    __tablename__ = "note"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
