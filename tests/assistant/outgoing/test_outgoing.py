"""An answer that was tampered with does not go out, whatever was done to it."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Assistant, Question, Turn
from assistant.case import Case
from assistant.finished import finished
from assistant.outgoing import CHECKS, failures, let_out
from assistant.pipeline import STEPS, run
from assistant.render import as_markdown
from assistant.sections import say
from assistant.types import Answer, Section, SectionKind

SETS = Path(__file__).parents[3] / "evals" / "sets"
TRIAL = "Is zimislecel approved for type 1 diabetes?"
STUDIES = "Do stem cell injections help knee arthritis?"
STAGED = "What did the zimislecel trial find?"
EMERGENCY = "chest pain and cannot breathe after a stem cell infusion yesterday"
CRISIS = "I want to end my life, the transplant failed"
DECLINE = "Should I have stem cell injections in my knee?"
RANKING = "Which clinic in Mexico is the best for stem cells?"
CLAIM = 'Is this true? "Exosomes cure arthritis. They are FDA approved and have no side effects."'
QUESTIONS = (TRIAL, STUDIES, STAGED, EMERGENCY, CRISIS, DECLINE, RANKING, CLAIM)

Composed = Callable[..., tuple[Answer, Case]]
Change = Callable[[Answer, Case], Answer]


def with_sections(answer: Answer, sections: list[Section]) -> Answer:
    return replace(answer, sections=tuple(sections), text=as_markdown(sections))


def changed(answer: Answer, kind: SectionKind, change: Callable[[str], str]) -> Answer:
    """The answer with the text of its first section of a kind changed."""
    sections = list(answer.sections)
    place = next(number for number, section in enumerate(sections) if section.kind == kind)
    sections[place] = replace(sections[place], text=change(sections[place].text))
    assert sections[place].text != answer.sections[place].text, "the change changes nothing"
    return with_sections(answer, sections)


def without(answer: Answer, kind: SectionKind) -> Answer:
    kept = [section for section in answer.sections if section.kind != kind]
    assert len(kept) < len(answer.sections)
    return with_sections(answer, kept)


def cited(answer: Answer, **changes: Any) -> Answer:
    first, *others = answer.citations
    return replace(answer, citations=(replace(first, **changes), *others))


def said(words: str) -> Change:
    return lambda answer, case: changed(answer, "lead", lambda text: f"{text}\n\n{words}")


TAMPERED: dict[str, tuple[str, str, Change]] = {
    "a number without a citation": ("numbers resolve", TRIAL, said("It is so. [9]")),
    "a citation taken away": ("numbers resolve", TRIAL, lambda a, c: replace(a, citations=a.citations[1:])),
    "a citation nobody uses": (
        "numbers resolve",
        TRIAL,
        lambda a, c: replace(a, citations=(*a.citations, replace(a.citations[0], n=len(a.citations) + 1))),
    ),
    "a section with a foreign number": (
        "numbers resolve",
        TRIAL,
        lambda a, c: with_sections(a, [replace(a.sections[0], citations=(77,)), *a.sections[1:]]),
    ),
    "a quote with a word more": (
        "quotes unchanged",
        TRIAL,
        lambda a, c: cited(a, quote=a.citations[0].quote + " It works."),
    ),
    "a quote with another number": (
        "quotes unchanged",
        TRIAL,
        lambda a, c: cited(a, quote="All 12 people were cured."),
    ),
    "another address": ("quotes unchanged", TRIAL, lambda a, c: cited(a, url="https://clinic.example/buy")),
    "another date": ("quotes unchanged", TRIAL, lambda a, c: cited(a, verified="2027-01-01")),
    "an invented statement": ("quotes unchanged", TRIAL, lambda a, c: cited(a, statement_id="no-such-source/no-such")),
    "marks that are swapped": (
        "marks in place",
        STUDIES,
        lambda a, c: changed(
            a, "evidence", lambda t: t.replace("[2]", "[x]").replace("[3]", "[2]").replace("[x]", "[3]")
        ),
    ),
    "a quotation without its mark": (
        "marks in place",
        STUDIES,
        lambda a, c: changed(a, "evidence", lambda t: t.replace(" [2]", "", 1)),
    ),
    "a marked fixed sentence": ("marks in place", TRIAL, lambda a, c: changed(a, "framing", lambda t: f"{t} [1]")),
    "a sentence of nobody": ("sentences accounted for", TRIAL, said("Many people are pleased with it.")),
    "half a quotation": (
        "sentences accounted for",
        STUDIES,
        lambda a, c: changed(a, "evidence", lambda t: t.replace(a.citations[1].quote, a.citations[1].quote[:-20])),
    ),
    "a number changed in a quotation": (
        "sentences accounted for",
        STUDIES,
        lambda a, c: changed(a, "evidence", lambda t: t.replace("no ", "a ", 1).replace("not ", "", 1)),
    ),
    "a text that is not its sections": (
        "sentences accounted for",
        TRIAL,
        lambda a, c: replace(a, text="It is a cure."),
    ),
    "an offered question of nobody": (
        "sentences accounted for",
        TRIAL,
        lambda a, c: replace(a, suggestions=("Where can I buy it cheaply?",)),
    ),
    "a cure": ("nothing promised", TRIAL, said("It is a cure for type 1 diabetes.")),
    "a guarantee": ("nothing promised", TRIAL, said("The result is guaranteed.")),
    "no side effects": ("nothing promised", TRIAL, said("It has no side effects and is risk-free.")),
    "advice": ("nothing promised", TRIAL, said("You should ask for it this week.")),
    "a dose": ("nothing dosed", TRIAL, said("Take 20 mg twice a day.")),
    "a link": ("links known", TRIAL, said("Read more at https://clinic.example/offer")),
    "an address that goes on": (
        "links known",
        TRIAL,
        lambda a, c: said(f"Read more at {a.citations[0].url}/../offer")(a, c),
    ),
    "a bare host": ("links known", TRIAL, said("Read more at www.clinic.example")),
    "a Markdown link": ("links known", TRIAL, said("[here](https://clinic.example)")),
    "a script address": ("links known", TRIAL, said("javascript:alert(1)")),
    "a data address": ("links known", TRIAL, said("data:text/html;base64,PHNjcmlwdD4=")),
    "a tag": ("nothing hidden", TRIAL, said("<script>alert(1)</script>")),
    "a turned line": ("nothing hidden", TRIAL, lambda a, c: changed(a, "framing", lambda t: f"\u202e{t}")),
    "a hidden letter": (
        "nothing hidden",
        TRIAL,
        lambda a, c: changed(a, "framing", lambda t: t.replace(" ", "\u200b ", 1)),
    ),
    "a terminal's escape": ("nothing hidden", TRIAL, lambda a, c: changed(a, "lead", lambda t: f"\x1b[2J{t}")),
    "a hidden letter in a title": ("nothing hidden", TRIAL, lambda a, c: cited(a, title="A \u202etrial")),
    "no frame": ("framed", TRIAL, lambda a, c: without(a, "framing")),
    "another frame": ("framed", TRIAL, lambda a, c: changed(a, "framing", lambda t: say("closing-hope-1"))),
    "no distinction": ("distinctions drawn", TRIAL, lambda a, c: without(a, "distinction")),
    "a distinction that is not listed": ("distinctions drawn", TRIAL, lambda a, c: replace(a, distinctions=())),
    "half a distinction": (
        "distinctions drawn",
        TRIAL,
        lambda a, c: changed(a, "distinction", lambda t: t.replace(c.distinctions[0].sentence, "")),
    ),
    "no stage": ("stage told", STAGED, lambda a, c: without(a, "stage")),
    "another stage": ("stage told", STAGED, lambda a, c: replace(a, stage=None)),
    "a stage without what it is not yet": (
        "stage told",
        STAGED,
        lambda a, c: changed(a, "stage", lambda t: t[: t.index("It does not mean yet")]),
    ),
    "no limits": ("limits told", TRIAL, lambda a, c: without(a, "limits")),
    "another ending": ("ending kept", DECLINE, lambda a, c: replace(a, behaviour="answer")),
    "a decline that is not said": ("ending kept", DECLINE, lambda a, c: without(a, "decline")),
    "a ranking that is not declined": ("ending kept", RANKING, lambda a, c: without(a, "decline")),
    "no signpost": ("ending kept", EMERGENCY, lambda a, c: without(a, "signpost")),
    "something before the signpost": (
        "ending kept",
        EMERGENCY,
        lambda a, c: with_sections(a, [a.sections[-1], *a.sections]),
    ),
    "another number to call": (
        "signposted",
        EMERGENCY,
        lambda a, c: changed(a, "signpost", lambda t: t.replace("112", "555")),
    ),
    "another line in a crisis": (
        "signposted",
        CRISIS,
        lambda a, c: changed(a, "signpost", lambda t: t + " Stay calm."),
    ),
    "a claim's words put as ours": (
        "sentences accounted for",
        CLAIM,
        lambda a, c: changed(a, "lead", lambda t: f"{t}\n\nExosomes cure arthritis."),
    ),
    "words the person never wrote, as a quotation": (
        "sentences accounted for",
        CLAIM,
        lambda a, c: changed(a, "claim", lambda t: t.replace("> “", "> “Zebrafish dancing. ", 1)),
    ),
    "an unescaped mark in a person's words": (
        "sentences accounted for",
        CLAIM,
        lambda a, c: changed(a, "claim", lambda t: t.replace("> “", "> “**Exosomes** ", 1)),
    ),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_tampered_answer_is_refused(composed: Composed, name: str) -> None:
    check, question, change = TAMPERED[name]
    answer, case = composed(question)
    assert failures(answer, case) == ()
    assert check in {failure.check for failure in failures(change(answer, case), case)}


def test_every_check_has_a_change_that_it_finds() -> None:
    elsewhere = {"model labelled", "nobody named", "ages told", "places told"}
    assert {check for check, _, _ in TAMPERED.values()} | elsewhere == set(CHECKS)


def test_a_suspended_statement_does_not_go_out(composed: Composed) -> None:
    answer, case = composed(TRIAL)
    now = replace(case, suspended=frozenset({answer.citations[0].statement_id}))
    assert "quotes unchanged" in {failure.check for failure in failures(answer, now)}


def test_a_statement_that_is_due_says_so(composed: Composed) -> None:
    """The same answer, a year later: without its note it stays here; composed on that day it goes out."""
    answer, case = composed(STUDIES)
    later = replace(case, today=case.today + timedelta(days=500))
    assert "ages told" in {failure.check for failure in failures(answer, later)}
    for name, step in STEPS:
        if name == "compose":
            later = step(later)
    assert failures(finished(later), later) == ()


def test_the_place_is_told(composed: Composed) -> None:
    answer, case = composed("Are stem cell clinics regulated in Canada?")
    note = say("lead-place", place="Canada")
    mute = changed(answer, "lead", lambda text: text.replace(note, ""))
    assert {failure.check for failure in failures(mute, case)} == {"places told"}


def test_a_business_is_named_by_a_cited_record_alone(composed: Composed, assistant: Assistant) -> None:
    answer, case = composed(TRIAL)
    name = next(name for name in assistant.library.named_parties if name not in answer.text and len(name) > 6)
    told = replace(case, question=replace(case.question, text=f"{TRIAL} {name}"))
    # In the person's own words it may stand; as a sentence of ours it may not.
    asked = changed(answer, "lead", lambda text: f"{say('understood-as', question=name)}\n\n{text}")
    assert "sentences accounted for" in {failure.check for failure in failures(asked, told)}
    line = f"{name} offers this."
    assert {failure.check for failure in failures(*written(answer, case, line))} == {"nobody named"}


def written(answer: Answer, case: Case, line: str, label: bool = True, mark: str = "[1]") -> tuple[Answer, Case]:
    """The answer with a line that a model wrote, and the case in which the checker let it pass."""
    heading = say("label-model-written", model_name="some-model") if label else say("lead-answer")
    section = Section("lead", f"{heading}\n\n> {line} {mark}".rstrip())
    sections = [answer.sections[0], section, *answer.sections[1:]]
    return with_sections(answer, sections), replace(case, verified=frozenset({line}))


def test_a_verified_line_goes_out_unless_it_promises(composed: Composed) -> None:
    answer, case = composed(TRIAL)
    for line, kept in (("It was tested in 14 people.", True), ("It is a cure.", False), ("You should try it.", False)):
        leaving, of_model = written(answer, case, line)
        assert (failures(leaving, of_model) == ()) is kept
        assert "sentences accounted for" in {failure.check for failure in failures(leaving, case)}


def test_a_line_of_a_model_is_labelled_and_cited(composed: Composed) -> None:
    answer, case = composed(TRIAL)
    for label, mark in ((False, "[1]"), (True, "")):
        leaving, of_model = written(answer, case, "It was tested in 14 people.", label, mark)
        assert {failure.check for failure in failures(leaving, of_model)} == {"model labelled"}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_arbitrary_words_get_out(composed: Composed, data: st.DataObject) -> None:
    """Whatever is put anywhere into an answer, it is noticed, unless it is nothing a reader can see."""
    answer, case = composed(data.draw(st.sampled_from(QUESTIONS)))
    number = data.draw(st.integers(0, len(answer.sections) - 1))
    text = answer.sections[number].text
    place = data.draw(st.integers(0, len(text)))
    words = data.draw(st.text(alphabet=st.characters(categories=("L", "N", "P", "S")), min_size=4, max_size=60))
    if not any(sign.isalnum() for sign in words):
        return
    sections = list(answer.sections)
    sections[number] = replace(sections[number], text=f"{text[:place]} {words} {text[place:]}")
    assert failures(with_sections(answer, sections), case)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_word_can_be_taken_out_or_changed(composed: Composed, data: st.DataObject) -> None:
    answer, case = composed(data.draw(st.sampled_from((TRIAL, STUDIES, DECLINE))))
    number = data.draw(st.integers(0, len(answer.sections) - 1))
    words = answer.sections[number].text.split(" ")
    place = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.sampled_from(("", "always", "never", "cured", "100")))
    if words[place] in ("-", "", other) or not any(sign.isalpha() for sign in words[place]):
        return
    sections = list(answer.sections)
    sections[number] = replace(sections[number], text=" ".join([*words[:place], other, *words[place + 1 :]]))
    assert failures(with_sections(answer, sections), case)


def test_what_stays_here_leaves_a_useful_sentence(composed: Composed, caplog: pytest.LogCaptureFixture) -> None:
    answer, case = composed(TRIAL)
    with caplog.at_level(logging.ERROR, logger="fieldmap"):
        out, names = let_out(said("It is a cure. zebrafish")(answer, case), case)
    assert names == ("sentences accounted for", "nothing promised")
    assert out.behaviour == "no-vetted-source"
    assert out.text == f"{say('answer-withheld')}\n\n{say('frame-not-advice-short')}"
    assert out.citations == () and out.distinctions == () and out.suggestions == ()
    assert "answer withheld" in caplog.text
    assert caplog.records[-1].__dict__["checks"] == ["nothing promised", "sentences accounted for"]
    assert "zimislecel" not in caplog.text and "zebrafish" not in caplog.text


@pytest.mark.parametrize("question", [EMERGENCY, CRISIS])
def test_whom_to_call_is_never_lost(composed: Composed, question: str) -> None:
    """Neither by a check that does not hold, nor by one that cannot run, nor by a step, nor by the list of numbers."""
    answer, case = composed(question)
    out, names = let_out(without(answer, "framing"), case)
    assert names and out.behaviour == answer.behaviour
    assert out.sections[0] == answer.sections[0]
    assert [section.kind for section in out.sections] == ["signpost", "framing"]


@pytest.mark.parametrize("broken", ["compose", "require", "judge"])
def test_whom_to_call_outlives_a_broken_step(composed: Composed, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def fails(case: Case) -> Case:
        raise RuntimeError("broken on purpose")

    steps = tuple((name, fails if name == broken else step) for name, step in STEPS)
    monkeypatch.setattr("assistant.pipeline.STEPS", steps)
    answer, case = composed(EMERGENCY)
    start = Case(case.question, case.library, case.today)
    seen = run(start)
    assert seen.answer.sections[0] == answer.sections[0]
    assert seen.withheld == (broken,)
    with pytest.raises(RuntimeError):
        run(replace(start, question=Question(TRIAL)))


def test_whom_to_call_outlives_the_list_of_numbers(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*given: object) -> Section:
        raise RuntimeError("broken on purpose")

    for question, name, wording in (
        (EMERGENCY, "emergency", "emergency-place-unknown"),
        (CRISIS, "crisis", "crisis-bare"),
    ):
        _, case = composed(question)
        monkeypatch.setattr(f"assistant.signposts.{name}", fails)
        out, names = let_out(finished(case), case)
        assert names and out.sections[0].text == say(wording)


def test_a_check_that_cannot_run_keeps_the_answer_here(composed: Composed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(leaving: object) -> Any:
        raise RuntimeError("broken on purpose")

    answer, case = composed(TRIAL)
    monkeypatch.setattr("assistant.outgoing.CHECKS", {**CHECKS, "framed": fails})
    assert let_out(answer, case)[1] == ("framed",)
    monkeypatch.setattr("assistant.outgoing.read_back", fails)
    assert let_out(answer, case)[1] == ("read back",)


EVERY = 12


def test_no_false_alarm_on_the_question_sets(assistant: Assistant) -> None:
    """A share of every set of development questions; `fieldmap eval` counts withheld answers over all of them."""
    asked = [json.loads(line) for file in sorted(SETS.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    kept_here = {}
    for item in asked[::EVERY]:
        turns = tuple(Turn(turn["role"], turn["content"]) for turn in item.get("history") or [])
        seen = assistant.observe(Question(item["question"], item.get("place"), turns))
        if seen.withheld:
            kept_here[item["id"]] = seen.withheld
    assert kept_here == {}


def test_no_false_alarm_on_records(assistant: Assistant, registry_samples: dict[str, str]) -> None:
    """Every form of a record, with the signs that numbers of sponsors have in them."""
    for record in registry_samples.values():
        for text in (record, record.replace("Stem Cell", "SANPRIDE_002 (A*B) [1] x_y #3 <5%")):
            assert assistant.observe(Question("What does this mean?", record=text)).withheld == ()
