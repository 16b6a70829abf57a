"""Which language a message is in: other languages are told, and English is never taken for one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant import Assistant
from assistant.understand.language import detect

WRITTEN: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8"))
ENGLISH = ("en", "mixed")
OTHERS = [language for language in WRITTEN if language not in (*ENGLISH, "transliterated")]


def wrong(assistant: Assistant, texts: list[str], language: str) -> list[tuple[str, str]]:
    """The texts that are not said to be in `language`, with what was said."""
    told = [(text, detect(text, assistant.library.words_in_use)) for text in texts]
    return [(text, found) for text, found in told if found != language]


def test_short_english_misspelt_english_and_names_are_english(assistant: Assistant) -> None:
    texts = [text for kind in ENGLISH for text in WRITTEN[kind]]
    assert len(wrong(assistant, texts, "en")) <= 0.005 * len(texts)


def test_every_term_of_the_field_is_english(assistant: Assistant) -> None:
    terms = {
        term
        for concept in assistant.library.contents.concepts.values()
        for term in (concept.name, *concept.aliases, *concept.lay, *concept.misspellings)
        if term.isascii()
    }
    assert len(terms) > 4000
    assert len(wrong(assistant, sorted(terms), "en")) <= 0.005 * len(terms)


def test_questions_of_the_corpus_are_english(assistant: Assistant) -> None:
    asks = [ask for one in assistant.library.contents.statements.values() for ask in one.statement.asks][::5]
    assert len(wrong(assistant, asks, "en")) <= 0.005 * len(asks)


def test_whole_sentences_in_other_languages_are_recognised(assistant: Assistant) -> None:
    missed = [(language, *found) for language in OTHERS for found in wrong(assistant, WRITTEN[language], language)]
    assert len(missed) <= 0.03 * sum(len(WRITTEN[language]) for language in OTHERS), missed


def test_most_other_languages_in_latin_letters_are_not_english(assistant: Assistant) -> None:
    taken = [text for text in WRITTEN["transliterated"] if detect(text, assistant.library.words_in_use) == "en"]
    assert len(taken) <= len(WRITTEN["transliterated"]) / 4


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich will sterben", "de"),
        ("quiero morir", "es"),
        ("What does 再生医療 mean?", "en"),
        ("was PRP approved", "en"),
        ("is a vein or a artery used", "en"),
    ],
)
def test_words_of_two_languages_do_not_decide_alone(assistant: Assistant, text: str, language: str) -> None:
    assert detect(text, assistant.library.words_in_use) == language


def test_a_short_form_in_capitals_is_no_small_word_of_another_language() -> None:
    assert detect("is CellNova effectiv agianst ALS", frozenset({"cellnova", "effective", "against"})) == "en"
