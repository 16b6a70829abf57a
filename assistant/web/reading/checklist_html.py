"""Checklists to print and take along."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from assistant.shown import Shown
from assistant.web.reading.layout import document, items, link, paragraph
from corpus.field_map import ChecklistQuestion, FieldMap, Section

WORDS = {
    "title": "Checklists",
    "intro": "Pages to print and take along.",
    "why": "Why:",
    "good": "A good answer:",
    "dodge": "A dodge:",
    "examples": "Sounds like:",
    "careful": "Careful:",
    "where": "Where to look",
    "reading": "How to read a record",
    "team": "What to ask the team",
    "signs": "Good signs",
    "signs-from": "These signs come from published reports of harm.",
    "report": "Who takes a report, by place",
}


def checklists_html(shown: Shown) -> str:
    """The list of checklists."""
    frame = shown.library.contents.field_map
    listed = items(link(f"/checklists/{name}", getattr(frame, name).title) for name in BODIES)
    return document(WORDS["title"], listed, here="/checklists", intro=WORDS["intro"])


def checklist_html(shown: Shown, name: str) -> str | None:
    """One checklist; None for one that there is not."""
    if name not in BODIES:
        return None
    checklist = getattr(shown.library.contents.field_map, name)
    return document(checklist.title, checklist_body(shown, name), here="/checklists", intro=checklist.intro)


def checklist_body(shown: Shown, name: str) -> str:
    """What stands in a checklist, without its title."""
    return BODIES[name](shown.library.contents.field_map)


def _questions(questions: Iterable[ChecklistQuestion]) -> str:
    return items(
        f"<p><strong>{escape(row.question)}</strong></p>{paragraph(row.why, WORDS['why'])}"
        + (paragraph(row.good_answer, WORDS["good"]) if row.good_answer else "")
        + (paragraph(row.dodge, WORDS["dodge"]) if row.dodge else "")
        for row in questions
    )


def _steps(steps: Iterable[Section]) -> str:
    return items((f"<p><strong>{escape(step.heading)}.</strong> {escape(step.text)}</p>" for step in steps), "ol")


def _clinic_questions(frame: FieldMap) -> str:
    checklist = frame.clinic_questions
    return items(map(escape, checklist.how_to_use)) + "".join(
        f"<h3>{escape(group.name)}</h3>{_questions(group.questions)}" for group in checklist.groups
    )


def _red_flags(frame: FieldMap) -> str:
    return items(
        f"<p><strong>{escape(flag.pattern)}.</strong> {escape(flag.why_flag)}</p>"
        + paragraph(" ".join(flag.examples), WORDS["examples"])
        for flag in frame.red_flags.flags
    )


def _before_you_pay(frame: FieldMap) -> str:
    return _steps(frame.before_you_pay.steps) + paragraph(frame.before_you_pay.closing)


def _trial_questions(frame: FieldMap) -> str:
    checklist = frame.trial_questions
    fields = items(
        f"<p><strong>{escape(row.field)}:</strong> {escape(row.means)}</p>{paragraph(row.careful, WORDS['careful'])}"
        for row in checklist.reading
    )
    where = items(
        f"{link(f'/sources/{row.source_id}', row.registry) if row.source_id else escape(row.registry)}: "
        f"{escape(row.looks_like)}"
        for row in checklist.where_to_look
    )
    return (
        f"<h3>{WORDS['where']}</h3>{where}<h3>{WORDS['reading']}</h3>{fields}"
        f"<h3>{WORDS['team']}</h3>{_questions(checklist.ask_the_team)}"
        f"<h3>{WORDS['signs']}</h3>{items(map(escape, checklist.good_signs))}"
    )


def _after_treatment(frame: FieldMap) -> str:
    checklist = frame.after_treatment
    signs = checklist.emergency
    reports = items(
        f"<strong>{escape(route.authority)}</strong> {escape(route.text)}"
        for route in checklist.report_by_place
        if route.route_known
    )
    return (
        f'<section class="alarm"><h3>{escape(signs.heading)}</h3>{paragraph(signs.text)}'
        f"{items(map(escape, signs.signs))}{paragraph(WORDS['signs-from'])}{paragraph(signs.why)}</section>"
        f"{_steps(checklist.steps)}<h3>{WORDS['report']}</h3>{reports}{paragraph(checklist.closing)}"
    )


BODIES: dict[str, Callable[[FieldMap], str]] = {
    "clinic_questions": _clinic_questions,
    "red_flags": _red_flags,
    "before_you_pay": _before_you_pay,
    "trial_questions": _trial_questions,
    "after_treatment": _after_treatment,
}
