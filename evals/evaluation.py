"""One evaluation from sets to log: what `fieldmap eval` and the gate of a release both run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import Assistant
from evals.engine import run
from evals.items import Item, ReadSet
from evals.records import Log, read_log
from evals.reference import Reference
from index.embeddings import Embedder


def evaluate(
    sets: Sequence[ReadSet],
    items: Sequence[Item],
    assistant: Assistant,
    embedder: Embedder,
    logs: Path,
    advance: Callable[[], None] = lambda: None,
) -> Log:
    """Asks `items`, which are of `sets`, and returns the log; it names the release and every faulty line.

    Raises `NothingToEvaluate`, `RunFailed`.
    """
    assistant.open()
    assistant.warm()
    description = {
        "release": assistant.release_id,
        "sets": [one.name for one in sets],
        "faults": [str(fault) for one in sets for fault in one.faults],
    }
    file = run(items, assistant, Reference(assistant, embedder), logs, description, advance)
    return read_log(file)
