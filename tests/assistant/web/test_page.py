"""The page in a real browser, against a real server that answers from the shipped corpus."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from assistant import Assistant, Settings
from assistant.web.page import WORDS

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
QUESTION = "Is zimislecel approved for type 1 diabetes?"
ANSWER = "#conversation .answer"
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Its absence is a failure: what is not tested here is not known to work."""
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Chromium is missing. Run: apt-get install --no-install-recommends chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *as_root])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Open]:
    """Opens the page in a browser of its own. At the end nothing may have been complained of or asked elsewhere."""
    contexts, complaints, elsewhere = [], list[str](), list[str]()

    def open_one(address: str = server, **settings: Any) -> Page:
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        host = urlsplit(address).netloc

        def watch(request: Any) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and parts.netloc != host:
                elsewhere.append(request.url)

        page.on("request", watch)
        page.goto(address)
        expect(page.locator("#question textarea")).to_be_visible(timeout=20_000)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
    assert elsewhere == []


def ask(page: Page, question: str) -> None:
    """Types a question, sends it with Enter, and waits for its answer."""
    before = page.locator(ANSWER).count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator(ANSWER)).to_have_count(before + 1, timeout=30_000)


def width(page: Page) -> tuple[int, int]:
    found: list[int] = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    return found[0], found[1]


def test_a_typed_question_gets_a_cited_answer(open_page: Open, assistant: Assistant) -> None:
    """From the question to the sentence of a source, its date and the way to the original."""
    page = open_page()
    expect(page.locator("h1")).to_have_text("Fieldmap")
    expect(page.locator("#frame")).to_contain_text(assistant.frame)
    expect(page.locator("#starters button")).to_have_count(6)
    ask(page, QUESTION)
    expect(page.locator("#conversation .question")).to_have_text(QUESTION)
    expect(page.locator("#question textarea")).to_have_value("")
    expect(page.locator("#starters")).to_have_count(0)
    assert page.locator("#conversation .working").count() == 0
    expect(page.locator(f"{ANSWER} .lead")).to_be_visible()
    expect(page.locator(f"{ANSWER} .stage-picture svg")).to_have_attribute("aria-label", re.compile(r"^Step \d of 7"))
    expect(page.locator("#frame")).to_be_in_viewport()

    marker = page.locator(f"{ANSWER} .evidence a.marker").first
    source = page.locator(f'{ANSWER} details:has([id="{(marker.get_attribute("href") or "")[1:]}"])')
    expect(source).not_to_have_attribute("open", "")
    marker.click()
    expect(source).to_have_attribute("open", "")
    expect(source.locator("summary")).to_be_focused()
    expect(source.locator("blockquote")).to_be_in_viewport()
    quote = source.locator("blockquote").inner_text()
    assert quote in {one.statement.text for one in assistant.library.contents.statements.values()}
    expect(source.locator(".checked-on")).to_have_text(re.compile(r"hecked .*\d{1,2} [A-Z][a-z]+ 20\d\d\.$"))
    link = source.locator("a.original")
    assert re.match(r"https?://[\w.-]+/", link.get_attribute("href") or "")
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    source.locator("a.back").click()
    expect(marker).to_be_focused()


def test_a_starter_and_a_follow_up(open_page: Open) -> None:
    """A button asks its complete question; focus is not thrown back to the top."""
    page = open_page()
    starter = page.locator("#starters button").nth(2)
    words = starter.inner_text()
    starter.focus()
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_have_count(1, timeout=30_000)
    expect(page.locator("#conversation .question")).to_have_text(words)
    expect(page.locator("#conversation .turn")).to_be_focused()

    ask(page, QUESTION)
    follow_up = page.locator("#follow-ups button:visible").first
    words = follow_up.inner_text()
    assert words.endswith("?") and len(words.split()) > 2
    follow_up.click()
    expect(page.locator(ANSWER)).to_have_count(3, timeout=30_000)
    expect(page.locator("#conversation .question").last).to_have_text(words)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((element) => element.id).filter(Boolean)")
    assert len(ids) == len(set(ids))


def test_clearing_forgets_on_both_sides(open_page: Open, by_hand: Any, serving: Any, tmp_path: Path) -> None:
    assistant = by_hand.assistant()
    with serving(assistant, Settings(home=tmp_path)) as address:
        page = open_page(address)
        ask(page, "What did the trial find?")
        ask(page, "And is it safe?")
        assert [turn.content for turn in assistant.asked[1].history][0] == "What did the trial find?"
        page.click("#clear")
        expect(page.locator("#conversation .turn")).to_have_count(0)
        expect(page.locator("#conversation")).to_contain_text("has been cleared")
        expect(page.locator("#starters button")).to_have_count(6)
        expect(page.locator("#question textarea")).to_be_focused()
        ask(page, "And now?")
        assert assistant.asked[2].history == ()


def test_two_browsers_do_not_share(open_page: Open, by_hand: Any, serving: Any, tmp_path: Path) -> None:
    """Nor does a page that was closed and opened again, as at a shared computer."""
    assistant = by_hand.assistant()
    with serving(assistant, Settings(home=tmp_path)) as address:
        anna, ben = open_page(address), open_page(address)
        ask(anna, "What did Anna ask?")
        ask(ben, "What did Ben ask?")
        assert "Anna" not in ben.content()
        assert assistant.asked[1].history == ()
        anna.reload()
        expect(anna.locator("#question textarea")).to_be_visible(timeout=20_000)
        assert "What did Anna ask?" not in anna.content()
        kept = "[localStorage.length, sessionStorage.length, document.cookie, indexedDB.databases ? 1 : 0]"
        assert anna.evaluate(kept)[:3] == [0, 0, ""]
        assert anna.evaluate("indexedDB.databases().then((found) => found.length)") == 0
        ask(anna, "Next?")
        assert assistant.asked[2].history == ()


@pytest.mark.parametrize(
    "words",
    [
        "<img src=x onerror=\"document.title='taken'\"> What is a stem cell?",
        "</p></article><script>document.title='taken'</script> What is a stem cell?",
        "**bold** `code` $$x$$ [link](javascript:alert(1))\n\n# What is a stem cell?",
    ],
)
def test_hostile_questions_stay_text(open_page: Open, words: str) -> None:
    page = open_page()
    ask(page, words)
    expect(page.locator("#conversation .question")).to_have_text(words)
    assert page.locator("#conversation img, #conversation script").count() == 0
    assert page.title() == "Fieldmap"


def test_an_emergency_comes_first(open_page: Open) -> None:
    page = open_page()
    ask(page, "I had a stem cell injection this morning and now I have chest pain and cannot breathe")
    first = page.locator(f"{ANSWER} .part").first
    expect(first).to_have_class("part signpost")
    expect(first).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.querySelector('.signpost')).borderTopWidth") == "3px"


@pytest.mark.parametrize("size", [(360, 800), (320, 640), (320, 256)], ids=str)
def test_small_screens_do_not_scroll_sideways(open_page: Open, size: tuple[int, int]) -> None:
    """A phone, a small phone, and a desktop at 400 %; with the longest things open."""
    page = open_page(viewport={"width": size[0], "height": size[1]})
    page.click("#place > button")
    expect(page.locator("#places")).to_be_visible()
    assert width(page)[0] <= size[0]
    page.click("#place > button")
    ask(page, QUESTION)
    for summary in page.locator(f"{ANSWER} summary").all():
        summary.click()
    ask(page, "x" * 400)
    assert width(page)[0] <= size[0]
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box is not None and box["height"] >= 44, button.inner_text()


def test_by_keyboard_alone(open_page: Open) -> None:
    """Every control can be reached, shows its focus, and works; Shift+Enter makes a new line."""
    page = open_page()
    page.keyboard.press("Tab")
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("Is zimislecel approved")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("for type 1 diabetes?")
    expect(page.locator("#question textarea")).to_have_value("Is zimislecel approved\nfor type 1 diabetes?")
    page.keyboard.press("Tab")
    expect(page.locator("#ask")).to_be_focused()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator(ANSWER)).to_have_count(1, timeout=30_000)
    page.locator("#conversation .turn").focus()
    page.keyboard.press("Tab")
    expect(page.locator("a.marker").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("details.source[open] summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("details.source[open] a.original")).to_be_focused()


def test_names_and_roles(open_page: Open) -> None:
    """What a screen reader goes by."""
    page = open_page()
    assert page.locator("html").get_attribute("lang") == "en-GB"
    expect(page.get_by_role("textbox", name=WORDS["question"])).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    log = page.get_by_role("log", name="Conversation")
    assert log.get_attribute("aria-live") == "polite"
    place = page.get_by_role("button", name=re.compile("Where are you"))
    assert place.get_attribute("aria-expanded") == "false"
    place.click()
    expect(place).to_have_attribute("aria-expanded", "true")
    page.get_by_role("radio", name="Japan").check()
    ask(page, "Are stem cell treatments approved where I live?")
    expect(page.get_by_role("link", name="Source 1", exact=True).first).to_be_visible()
    assert page.locator("main").count() == 1
    assert page.locator("h1").count() == 1


def test_each_message_is_announced_once(open_page: Open) -> None:
    """A message that is there already is not touched when the next one comes."""
    page = open_page()
    ask(page, QUESTION)
    page.locator("details.source summary").first.click()
    page.evaluate("document.querySelector('#conversation .answer').dataset.seen = 'yes'")
    ask(page, "What are the risks?")
    assert page.locator("#conversation .answer").first.get_attribute("data-seen") == "yes"
    expect(page.locator("details.source").first).to_have_attribute("open", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out(open_page: Open, scheme: str) -> None:
    """At least 4.5 to 1 between the words and what is behind them, by day and by night (WCAG AA)."""
    page = open_page(color_scheme=scheme)
    page.click("#place > button")
    low = "(" + CONTRAST + ")('h1, .masthead p, label, button, .frame-line, #places span, h2')"
    assert page.evaluate(low) == []
    ask(page, QUESTION)
    page.locator("details.source summary").first.click()
    page.mouse.move(0, 0)
    low = "(" + CONTRAST + ")('#conversation :is(p, li, h2, h3, h4, a, dt, dd, summary span, figcaption, button)')"
    assert page.evaluate(low) == []
    size = page.evaluate("getComputedStyle(document.querySelector('.evidence li')).fontSize")
    assert size in ("17px", "18px")


def test_a_text_that_is_too_long_is_not_cut_in_silence(open_page: Open, assistant: Assistant) -> None:
    page = open_page()
    page.fill("#question textarea", "stem cell " * (assistant.settings.max_characters // 10 + 100))
    page.click("#ask")
    expect(page.locator(ANSWER)).to_contain_text("longer than I can take", timeout=30_000)
    assert len(page.locator("#conversation .question").inner_text()) < 2_000


def test_what_fails_is_said_kindly(hand_made_server: str, browser: Browser) -> None:
    """An error of ours, a page left open while the service is away: a sentence, never a trace."""
    page = browser.new_page()
    page.goto(hand_made_server)
    expect(page.locator("#question textarea")).to_be_visible(timeout=20_000)
    ask(page, "make it break")
    expect(page.locator(ANSWER)).to_contain_text("Something went wrong on our side")
    page.route("**/gradio_api/**", lambda route: route.abort())
    page.fill("#question textarea", "What is a stem cell?")
    page.click("#ask")
    expect(page.locator("#trouble")).to_contain_text("Please ask once more", timeout=15_000)
    assert page.locator("#trouble").get_attribute("role") == "alert"
    page.close()


# For every element that matches: its words' colour against the first background behind it that is not see-through.
CONTRAST = """(selector) => {
  const numbers = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((part) => part / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const found = numbers(getComputedStyle(at).backgroundColor);
      if (found.length === 3 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(selector)]
    .filter((element) => element.offsetParent && element.textContent.trim())
    .map((element) => {
      const [words, ground] = [numbers(getComputedStyle(element).color), behind(element)].map(light);
      return [element.textContent.trim().slice(0, 40),
        (Math.max(words, ground) + 0.05) / (Math.min(words, ground) + 0.05)];
    })
    .filter(([, ratio]) => ratio < 4.5);
}"""


def test_a_trial_record_is_explained_in_the_chat_and_on_its_page(
    open_page: Open, server: str, registry_samples: dict[str, str], tmp_path: Path
) -> None:
    """Longer than a question may be, typed beside the person's own words; then as a file, without a script."""
    record = json.dumps(json.loads(registry_samples["v2"]) | {"padding": "word " * 8_000})
    page = open_page()
    ask(page, f"What does this mean?\n{record}")
    expect(page.locator(ANSWER).last).to_contain_text("registry record of a study, NCT03475563")

    file = tmp_path / "record.json"
    file.write_text(record, encoding="utf-8")
    page = page.context.new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{server}/trial-record")
    page.set_input_files("#record-file", str(file))
    page.get_by_role("button", name="Explain this record").click()
    expect(page.locator(".behaviour-answer")).to_contain_text("Unknown status")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.url == f"{server}/trial-record"
