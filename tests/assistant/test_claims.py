"""A pasted text is answered claim by claim, and nothing of it is lost in silence."""

from __future__ import annotations

import pytest

from assistant import Assistant, Question
from assistant.claims import check, claims_in

ADVERT = (
    "Our patented protocol reverses type 1 diabetes. 94% of patients come off insulin. "
    "As published in the New England Journal of Medicine. There are no side effects. "
    "The cells are your own, so it is 100% safe. Our lab is GMP certified. We treat autism, MS and ageing. "
    "Book your place today."
)


def test_claims_are_the_sentences_of_the_quotation() -> None:
    text = 'My clinic wrote: "Cells are your own so there is no risk. It works for all." Is this true?'
    assert claims_in(text) == ["Cells are your own so there is no risk.", "It works for all."]


def test_every_sentence_is_a_finding_or_is_listed(assistant: Assistant) -> None:
    found = check(assistant.library, ADVERT, frozenset())
    shown = [finding.claim for finding in found.findings] + list(found.left_over)
    assert sorted(shown) == sorted(claims_in(ADVERT))
    assert len(found.answered) + len(found.dodged) == 9


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Our stem cell drip reverses type 1 diabetes, as shown in the New England Journal islet trial.", "borrowed"),
        ("Exosomes are approved by the FDA.", "contradicted"),
        ("PRP is a stem cell treatment.", "contradicted"),
        ("We have the friendliest team in town.", "not-supported"),
    ],
    ids=["borrowed", "exosomes", "prp", "slogan"],
)
def test_verdicts(assistant: Assistant, claim: str, verdict: str) -> None:
    (finding,) = check(assistant.library, claim, frozenset()).findings
    assert finding.verdict == verdict


def test_a_pasted_advert_is_a_claim_check_with_sources(assistant: Assistant) -> None:
    answer = assistant.ask(Question(f'Is this true? "{ADVERT}"'))
    assert answer.behaviour == "claim-check"
    assert answer.citations and answer.distinctions
    assert sum(section.kind == "claim" for section in answer.sections) >= 3


def test_a_three_thousand_word_article_is_read_to_its_end(assistant: Assistant) -> None:
    article = "Headline: stem cells cure all.\n" + " ".join(
        f"In case {number} the clinic says that the drip cured patient number {number} of arthritis."
        for number in range(210)
    )
    assert len(article.split()) > 3000
    answer = assistant.ask(Question(article))
    assert answer.behaviour == "claim-check"
    assert "more sentences, not listed here" in answer.text
