"""Which rows of the field map have content: statements to stand on, short answers that use them, and a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.field_map import Guide, Sourced
from corpus.files import Corpus
from corpus.model import Distinction


class Row(NamedTuple):
    """One row: how many published statements and key answers it has, and the address of its page."""

    group: str
    id: str
    statements: int
    key_answers: int
    page: str

    @property
    def complete(self) -> bool:
        """Whether nothing is at zero."""
        return self.statements > 0 and self.key_answers > 0 and bool(self.page)


def coverage(corpus: Corpus) -> list[Row]:
    """Every row of the frame and every distinction, in the order of the map."""
    return list(_Counter(corpus).rows())


class _Counter:
    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._answers = corpus.published_key_answers()
        self._of_source: dict[str, int] = {
            source.id: sum(1 for _ in source.published_statements()) for source in corpus.sources.values()
        }

    def rows(self) -> Iterator[Row]:
        frame = self._corpus.field_map
        groups: list[tuple[str, Iterable[tuple[str, Sourced]]]] = [
            ("layers", ((row.id, row) for row in frame.layers.layers)),
            ("frontiers", ((row.id, row) for row in frame.frontiers.frontiers)),
            ("stages", ((row.id.value, row) for row in frame.stages.stages)),
            ("institutions", ((row.id, row) for row in frame.institutions.institutions)),
            ("source-stack", ((row.id, row) for row in frame.source_stack.tiers)),
            ("signals", ((row.id, row) for row in frame.signals.signals)),
            ("borrowing", ((row.id, row) for row in frame.borrowing.patterns)),
            ("headline-checklist", ((row.id, row) for row in frame.headline_checklist.questions)),
            ("today", ((row.id, row) for row in frame.today.sections)),
            ("rules", ((row.id, row) for row in frame.rules.rules)),
        ]
        for group, rows in groups:
            for key, row in rows:
                yield Row(group, key, self._statements(row.source_ids), len(row.key_answers), f"/map/{group}#{key}")
        for entry in frame.faq.questions:
            answer = self._answers.get(entry.key_answer)
            stands_on = len(answer.stands_on) if answer else 0
            yield Row("faq", entry.id, stands_on, int(answer is not None), f"/map/faq#{entry.id}")
        for group, guides in (("deeper-pages", frame.deeper_pages), ("next-steps", frame.next_steps)):
            for guide in guides.pages:
                yield self._guide(group, guide)
        for note in frame.footnotes.notes:
            yield Row(
                "footnotes",
                str(note.number),
                self._statements(note.source_ids),
                self._standing_on(note.source_ids),
                f"/map/footnotes#{note.number}",
            )
        for distinction in self._corpus.distinctions.values():
            yield self._distinction(distinction)

    def _guide(self, group: str, guide: Guide) -> Row:
        topics = {part.topic for part in guide.parts if part.topic}
        statements = sum(
            1
            for _, _, one in self._corpus.statements()
            if one.status == "published" and topics & {*one.topics, one.place}
        )
        answers = sum(1 for answer in self._answers.values() if topics & {*answer.topics, *answer.places})
        return Row(group, guide.id, statements, answers, f"/guides/{guide.id}")

    def _distinction(self, distinction: Distinction) -> Row:
        sources = distinction.source_ids
        return Row(
            "distinctions",
            distinction.id,
            self._statements(sources),
            self._standing_on(sources),
            f"/map/distinctions#{distinction.id}",
        )

    def _statements(self, sources: Iterable[str]) -> int:
        return sum(self._of_source.get(source, 0) for source in sources)

    def _standing_on(self, sources: Iterable[str]) -> int:
        wanted = set(sources)
        return sum(
            1
            for answer in self._answers.values()
            if wanted & {statement.split("/")[0] for statement in answer.stands_on}
        )
