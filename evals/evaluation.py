"""One evaluation from sets to log: what `fieldmap eval` and the gate of a release both run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings
from evals.checking import CheckedLine, measured
from evals.engine import run
from evals.items import Item, ReadSet
from evals.judge import comment_on, comments_file
from evals.records import Log, read_log
from evals.reference import Reference
from evals.remembering import Remembering
from index.embeddings import Embedder

LOGS_KEPT = 20
"""Runs whose log stays in a folder of logs; some six kilobytes an item."""

FORESEEN = 400
"""Characters of a question that is embedded with the others before it is asked; a longer one is mostly pasted text."""


def evaluate(
    sets: Sequence[ReadSet],
    items: Sequence[Item],
    settings: Settings,
    embedder: Embedder,
    logs: Path,
    advance: Callable[[], None] = lambda: None,
    release: Path | None = None,
    lines: Sequence[CheckedLine] = (),
) -> Log:
    """Asks `items`, which are of `sets`, and returns the log; it names the release and every faulty line.

    Without the folder of a `release`, the active one answers. With `lines`, the checker of written lines is measured
    too. Raises `NothingToEvaluate`, `RunFailed`.
    """
    remembering = Remembering(embedder)
    assistant = Assistant(settings, embedder=remembering, release=release)
    assistant.open()
    assistant.warm()
    remembering.foresee(_foreseen(items))
    description: dict[str, Any] = {
        "release": assistant.release_id,
        "sets": [one.name for one in sets],
        "faults": [str(fault) for one in sets for fault in one.faults],
    }
    if lines:
        remembering.foresee([line.text for line in lines])
        description["checker"] = measured(lines, assistant)
    file = run(items, assistant, Reference(assistant, remembering), logs, description, advance)
    for old in sorted(logs.glob("*.eval"))[:-LOGS_KEPT]:
        old.unlink(missing_ok=True)
        comments_file(old).unlink(missing_ok=True)
    log = read_log(file)
    if (comment := assistant.commenter()) is not None:
        comment_on(log, comment)
    return log


def _foreseen(items: Sequence[Item]) -> list[str]:
    """Questions that are embedded as they are written; one with control marks is cleaned first, and so is another."""
    texts = (item.question.text for item in items)
    return [text for text in texts if len(text) <= FORESEEN and text.isprintable()]
