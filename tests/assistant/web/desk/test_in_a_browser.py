"""The desk in a real browser, every day: a fault is shown beside its field, and nothing else opens than was pressed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant.settings import Settings
from corpus.desk import Desk, open_desk
from corpus.desk.database import sqlite_url
from corpus.desk.people import People
from prompts.wording import FOLDER
from tests.assistant.desk.publishing import CHEAP

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
STATEMENT = "zimislecel-nejm-2025/all-14-made-insulin-again"
WIDTHS = (1280, 360)
PATIENCE = 30_000


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, _small_corpus_template: Path) -> Iterator[Desk]:
    """A desk on the small corpus, with two of the fixed texts and an author."""
    folder = tmp_path_factory.mktemp("desk")
    texts = folder / "texts"
    texts.mkdir()
    for name in ("about-hello", "stale-statement"):
        shutil.copy(FOLDER / f"{name}.md", texts)
    opened = open_desk(sqlite_url(folder / "desk.sqlite"), _small_corpus_template, wording=texts)
    opened.people = People(opened.database, opened.now, CHEAP)
    opened.people.add("anna", ["author"], "a long password of anna")
    yield opened
    opened.database.close()


@pytest.fixture(scope="module")
def page(desk: Desk, by_hand: Any, serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The desk, signed in. One browser and one sign-in for all of them: they make most of the seconds."""
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Chromium is missing. Run: apt-get install --no-install-recommends chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    settings = Settings(home=tmp_path_factory.mktemp("home"))
    with serving(by_hand.assistant(), settings, desk) as address, sync_playwright() as playwright:
        browser: Browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu", *as_root])
        opened = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
        opened.set_default_timeout(PATIENCE)
        opened.goto(f"{address}/desk")
        fits(opened)
        opened.fill("input[name=name]", "anna")
        opened.fill("input[name=password]", "a long password of anna")
        opened.click("button[type=submit]")
        expect(opened.locator("#found label").first).to_be_visible(timeout=PATIENCE)
        yield opened
        browser.close()


def fits(page: Page) -> None:
    """No page is wider than the window, on a desk or on a telephone."""
    for width in (*reversed(WIDTHS), WIDTHS[0]):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(f"window.innerWidth === {width}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def open_item(page: Page, words: str, item_id: str) -> None:
    page.fill("#find-words :is(textarea, input)", words)
    page.click("#find-button")
    found = page.locator("#found label", has_text=item_id)
    expect(found).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#found label")).to_have_count(1, timeout=PATIENCE)
    page.wait_for_timeout(600)  # a press on an entry that has just come is not taken
    found.click()
    expect(page.locator("#item-head h2")).to_have_text(item_id, timeout=PATIENCE)


def write(field: Locator, words: str) -> None:
    """Puts the words in and types a point after them: only typing is looked at while somebody writes."""
    field.fill(words)
    field.press("End")
    field.press_sequentially(".")


def says(page: Page, words: str) -> None:
    expect(page.locator("#item-message")).to_contain_text(words, timeout=PATIENCE)


def test_a_fault_is_shown_where_it_is_and_stops_a_review(page: Page, desk: Desk) -> None:
    open_item(page, STATEMENT, STATEMENT)
    fits(page)
    text, note = page.locator("#edit-statement-text textarea"), page.locator(".field:has(#edit-statement-text)")
    right = text.input_value()
    write(text, f"{right} [See")
    expect(note.locator("li.serious")).to_contain_text("holds a mark", timeout=PATIENCE)
    page.click("#save")
    says(page, "Saved as version 2")
    page.click("#step-submit")
    says(page, "cannot go on as it is: text: holds a mark")
    write(text, right.replace("all 14", "all of them"))
    expect(note.locator("li.serious")).to_have_count(0, timeout=PATIENCE)
    expect(note.locator("li.grade")).to_contain_text("Reading grade", timeout=PATIENCE)
    page.click("#save")
    says(page, "Saved as version 3")
    page.click("#step-submit")
    says(page, "It is now in review")
    assert desk.read(f"statement:{STATEMENT}").row.state == "in-review"


def test_a_lost_variable_is_shown_at_the_wording(page: Page) -> None:
    open_item(page, "stale-statement", "stale-statement")
    text, note = page.locator("#edit-wording-text textarea"), page.locator(".field:has(#edit-wording-text)")
    assert not page.locator("#edit-wording-variables textarea").is_enabled()
    write(text, "Read again in {moth}")
    expect(note.locator("li.serious")).to_contain_text("{verified_date} is lost", timeout=PATIENCE)
    page.click("#drop")
    says(page, "Your changes are dropped")


def test_a_checklist_is_edited_without_yaml(page: Page, desk: Desk) -> None:
    open_item(page, "before you pay pause", "before_you_pay")
    steps, note = page.locator("#edit-checklist-before_you_pay-steps textarea"), page.locator("#item-forms")
    words = steps.input_value()
    assert words.startswith("# ") and "\nheading: " in words
    write(steps, words.replace("heading: ", "headng: ", 1))
    expect(note).to_contain_text("line 2: headng is no field here", timeout=PATIENCE)
    write(steps, words.replace("heading: ", "heading: First: ", 1))
    page.click("#save")
    says(page, "Saved as version 2")
    assert desk.read("checklist:before_you_pay").data["steps"][0]["heading"].startswith("First: ")
    fits(page)


def test_an_entry_that_took_another_ones_place_is_not_opened(page: Page) -> None:
    open_item(page, "stale-statement", "stale-statement")
    before = page.locator("#item-head h2").inner_text()
    entry = page.locator("#found label").first
    box = entry.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 8)
    entry.locator("span").first.evaluate("one => { one.textContent = 'about-hello · wording · published' }")
    page.mouse.down()
    page.mouse.up()
    expect(page.locator("#trouble")).to_contain_text("The list changed just as you pressed")
    assert page.locator("#item-head h2").inner_text() == before
