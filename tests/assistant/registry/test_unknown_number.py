"""Registry numbers in a question: what the corpus has leads with its own source; where it has nothing, that is said."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest

from assistant import Answer, Assistant, Question
from corpus import Corpus

CheckAnswer = Callable[[Answer], None]
FORMS: tuple[Callable[[str], str], ...] = (
    lambda number: f"What is {number}?",
    lambda number: number.lower(),
    lambda number: re.sub(r"(?<=[A-Za-z])(?=\d)", " ", number, count=1),
    lambda number: f"https://clinicaltrials.gov/study/{number}" if number.startswith("NCT") else f"({number})",
    lambda number: f"My clinic showed me {number}. Is that approved?",
)


def test_every_number_of_the_corpus_is_answered_from_its_own_source(assistant: Assistant) -> None:
    """Each in one of the forms, by turns."""
    owners = assistant.library.owners
    assert len(owners) > 60
    wrong = []
    for place, number in enumerate(sorted(owners)):
        text = FORMS[place % len(FORMS)](number)
        answer = assistant.ask(Question(text))
        first = answer.citations[0].source_id if answer.citations else None
        if first not in owners[number] or answer.behaviour not in ("answer", "answer-with-limits"):
            wrong.append((text, answer.behaviour, first))
    assert wrong == []


def test_a_number_that_only_a_statement_names_is_found(assistant: Assistant) -> None:
    only_named = set(assistant.library.naming) - set(assistant.library.owners)
    for number in only_named:
        answer = assistant.ask(Question(f"What is {number}?"))
        assert answer.citations[0].statement_id in assistant.library.naming[number]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("What is NCT09999999?", "clinicaltrials-gov-disclaimer"),
        ("nct 0999 9999", "clinicaltrials-gov-disclaimer"),
        ("https://clinicaltrials.gov/study/NCT09999999", "clinicaltrials-gov-disclaimer"),
        ("Is jRCT2099999999 a good trial?", "jrct-japan-registry"),
        ("ChiCTR2599999999", "chictr-china-registry"),
        ("what is EUCTR2015-099999-12-GB", "eu-ctis-euctr"),
        ("2023-599999-12-00", "eu-ctis-euctr"),
        ("ISRCTN99999999 approved?", "isrctn-registry-profile"),
        ("KCT0009999", "cris-korea-registry"),
        ("UMIN000099999", None),
        ("ACTRN12699000001234 is this safe", None),
    ],
)
def test_a_number_on_which_nothing_is_held(
    assistant: Assistant, check_answer: CheckAnswer, text: str, source: str | None
) -> None:
    answer = assistant.ask(Question(text))
    check_answer(answer)
    assert answer.behaviour == "no-vetted-source"
    assert answer.sections[0].text.startswith("I have no checked source on ")
    assert "It does not mean that a regulator has approved a treatment" in answer.sections[0].text
    assert answer.distinctions[0] == "registration-vs-available-treatment"
    assert {citation.source_id for citation in answer.citations} <= ({source} if source else set())
    steps, questions = answer.section("next-steps"), answer.section("questions")
    assert steps is not None and questions is not None and questions.text.count("\n- ") == 4
    assert ("no checked source on the registry" in steps.text) == (source is None)


def test_a_number_with_a_slip_in_it(assistant: Assistant) -> None:
    answer = assistant.ask(Question("What is NCT0999999?"))
    assert "NCT0999999 is not complete" in answer.text
    assert "/study/NCT0999999" not in answer.text


def test_the_rest_of_the_question_is_answered_below(assistant: Assistant, check_answer: CheckAnswer) -> None:
    answer = assistant.ask(Question("My clinic is in trial NCT09999999 on exosomes for my knee, is that approved?"))
    check_answer(answer)
    assert answer.behaviour == "no-vetted-source"
    assert "NCT09999999" in answer.sections[0].text and "on the subject of your question" in answer.text
    assert any("exosome" in citation.statement_id for citation in answer.citations)


def test_whether_to_join_is_not_answered(assistant: Assistant, check_answer: CheckAnswer) -> None:
    answer = assistant.ask(Question("should I join NCT09999999?"))
    check_answer(answer)
    assert answer.behaviour == "decline-personal-advice"
    assert [section.kind for section in answer.sections[:2]] == ["decline", "lead"]


def test_one_of_two_numbers_is_not_covered(assistant: Assistant, check_answer: CheckAnswer) -> None:
    answer = assistant.ask(Question("compare NCT03280056 and NCT09999999"))
    check_answer(answer)
    assert answer.citations[0].source_id == "nurown-als-phase-3"
    assert "On NCT09999999 I have no checked source." in answer.text


def test_a_number_in_a_pasted_claim_is_not_passed_over(assistant: Assistant, check_answer: CheckAnswer) -> None:
    advert = 'Check this: "Our stem cell therapy NCT09999999 is FDA approved and cures knee arthritis."'
    answer = assistant.ask(Question(advert))
    check_answer(answer)
    assert answer.behaviour == "claim-check"
    assert "On NCT09999999 I have no checked source." in answer.text


def test_digits_of_a_number_are_no_emergency_number(assistant: Assistant) -> None:
    assert assistant.ask(Question("What is jRCTa031190228?")).behaviour == "answer"


def test_a_registry_is_looked_up_at_its_own_address(shipped_corpus: Corpus) -> None:
    """No address stands in the frame whose host no source of that registry has."""
    for registry in shipped_corpus.field_map.trial_record.registries:
        assert registry.source_id is not None
        host = urlsplit(shipped_corpus.sources[registry.source_id].url).hostname
        for address in filter(None, (registry.look_up, registry.record)):
            assert urlsplit(address).hostname == host, registry.id
        assert {key.split("/")[0] for key in registry.statement_ids} == {registry.source_id}
