"""The parts of an answer: each function makes one section from vetted records and fixed wording."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.library import Library
from assistant.phrases import capital, escaped
from assistant.types import Citation, CitationKind, Section
from corpus.field_map import ChecklistQuestion, Stage
from corpus.model import Distinction, Finding, KeyAnswer, StageId
from index.contents import PublishedStatement
from prompts.wording import in_use


def say(wording: str, /, **values: str) -> str:
    """A fixed sentence: of the release that answers, else of `prompts/wording`."""
    return in_use()[wording].fill(**values)


@dataclass
class Numbering:
    """Numbers statements in the order in which they are first cited. Numbers are for display; ids identify."""

    _numbers: dict[tuple[str, CitationKind], int] = field(default_factory=dict)
    _statements: dict[str, PublishedStatement] = field(default_factory=dict)

    def number(self, one: PublishedStatement, kind: CitationKind = "statement") -> int:
        """The number of a statement in this answer, or of the passage that it stands on."""
        self._statements[one.id] = one
        return self._numbers.setdefault((one.id, kind), len(self._numbers) + 1)

    def citations(self) -> tuple[Citation, ...]:
        """Every cited statement and passage, in order, quoted unchanged."""
        return tuple(citation(number, self._statements[key], kind) for (key, kind), number in self._numbers.items())


def citation(number: int, one: PublishedStatement, kind: CitationKind = "statement") -> Citation:
    """A statement, or the passage that it stands on, as it is cited under a number."""
    passage = one.statement.passage if kind == "passage" else None
    return Citation(
        n=number,
        source_id=one.source.id,
        statement_id=one.id,
        kind=kind,
        quote=one.words(kind),
        title=one.source.title,
        publisher=one.source.publisher,
        url=one.source.url,
        locator=passage.locator if passage else one.statement.locator,
        published=one.source.published,
        verified=one.verification.date.isoformat(),
        verification=one.verification.level,
        jurisdiction=one.source.jurisdiction,
        lane=one.source.lane,
    )


def marks(numbers: Iterable[int]) -> str:
    """`[1][2]`, for the end of a sentence."""
    return "".join(f"[{number}]" for number in numbers)


def quoted(one: PublishedStatement, numbering: Numbering, today: date) -> str:
    """A statement, unchanged, with its number, and a note when it is due to be read again."""
    text = f"{one.statement.text} {marks([numbering.number(one)])}"
    if one.verification.due < today:
        text += " " + say("stale-statement", verified_date=in_words(one.verification.date))
    return text


def with_passage(one: PublishedStatement, numbering: Numbering, today: date) -> str:
    """A statement as `quoted`, and beside it the source's own words where the release holds them, under their label."""
    text = quoted(one, numbering, today)
    if not one.has_passage:
        return text
    mark = marks([numbering.number(one, "passage")])
    return f"{text} {say('label-passage')} {passage_in_text(one)} {mark}"


def passage_in_text(one: PublishedStatement) -> str:
    """The source's own words as they stand in an answer: in quotation marks, with every mark in them escaped."""
    return f"“{escaped(one.words('passage'))}”"


def numbers_of(statements: Iterable[PublishedStatement], numbering: Numbering) -> tuple[int, ...]:
    """The numbers of statements, and of the passages beside them."""
    return tuple(
        numbering.number(one, kind)
        for one in statements
        for kind in (("statement", "passage") if one.has_passage else ("statement",))
    )


def in_words(day: date) -> str:
    """`21 November 2026`."""
    return f"{day.day} {day.strftime('%B %Y')}"


def lead(answer: KeyAnswer, statements: Sequence[PublishedStatement], numbering: Numbering) -> Section:
    """A key answer, with the numbers of the statements it stands on."""
    numbers = [numbering.number(one) for one in statements if one.id in answer.stands_on]
    return Section("lead", f"{answer.lead} {marks(numbers)}".rstrip(), tuple(numbers))


def evidence(
    library: Library,
    statements: Sequence[PublishedStatement],
    numbering: Numbering,
    today: date,
    intro: str | None = None,
    by_place: bool = False,
) -> Section | None:
    """Statements as a list; with `by_place`, each under the place it holds for."""
    if not statements:
        return None
    lines = []
    for one in statements:
        label = ""
        if by_place and one.statement.place != "international":
            label = f"**{capital(library.place_name(one.statement.place))}:** "
        lines.append(f"- {label}{with_passage(one, numbering, today)}")
    text = "\n".join(lines)
    if intro:
        text = f"{intro}\n\n{text}"
    return Section("evidence", text, numbers_of(statements, numbering))


FINDINGS: tuple[Finding, ...] = ("no-gain", "gain", "unclear")


def by_finding(statements: Sequence[PublishedStatement], numbering: Numbering, today: date) -> Section | None:
    """Statements under what they report: no gain, a gain, not settled, and the rest.

    None where fewer than two of the three are there: one heading over one kind groups nothing.
    """
    groups = {finding: [one for one in statements if one.statement.finding == finding] for finding in FINDINGS}
    if sum(bool(group) for group in groups.values()) < 2:
        return None
    blocks = [(f"finding-{finding}", group) for finding, group in groups.items() if group]
    rest = [one for one in statements if one.statement.finding is None]
    blocks += [("finding-other", rest)] if rest else []
    parts = [
        "\n".join([say(heading), "", *(f"- {with_passage(one, numbering, today)}" for one in group)])
        for heading, group in blocks
    ]
    return Section("evidence", "\n\n".join(parts), numbers_of(statements, numbering))


def older(statements: Sequence[PublishedStatement], numbering: Numbering) -> Section | None:
    """Statements that were not read again in time, each with its dates and the address of the original."""
    if not statements:
        return None
    lines = [say("lead-older")]
    for one in statements:
        note = say(
            "older-statement",
            verified_date=in_words(one.verification.date),
            due_date=in_words(one.verification.due),
            url=one.source.url,
        )
        lines.append(f"- {one.statement.text} {marks([numbering.number(one)])} {note}")
    text = "\n".join([lines[0], "", *lines[1:]])
    return Section("evidence", text, tuple(numbering.number(one) for one in statements))


def limits(answer: KeyAnswer | None, statements: Sequence[PublishedStatement]) -> Section | None:
    """What the answer does not show: the key answer's limits, and those of the document it leads with."""
    said = [answer.limits] if answer else []
    studies = [one.source for one in statements if one.source.trial or one.source.stage]
    if studies and (answer is None or len(answer.limits.split()) < 12):
        said.append(studies[0].does_not_show)
    if not said:
        return None
    return Section("limits", f"**{say('lead-does-not-show')}** " + " ".join(dict.fromkeys(said)))


def stage_of(library: Library, statements: Sequence[PublishedStatement]) -> StageId | None:
    """The stage of the evidence: of the first source that has one among the first three."""
    return next((one.source.stage for one in statements[:3] if one.source.stage), None)


def stage(library: Library, stage_id: StageId) -> Section:
    """Where the evidence stands, and what that does not mean yet."""
    row = stage_row(library, stage_id)
    text = say("lead-stage", stage_name=row.name, stage_means=row.means, stage_not_yet=row.not_yet)
    return Section("stage", text)


def stage_row(library: Library, stage_id: StageId) -> Stage:
    return next(row for row in library.contents.field_map.stages.stages if row.id == stage_id)


def distinctions(drawn: Sequence[Distinction]) -> Section | None:
    """The "not the same as" that this answer owes."""
    if not drawn:
        return None
    lines = "\n".join(f"- **{item.short}** {item.sentence}" for item in drawn)
    return Section("distinction", f"{say('lead-distinction')}\n\n{lines}")


_GROUPS_BY_FACET: dict[str, tuple[str, ...]] = {
    "approval": ("which-authority", "exact-product"),
    "benefit": ("best-study", "measured-benefit"),
    "harm": ("known-harms", "emergency-plan"),
    "how-made": ("exact-product", "what-is-done"),
    "access-cost": ("full-cost", "insurance"),
    "trial-design": ("purpose", "costs"),
    "oversight": ("which-authority", "trial-or-treatment"),
    "definition": ("exact-product", "routine-for-my-disease"),
    "count": ("your-own-results", "best-study"),
    "history": ("best-study", "routine-for-my-disease"),
    "advice": ("routine-for-my-disease", "known-harms"),
}


def questions_for(
    library: Library, drawn: Sequence[Distinction], facet: str | None, stage_id: StageId | None = None
) -> tuple[str, ...]:
    """Two to four questions to take along: of the distinctions, of the stage, and of what was asked."""
    asked = [item.question_to_ask for item in drawn[:2]]
    if stage_id is not None and stage_id != StageId.STANDARD_CARE:
        asked.append(stage_row(library, stage_id).patient_question)
    by_id = {row.id: row.question for row in _checklist(library)}
    asked += [by_id[key] for key in _GROUPS_BY_FACET[facet or "advice"] if key in by_id]
    return tuple(dict.fromkeys(asked))[:4]


def questions(library: Library, drawn: Sequence[Distinction], stage_id: StageId | None, facet: str | None) -> Section:
    """The same as a section of an answer."""
    lines = "\n".join(f"- {question}" for question in questions_for(library, drawn, facet, stage_id))
    return Section("questions", f"{say('lead-questions')}\n\n{lines}")


def check_any_clinic(library: Library) -> Section:
    """The first question of each group for any clinic: how to check one, whoever it is."""
    groups = library.contents.field_map.clinic_questions.groups
    lines = "\n".join(f"- **{group.name}** {group.questions[0].question}" for group in groups)
    return Section("questions", f"{say('lead-questions')}\n\n{lines}")


def _checklist(library: Library) -> list[ChecklistQuestion]:
    frame = library.contents.field_map
    rows = [row for group in frame.clinic_questions.groups for row in group.questions]
    return rows + list(frame.trial_questions.ask_the_team)


def next_steps(lines: Sequence[str]) -> Section:
    """What a reader can do next, as a list."""
    listed = "\n".join(f"- {line}" for line in lines)
    return Section("next-steps", f"{say('lead-next-steps')}\n\n{listed}")


def framing(extra: Sequence[str] = (), closing: str | None = None) -> Section:
    """The frame that closes every answer."""
    return Section("framing", " ".join([*extra, say("frame-not-advice-short"), *([closing] if closing else [])]))


def optional(section: Section | None) -> list[Section]:
    """A list of the section, or of nothing."""
    return [section] if section is not None else []
