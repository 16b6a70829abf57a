"""A written paragraph on the page: marked, labelled, escaped, and no lead of its own."""

from __future__ import annotations

from dataclasses import replace

from assistant import Answer, Assistant, Question
from assistant.phrases import escaped
from assistant.types import Section
from assistant.web.answer_html import answer_html, short_text


def with_written(small: Assistant, text: str) -> tuple[Answer, Answer]:
    plain = small.ask(Question("Does zimislecel cure type 1 diabetes?"))
    section = Section("lead", f"A label.\n\n> {escaped(text)} [1]", (1,), author="model")
    sections = list(plain.sections)
    sections.insert(1, section)
    return plain, replace(plain, sections=tuple(sections))


def test_the_page_marks_it_and_nothing_in_it_is_a_mark(small: Assistant) -> None:
    plain, answer = with_written(small, "A line with <b>tags</b>, **stars** and [9](https://example.org).")
    html = answer_html(answer, "t1", small.stages())
    assert html.count('class="part written"') == 1 and "A label." in html
    assert "<b>" not in html and "<strong>stars" not in html and 'href="https://example.org' not in html
    assert 'class="part lead"' in html and 'class="part written"' not in answer_html(plain, "t1", small.stages())


def test_what_is_kept_for_follow_ups_is_ours(small: Assistant) -> None:
    plain, answer = with_written(small, "A line of a model.")
    assert short_text(answer) == short_text(plain)
    assert answer.plain_sections == plain.sections
