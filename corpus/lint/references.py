"""References between files: every id that a record names exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from corpus.files import CHECKLIST_FILES, FRAME_FILES, Corpus
from corpus.lint.findings import LintFault, error, note
from corpus.model import Record


def reference_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Ids and tags that do not resolve, records that nothing published carries, addresses that nobody read."""
    yield from _statements(corpus)
    yield from _key_answers(corpus)
    yield from _distinctions(corpus)
    yield from _concepts(corpus)
    yield from _field_map(corpus)
    yield from _topic_pages(corpus)
    yield from _signposts(corpus)


def _statements(corpus: Corpus) -> Iterator[LintFault]:
    places = frozenset(corpus.vocabulary.places)
    for _, source, statement in corpus.statements():
        file, field = corpus.files[f"source:{source.id}"], f"statements[{statement.slug}]"
        yield from _known(file, f"{field}.topics", statement.topics, corpus.vocabulary.tags, "topics.yaml")
        yield from _known(file, f"{field}.place", [statement.place], places, "topics.yaml")
    for source in corpus.sources.values():
        file = corpus.files[f"source:{source.id}"]
        if source.lane != (folder := file.split("/")[1]):
            yield error(file, "lane", f"is {source.lane}, but the file is in {folder}", "move the file, or correct it")
        read = {one.verification.url for one in source.statements if one.verification}
        own = [one for one in source.statements if one.verification and one.verification.level == "source-text"]
        if read and not own and source.url not in read:
            yield note(file, "url", "was read by nobody: every fact is from another page", "read the document itself")


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
            yield error(file, f"{field}.stands_on", "names one statement only", "find a second one")
        if answer.id not in published:
            yield note(file, f"{field}.stands_on", "names a draft, so it is a draft itself", "verify the statement")


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
    published, answers = corpus.published_statement_ids(), corpus.published_key_answers()
    team = frozenset(row.id for row in corpus.field_map.trial_questions.ask_the_team)
    for name in (*FRAME_FILES, *CHECKLIST_FILES):
        folder = "frame" if name in FRAME_FILES else "checklists"
        file = f"{folder}/{name}.yaml"
        for field, value in _leaves(getattr(corpus.field_map, name)):
            if field in ("source_ids", "example_source_ids", "prestige_source_ids"):
                yield from _known(file, field, value, corpus.sources, "the sources")
            elif field == "distinction_ids":
                yield from _known(file, field, value, corpus.distinctions, "the distinctions")
            elif field == "statement_ids":
                yield from _known(file, field, value, published, "the published statements")
            elif field.startswith("asked_"):
                yield from _known(file, field, value, team, "checklists/trial_questions.yaml")
            elif field == "source_id" and value:
                yield from _known(file, field, [value], corpus.sources, "the sources")
            elif field == "key_answer":
                yield from _known(file, field, [value], corpus.key_answers, "the key answers")
            elif field == "key_answers":
                yield from _known(file, field, value, answers, "the published key answers")
            elif field == "topic" and value:
                yield from _known(file, field, [value], corpus.vocabulary.tags, "topics.yaml")
            elif field == "concept" and value:
                yield from _known(file, field, [value], corpus.concepts, "concepts.yaml")


def _topic_pages(corpus: Corpus) -> Iterator[LintFault]:
    file = "frame/topic_pages.yaml"
    named = [page.id for page in corpus.field_map.topic_pages.pages]
    wanted = corpus.vocabulary.tags - {"international"}
    yield from _known(file, "pages", named, wanted, "topics.yaml")
    for missing in sorted(wanted.difference(named)):
        yield error(file, "pages", f"{missing} has no entry", "add an entry with a title")


def _signposts(corpus: Corpus) -> Iterator[LintFault]:
    for entry in corpus.signposts.places:
        for kind in ("emergency", "crisis", "medical_advice", "report"):
            unread = [item for item in getattr(entry, kind) if not item.verified]
            if unread:
                yield note(
                    "signposts.yaml",
                    f"{entry.place}.{kind}",
                    f"has {len(unread)} that no page was found for, so they are never shown",
                    "find the page, or remove them",
                )


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
            yield error(file, field, f"{value} is not in {where}", "correct the id, or add the record")
