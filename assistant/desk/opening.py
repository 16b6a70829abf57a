"""The desk of these settings."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.settings import Settings
from corpus.desk import Desk, open_desk
from corpus.desk.assembling import corpus_of
from corpus.desk.database import sqlite_url
from corpus.desk.events import Clock, utc_now
from corpus.desk.items import pieces, published_contents
from corpus.files import SHIPPED, Corpus
from index.suspended import Suspended


def desk_url(settings: Settings) -> str:
    """The address of the desk's database: a file in the home folder where no other is set."""
    return settings.database_url or sqlite_url(settings.home / "desk.sqlite")


def desk_is_there(settings: Settings) -> bool:
    """Whether anybody has opened a desk here; asking makes none."""
    return settings.database_url is not None or (settings.home / "desk.sqlite").is_file()


def desk_of(settings: Settings, now: Clock = utc_now) -> Desk:
    """The desk, up to date, with the corpus of the settings taken in.

    Raises a `DeskError` for a database that cannot be used, `CorpusFileError` for a corpus that cannot be loaded.
    """
    listed = Suspended(settings.home / "suspended.txt")

    def mirror(suspended: Mapping[str, str]) -> None:
        listed.replace(suspended)

    return open_desk(
        desk_url(settings), settings.corpus or SHIPPED, mirror, listed.with_reasons(), now, settings.wording_folder
    )


def published_corpus(settings: Settings) -> Corpus:
    """What the desk has published, with a newer shipped corpus merged in. Raises as `desk_of` does."""
    desk = desk_of(settings)
    try:
        with desk.database.read() as session:
            return corpus_of(pieces(session, published_contents(session)))
    finally:
        desk.database.close()
