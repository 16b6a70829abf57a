"""A corpus and a record that mean harm, in a real browser: no script runs, no request leaves, nothing is styled."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from assistant import Assistant, Settings
from corpus import load
from index.build import Reason, build
from index.releases import Releases

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
HARM = (
    "<script>document.title='taken'</script><img src=https://evil.example/x.png onerror=\"document.title='taken'\">"
    "<style>body{display:none}</style>[click](javascript:document.title='taken') **bold** https://evil.example/"
)


@pytest.fixture
def hostile(small_corpus: Path, edit_yaml: Any, tmp_path: Path, embedder: Any, embedding_cache: Any) -> Assistant:
    """An assistant on a release whose titles, publishers and locators mean harm; its checks were gone round."""

    def spoil(source: dict[str, Any]) -> None:
        source["title"] = f"{source['title']} {HARM}"
        source["publisher"] = f"{source['publisher']} {HARM}"
        for one in source["statements"]:
            one["locator"] = f"{one['locator']} {HARM}"

    for path in (small_corpus / "sources").rglob("*.yaml"):
        edit_yaml(path, spoil)
    releases = Releases(tmp_path / "home" / "releases")
    reason = Reason("the suite", "a corpus that means harm")
    built = build(load(small_corpus), releases.folder, embedding_cache, embedder, reason)
    releases.activate(built.id, reason)
    assistant = Assistant(Settings(home=tmp_path / "home"), embedder=embedder)
    assistant.open()
    return assistant


def test_nothing_runs_leaves_or_is_styled(
    hostile: Assistant, serving: Any, tmp_path: Path, registry_samples: dict[str, str]
) -> None:
    if shutil.which(CHROMIUM) is None:
        pytest.fail("Chromium is missing. Run: apt-get install --no-install-recommends chromium")
    record = json.loads(registry_samples["v2"])
    record["protocolSection"]["identificationModule"]["briefTitle"] += HARM
    record["protocolSection"]["sponsorCollaboratorsModule"]["leadSponsor"]["name"] += HARM
    elsewhere, complaints = list[str](), list[str]()
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with serving(hostile, Settings(home=tmp_path / "home")) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        page = browser.new_page()
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on(
            "request",
            lambda asked: (
                elsewhere.append(asked.url)
                if urlsplit(asked.url).netloc != urlsplit(address).netloc
                and not asked.url.startswith(("data:", "blob:"))
                else None
            ),
        )
        page.goto(address)
        expect(page.locator("#ready")).to_contain_text("ready", timeout=30_000)
        for number, text in enumerate(("Does zimislecel cure type 1 diabetes?", json.dumps(record), HARM), 1):
            page.fill("#question textarea", text)
            page.click("#ask")
            expect(page.locator("#conversation .answer")).to_have_count(number, timeout=30_000)
            inside = "#conversation .turn script, #conversation .turn img, #conversation .turn style"
            assert page.locator(inside).count() == 0
            links = page.locator("#conversation .turn a").evaluate_all("found => found.map(one => one.href)")
            assert not [link for link in links if "evil" in link or link.startswith(("javascript", "data"))]
        expect(page.locator("#conversation .document-title").first).to_contain_text("<script>")
        expect(page.locator("#conversation .answer").nth(1)).to_contain_text("<script>")
        assert page.title() == "Fieldmap"
        page.emulate_media(media="print")
        assert page.locator("body").is_visible()
        source = hostile.library.contents.sources["zimislecel-nejm-2025"].id
        for path in (f"/sources/{source}", "/sources", "/topics"):
            page.goto(f"{address}{path}")
            assert page.locator("main script, main img, main style").count() == 0
            assert "taken" not in page.title() or "<script>" in page.title()
            assert page.locator("body").is_visible()
        browser.close()
    assert elsewhere == []
    assert complaints == []
