"""The engine: every item is asked and scored, misdeeds show in the log, and an error ends nothing but its own item."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Answer, Assistant
from evals.engine import run
from evals.errors import NothingToEvaluate, UnreadableLog
from evals.items import Item
from evals.records import Log, read_log
from evals.reference import Reference

MakeItem = Callable[..., Item]
Evaluated = Callable[..., Log]
ASKED = "Does zimislecel cure type 1 diabetes?"


@pytest.fixture(scope="module")
def items(make_item: MakeItem) -> Sequence[Item]:
    return (
        make_item(id="islets", behaviours=("answer", "answer-with-limits"), group="g"),
        make_item("can zimislecel cure type 1 diabetes", id="again", group="g"),
        make_item("I have chest pain after my infusion today", id="urgent", behaviours=("emergency",)),
    )


def test_a_log_holds_every_answer_and_score(items: Sequence[Item], evaluated: Evaluated) -> None:
    log = evaluated(items)
    again, islets, urgent = log.records
    assert [record.key for record in log.records] == ["some/again", "some/islets", "some/urgent"]
    assert islets.value("behaviour") == 1 and islets.value("citations") == 1 and islets.failures == {}
    assert again.value("behaviour") is None and again.parts("sameness")["lead"] == islets.parts("sameness")["lead"]
    assert urgent.answer["behaviour"] == "emergency" and urgent.value("citations") is None
    assert islets.question == ASKED and "not medical advice" in islets.text
    assert islets.observed["sufficiency"] == "enough" and islets.observed["similarity"] > 0.6


def misroutes(answer: Answer) -> Answer:
    return replace(answer, behaviour="out-of-scope")


def drops_the_last_citation(answer: Answer) -> Answer:
    return replace(answer, citations=answer.citations[:-1])


def omits_the_frame(answer: Answer) -> Answer:
    return replace(answer, sections=answer.sections[:-1])


def rewrites_a_quote(answer: Answer) -> Answer:
    return replace(answer, citations=tuple(replace(one, quote=one.quote.upper()) for one in answer.citations))


@pytest.mark.parametrize(
    ("alter", "scorer"),
    [
        (misroutes, "behaviour"),
        (drops_the_last_citation, "citations"),
        (rewrites_a_quote, "citations"),
        (omits_the_frame, "frame"),
    ],
)
def test_a_misdeed_shows_in_the_log(
    items: Sequence[Item], evaluated: Evaluated, alter: Callable[[Answer], Answer], scorer: str
) -> None:
    (record,) = evaluated(items[:1], alter).records
    assert record.value(scorer) == 0 and scorer in record.failures


def test_an_error_is_the_failure_of_its_own_item(items: Sequence[Item], evaluated: Evaluated) -> None:
    def breaks(answer: Answer) -> Answer:
        if answer.behaviour == "emergency":
            raise RuntimeError("out of ink")
        return answer

    _, islets, urgent = evaluated(items, breaks).records
    assert islets.error is None and islets.failures == {}
    assert "out of ink" in urgent.failures["error"]


def test_a_run_leaves_logging_as_it_was(items: Sequence[Item], evaluated: Evaluated) -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    evaluated(items[:1])
    assert (root.level, list(root.handlers)) == before


def test_nothing_to_ask_is_said(small: Assistant, reference: Reference, tmp_path: Path) -> None:
    with pytest.raises(NothingToEvaluate):
        run([], small, reference, tmp_path, {})


def test_what_is_no_log_of_ours_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableLog, match="There is no log"):
        read_log(tmp_path / "absent.eval")
    (tmp_path / "broken.eval").write_bytes(b"PK not really")
    with pytest.raises(UnreadableLog, match="cannot be read"):
        read_log(tmp_path / "broken.eval")
