"""The checker: its own lines, every name of a refusal, and whatever a model may write."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Question
from assistant.writing.client import Message, Reply
from assistant.writing.errors import ReplyUnusable
from assistant.writing.knowledge import knowledge
from assistant.writing.parse import parse
from assistant.writing.settings import WritingSettings
from assistant.writing.types import Line, Offered
from assistant.writing.verify import FAILURES, Checker, Knowledge
from assistant.writing.writer import Writer
from evals.checking import read_lines

TRIAL = Offered(
    "s/trial",
    "In a 2023 trial of Alphacel for stroke, 37.5% of the children given donor cells died within 30 days. With a sham, "
    "42.7% died. This may be due to chance, and is not a significant difference, the authors say.",
)
RULE = Offered("s/rule", "Betacel was withdrawn in Japan before 2020. It may help some people, a 2021 review says.")
GOOD = (
    "Within 30 days, 37.5% of the children given donor cells and 42.7% of those with a sham died in a 2023 trial of "
    "Alphacel for stroke, which is not a significant difference and may be due to chance, the authors say."
)


@pytest.fixture(scope="module")
def alone() -> Checker:
    """A checker that knows no field and finds everything near: what is left is the words themselves."""
    return Checker(
        Knowledge(
            named=lambda text: {},
            subjects=lambda text: frozenset(),
            kinds=lambda text: {},
            nearness=lambda text, others: 1.0,
        )
    )


def names(checker: Checker, text: str, *ids: str) -> set[str]:
    verdict = checker.check(Line(text, ids or ("s/trial",)), [TRIAL, RULE])
    found = {failure.name for failure in verdict.failures}
    assert found <= set(FAILURES)
    return found


def test_a_true_line_passes(alone: Checker) -> None:
    assert names(alone, GOOD) == set()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("number-not-there", GOOD.replace("37.5", "35.7")),
        ("unit", GOOD.replace("30 days", "30 weeks")),
        ("number-of-something-else", GOOD.replace("37.5", "x").replace("42.7", "37.5").replace("x", "42.7")),
        ("negation-dropped", GOOD.replace("is not a", "is a")),
        ("negation-added", GOOD.replace("given donor", "not given donor")),
        ("hedge-dropped", GOOD.replace("may be", "is")),
        ("time-dropped", GOOD.replace("Within 30 days, ", "")),
        (
            "attribution-dropped",
            GOOD.replace("in a 2023 trial of Alphacel for stroke", "with Alphacel").replace(", the authors say", ""),
        ),
        ("word-not-there", GOOD.replace("stroke", "arthritis")),
        ("name-not-there", GOOD.replace("Alphacel", "Gammacel")),
        ("population", GOOD.replace("children", "adults")),
        ("standing", GOOD.replace("is not a significant difference", "is safe and not a significant difference")),
        ("cause-added", GOOD.replace("died in", "died because of it in")),
        ("advice", GOOD.replace("the authors say", "so you can ask for it, the authors say")),
        ("quantity-changed", GOOD.replace("of the children", "of all the children")),
        ("mark-up-or-link", GOOD.replace("trial", "[trial](https://example.org)")),
        ("strange-signs", GOOD.replace("trial", "tr\u200bial")),
        ("strange-signs", GOOD.replace("37", "３７")),
        ("strange-signs", GOOD.replace("Alphacel", "Аlphacel")),
        ("length", "Children died."),
        ("length", f"{GOOD} " * 4),
        ("no-sentence", GOOD.replace("say.", "say?")),
        ("empty", "   "),
    ],
)
def test_each_corruption_has_its_name(name: str, text: str, alone: Checker) -> None:
    assert name in names(alone, text)


def test_ids_that_were_not_offered_are_refused(alone: Checker) -> None:
    assert names(alone, GOOD, "s/trial", "s/made-up") == {"ids-not-offered"}
    assert {failure.name for failure in alone.check(Line(GOOD, ()), [TRIAL]).failures} == {"no-ids"}


def test_what_another_statement_says_is_no_support(alone: Checker) -> None:
    assert names(alone, GOOD, "s/rule")


def test_a_check_that_cannot_run_has_failed() -> None:
    def broken(text: str) -> dict[str, frozenset[str]]:
        raise RuntimeError("no")

    blind = Knowledge(lambda text: {}, lambda text: frozenset(), lambda text: {}, lambda text, others: None)
    assert names(Checker(blind), GOOD) == {"check-failed"}
    assert names(Checker(Knowledge(broken, blind.subjects, blind.kinds, blind.nearness)), GOOD) == {"check-failed"}


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"lines": 1}',
        '{"lines": [{"text": "a"}]}',
        '{"lines": [{"text": 1, "ids": []}]}',
        '{"lines": [], "more": 1}',
        '{"lines": []} ok',
    ],
)
def test_a_reply_is_the_one_object_or_nothing(reply: str) -> None:
    with pytest.raises(ReplyUnusable):
        parse(reply)


WORDS = " ".join([TRIAL.text, RULE.text, "cures safe you should clinic not never 99 proven https://x.org <b>"]).split()
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
REPLIES = st.one_of(
    st.text(max_size=300),
    st.lists(
        st.fixed_dictionaries(
            {"text": TEXTS, "ids": st.lists(st.sampled_from(["s/trial", "s/rule", "x"]), max_size=3)}
        ),
        max_size=4,
    ).map(lambda made: json.dumps({"lines": made})),
)


@given(replies=st.lists(REPLIES, min_size=2, max_size=2))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_text_never_leaves_unverified(replies: list[str], alone: Checker) -> None:
    given_out = iter(replies)
    wanted = WritingSettings("openai", "any", None, 5.0, 100, 10**9, 10**9)

    def model(messages: list[Message], seconds: float) -> Reply:
        return Reply(next(given_out), None)

    writer = Writer(wanted, model, wait=lambda seconds: None)  # type: ignore[arg-type]
    done = writer.write("Does it help?", [TRIAL, RULE], frozenset(), alone)
    assert all(alone.check(line, [TRIAL, RULE]).passed for line in done.lines)
    assert (done.record.shown == 0) == (done.record.fallback is not None)
    assert done.record.calls <= 2


def test_the_shipped_lines_are_enough_and_of_every_kind() -> None:
    lines = read_lines()
    by_part = {part: [one for one in lines if one.part == part] for part in ("work", "held-out")}
    assert len(lines) >= 300 and len(by_part["held-out"]) >= 150
    assert {one.kind for one in by_part["held-out"]} >= {
        "number", "unit", "date", "percent-point", "negation-dropped", "negation-added", "hedge-dropped", "product",
        "place", "phase", "condition", "cells", "direction", "benefit-added", "advice", "dose", "clinic", "cause",
        "all-for-some", "horizon", "population", "other-statement", "invented-id", "language",
    }  # fmt: skip
    # The first lines are on statements of their own; the later ones were written as one set and then halved.
    statements = {frozenset(one.statements) for one in by_part["work"] if one.id <= "w-301"}
    assert not statements & {frozenset(one.statements) for one in by_part["held-out"] if one.id <= "h-199"}
    assert len({one.text for one in lines}) == len(lines)


def test_the_checker_keeps_its_promise_on_a_sample(assistant: Assistant) -> None:
    """Every fourth held-out line; `fieldmap eval` measures all of them."""
    sample = [one for one in read_lines() if one.part == "held-out"][::4]
    judged = [(one.verdict, assistant.check_line(one.text, one.statements)) for one in sample]
    assert all(failures is not None for _, failures in judged)
    refused = [bool(failures) for verdict, failures in judged if verdict == "fail"]
    assert sum(refused) / len(refused) >= 0.95


def test_without_a_model_nothing_of_it_is_loaded(small: Assistant) -> None:
    answer: Answer = small.ask(Question("Does zimislecel cure type 1 diabetes?"))
    assert answer.writer == "quotes" and small._writer is None
    assert all("author" not in section for section in answer.to_dict()["sections"])
    assert knowledge(small._current()).nearness("one", ["one"]) is not None
