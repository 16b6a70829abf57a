"""A layout as sections: things side by side, country by country, or a list."""

from __future__ import annotations

from assistant import sections
from assistant.case import Case
from assistant.layouts import ByPlace, Comparison, Layout, Listing
from assistant.layouts.comparison import FACETS_OF_A_USE
from assistant.layouts.listing import Checklist
from assistant.library import Library
from assistant.phrases import capital, listed, phrase
from assistant.sections import Numbering, optional, say
from assistant.types import Section
from assistant.understand.facets import PLACE_BOUND
from corpus.model import Distinction, Facet
from index.contents import PublishedStatement


def laid_out(case: Case, layout: Layout, lead: Section | None, numbering: Numbering) -> list[Section]:
    """The sections of a layout, after the key answer where one leads."""
    match layout:
        case Comparison():
            return _comparison(case, layout, lead, numbering)
        case ByPlace():
            return _by_place(case, layout, lead, numbering)
        case Listing():
            return _listing(case, layout, lead, numbering)


_HEADINGS: dict[Facet, str] = {
    "approval": "aspect-approval",
    "benefit": "aspect-benefit",
    "harm": "aspect-harm",
    "access-cost": "aspect-cost",
    "oversight": "aspect-oversight",
}


def drawn_by(case: Case, found: Comparison) -> Distinction | None:
    """The distinction that is about the very things compared: it answers the question."""
    matcher = case.library.matcher
    wanted = {thing.id for thing in found.things}
    for item in case.distinctions:
        if wanted <= matcher.ids(" . ".join([item.short, *item.things, item.sentence]), cues=False):
            return item
    return None


def _comparison(case: Case, found: Comparison, lead: Section | None, numbering: Numbering) -> list[Section]:
    names = [phrase(thing) for thing in found.things]
    made = [_opening(case, found, names, lead)]
    if found.direct:
        made += optional(sections.evidence(case.library, found.direct, numbering, case.today))
    lines = [f"- **{capital(name)}:** {thing.definition}" for name, thing in zip(names, found.things, strict=True)]
    made.append(Section("lead", "\n".join([f"### {say('aspect-definition')}", "", *lines])))
    for aspect in found.aspects:
        lines = [f"### {say(_HEADINGS[aspect.facet])}", ""]
        for name, one in zip(names, aspect.said, strict=True):
            said = sections.quoted(one, numbering, case.today) if one else say("compare-nothing")
            lines.append(f"- **{capital(name)}:** {_placed(case.library, one)}{said}")
        numbers = tuple(numbering.number(one) for one in aspect.said if one)
        made.append(Section("evidence", "\n".join(lines), numbers))
    contest = any(aspect.facet in FACETS_OF_A_USE for aspect in found.aspects)
    notes = [] if found.direct else [say("compare-no-direct", things=listed(names))]
    notes += [say("compare-limits")] if contest else []
    return [*made, Section("limits", " ".join(notes))] if notes else made


def _opening(case: Case, found: Comparison, names: list[str], lead: Section | None) -> Section:
    if lead is not None:
        return lead
    drawn = drawn_by(case, found)
    if drawn is not None:
        return Section("distinction", f"**{drawn.short}** {drawn.sentence}")
    return Section("lead", say("compare-lead", things=listed(names)))


def _placed(library: Library, one: PublishedStatement | None) -> str:
    """The place an approval holds for, where the statement is of one place."""
    bound = one is not None and one.statement.facet in ("approval", "oversight", "access-cost")
    if one is None or not bound or one.statement.place == "international":
        return ""
    return f"({library.place_name(one.statement.place)}) "


def _by_place(case: Case, found: ByPlace, lead: Section | None, numbering: Numbering) -> list[Section]:
    lines = []
    for row in found.rows:
        name = capital(case.library.place_name(row.place))
        said = sections.quoted(row.said, numbering, case.today) if row.said else say("place-nothing")
        lines.append(f"- **{name}:** {said}")
    notes = [say("places-limits")]
    if found.also:
        notes.append(say("places-also", places=listed([case.library.place_name(place) for place in found.also])))
    numbers = tuple(numbering.number(one) for one in found.statements)
    missing = listed([case.library.place_name(place) for place in found.without])
    opening = Section("lead", say("places-lead-missing", places=missing) if missing else say("places-lead"))
    return [
        *([opening, lead] if lead and missing else [lead or opening]),
        Section("evidence", "\n".join(lines), numbers),
        Section("limits", " ".join(notes)),
    ]


def _listing(case: Case, found: Listing, lead: Section | None, numbering: Numbering) -> list[Section]:
    if found.checklist is not None:
        lines = [f"- {row}" for row in _rows(case.library, found.checklist)]
        kept = [lead] if lead else [Section("lead", say("list-checklist"))]
        evidence = sections.evidence(case.library, case.found.statements, numbering, case.today)
        return [*kept, Section("next-steps", "\n".join(lines)), *optional(evidence)]
    by_place = case.reading.facet in PLACE_BOUND and len({one.statement.place for one in found.statements}) > 1
    evidence = sections.evidence(case.library, found.statements, numbering, case.today, by_place=by_place)
    return [
        lead or Section("lead", say("list-lead")),
        *optional(evidence),
        Section("limits", say("list-limits")),
    ]


def _rows(library: Library, checklist: Checklist) -> list[str]:
    """The lines of a checklist: vetted wording of the frame."""
    frame = library.contents.field_map
    match checklist:
        case "red-flags":
            return [f"**{row.pattern}.** {row.why_flag}" for row in frame.red_flags.flags]
        case "clinic-questions":
            return [f"**{group.name}** {group.questions[0].question}" for group in frame.clinic_questions.groups]
        case "trial-questions":
            return [row.question for row in frame.trial_questions.ask_the_team]
        case "before-you-pay":
            return [f"**{step.heading}.** {step.text}" for step in frame.before_you_pay.steps]
        case "headline-questions":
            return [f"**{row.question}** {row.why}" for row in frame.headline_checklist.questions]
