"""The pages to read: every address of the map answers, holds its row, and prints statements unchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant import Assistant, Settings
from assistant.topic_page import topics_with_pages
from assistant.web.app import create_app
from assistant.web.reading.checklist_html import BODIES
from assistant.web.reading.document_html import source_html
from assistant.web.reading.layout import POLICY
from corpus import Corpus
from corpus.coverage import coverage

INDEXES = ("/topics", "/map", "/checklists", "/sources")


@pytest.fixture(scope="module")
def site(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(assistant, Settings(home=assistant.settings.home))) as client:
        yield client


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.addresses.append(str(found["href"]))
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag not in ("meta", "link", "br", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
        self.open.pop()


def read(page: str) -> _Links:
    links = _Links()
    links.feed(page)
    assert links.open == []
    return links


@pytest.fixture(scope="module")
def pages(site: TestClient, assistant: Assistant) -> dict[str, str]:
    """Every page there is, by address."""
    shown = assistant.shown()
    frame = shown.library.contents.field_map
    addresses = [*INDEXES]
    addresses += [f"/topics/{page.id}" for page in topics_with_pages(shown)]
    addresses += [f"/guides/{page.id}" for page in (*frame.deeper_pages.pages, *frame.next_steps.pages)]
    addresses += [f"/checklists/{name}" for name in BODIES]
    addresses += [f"/sources/{key}" for key in shown.library.contents.sources]
    found = {}
    for address in addresses:
        response = site.get(address)
        assert response.status_code == 200, address
        found[address] = response.text
    return found


def test_every_row_of_the_map_has_its_place_on_a_page(site: TestClient, shipped_corpus: Corpus) -> None:
    made: dict[str, _Links] = {}
    for row in coverage(shipped_corpus):
        address, _, anchor = row.page.partition("#")
        if address not in made:
            response = site.get(address)
            assert response.status_code == 200, row
            made[address] = read(response.text)
        assert not anchor or anchor in made[address].ids, row


def test_pages_are_well_formed_and_their_links_lead_somewhere(site: TestClient, pages: dict[str, str]) -> None:
    known = {address: read(page) for address, page in pages.items()}
    inside = {link for links in known.values() for link in links.addresses if link.startswith("/") and link != "/"}
    for link in sorted(inside):
        address, _, anchor = link.partition("#")
        if address not in known:
            response = site.get(address)
            assert response.status_code == 200, link
            known[address] = read(response.text)
        assert not anchor or anchor in known[address].ids, link


def test_a_link_that_leaves_is_a_documents_own(pages: dict[str, str], shipped_corpus: Corpus) -> None:
    originals = {source.url for source in shipped_corpus.sources.values()}
    outside = {
        unescape(link) for page in pages.values() for link in read(page).addresses if not link.startswith(("/", "#"))
    }
    assert outside
    assert outside <= originals


def test_a_document_prints_every_statement_unchanged(pages: dict[str, str], assistant: Assistant) -> None:
    for one in assistant.library.contents.statements.values():
        page = unescape(pages[f"/sources/{one.source.id}"])
        assert one.statement.text in page, one.id
        assert one.source.does_not_show in page


def test_each_page_carries_the_frame_and_no_script(pages: dict[str, str], assistant: Assistant) -> None:
    for address, page in pages.items():
        assert assistant.frame in unescape(page), address
        assert "<script" not in page and "javascript:" not in page
        assert len(re.findall("<h1", page)) == 1


def test_the_policy_lets_nothing_run(site: TestClient) -> None:
    response = site.get("/topics")
    assert response.headers["content-security-policy"] == POLICY
    assert response.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address", ["/topics/astrology", "/map/treasure", "/guides/x", "/checklists/x", "/sources/x", "/topics/%2e%2e"]
)
def test_a_page_that_there_is_not_says_so_kindly(site: TestClient, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_pages_are_read_and_not_written_to(site: TestClient) -> None:
    assert site.post("/topics").status_code in (403, 404, 405)


def test_a_suspended_statement_is_gone_from_its_page(assistant: Assistant) -> None:
    one = next(iter(assistant.library.contents.statements.values()))
    page = source_html(replace(assistant.shown(), suspended=frozenset({one.id})), one.source.id)
    assert page is not None
    assert one.statement.text not in unescape(page)


def test_before_the_first_release_a_page_says_to_come_back(tmp_path: Path) -> None:
    with TestClient(create_app(Assistant(Settings(home=tmp_path)), Settings(home=tmp_path))) as client:
        response = client.get("/topics")
    assert response.status_code == 503
    assert "Please try again" in response.text
