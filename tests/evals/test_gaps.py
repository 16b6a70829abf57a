"""Kept questions are grouped by meaning, most frequent first."""

from __future__ import annotations

from evals.gaps import Asked, grouped
from index.embeddings import SentenceEmbedder


def test_one_meaning_is_one_group_and_the_most_frequent_comes_first(embedder: SentenceEmbedder) -> None:
    gout = ("Can stem cells treat gout?", "stem cells for gout", "is there a stem cell treatment for gout")
    hair = ("Do exosomes regrow hair on horses?", "horse hair exosomes")
    asked = [Asked("2026-11-20", "no-vetted-source", text) for text in hair]
    asked += [Asked(f"2026-11-{day}", "answer-with-limits", text) for day, text in enumerate((*gout, gout[0]), 10)]
    first, second = grouped(asked, embedder)
    assert first.times == 4 and {first.example, *first.others} == set(gout)
    assert (first.first, first.last) == ("2026-11-10", "2026-11-13")
    assert second.times == 2 and second.behaviours == ("no-vetted-source",)


def test_one_question_is_one_group_and_none_is_none(embedder: SentenceEmbedder) -> None:
    (only,) = grouped([Asked("2026-11-20", "no-vetted-source", "gout?")], embedder)
    assert only.example == "gout?" and only.others == ()
    assert grouped([], embedder) == []
