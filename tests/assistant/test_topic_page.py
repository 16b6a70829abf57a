"""A topic page: put together from what is published, silent where there is too little, without what is suspended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import Assistant
from assistant.shown import Shown
from assistant.topic_page import topic_view, topics_with_pages


@pytest.fixture(scope="module")
def shown(assistant: Assistant) -> Shown:
    return assistant.shown()


def test_there_are_pages_for_at_least_eighty_topics(shown: Shown) -> None:
    pages = topics_with_pages(shown)
    assert len(pages) >= 80
    assert len({page.id for page in pages}) == len(pages)
    assert {"us", "japan", "south-korea", "china", "eu", "thailand", "mexico", "panama"} <= {page.id for page in pages}


def test_every_page_in_the_list_can_be_made_and_no_other(shown: Shown) -> None:
    listed = {page.id for page in topics_with_pages(shown)}
    for topic in shown.library.contents.vocabulary.tags:
        assert (topic_view(shown, topic) is not None) == (topic in listed), topic


def test_a_page_holds_what_a_reader_looks_for(shown: Shown) -> None:
    view = topic_view(shown, "type-1-diabetes")
    assert view is not None
    assert view.concept is not None and view.answers and view.questions and view.sources
    assert {"benefit", "harm", "approval"} <= {part.id for part in view.parts}
    assert "islet-vs-wellness-iv" in {item.id for item in view.distinctions}
    assert view.stages == tuple(
        sorted(view.stages, key=lambda entry: list(type(entry[0])).index(entry[0]), reverse=True)
    )


def test_every_statement_is_on_the_page_once(shown: Shown) -> None:
    view = topic_view(shown, "parkinsons")
    assert view is not None
    ids = [one.id for part in view.parts for one in part.statements] + [one.id for one in view.older]
    assert len(ids) == len(set(ids))
    wanted = {
        key
        for key, one in shown.library.contents.statements.items()
        if "parkinsons" in one.statement.topics and not one.statement.names
    }
    assert set(ids) == wanted


def test_a_record_about_a_business_stays_with_its_document(shown: Shown) -> None:
    for page in topics_with_pages(shown):
        view = topic_view(shown, page.id)
        assert view is not None
        assert not [one.id for part in view.parts for one in part.statements if one.statement.names]


def test_what_is_suspended_is_gone_with_the_answers_that_stand_on_it(shown: Shown) -> None:
    view = topic_view(shown, "parkinsons")
    assert view is not None
    answer = view.answers[0]
    without = topic_view(replace(shown, suspended=frozenset(answer.stands_on[:1])), "parkinsons")
    assert without is not None
    assert answer.id not in {one.id for one in without.answers}
    assert answer.stands_on[0] not in {one.id for part in without.parts for one in part.statements}


def test_old_statements_stand_apart(shown: Shown) -> None:
    view = topic_view(replace(shown, today=date(2028, 7, 1)), "parkinsons")
    assert view is not None and view.older
    assert not {one.id for one in view.older} & {one.id for part in view.parts for one in part.statements}


def test_an_unknown_topic_has_no_page(shown: Shown) -> None:
    assert topic_view(shown, "astrology") is None
    assert topic_view(shown, "international") is None
