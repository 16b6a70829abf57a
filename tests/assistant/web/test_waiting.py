"""While an answer is on its way: what is typed meanwhile stays, and the page looks as it does at other times."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Settings
from assistant.web.reply import Replies

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
BOX = "#question textarea"
SLOW = 1.5


@pytest.fixture(scope="module")
def slow_server(by_hand: Any, serving: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose every event comes late, as after a cold start."""
    waiting = Replies.waiting

    def late(self: Replies, turn: str, text: str) -> str:
        time.sleep(SLOW)
        return waiting(self, turn, text)

    class Slow(by_hand.assistant):  # type: ignore[misc]
        def ask(self, question: Any) -> Any:
            time.sleep(SLOW)
            return super().ask(question)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Replies, "waiting", late)
        with serving(Slow(), Settings(home=tmp_path_factory.mktemp("home"))) as address:
            yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Chromium is missing. Run: apt-get install --no-install-recommends chromium")
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def slow_page(slow_server: str, chromium: Browser) -> Iterator[Page]:
    """The page on a small screen, for a visitor of its own."""
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(slow_server)
        expect(page.locator("#ready")).to_contain_text("ready", timeout=30_000)
        yield page


def test_what_is_typed_while_an_answer_is_pending_stays(slow_page: Page) -> None:
    page = slow_page
    page.fill(BOX, "Is it approved?")
    page.press(BOX, "Enter")
    page.locator(BOX).press_sequentially(" And in Japan?")
    expect(page.locator("#conversation .working")).to_be_visible(timeout=20_000)
    expect(page.locator(BOX)).to_have_value("And in Japan?")
    page.locator(BOX).press_sequentially(" Or Korea?")
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window
    expect(page.locator("#conversation .question")).to_have_text("Is it approved?")
    expect(page.locator("#conversation .answer")).to_have_count(1, timeout=20_000)
    expect(page.locator(BOX)).to_have_value("And in Japan? Or Korea?")
    page.press(BOX, "Enter")
    expect(page.locator("#conversation .answer")).to_have_count(2, timeout=20_000)
    expect(page.locator("#conversation .question").nth(1)).to_have_text("And in Japan? Or Korea?")
    expect(page.locator(BOX)).to_have_value("")


def test_a_draft_survives_a_question_from_a_button(slow_page: Page) -> None:
    page = slow_page
    page.fill(BOX, "My own question, half")
    page.locator("#starters button").first.click()
    expect(page.locator("#conversation .answer")).to_have_count(1, timeout=20_000)
    expect(page.locator(BOX)).to_have_value("My own question, half")


def test_what_is_asked_while_an_answer_is_pending_is_sent_after_it(slow_page: Page) -> None:
    page = slow_page
    page.fill(BOX, "Is it approved?")
    page.press(BOX, "Enter")
    expect(page.locator("#conversation .working")).to_be_visible(timeout=20_000)
    page.locator(BOX).press_sequentially("I can't breathe")
    page.press(BOX, "Enter")
    expect(page.locator("#conversation .answer")).to_have_count(2, timeout=30_000)
    expect(page.locator("#conversation .question").nth(1)).to_have_text("I can't breathe")
    expect(page.locator(BOX)).to_have_value("")
