"""What a question names finds its own source first."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question, ranked, understand


def first_source(assistant: Assistant, text: str) -> str:
    return ranked(assistant.library, understand(assistant.library, Question(text), text))[0].id.split("/")[0]


@pytest.mark.parametrize("question", ["{}", "What is known about {}?"])
def test_every_product_brand_and_trial_finds_a_source_of_its_own_first(assistant: Assistant, question: str) -> None:
    library = assistant.library
    assert len(library.own_sources) > 80
    wrong = {}
    for concept, own in library.own_sources.items():
        text = question.format(library.concept(concept).name)
        named = library.subjects(library.matcher.ids(text)) & library.own_sources.keys()
        if concept in named and (first := first_source(assistant, text)) not in own.union(
            *(library.own_sources[other] for other in named)
        ):
            wrong[text] = first
    assert wrong == {}


def test_every_authority_that_publishes_here_finds_a_document_of_its_own_first(assistant: Assistant) -> None:
    library = assistant.library
    assert {"fda", "ema", "mhra", "tga"} <= library.published_by.keys()
    wrong = {}
    for authority, documents in library.published_by.items():
        first = first_source(assistant, f"What does the {library.concept(authority).name} say about stem cells?")
        if first not in documents:
            wrong[authority] = first
    assert wrong == {}
