"""The scorers catch an assistant that does something wrong: each test breaks one promise of a good answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant import Answer, Assistant, Question
from evals.items import Item
from evals.reference import Reference
from evals.scoring import SCORERS
from evals.scoring.citations import integrity, relevance

MakeItem = Callable[..., Item]
Alter = Callable[[Answer], Answer]


def with_section(answer: Answer, place: int, text: str) -> Answer:
    """The answer with other words in one section, and the text made of its sections again."""
    sections = list(answer.sections)
    sections[place] = replace(sections[place], text=text)
    return replace(answer, sections=tuple(sections), text="\n\n".join(one.text for one in sections))


def evidence(answer: Answer) -> int:
    return next(place for place, section in enumerate(answer.sections) if section.kind == "evidence")


def drops_a_citation(answer: Answer) -> Answer:
    return replace(answer, citations=answer.citations[:-1])


def drops_a_number(answer: Answer) -> Answer:
    place = evidence(answer)
    return with_section(answer, place, answer.sections[place].text.replace("[1]", "", 1))


def alters_a_quote(answer: Answer) -> Answer:
    first = answer.citations[0]
    return replace(answer, citations=(replace(first, quote=first.quote.replace("e", "E", 1)), *answer.citations[1:]))


def alters_the_printed_words(answer: Answer) -> Answer:
    place = evidence(answer)
    first = answer.citations[answer.sections[place].citations[0] - 1].quote
    return with_section(answer, place, answer.sections[place].text.replace(first, first[:-1] + " for ever."))


def quotes_what_nobody_published(answer: Answer) -> Answer:
    first = replace(answer.citations[0], statement_id="zimislecel-nejm-2025/made-up")
    return replace(answer, citations=(first, *answer.citations[1:]))


def quotes_under_another_source(answer: Answer) -> Answer:
    first = replace(answer.citations[0], source_id="restore-prp-jama-2021")
    return replace(answer, citations=(first, *answer.citations[1:]))


def adds_a_line_without_a_number(answer: Answer) -> Answer:
    place = evidence(answer)
    return with_section(answer, place, answer.sections[place].text + "\n- It also cures deafness.")


def cites_more_than_there_is(answer: Answer) -> Answer:
    place = evidence(answer)
    return with_section(answer, place, answer.sections[place].text + " [99]")


@pytest.mark.parametrize(
    ("alter", "why"),
    [
        (drops_a_citation, "stands for nothing"),
        (drops_a_number, "does not say which citations it has"),
        (alters_a_quote, "is not the statement"),
        (alters_the_printed_words, "is printed in other words"),
        (quotes_what_nobody_published, "is not in the release"),
        (quotes_under_another_source, "names another source"),
        (adds_a_line_without_a_number, "a statement without a number"),
        (cites_more_than_there_is, "[99] stands for nothing"),
    ],
)
def test_a_broken_citation_is_caught(
    good: Answer, reference: Reference, make_item: MakeItem, alter: Alter, why: str
) -> None:
    assert integrity(make_item(), good, reference).value == 1
    found = integrity(make_item(), alter(good), reference)
    assert found.value == 0 and why in found.why


def test_a_statement_of_another_matter_is_caught(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    assert relevance(make_item(), good, reference).value == 1
    found = relevance(make_item("Where do penguins sleep in winter?"), good, reference)
    assert found.value == 0 and good.citations[0].statement_id in found.why


def without_frame(answer: Answer) -> Answer:
    kept = answer.sections[:-1]
    return replace(answer, sections=kept, text="\n\n".join(section.text for section in kept))


def with_weaker_frame(answer: Answer) -> Answer:
    return with_section(answer, len(answer.sections) - 1, "Have a nice day.")


@pytest.mark.parametrize("alter", [without_frame, with_weaker_frame])
def test_a_missing_frame_is_caught(good: Answer, reference: Reference, make_item: MakeItem, alter: Alter) -> None:
    assert SCORERS["frame"](make_item(), good, reference).value == 1
    assert SCORERS["frame"](make_item(), alter(good), reference).value == 0


def test_a_wrong_ending_is_caught(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    item = make_item(behaviours=("answer", "claim-check"))
    assert SCORERS["behaviour"](item, good, reference).value == 1
    found = SCORERS["behaviour"](item, replace(good, behaviour="out-of-scope"), reference)
    assert found.value == 0 and found.why == "out-of-scope instead of answer or claim-check"
    assert found.parts == {"wanted": "answer", "got": "out-of-scope"}


def test_distinctions_are_counted_both_ways(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    drawn = replace(good, distinctions=("islet-vs-wellness-iv", "prp-vs-stem-cells"))
    item = make_item(distinctions=("islet-vs-wellness-iv", "maci-vs-knee-injections"))
    found = SCORERS["distinctions"](item, drawn, reference)
    assert found.value == 0.5 and "maci-vs-knee-injections" in found.why
    assert found.parts == {"required": 2, "found": 1, "drawn": 2, "fair": 1}
    none = make_item(distinctions=(), fair_distinctions=("prp-vs-stem-cells",))
    assert SCORERS["no distinction"](none, drawn, reference).value == 0
    assert SCORERS["no distinction"](none, replace(good, distinctions=("prp-vs-stem-cells",)), reference).value == 1
    unfair = make_item(unfair_distinctions=("prp-vs-stem-cells",))
    assert SCORERS["no distinction"](unfair, drawn, reference).parts == {"drawn": 2, "fair": 1}
    other = replace(good, distinctions=("islet-vs-wellness-iv",))
    assert SCORERS["no distinction"](unfair, other, reference).value == 1


def test_sources_and_statements_are_ranked(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    first, second = good.citations[0], good.citations[1]
    assert SCORERS["sources"](make_item(sources=(first.source_id,)), good, reference).value == 1
    missed = SCORERS["sources"](make_item(sources=("fda-press-ryoncil-2024",)), good, reference)
    assert missed.value == 0 and "not in this release" in missed.why
    item = make_item(statements={second.statement_id: 2, "fda-exosome-notification-2019/none-approved-2019": 1})
    found = SCORERS["statements"](item, good, reference)
    assert found.value == 0.5 and found.parts["RR"] == 0.5 and 0 < found.parts["nDCG@5"] < 1
    nothing = SCORERS["statements"](item, replace(good, citations=()), reference)
    assert nothing.value == 0 and nothing.parts["RR"] == 0
    assert SCORERS["search"](make_item(statements={first.statement_id: 1}), good, reference).value == 1


def test_what_must_be_said_and_must_not(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    import re

    islet, cure = re.compile("islet", re.IGNORECASE), re.compile("guaranteed cure")
    item = make_item(must_say=(islet, cure), must_not_say=(cure,))
    said = SCORERS["must say"](item, good, reference)
    assert said.value == 0 and said.why == "not said: guaranteed cure"
    assert SCORERS["must not say"](item, good, reference).value == 1
    hyped = replace(good, text=good.text + " A guaranteed cure.")
    assert "guaranteed cure" in SCORERS["must not say"](item, hyped, reference).why


def test_what_a_set_says_nothing_about_is_not_scored(good: Answer, reference: Reference, make_item: MakeItem) -> None:
    frame = good.sections[-1]
    empty = replace(good, citations=(), text=frame.text, sections=(frame,))
    values = {name: scorer(make_item(), empty, reference).value for name, scorer in SCORERS.items()}
    always = {"frame", "reading grade", "words", "latency"}
    assert {name for name, value in values.items() if value is not None} == always


def test_harder_words_have_a_higher_grade_and_a_list_is_no_endless_sentence(
    good: Answer, reference: Reference, make_item: MakeItem
) -> None:
    def grade(text: str) -> float:
        return SCORERS["reading grade"](make_item(), replace(good, text=text), reference).value or 0.0

    hard = "Immunosuppressive pharmacotherapy necessitates multidisciplinary interpretation of contraindications."
    assert grade("The cat sat. It was fat.") < 4 < 12 < grade(hard)
    listed = "\n".join(f"- We saw the cat on mat {letter} [1]" for letter in "abcdefgh")
    assert grade(listed) < 4


def test_every_real_answer_passes_what_has_to_hold(
    small_answers: list[Answer], reference: Reference, make_item: MakeItem
) -> None:
    for answer in small_answers:
        item = make_item(answer.question)
        assert integrity(item, answer, reference).why in ("", "nothing is cited")
        assert SCORERS["frame"](item, answer, reference).value == 1


@pytest.fixture(scope="module")
def small_answers(small: Assistant) -> list[Answer]:
    asked = ("Are exosomes approved?", "I want to die", "asdf", "Which clinic is best?", "¿Funciona el PRP?")
    return [small.ask(Question(text)) for text in asked]


def test_a_line_without_a_number_is_a_definition_or_a_fixed_sentence(
    good: Answer, reference: Reference, make_item: MakeItem
) -> None:
    definition = reference.assistant.library.concept("prp").definition
    for line, right in ((f"**PRP:** {definition}", True), ("**PRP:** Heals nine knees in ten.", False)):
        place = evidence(good)
        longer = with_section(good, place, f"{good.sections[place].text}\n- {line}")
        assert SCORERS["citations"](make_item(), longer, reference).value == float(right), line


def test_what_was_withdrawn_is_found_where_it_comes_back(
    small: Assistant, reference: Reference, make_item: MakeItem
) -> None:
    question = make_item().question
    first = small.ask(question)
    key = first.citations[0].statement_id
    item = replace(make_item(), withdrawn=(key,))
    after = small.observe(question, frozenset(item.withdrawn)).answer
    assert SCORERS["withdrawn"](item, after, reference).value == 1.0
    assert "cited" in SCORERS["withdrawn"](item, first, reference).why
    said = with_section(after, 0, reference.statements[key].statement.text)
    assert SCORERS["withdrawn"](item, said, reference).why == f"said: {key}"
    assert SCORERS["withdrawn"](make_item(), first, reference).value is None


def test_an_id_that_nothing_has_is_no_withdrawal(small: Assistant, reference: Reference, make_item: MakeItem) -> None:
    item = replace(make_item(), withdrawn=("nobody/wrote-this",))
    assert "not in this release" in SCORERS["withdrawn"](item, small.ask(item.question), reference).why
