"""The counts, on a small corpus and on the shipped one."""

from __future__ import annotations

from pathlib import Path

from corpus import Corpus, load
from corpus.stats import count


def test_published_records_are_counted_and_drafts_apart(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    published = [one for _, _, one in corpus.statements() if one.status == "published"]
    counted = count(corpus)
    assert counted == counted | {
        "sources": 3,
        "statements": 7,
        "drafts": 1,
        "key_answers": 2,
        "draft_key_answers": 0,
        "distinctions": 2,
        "concepts": 7,
    }
    assert counted["asks"] == sum(len(one.asks) for one in [*published, *corpus.key_answers.values()])
    assert 0 < counted["topics"] < len(corpus.vocabulary.topics)


def test_the_shipped_corpus_is_the_whole_of_it(shipped_corpus: Corpus) -> None:
    counted = count(shipped_corpus)
    only_drafts = [source.id for source in shipped_corpus.sources.values() if not list(source.published_statements())]
    assert counted["sources"] + len(only_drafts) == len(shipped_corpus.sources)
    assert counted["sources"] >= 300
    assert counted["statements"] >= 1_900
    assert counted["key_answers"] >= 400
    assert counted["distinctions"] >= 28
    assert counted["concepts"] >= 441
    assert counted["asks"] >= 3 * counted["statements"] + 8 * counted["key_answers"]
