"""What the shipped corpus promises to a reader."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus

CHECKOUT = Path(__file__).resolve().parents[2]


def test_no_draft_has_a_verification(shipped_corpus: Corpus) -> None:
    drafts = {key: one for key, _, one in shipped_corpus.statements() if one.status == "draft"}
    assert drafts
    assert [key for key, one in drafts.items() if one.verification is not None] == []


def test_every_published_statement_says_what_was_read_when_and_when_to_read_again(
    shipped_corpus: Corpus,
) -> None:
    wrong = []
    for key, _, one in shipped_corpus.statements():
        if one.status == "published":
            seen = one.verification
            assert seen is not None and seen.url
            months = (seen.due.year - seen.date.year) * 12 + seen.due.month - seen.date.month
            if months not in (6, 12) or seen.due.day != seen.date.day:
                wrong.append((key, str(seen.date), str(seen.due)))
    assert wrong == []


def test_no_medical_tourism_article_is_a_source(shipped_corpus: Corpus) -> None:
    sellers = re.compile(
        r"medical-?tourism|bookimed|placidway|healthtourism|patientsbeyondborders|dvcstem|stemcellinstitute"
        r"|free-?quote|medicaldepartures",
        re.IGNORECASE,
    )
    addresses = [(source.id, source.url) for source in shipped_corpus.sources.values()]
    addresses += [(key, one.verification.url) for key, _, one in shipped_corpus.statements() if one.verification]
    assert [(key, url) for key, url in addresses if sellers.search(url)] == []
    publishers = {source.publisher for source in shipped_corpus.sources.values()}
    assert [name for name in publishers if sellers.search(name.replace(" ", "-"))] == []


def test_key_answers_stand_on_statements_that_exist(shipped_corpus: Corpus) -> None:
    known = {key for key, _, _ in shipped_corpus.statements()}
    published = shipped_corpus.published_statement_ids()
    for answer in shipped_corpus.key_answers.values():
        assert known.issuperset(answer.stands_on), answer.id
    for answer in shipped_corpus.published_key_answers().values():
        assert published.issuperset(answer.stands_on), answer.id


def test_an_ask_belongs_to_one_statement(shipped_corpus: Corpus) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for key, _, one in shipped_corpus.statements():
        for ask in one.asks:
            owners[ask.casefold().strip(" ?")].add(key)
    assert {ask: keys for ask, keys in owners.items() if len(keys) > 1} == {}


def test_every_place_of_a_patient_has_an_answering_place_and_a_signpost(shipped_corpus: Corpus) -> None:
    places = set(shipped_corpus.vocabulary.places)
    assert [place.id for place in shipped_corpus.places.places if place.answers_as not in places] == []
    named = {place.id for place in shipped_corpus.places.places} | {"unknown"}
    assert [entry.place for entry in shipped_corpus.signposts.places if entry.place not in named] == []


def test_somebody_can_be_called_at_every_place(shipped_corpus: Corpus) -> None:
    for entry in shipped_corpus.signposts.places:
        assert any(item.verified for item in entry.emergency) or entry.part_of, entry.place


@pytest.mark.parametrize("ending", [".py", ".toml", ".yaml", ".md", "Makefile"])
def test_the_product_reads_nothing_outside_itself(ending: str) -> None:
    outside = re.compile(r"\.\./" + r"shared")
    ours = [path for path in _ours(CHECKOUT) if path.name.endswith(ending)]
    assert ours or ending == "Makefile"
    found = [str(path) for path in ours if outside.search(path.read_text(encoding="utf-8"))]
    assert found == []


def _ours(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith(".") or path.name in ("build", "dist") or path.name.endswith(".egg-info"):
            continue
        if path.is_dir():
            yield from _ours(path)
        else:
            yield path
