"""What a publication would change for patients: questions asked of both releases, side by side where answers differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Answer, Question
from corpus.files import Corpus
from index.embeddings import Embedder

MOST_OF_CHANGED = 60
"""Questions that are taken from the changed items themselves."""


class Asked(NamedTuple):
    """A question of the preview, with the place set beside it."""

    text: str
    place: str | None = None


def questions(saved: Iterable[Asked], changed: Iterable[str], corpus: Corpus) -> list[Asked]:
    """The saved questions, the frequent ones of the corpus, and those that the changed items are there for."""
    found = [*saved, *(Asked(entry.question) for entry in corpus.field_map.faq.questions)]
    found += [Asked(text) for text in list(_of_changed(changed, corpus))[:MOST_OF_CHANGED]]
    return list(dict.fromkeys(found))


def compare(
    settings: Settings,
    embedder: Embedder,
    old: Path | None,
    new: Path,
    asked: list[Asked],
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[dict[str, Any]]:
    """The questions whose answers differ, with both answers. Without an old release everything is new.

    What is suspended now is left out of both.
    """
    before = Assistant(settings, embedder, release=old) if old is not None else None
    after = Assistant(settings, embedder, release=new)
    different = []
    for number, one in enumerate(asked):
        progress(number, len(asked))
        question = Question(one.text, place=one.place)
        first = _plain(before.ask(question)) if before else None
        second = _plain(after.ask(question))
        if first != second:
            different.append({"question": one.text, "place": one.place, "before": first, "after": second})
    progress(len(asked), len(asked))
    for one_of_two in (before, after):
        if one_of_two is not None:
            one_of_two.suspended.close()
    return different


def _plain(answer: Answer) -> dict[str, Any]:
    """What a patient would see of it: the release's id and the time it took are no difference."""
    return {
        "behaviour": answer.behaviour,
        "text": "\n\n".join(section.text for section in answer.sections),
        "statements": [citation.statement_id for citation in answer.citations],
    }


def _of_changed(changed: Iterable[str], corpus: Corpus) -> Iterator[str]:
    """The question of a changed key answer, the first ask of a changed statement."""
    asks = {key: statement.asks for key, _, statement in corpus.statements()}
    for key in changed:
        kind, _, item_id = key.partition(":")
        if kind == "key-answer" and item_id in corpus.key_answers:
            yield corpus.key_answers[item_id].question
        elif kind == "statement" and asks.get(item_id):
            yield asks[item_id][0]
