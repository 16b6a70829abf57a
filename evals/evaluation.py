"""One evaluation from sets to log: what `fieldmap eval` and the gate of a release both run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant, Observed, Question, Settings
from evals.checking import CheckedLine, measured
from evals.engine import Answering, run
from evals.items import Item, ReadSet
from evals.judge import comment_on, comments_file
from evals.records import Log, read_log
from evals.reference import Reference
from evals.remembering import Remembering
from evals.second_process import WORTH_IT, foreseeable, two_processes
from index.embeddings import Embedder

LOGS_KEPT = 20
"""Runs whose log stays in a folder of logs; some six kilobytes an item."""


def evaluate(
    sets: Sequence[ReadSet],
    items: Sequence[Item],
    settings: Settings,
    embedder: Embedder,
    logs: Path,
    advance: Callable[[], None] = lambda: None,
    release: Path | None = None,
    lines: Sequence[CheckedLine] = (),
    both_cores: bool = False,
) -> Log:
    """Asks `items`, which are of `sets`, and returns the log; it names the release and every faulty line.

    Without the folder of a `release`, the active one answers. With `lines`, the checker of written lines is measured
    too. With `both_cores`, a long list is answered by two processes, the second of which loads the embedding model of
    the settings. Raises `NothingToEvaluate`, `RunFailed`.
    """
    remembering = Remembering(embedder)
    assistant = Assistant(settings, embedder=remembering, release=release)
    assistant.open()
    assistant.warm()
    description: dict[str, Any] = {
        "release": assistant.release_id,
        "sets": [one.name for one in sets],
        "faults": [str(fault) for one in sets for fault in one.faults],
    }
    if lines:
        remembering.foresee([line.text for line in lines])
        description["checker"] = measured(lines, assistant)
    folder = release or assistant.releases.active_folder()
    with _answering(items, assistant, remembering, folder, both_cores, advance) as answering:
        file = run(items, answering, Reference(assistant, remembering), logs, description)
    for old in sorted(logs.glob("*.eval"))[:-LOGS_KEPT]:
        old.unlink(missing_ok=True)
        comments_file(old).unlink(missing_ok=True)
    log = read_log(file)
    if (comment := assistant.commenter()) is not None:
        comment_on(log, comment)
    return log


@dataclass(frozen=True)
class _Counting:
    """The assistant, that says when it has answered."""

    assistant: Assistant
    advance: Callable[[], None]

    def observe(self, question: Question, without: frozenset[str] = frozenset()) -> Observed:
        try:
            return self.assistant.observe(question, without)
        finally:
            self.advance()


@contextmanager
def _answering(
    items: Sequence[Item],
    assistant: Assistant,
    remembering: Remembering,
    release: Path,
    both_cores: bool,
    advance: Callable[[], None],
) -> Iterator[Answering]:
    # A model that writes is asked by one process alone, which keeps to its budget.
    if both_cores and len(items) >= WORTH_IT and not assistant.settings.model and (os.cpu_count() or 1) > 1:
        with two_processes(items, assistant, remembering, release, advance) as both:
            yield both
    else:
        remembering.foresee(foreseeable([item.question for item in items]))
        yield _Counting(assistant, advance)
