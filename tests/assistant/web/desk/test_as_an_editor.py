"""The desk as an editor has it: in a real browser, from a trial record to the patient's page, and back."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from assistant import Assistant, Settings
from assistant.desk.opening import desk_of
from assistant.desk.publish import Publisher
from corpus.desk import Desk
from corpus.desk.people import People
from index.embeddings import SentenceEmbedder
from tests.assistant.desk.publishing import CHEAP, passing

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

CHROMIUM = "/usr/bin/chromium"
SOURCE = "nct05354141-record"
QUESTION = "How many people is the ExoFlo trial for severe ARDS meant to have?"
STATEMENTS = (
    (
        "planned-people",
        "400",
        "The trial of ExoFlo for severe ARDS, NCT05354141, is planned for about 400 people.",
        "trial-design",
        f"{QUESTION}\nhow big is the exoflo ards trial\nhow many patients will the exoflo ards study take",
    ),
    (
        "compared-with-placebo",
        "PLACEBO_COMPARATOR",
        "In the trial of ExoFlo for severe ARDS, NCT05354141, some people get a dummy infusion instead.",
        "trial-design",
        "is there a placebo in the exoflo ards trial\ndoes everyone in the exoflo trial get exoflo\n"
        "could I get a dummy infusion in the exoflo trial",
    ),
)
SHOTS = os.environ.get("DESK_SHOTS")
"""A folder for the pictures of docs/editors.md, where they are to be made anew."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium. Its absence is a failure: what is not tested here is not known to work."""
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Chromium is missing. Run: apt-get install --no-install-recommends chromium")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--disable-gpu", *as_root])
        yield launched
        launched.close()


@pytest.fixture
def service(
    small_home: Path,
    small_corpus: Path,
    tmp_path: Path,
    embedder: SentenceEmbedder,
    serving: Any,
) -> Iterator[tuple[str, Desk]]:
    """A whole service on the small corpus: patients' page, desk, and a publisher with a gate that costs nothing."""
    home = tmp_path / "home"
    shutil.copytree(small_home, home)
    settings = Settings(home=home, corpus=small_corpus, questions_per_minute=600)
    # Embeddings of earlier runs, so that a build takes seconds.
    settings.cache.unlink(missing_ok=True)
    settings.cache.symlink_to(Path(__file__).parents[4] / ".fieldmap" / "embeddings.sqlite")
    desk = desk_of(settings)
    desk.people = People(desk.database, desk.now, CHEAP)
    for name, role in (("anna", "author"), ("ben", "reviewer"), ("cleo", "publisher")):
        desk.people.add(name, [role], f"a long password of {name}")
    assistant = Assistant(settings, embedder)
    assistant.open()
    publisher = Publisher(desk, settings, embedder, passing)
    with serving(assistant, settings, desk, publisher) as address:
        yield address, desk
    desk.database.close()


def signed_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/desk")
    if name == "anna":
        shot(page, "desk-sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", f"a long password of {name}")
    page.click("button[type=submit]")
    expect(page.locator("#found label").first).to_be_visible(timeout=30_000)
    return page


def shot(page: Page, name: str) -> None:
    if SHOTS:
        page.wait_for_timeout(1_500)
        page.screenshot(path=f"{SHOTS}/{name}.png")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def choose(page: Page, elem_id: str, value: str) -> None:
    """Types into a choice of Gradio's and takes the entry that is left."""
    page.locator(f"#{elem_id} input").click()
    page.locator(f"#{elem_id} input").fill(value)
    page.get_by_role("option", name=value).first.click()


def press(entry: Locator) -> None:
    """Presses an entry of a list, again where the list changed just then: it says so and takes no press."""
    expect(entry).to_be_visible(timeout=30_000)
    for _ in range(10):
        entry.page.wait_for_timeout(700)
        entry.click()
        if not entry.page.locator("#trouble", has_text="The list changed").is_visible():
            return


def fill(page: Page, elem_id: str, value: str) -> None:
    page.locator(f"#{elem_id} :is(textarea, input)").first.fill(value)


def open_item(page: Page, words: str, key: str) -> None:
    tab(page, "Work")
    fill(page, "find-words", words)
    page.click("#find-button")
    expect(page.locator("#find-count")).to_contain_text("1 found" if "/" in words else "found", timeout=30_000)
    kind, _, item_id = key.partition(":")
    press(page.locator("#found label", has_text=f"{item_id} · {kind} ·").first)
    expect(page.locator("#item-head h2")).to_have_text(item_id, timeout=30_000)


def answered(browser: Browser, address: str) -> str:
    """What a patient reads who asks the question on a page of their own."""
    page = browser.new_page()
    page.goto(address)
    expect(page.locator("#question textarea")).to_be_visible(timeout=30_000)
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    expect(page.locator("#conversation .answer")).to_have_count(1, timeout=30_000)
    text = page.locator("#conversation .answer").inner_text()
    if STATEMENTS[0][2] in text:
        shot(page, "desk-patient")
    page.close()
    return text


def test_from_a_trial_record_to_a_patients_answer_and_back(
    browser: Browser, service: tuple[str, Desk], registry_samples: dict[str, str], tmp_path: Path
) -> None:
    address, desk = service
    assert STATEMENTS[0][2] not in answered(browser, address)
    anna = signed_in(browser, address, "anna")
    record = tmp_path / "NCT05354141.json"
    record.write_text(registry_samples["legacy json"], encoding="utf-8")
    import_record(anna, record)
    for key in (f"source:{SOURCE}", *(f"statement:{SOURCE}/{one[0]}" for one in STATEMENTS)):
        open_item(anna, key.partition(":")[2], key)
        anna.click("#step-submit")
        expect(anna.locator("#item-message")).to_contain_text("It is now in review", timeout=30_000)
        assert not anna.locator("#step-approve").is_visible()
    shot(anna, "desk-item")

    ben = signed_in(browser, address, "ben")
    for _ in range(3):
        tab(ben, "Review")
        press(ben.locator("#in-review-queue label").first)
        expect(ben.locator("#step-approve")).to_be_visible(timeout=30_000)
        shot(ben, "desk-review")
        ben.click("#step-approve")
        expect(ben.locator("#item-message")).to_contain_text("It is now approved", timeout=30_000)

    cleo = signed_in(browser, address, "cleo")
    tab(cleo, "Publish")
    expect(cleo.locator("#waiting label")).to_have_count(3, timeout=30_000)
    fill(cleo, "publish-why", "a new trial record")
    cleo.click("#publish-start")
    expect(cleo.locator("#publish-message")).to_contain_text("is done. Passed", timeout=400_000)
    expect(cleo.locator("#publish-batch")).to_contain_text(QUESTION)
    shot(cleo, "desk-publish")
    assert STATEMENTS[0][2] not in answered(browser, address)
    cleo.click("#publish-activate")
    expect(cleo.locator("#publish-message")).to_contain_text("is in service", timeout=60_000)
    found = answered(browser, address)
    assert STATEMENTS[0][2] in found and "ClinicalTrials.gov" in found

    open_item(ben, f"{SOURCE}/{STATEMENTS[0][0]}", f"statement:{SOURCE}/{STATEMENTS[0][0]}")
    fill(ben, "why", "the number is being looked at again")
    ben.click("#step-suspend")
    expect(ben.locator("#item-message")).to_contain_text("Suspended from the next question on", timeout=30_000)
    assert STATEMENTS[0][2] not in answered(browser, address)
    fill(ben, "why", "the number is right")
    ben.click("#step-restore")
    expect(ben.locator("#item-message")).to_contain_text("Restored", timeout=30_000)
    assert STATEMENTS[0][2] in answered(browser, address)

    fill(cleo, "publish-why", "the record was changed at the registry")
    cleo.click("#publish-back")
    expect(cleo.locator("#publish-message")).to_contain_text("Gone back", timeout=60_000)
    assert STATEMENTS[0][2] not in answered(browser, address)
    tab(cleo, "Events")
    expect(cleo.locator("#events")).to_contain_text("the record was changed at the registry", timeout=30_000)
    shot(cleo, "desk-events")
    done = {(event.who, event.action) for event in desk.events.latest(200)}
    assert {("anna", "submit"), ("ben", "approve"), ("ben", "suspend"), ("ben", "restore")} <= done


def import_record(page: Page, record: Path) -> None:
    """Reads the record, begins a source from it, and writes two statements on words of it."""
    tab(page, "Import")
    page.set_input_files("#import-file input[type=file]", record)
    expect(page.locator("#import-file")).to_contain_text("NCT05354141", timeout=30_000)
    page.click("#import-read")
    expect(page.locator("#passages label").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Begin a source from this document").click()
    choose(page, "import-source-kind", "trial-record")
    choose(page, "import-source-lane", "registries")
    for name, value in {
        "id": SOURCE,
        "title": "ExoFlo for severe ARDS (NCT05354141)",
        "publisher": "ClinicalTrials.gov",
        "jurisdiction": "US",
        "url": "https://clinicaltrials.gov/study/NCT05354141",
        "shows": "What the trial plans, and how many people it is meant to have.",
        "does_not_show": "Whether ExoFlo helps.",
    }.items():
        fill(page, f"import-source-{name}", value)
    page.click("#import-source-begin")
    expect(page.locator("#import-message")).to_contain_text("Begun as a draft", timeout=30_000)
    for slug, words, text, facet, asks in STATEMENTS:
        fill(page, "passage-words", words)
        press(page.locator("#passages label", has_text=words).first)
        expect(page.locator("#picked blockquote")).to_contain_text(words, timeout=30_000)
        choose(page, "import-statement-facet", facet)
        choose(page, "import-statement-confidence", "high")
        for name, value in {
            "slug": slug,
            "text": text,
            "topics": "exosomes",
            "place": "international",
            "asks": asks,
            "verification-url": "https://clinicaltrials.gov/study/NCT05354141",
        }.items():
            fill(page, f"import-statement-{name}", value)
        page.locator("#import-statement-slug textarea, #import-statement-slug input").first.focus()
        expect(page.locator("#import-statement .field-note li").first).to_be_visible(timeout=30_000)
        shot(page, "desk-import")
        page.click("#import-keep")
        expect(page.locator("#import-message")).to_contain_text("Saved as a draft", timeout=30_000)
