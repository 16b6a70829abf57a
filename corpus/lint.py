"""What the schema cannot see: references between files, and wording that an editor should look at.

An error stops `release build`; a note does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from corpus.errors import CorpusFault, CorpusFileError
from corpus.files import CHECKLIST_FILES, FRAME_FILES, Corpus
from corpus.model import Record

_NO_SUBJECT = re.compile(r"^(?:It|They|This|These|Those|He|She|The (?:authors?|study|trial|report|paper|page)) ")
_MARKDOWN = re.compile(r"[`<>\[\]{}]|\*.+\*|_.+_|^\s*(?:[-+#]|\d+\.)\s")
LONGEST_STATEMENT = 45
"""Words; a longer statement is two facts."""


class LintFault(NamedTuple):
    """A fault, and whether it stops a release."""

    serious: bool
    fault: CorpusFault


def faults(corpus: Corpus) -> list[LintFault]:
    """Everything found, errors first."""
    found = [
        *_statements(corpus),
        *_key_answers(corpus),
        *_distinctions(corpus),
        *_concepts(corpus),
        *_field_map(corpus),
    ]
    return sorted(found, key=lambda item: (not item.serious, item.fault.file, item.fault.field))


def refuse_errors(corpus: Corpus) -> None:
    """Raises `CorpusFileError` when `faults` finds an error."""
    errors = [item.fault for item in faults(corpus) if item.serious]
    if errors:
        raise CorpusFileError(errors)


def _statements(corpus: Corpus) -> Iterator[LintFault]:
    places = frozenset(corpus.vocabulary.places)
    asks: dict[str, str] = {}
    for key, source, statement in corpus.statements():
        file, field = corpus.files[f"source:{source.id}"], f"statements[{statement.slug}]"
        yield from _known(file, f"{field}.topics", statement.topics, corpus.vocabulary.tags, "topics.yaml")
        yield from _known(file, f"{field}.place", [statement.place], places, "topics.yaml")
        if statement.status == "draft":
            continue
        if _MARKDOWN.search(statement.text):
            yield _error(file, f"{field}.text", "holds a mark that a page would read as markup", "write plain text")
        if len(statement.text.split()) > LONGEST_STATEMENT:
            yield _note(file, f"{field}.text", f"has over {LONGEST_STATEMENT} words", "split it into two facts")
        if _NO_SUBJECT.match(statement.text):
            yield _note(file, f"{field}.text", "does not name its subject", "name the product, study or body")
        for ask in statement.asks:
            other = asks.setdefault(ask.casefold().strip(" ?"), key)
            if other != key:
                yield _error(file, f"{field}.asks", f'"{ask}" is an ask of {other} too', "leave it with one of them")


def _key_answers(corpus: Corpus) -> Iterator[LintFault]:
    places = frozenset(corpus.vocabulary.places)
    statements = frozenset(key for key, _, _ in corpus.statements())
    published = corpus.published_key_answers()
    for answer in corpus.key_answers.values():
        file, field = corpus.files[f"key-answer:{answer.id}"], f"[{answer.id}]"
        yield from _known(file, f"{field}.topics", answer.topics, corpus.vocabulary.tags, "topics.yaml")
        yield from _known(file, f"{field}.places", answer.places, places, "topics.yaml")
        yield from _known(file, f"{field}.stands_on", answer.stands_on, statements, "the sources")
        if len(answer.stands_on) < 2:
            yield _note(file, f"{field}.stands_on", "names one statement only", "find a second one")
        if answer.id not in published:
            yield _note(file, f"{field}.stands_on", "names a draft, so it is a draft itself", "verify the statement")


def _distinctions(corpus: Corpus) -> Iterator[LintFault]:
    words = corpus.concepts.keys() | corpus.vocabulary.places
    for distinction in corpus.distinctions.values():
        file = corpus.files[f"distinction:{distinction.id}"]
        triggers = distinction.triggers
        yield from _known(file, "topics", distinction.topics, corpus.vocabulary.tags, "topics.yaml")
        yield from _known(file, "source_ids", distinction.source_ids, corpus.sources, "the sources")
        yield from _known(file, "triggers.evidence_sources", triggers.evidence_sources, corpus.sources, "the sources")
        yield from _known(file, "triggers.any_concepts", triggers.any_concepts, words, "concepts.yaml")
        for group in triggers.all_of:
            yield from _known(file, "triggers.all_of", group, words, "concepts.yaml")
        if distinction.narrower_than:
            yield from _known(
                file, "narrower_than", [distinction.narrower_than], corpus.distinctions, "the distinctions"
            )


def _concepts(corpus: Corpus) -> Iterator[LintFault]:
    for concept in corpus.concepts.values():
        field = f"concepts[{concept.id}]"
        yield from _known("concepts.yaml", f"{field}.topics", concept.topics, corpus.vocabulary.tags, "topics.yaml")
        yield from _known("concepts.yaml", f"{field}.see_also", concept.see_also, corpus.concepts, "concepts.yaml")


def _field_map(corpus: Corpus) -> Iterator[LintFault]:
    for name in (*FRAME_FILES, *CHECKLIST_FILES):
        folder = "frame" if name in FRAME_FILES else "checklists"
        file = f"{folder}/{name}.yaml"
        for field, value in _leaves(getattr(corpus.field_map, name)):
            if field in ("source_ids", "example_source_ids", "prestige_source_ids"):
                yield from _known(file, field, value, corpus.sources, "the sources")
            elif field == "distinction_ids":
                yield from _known(file, field, value, corpus.distinctions, "the distinctions")
            elif field == "source_id" and value:
                yield from _known(file, field, [value], corpus.sources, "the sources")
            elif field == "key_answer":
                yield from _known(file, field, [value], corpus.key_answers, "the key answers")


def _leaves(record: Record) -> Iterator[tuple[str, Any]]:
    """Every named value of a record and of the records in it."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Record):
            yield from _leaves(value)
        elif isinstance(value, list) and value and isinstance(value[0], Record):
            for item in value:
                yield from _leaves(item)
        else:
            yield name, value


def _known(file: str, field: str, values: Iterable[str], known: Iterable[str], where: str) -> Iterator[LintFault]:
    have = known if isinstance(known, (frozenset, set, dict)) else frozenset(known)
    for value in values:
        if value not in have:
            yield _error(file, field, f"{value} is not in {where}", "correct the id, or add the record")


def _error(file: str, field: str, problem: str, mend: str) -> LintFault:
    return LintFault(True, CorpusFault(file, field, problem, mend))


def _note(file: str, field: str, problem: str, mend: str) -> LintFault:
    return LintFault(False, CorpusFault(file, field, problem, mend))
