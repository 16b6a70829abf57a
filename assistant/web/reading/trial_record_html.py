"""The page on which a registry record is pasted or uploaded and explained. Plain HTML; nothing that is sent is kept."""

from __future__ import annotations

from html import escape

from assistant.sections import say
from assistant.types import Answer
from assistant.web.answer_html import answer_html
from assistant.web.problems import Problem
from assistant.web.reading.layout import POLICY, document, link, paragraph, section
from corpus.field_map import TrialRecordGuide
from corpus.model import StageId

ADDRESS = "/trial-record"
RECORD_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'")
ANSWER = "record"
"""The anchor of the explanation, which its markers and sources begin with."""
WORDS = {
    "title": "A trial record",
    "form": "Your record",
    "another": "Another record",
    "paste": "Paste the whole record here",
    "paste-how": "JSON, XML or CSV, from its first sign to its last.",
    "file": "Or choose a file",
    "question": "Your question about it (optional)",
    "send": "Explain this record",
    "kept": "What you send is read once, for this page, and not kept.",
    "limit": "Up to {bytes} bytes, one study at a time.",
    "how-to": "How to read a record yourself, and what to ask",
    "explained": "Your record, explained",
    "nothing": "Nothing was sent. Paste a record, or choose a file.",
    "back": "Send another",
}


def form_page(guide: TrialRecordGuide, largest: int) -> str:
    """The page before anything was sent."""
    reading = f"<p>{link('/checklists/trial_questions', WORDS['how-to'])}</p>"
    body = reading + section(WORDS["form"], _form(largest), "form")
    return document(WORDS["title"], body, here=ADDRESS, intro=guide.intro)


def explained_page(answer: Answer, stages: list[tuple[StageId, str]], largest: int) -> str:
    """The explanation, and the form again below it."""
    told = f'<div id="{ANSWER}">{answer_html(answer, ANSWER, stages)}</div>'
    body = section(WORDS["explained"], told, "explained") + section(WORDS["another"], _form(largest), "form")
    return document(WORDS["title"], body, here=ADDRESS)


def nothing_sent_page(guide: TrialRecordGuide, largest: int) -> str:
    """The form, with a sentence that nothing came."""
    body = f'<p class="notice" role="alert">{WORDS["nothing"]}</p>{_form(largest)}'
    return document(WORDS["title"], body, here=ADDRESS, intro=guide.intro)


def too_large_page(largest: int) -> str:
    """The page for a body that was not read."""
    told = paragraph(say("record-too-large", limit=f"{largest:,}"))
    return document(WORDS["title"], f"{told}<p>{link(ADDRESS, WORDS['back'])}</p>", here=ADDRESS)


def problem_page(problem: Problem) -> str:
    """A kind sentence in the place of an explanation."""
    body = f"{paragraph(problem.what_to_do)}<p>{link(ADDRESS, WORDS['back'])}</p>"
    return document(problem.message, body, here=ADDRESS)


def _form(largest: int) -> str:
    limit = WORDS["limit"].format(bytes=f"{largest:,}")
    return (
        f'<form class="record-form" method="post" action="{ADDRESS}" enctype="multipart/form-data">'
        f'<p><label for="record-text">{WORDS["paste"]}</label>'
        f'<span class="by" id="record-how">{WORDS["paste-how"]} {limit}</span>'
        '<textarea id="record-text" name="record" rows="10" spellcheck="false" autocomplete="off" '
        'aria-describedby="record-how"></textarea></p>'
        f'<p><label for="record-file">{WORDS["file"]}</label>'
        '<input id="record-file" name="file" type="file" accept=".json,.xml,.csv,.txt"></p>'
        f'<p><label for="record-question">{WORDS["question"]}</label>'
        '<input id="record-question" name="question" type="text" maxlength="2000" autocomplete="off"></p>'
        f'<p><button type="submit">{escape(WORDS["send"])}</button></p>'
        f'<p class="by">{WORDS["kept"]}</p></form>'
    )
