"""Comments of another model on written answers, beside the log. They are printed in the report and gate nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from evals.records import Log

MOST = 25
"""Answers of a run that are commented on."""
LONGEST = 600

Comment = Callable[[str, str], str | None]
"""From question and answer to a comment; None where there is none."""


def comments_file(log: Path) -> Path:
    """Where the comments on a log stand."""
    return log.with_suffix(".comments.json")


def comment_on(log: Log, comment: Comment) -> int:
    """Asks for comments on the first written answers of a run; returns how many were given."""
    written = [record for record in log.records if record.answer.get("writer", "quotes") != "quotes"]
    made = {}
    for record in written[:MOST]:
        said = comment(record.question, record.text)
        if said:
            made[record.key] = said[:LONGEST]
    comments_file(log.file).write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(made)


def comments_on(log: Path) -> Mapping[str, str]:
    """The comments on a log; none where no judge was asked, or the file cannot be read."""
    try:
        found = json.loads(comments_file(log).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(said) for key, said in found.items()} if isinstance(found, dict) else {}
