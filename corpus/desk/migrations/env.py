"""How Alembic reaches the desk: by the connection that `corpus.desk.opening` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from corpus.desk.tables import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
