"""What is to be said about a record while it is being written, with what cannot even be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.web.desk.fields import Unreadable
from corpus.desk import Desk
from corpus.desk.checking import Check
from corpus.desk.errors import FieldProblem
from corpus.desk.kinds import Kind


def checked(desk: Desk, kind: Kind, item_id: str, record: Mapping[str, Any], unreadable: Sequence[Unreadable]) -> Check:
    """The problems and reading grades of the record; what cannot be read counts as missing, and says so alone."""
    found = desk.check(kind, item_id, record)
    lost = {one.field for one in unreadable}
    first = [FieldProblem(one.field, one.problem, "mend it, then save") for one in unreadable]
    rest = [one for one in found.problems if one.field not in lost]
    return Check((*first, *rest), found.reading_grades)
