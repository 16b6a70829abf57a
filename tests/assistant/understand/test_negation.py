"""Negative questions are known, searched for as what they ask about, and answered under the question that is answered."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.understand.negation import negation, positive
from assistant.understand.reading import understand


@pytest.mark.parametrize(
    ("text", "kind", "asks"),
    [
        ("Isn't PRP approved by the FDA?", "yes-no", "Is PRP approved by the FDA?"),
        ("is it not approved?", "yes-no", "is it approved?"),
        ("does it not work", "yes-no", "does it work"),
        ("So it's not dangerous?", "yes-no", "So it's dangerous?"),
        ("doesnt it work for knees", "yes-no", "does it work for knees"),
        ("so exosomes are not approved, right?", "yes-no", "so exosomes are approved, right?"),
        ("Has zimislecel not been approved yet?", "yes-no", "Has zimislecel been approved yet?"),
        ("why isn't it allowed", "why", "why isn't it allowed"),
        ("Why are exosomes not approved?", "why", "Why are exosomes not approved?"),
        ("which are NOT approved", "which", "which are NOT approved"),
        ("Which countries don't allow it?", "which", "Which countries don't allow it?"),
    ],
)
def test_a_negative_question_is_known(text: str, kind: str, asks: str) -> None:
    assert (negation(text), positive(text)) == (kind, asks)


@pytest.mark.parametrize(
    "text",
    [
        "Is PRP approved?",
        "What is PRP? I don't know the word",
        "I can't walk. Do stem cells help?",
        "Do stem cells help if drugs don't work?",
        "My knees don't bend. What does MACI do?",
        "Is it not only for kids?",
        "Is Ryoncil approved or not?",
        "What if it does not work?",
        "Is there a trial that is not paid for by patients?",
    ],
)
def test_a_not_in_a_side_clause_does_not_count(text: str) -> None:
    assert negation(text) is None and positive(text) == text


def test_a_negative_question_finds_what_the_positive_one_finds(assistant: Assistant) -> None:
    negative, plain = (
        understand(assistant.library, Question(text), text)
        for text in ("Isn't PRP FDA approved?", "Is PRP FDA approved?")
    )
    assert negative.searched == plain.searched
    assert negative.negated and not plain.negated
