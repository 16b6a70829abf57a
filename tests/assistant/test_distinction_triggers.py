"""Which messages draw which distinction, and which do not: the examples in the corpus, which an editor can extend.

A release learns from them, so what it draws on unseen messages stands in its report. Shares are asked for and no single
message: a release that is trained on another machine differs a little.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from assistant import Assistant, Question
from assistant.distinctions import Basis, required
from corpus import SHIPPED, Corpus, load

Drawn = dict[str, frozenset[str]]
DISTINCTIONS = load(SHIPPED).distinctions
LEAST = 10
EVERY = 12
"""Every so many of the messages are asked with retrieval, which costs most of the time."""


def enough_for(distinction: str) -> frozenset[str]:
    """A narrower distinction of the same kind will do."""
    return frozenset({distinction, *(key for key, one in DISTINCTIONS.items() if one.narrower_than == distinction)})


def missed(drawn: Drawn, distinctions: Iterable[str]) -> list[str]:
    return [
        text
        for key in distinctions
        for text in DISTINCTIONS[key].examples
        if text in drawn and not enough_for(key) & drawn[text]
    ]


def wrongly(drawn: Drawn) -> list[str]:
    return [text for key, one in DISTINCTIONS.items() for text in one.look_alikes if key in drawn.get(text, ())]


def test_every_distinction_has_examples_and_look_alikes(shipped_corpus: Corpus) -> None:
    for key, one in shipped_corpus.distinctions.items():
        assert len(one.examples) >= LEAST and len(one.look_alikes) >= LEAST, key
        messages = one.examples + one.look_alikes
        assert len(messages) == len(set(messages)), key


@pytest.fixture(scope="module")
def from_words(assistant: Assistant) -> Drawn:
    """What each message draws by its own words, whatever is found for it."""
    library = assistant.library
    messages = sorted({text for one in DISTINCTIONS.values() for text in (*one.examples, *one.look_alikes)})
    return {
        text: frozenset(one.id for one in required(library, text, vector=vector))
        for text, vector in zip(messages, library.embedded(messages), strict=True)
    }


@pytest.mark.parametrize("distinction", sorted(DISTINCTIONS))
def test_its_examples_draw_it(from_words: Drawn, distinction: str) -> None:
    not_drawn = missed(from_words, [distinction])
    assert len(not_drawn) <= 0.2 * len(DISTINCTIONS[distinction].examples), not_drawn


def test_nearly_all_examples_and_few_look_alikes_draw(from_words: Drawn) -> None:
    examples = sum(len(one.examples) for one in DISTINCTIONS.values())
    look_alikes = sum(len(one.look_alikes) for one in DISTINCTIONS.values())
    assert len(missed(from_words, DISTINCTIONS)) <= 0.03 * examples
    assert len(wrongly(from_words)) <= 0.09 * look_alikes


def test_the_answers_draw_them_too(assistant: Assistant) -> None:
    """With retrieval, where evidence counts as well, and where a message may end in another way than an answer."""
    examples = [text for one in DISTINCTIONS.values() for text in one.examples[::EVERY]]
    look_alikes = [text for one in DISTINCTIONS.values() for text in one.look_alikes[::EVERY]]
    answered = {text: frozenset(assistant.ask(Question(text)).distinctions) for text in {*examples, *look_alikes}}
    assert len(missed(answered, DISTINCTIONS)) <= 0.06 * len(examples)
    assert len(wrongly(answered)) <= 0.12 * len(look_alikes)


def test_what_was_learnt_holds_on_messages_that_were_held_out(assistant: Assistant) -> None:
    """Alone, without the rules beside which it stands."""
    found = (assistant.library.release.manifest.report or {})["distinctions"]
    assert found["owed_and_drawn"] >= 0.75 * found["owed"] and found["owed"] > 100
    assert found["look_alikes_that_draw_none"] >= 0.75 * found["look_alikes"]


def test_words_that_no_rule_foresees_draw_what_was_learnt(assistant: Assistant) -> None:
    text = "They only move bits of myself from one spot to another, so where would trouble come from?"
    learnt = required(assistant.library, text, vector=assistant.library.embed(text))
    assert required(assistant.library, text) == ()
    assert [one.id for one in learnt] == ["autologous-not-automatically-safe"]


def test_evidence_alone_needs_a_question_on_the_same_thing(assistant: Assistant) -> None:
    """What is found lies near "platelets" whichever adapter was trained; the question has to be about PRP."""
    library, basis = assistant.library, Basis(["restore-prp-jama-2021"], frozenset({"prp"}))
    other = "My platelets are 22, am I going to bleed?"
    assert required(library, other, [basis], vector=library.embed(other)) == ()
