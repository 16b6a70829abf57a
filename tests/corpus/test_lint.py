"""What is checked between files: each error and each note, on a small corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Corpus, load
from corpus.errors import CorpusFileError
from corpus.lint import LintFault, refuse_errors
from corpus.lint import faults as all_faults

Edit = Callable[[Path, Callable[[Any], Any]], None]
TRIAL = "sources/programs/zimislecel-nejm-2025.yaml"
PRP = "sources/programs/restore-prp-jama-2021.yaml"
ANSWERS = "key_answers/all.yaml"
ISLETS = "distinctions/islet-vs-wellness-iv.yaml"


def faults(corpus: Corpus) -> list[LintFault]:
    """Without the notes on signposts that no page was found for: the shipped file has some."""
    return [item for item in all_faults(corpus) if item.fault.file != "signposts.yaml"]


def test_signposts_without_a_page_are_noted(small_corpus: Path) -> None:
    noted = [item for item in all_faults(load(small_corpus)) if item.fault.file == "signposts.yaml"]
    assert noted and not any(item.serious for item in noted)
    assert all("no page was found for" in item.fault.problem for item in noted)


def test_the_small_corpus_has_nothing_to_mend(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    assert faults(corpus) == []
    refuse_errors(corpus)


def test_the_shipped_corpus_has_no_error(shipped_corpus: Corpus) -> None:
    assert [str(item.fault) for item in faults(shipped_corpus) if item.serious] == []


def _set(*path: str | int, to: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = to

    return change


def _statement(position: int, field: str, to: Any) -> Callable[[Any], None]:
    return _set("statements", position, field, to=to)


@pytest.mark.parametrize(
    ("file", "change", "field", "problem"),
    [
        pytest.param(
            TRIAL,
            _statement(0, "topics", ["warts"]),
            "statements[all-14-made-insulin-again].topics",
            "warts is not in topics.yaml",
            id="topic of a statement",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "place", "narnia"),
            "statements[all-14-made-insulin-again].place",
            "narnia is not in topics.yaml",
            id="place of a statement",
        ),
        pytest.param(
            PRP,
            _statement(2, "topics", ["warts"]),
            "statements[guidelines-do-not-recommend-prp].topics",
            "warts is not in topics.yaml",
            id="topic of a draft",
        ),
        pytest.param(
            ANSWERS,
            _set(0, "topics", to=["warts"]),
            "[does-zimislecel-cure-type-1-diabetes].topics",
            "warts is not in topics.yaml",
            id="topic of a key answer",
        ),
        pytest.param(
            ANSWERS,
            _set(0, "places", to=["us", "narnia"]),
            "[does-zimislecel-cure-type-1-diabetes].places",
            "narnia is not in topics.yaml",
            id="place of a key answer",
        ),
        pytest.param(
            ISLETS,
            _set("topics", to=["warts"]),
            "topics",
            "warts is not in topics.yaml",
            id="topic of a distinction",
        ),
        pytest.param(
            ISLETS,
            _set("source_ids", to=["nowhere-2020"]),
            "source_ids",
            "nowhere-2020 is not in the sources",
            id="source of a distinction",
        ),
        pytest.param(
            ISLETS,
            _set("triggers", "evidence_sources", to=["nowhere-2020"]),
            "triggers.evidence_sources",
            "nowhere-2020 is not in the sources",
            id="evidence that triggers",
        ),
        pytest.param(
            ISLETS,
            _set("triggers", "any_concepts", to=["unicorn"]),
            "triggers.any_concepts",
            "unicorn is not in concepts.yaml",
            id="concept that triggers",
        ),
        pytest.param(
            ISLETS,
            _set("triggers", "all_of", to=[["prp", "unicorn"], ["japan"]]),
            "triggers.all_of",
            "unicorn is not in concepts.yaml",
            id="concept in a group that triggers",
        ),
        pytest.param(
            ISLETS,
            _set("narrower_than", to="day-vs-night"),
            "narrower_than",
            "day-vs-night is not in the distinctions",
            id="wider distinction",
        ),
        pytest.param(
            "concepts.yaml",
            _set("concepts", 0, "topics", to=["warts"]),
            "concepts[stem-cell].topics",
            "warts is not in topics.yaml",
            id="topic of a concept",
        ),
        pytest.param(
            "concepts.yaml",
            _set("concepts", 0, "see_also", to=["unicorn"]),
            "concepts[stem-cell].see_also",
            "unicorn is not in concepts.yaml",
            id="concept beside a concept",
        ),
        pytest.param(
            "frame/signals.yaml",
            _set("signals", 0, "source_ids", to=["nowhere-2020"]),
            "source_ids",
            "nowhere-2020 is not in the sources",
            id="source of a frame row",
        ),
        pytest.param(
            "frame/layers.yaml",
            _set("layers", 0, "example_source_ids", to=["nowhere-2020"]),
            "example_source_ids",
            "nowhere-2020 is not in the sources",
            id="source of an example",
        ),
        pytest.param(
            "frame/source_stack.yaml",
            _set("prestige_source_ids", to=["nowhere-2020"]),
            "prestige_source_ids",
            "nowhere-2020 is not in the sources",
            id="source of a rule of reading",
        ),
        pytest.param(
            "frame/borrowing.yaml",
            _set("patterns", 0, "distinction_ids", to=["day-vs-night"]),
            "distinction_ids",
            "day-vs-night is not in the distinctions",
            id="distinction of a frame row",
        ),
        pytest.param(
            "frame/faq.yaml",
            _set("questions", 0, "key_answer", to="what-is-love"),
            "key_answer",
            "what-is-love is not in the key answers",
            id="key answer of a frequent question",
        ),
        pytest.param(
            "checklists/clinic_questions.yaml",
            _set("groups", 0, "questions", 0, "source_ids", to=["nowhere-2020"]),
            "source_ids",
            "nowhere-2020 is not in the sources",
            id="source of a question two levels down",
        ),
        pytest.param(
            "checklists/trial_questions.yaml",
            _set("where_to_look", 0, "source_id", to="nowhere-2020"),
            "source_id",
            "nowhere-2020 is not in the sources",
            id="source of a registry",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_an_error(
    small_corpus: Path, edit_yaml: Edit, file: str, change: Callable[[Any], Any], field: str, problem: str
) -> None:
    edit_yaml(small_corpus / file, change)
    corpus = load(small_corpus)
    (found,) = faults(corpus)
    assert found.serious
    assert (found.fault.file, found.fault.field, found.fault.problem) == (file, field, problem)
    with pytest.raises(CorpusFileError, match="correct the id, or add the record"):
        refuse_errors(corpus)


def test_a_key_answer_on_a_statement_that_is_not_there_is_an_error(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / ANSWERS, lambda content: content[0]["stands_on"].append("zimislecel-nejm-2025/gone"))
    error, note = faults(load(small_corpus))
    assert error.serious and error.fault.problem == "zimislecel-nejm-2025/gone is not in the sources"
    assert not note.serious and note.fault.problem == "names a draft, so it is a draft itself"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ten <b>people</b> were treated.", id="tag"),
        pytest.param("Ten people [1] were treated.", id="brackets"),
        pytest.param("Ten `people` were treated.", id="code"),
        pytest.param("Ten *people* were treated.", id="stars"),
        pytest.param("Ten _people_ were treated.", id="underscores"),
        pytest.param("- Ten people were treated.", id="list item"),
        pytest.param("1. Ten people were treated.", id="numbered item"),
        pytest.param("# Ten people were treated.", id="heading"),
        pytest.param("Ten {people} were treated.", id="braces"),
    ],
)
def test_a_mark_that_a_page_would_read_is_an_error(small_corpus: Path, edit_yaml: Edit, text: str) -> None:
    edit_yaml(small_corpus / TRIAL, _statement(1, "text", text))
    (found,) = faults(load(small_corpus))
    assert found.serious and found.fault.mend == "write plain text"
    assert found.fault.field == "statements[insulin-independence-10-of-12].text"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ten of 12 people (83%) came off insulin in 2025.", id="brackets and per cent"),
        pytest.param("The FDA's 2019 notice says so; no product is approved.", id="apostrophe"),
        pytest.param("Doses of 0.8 x 10 to the power of 9 cells were given.", id="number with a point"),
        pytest.param("Type-1 diabetes - the autoimmune kind - was treated.", id="dashes"),
    ],
)
def test_plain_text_is_plain(small_corpus: Path, edit_yaml: Edit, text: str) -> None:
    edit_yaml(small_corpus / TRIAL, _statement(1, "text", text))
    assert faults(load(small_corpus)) == []


@pytest.mark.parametrize("ask", ["did PRP help", "DID prp help?", "did prp  help ?"])
def test_an_ask_in_two_statements_is_an_error(small_corpus: Path, edit_yaml: Edit, ask: str) -> None:
    edit_yaml(small_corpus / PRP, lambda content: content["statements"][0]["asks"].append("Did PRP help?"))
    edit_yaml(small_corpus / TRIAL, lambda content: content["statements"][0]["asks"].append(ask))
    (found,) = faults(load(small_corpus))
    assert found.serious
    assert "is an ask of " in found.fault.problem and found.fault.mend == "leave it with one of them"


def test_an_ask_in_two_key_answers_is_an_error(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / ANSWERS, lambda content: content[0]["asks"].append(content[1]["asks"][0]))
    (found,) = faults(load(small_corpus))
    assert found.serious and "is an ask of does-" in found.fault.problem


def test_a_statement_and_the_key_answer_on_it_may_share_an_ask(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / TRIAL, lambda content: content["statements"][0]["asks"].append("Is zimislecel a cure?"))
    edit_yaml(small_corpus / ANSWERS, lambda content: content[0]["asks"].append("is zimislecel a cure"))
    assert faults(load(small_corpus)) == []


def test_an_ask_of_a_draft_is_free(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / PRP, _statement(2, "asks", ["Did PRP help?"]))
    edit_yaml(small_corpus / TRIAL, lambda content: content["statements"][0]["asks"].append("Did PRP help?"))
    assert faults(load(small_corpus)) == []


LONG_NAME = "Pharmaceutical authorities subsequently reinvestigated immunosuppressive rehabilitation methodologies."


@pytest.mark.parametrize(
    ("file", "change", "field", "problem"),
    [
        pytest.param(
            TRIAL,
            _statement(0, "text", " ".join(["Ten words stand here."] * 11) + " Two more."),
            "statements[all-14-made-insulin-again].text",
            "has over 45 words",
            id="long statement",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "text", "It was given to 14 people."),
            "statements[all-14-made-insulin-again].text",
            "does not name its subject",
            id="it",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "text", "The study covered 14 people."),
            "statements[all-14-made-insulin-again].text",
            "does not name its subject",
            id="the study",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "asks", ["does it work", "did it help"]),
            "statements[all-14-made-insulin-again].asks",
            "are 2, and 3 are needed",
            id="too few asks",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "text", LONG_NAME),
            "statements[all-14-made-insulin-again]",
            "has reading grade 44.5, above 12",
            id="hard statement",
        ),
        pytest.param(
            ANSWERS,
            _set(0, "lead", to=LONG_NAME),
            "[does-zimislecel-cure-type-1-diabetes].lead",
            "has reading grade 44.5, above 12",
            id="hard lead",
        ),
        pytest.param(
            ANSWERS,
            _set(0, "asks", to=["is it a cure", "does it cure", "cured?", "a cure yet"]),
            "[does-zimislecel-cure-type-1-diabetes].asks",
            "are 4, and 8 are needed",
            id="too few asks of a key answer",
        ),
        pytest.param(
            ANSWERS,
            lambda content: content[0].update(stands_on=content[0]["stands_on"][:1]),
            "[does-zimislecel-cure-type-1-diabetes].stands_on",
            "names one statement only",
            id="key answer on one statement",
        ),
        pytest.param(
            TRIAL,
            _set("statements", 0, "verification", "due", to="2027-12-01"),
            "statements[all-14-made-insulin-again].verification.due",
            "is later than 12 months after the source was read",
            id="late due date",
        ),
        pytest.param(
            TRIAL,
            _set("kind", to="trial-record"),
            None,
            "is later than 6 months after the source was read",
            id="late due date of a trial record",
        ),
        pytest.param(
            TRIAL, _set("lane", to="harms"), "lane", "is harms, but the file is in programs", id="another lane's folder"
        ),
        pytest.param(
            "frame/topic_pages.yaml",
            lambda content: content.update(pages=content["pages"][1:]),
            "pages",
            "type-1-diabetes has no entry",
            id="topic without a name",
        ),
        pytest.param(
            "frame/deeper_pages.yaml",
            _set("pages", 0, "parts", 0, "topic", to="warts"),
            "topic",
            "warts is not in topics.yaml",
            id="part of a guide",
        ),
        pytest.param(
            "frame/layers.yaml",
            _set("layers", 0, "key_answers", to=["what-is-love"]),
            "key_answers",
            "what-is-love is not in the published key answers",
            id="key answer of a row",
        ),
    ],
)
def test_what_a_reader_would_stumble_over_is_an_error(
    small_corpus: Path, edit_yaml: Edit, file: str, change: Callable[[Any], Any], field: str | None, problem: str
) -> None:
    edit_yaml(small_corpus / file, lambda content: change(content) and None)
    corpus = load(small_corpus)
    found = faults(corpus)
    assert found and all(item.serious and item.fault.file == file for item in found)
    assert {item.fault.problem for item in found} == {problem}
    assert field is None or [item.fault.field for item in found] == [field]
    with pytest.raises(CorpusFileError):
        refuse_errors(corpus)


def test_a_reason_lets_a_hard_text_pass(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / TRIAL, _statement(0, "text", LONG_NAME))
    edit_yaml(small_corpus / TRIAL, _statement(0, "grade_reason", "the law's own name"))
    assert faults(load(small_corpus)) == []


def test_a_corpus_that_is_hard_on_the_whole_is_an_error(small_corpus: Path, edit_yaml: Edit) -> None:
    hard = "Researchers in Australia compared injections with a salt-water placebo in osteoarthritis of the knee."

    def harder(content: Any) -> None:
        for statement in content["statements"]:
            statement["text"] = hard
            statement["grade_reason"] = "for this test"

    for file in (TRIAL, PRP):
        edit_yaml(small_corpus / file, harder)
    (found,) = faults(load(small_corpus))
    assert found.serious and found.fault.problem.startswith("the median reading grade is ")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The study of 14 people took a year.", id="named by what follows"),
        pytest.param("The trial called STEM-PD tests cells.", id="named"),
        pytest.param("The FDA said no in 2019.", id="a body"),
        pytest.param(" ".join(["word"] * 45), id="45 words"),
    ],
)
def test_a_subject_that_is_named_passes(small_corpus: Path, edit_yaml: Edit, text: str) -> None:
    edit_yaml(small_corpus / TRIAL, _statement(0, "text", text))
    edit_yaml(small_corpus / TRIAL, _statement(0, "grade_reason", "only the subject is looked at here"))
    assert [item for item in faults(load(small_corpus)) if item.serious] == []


@pytest.mark.parametrize(
    ("file", "change", "field", "problem"),
    [
        pytest.param(
            ANSWERS,
            lambda content: content[1]["stands_on"].append("restore-prp-jama-2021/guidelines-do-not-recommend-prp"),
            "[does-prp-help-knee-arthritis].stands_on",
            "names a draft, so it is a draft itself",
            id="key answer on a draft",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "text", "In the XYZZY trial 14 people took part."),
            "XYZZY",
            "is used without an entry, in 1 statement such as zimislecel-nejm-2025/all-14-made-insulin-again",
            id="abbreviation",
        ),
        pytest.param(
            TRIAL,
            _statement(0, "text", "One person in the trial had endocarditis."),
            "endocarditis",
            "is used without an entry, in 1 statement such as zimislecel-nejm-2025/all-14-made-insulin-again",
            id="medical word",
        ),
    ],
)
def test_a_note_does_not_stop_a_release(
    small_corpus: Path, edit_yaml: Edit, file: str, change: Callable[[Any], Any], field: str, problem: str
) -> None:
    edit_yaml(small_corpus / file, lambda content: change(content) and None)
    corpus = load(small_corpus)
    (found,) = faults(corpus)
    assert not found.serious and (found.fault.field, found.fault.problem) == (field, problem)
    refuse_errors(corpus)


def test_a_document_that_nobody_read_is_noted(small_corpus: Path, edit_yaml: Edit) -> None:
    def from_elsewhere(content: Any) -> None:
        for statement in content["statements"]:
            statement["verification"].update(level="secondary-text", url="https://example.org/report")

    edit_yaml(small_corpus / TRIAL, from_elsewhere)
    (found,) = faults(load(small_corpus))
    assert not found.serious and found.fault.problem.startswith("was read by nobody")


def test_errors_come_before_notes(small_corpus: Path, edit_yaml: Edit) -> None:
    draft = "restore-prp-jama-2021/guidelines-do-not-recommend-prp"
    edit_yaml(small_corpus / ANSWERS, lambda content: content[1]["stands_on"].append(draft))
    edit_yaml(small_corpus / TRIAL, _statement(0, "place", "narnia"))
    assert [item.serious for item in faults(load(small_corpus))] == [True, False]
    with pytest.raises(CorpusFileError) as refused:
        refuse_errors(load(small_corpus))
    assert len(refused.value.faults) == 1
