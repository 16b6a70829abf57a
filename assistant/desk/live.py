"""What changes answers without a release: the list of suspended ids, as these settings keep it."""

from __future__ import annotations

from assistant.settings import Settings
from index.suspended import Suspended


def suspended_of(settings: Settings) -> Suspended:
    """The list beside the releases; for a desk in PostgreSQL, which other machines share, its table as well."""
    file = settings.home / "suspended.txt"
    if settings.database_url is None or settings.database_url.startswith("sqlite"):
        return Suspended(file)
    # Only here: who asks one question without such a desk need not wait for a database to be imported.
    from assistant.desk.suspended import SuspendedInTable
    from corpus.desk.database import Database

    return SuspendedInTable(file, Database(settings.database_url))
