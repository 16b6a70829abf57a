"""Asks: enough of them for each record to be found, and none that leads to two."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.files import Corpus
from corpus.lint.findings import LintFault, error

STATEMENT_ASKS = 3
KEY_ANSWER_ASKS = 8


def ask_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Published records with too few asks, and asks that stand with two records of one kind.

    A statement and a key answer that stands on it may share an ask: the key answer leads, the statement follows.
    """
    seen: dict[str, str] = {}
    for key, source, statement in corpus.statements():
        if statement.status == "published":
            file, field = corpus.files[f"source:{source.id}"], f"statements[{statement.slug}].asks"
            yield from _enough(file, field, statement.asks, STATEMENT_ASKS)
            yield from _once(seen, file, field, key, statement.asks)
    seen = {}
    for key, answer in corpus.published_key_answers().items():
        file, field = corpus.files[f"key-answer:{key}"], f"[{key}].asks"
        yield from _enough(file, field, answer.asks, KEY_ANSWER_ASKS)
        yield from _once(seen, file, field, key, answer.asks)


def _enough(file: str, field: str, asks: list[str], least: int) -> Iterator[LintFault]:
    if len(asks) < least:
        yield error(file, field, f"are {len(asks)}, and {least} are needed", "add questions in a patient's own words")


def _once(seen: dict[str, str], file: str, field: str, key: str, asks: list[str]) -> Iterator[LintFault]:
    for ask in asks:
        other = seen.setdefault(" ".join(ask.casefold().split()).strip(" ?!."), key)
        if other != key:
            yield error(file, field, f'"{ask}" is an ask of {other} too', "leave it with one of them")
