"""An answer as HTML: everything escaped, the sections in their order, nothing before a signpost."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from assistant.types import Answer, Section, SectionKind
from assistant.web.markdown_html import to_html
from assistant.web.problems import Problem
from assistant.web.source_html import marker_html, sources_html
from assistant.web.stage_html import stage_html
from corpus.model import StageId

HEADINGS: dict[SectionKind, str | None] = {
    "signpost": None,
    "decline": None,
    "lead": None,
    "evidence": "What the sources say",
    "limits": "What this does not show",
    "distinction": "Not the same as",
    "stage": "Where this stands",
    "claim": "The text, looked at closely",
    "questions": "Questions to take with you",
    "next-steps": "What you can do next",
    "framing": None,
}

WORDS = {
    "you-asked": "You asked",
    "nothing-typed": "(an empty message)",
    "answer": "Answer",
    "copy": "Copy this answer",
    "working": "Looking in the checked sources…",
    "cleared": "The conversation has been cleared. Nothing of it is kept.",
}

LONGEST_ECHO = 1_200
"""So much of a question is shown again; a pasted article would push the answer off the screen."""

_OPENING = re.compile(r"\A(?:\*\*(?P<bold>[^*\n]{3,80}):\*\*|(?P<plain>[^*\n]{3,80}):[ \t]*(?=\n|\Z))\s*")


def answer_html(answer: Answer, turn: str, stages: Sequence[tuple[StageId, str]]) -> str:
    """The whole answer with its sources, as one element whose ids begin with `turn`."""
    quotes = [citation.quote for citation in answer.citations]
    numbers = {citation.n for citation in answer.citations}

    def marker(n: int) -> str | None:
        return marker_html(turn, n) if n in numbers else None

    last_lead = max(
        (i for i, part in enumerate(answer.sections) if part.kind == "lead" and part.author == "editors"), default=-1
    )
    parts, headed = [], set[str]()
    for position, section in enumerate(answer.sections):
        heading, text = _heading(section, headed)
        body = to_html(text, marker, quotes)
        if section.kind == "stage" and answer.stage is not None:
            body = stage_html(answer.stage, stages) + body
        note = section.kind == "lead" and position != last_lead and not section.text.startswith("### ")
        foreign = answer.behaviour == "unsupported-language" and section.kind == "decline"
        kind = "written" if section.author == "model" else "note" if note else section.kind
        parts.append(_section(kind, heading, body, answer.language if foreign else ""))
    return (
        f'<div class="answer behaviour-{escape(answer.behaviour)}" lang="en-GB">'
        f'<h2 class="quiet">{WORDS["answer"]}</h2>{"".join(parts)}{sources_html(turn, answer.citations)}'
        f'<p class="tools"><button type="button" class="copy" hidden>{WORDS["copy"]}</button></p></div>'
    )


def turn_html(turn: str, question: str, reply: str | None, language: str = "") -> str:
    """One question with its answer below it, or with the words for waiting while there is none."""
    shown = question.strip() or WORDS["nothing-typed"]
    if len(shown) > LONGEST_ECHO:
        shown = shown[:LONGEST_ECHO].rstrip() + " …"
    tag = f' lang="{escape(language)}"' if language else ""
    below = reply if reply is not None else f'<p class="working">{WORDS["working"]}</p>'
    return (
        f'<article class="turn" id="{turn}" data-turn="{turn}" tabindex="-1">'
        f'<div class="asked"><h2>{WORDS["you-asked"]}</h2>'
        f'<p class="question" dir="auto"{tag}>{escape(shown)}</p></div>{below}</article>'
    )


def problem_html(problem: Problem) -> str:
    """A kind sentence in the place of an answer."""
    return (
        '<div class="answer problem"><section class="part decline">'
        f"<p>{escape(problem.message)}</p><p>{escape(problem.what_to_do)}</p></section></div>"
    )


def cleared_html(turn: str) -> str:
    """What stands in the place of a conversation that was cleared."""
    return f'<p class="cleared" data-cleared="{turn}">{WORDS["cleared"]}</p>'


def one_line(made: str) -> str:
    """HTML without line breaks and tabs, so that a Markdown part passes it on untouched as one block."""
    return made.replace("\r", "&#13;").replace("\n", "&#10;").replace("\t", "&#9;")


def short_text(answer: Answer) -> str:
    """What of an answer is kept for follow-up questions: its leading words without marks, and what it offers to ask."""
    section = next((part for part in reversed(answer.plain_sections) if part.kind == "lead"), None)
    text = (section or answer.sections[0]).text if answer.sections else answer.text
    plain = re.sub(r"\[\d{1,3}\]|\*\*|\\(?=\W)", "", text).strip()
    kept = plain if len(plain) <= 600 else plain[:600].rsplit(" ", 1)[0] + " …"
    return "\n".join([kept, *answer.suggestions])


def _heading(section: Section, headed: set[str]) -> tuple[str | None, str]:
    """The heading of a section and the rest of its text. A text that opens with its own heading keeps it."""
    usual, text = HEADINGS[section.kind], section.text
    if usual is None:
        return None, text
    found = _OPENING.match(text)
    if found and text[found.end() :].strip():
        usual, text = found["bold"] or found["plain"], text[found.end() :]
    elif text.startswith(f"{usual}:"):
        text = text[len(usual) + 1 :].lstrip()
    elif text.startswith("### ") or section.kind in headed:
        usual = None
    headed.add(section.kind)
    return usual, text


def _section(kind: str, heading: str | None, body: str, language: str) -> str:
    title = f"<h3>{escape(heading)}</h3>" if heading else ""
    tag = f' lang="{escape(language)}"' if language else ""
    return f'<section class="part {kind}"{tag}>{title}{body}</section>'
