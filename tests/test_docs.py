"""The documentation tells the truth: settings, commands, endings and counts are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.types import BEHAVIOURS
from corpus import Corpus
from corpus.stats import count

CHECKOUT = Path(__file__).resolve().parent.parent


def read(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def test_every_setting_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `FIELDMAP_(\w+)`", read("docs/settings.md"), re.MULTILINE))
    assert documented == {name.upper() for name in Settings.model_fields}


def test_every_ending_is_in_the_readme() -> None:
    readme = read("README.md")
    assert [behaviour for behaviour in BEHAVIOURS if f"`{behaviour}`" not in readme] == []


def test_the_counts_in_the_readme_are_those_of_the_corpus(shipped_corpus: Corpus) -> None:
    counted = count(shipped_corpus)
    readme = " ".join(read("README.md").split())
    for words in (
        f"{len(shipped_corpus.sources)} documents and {counted['statements'] + counted['drafts']:,} statements",
        f"{counted['statements']:,} statements from {counted['sources']} documents are published",
        f"{counted['drafts']} are drafts",
        f"{len(shipped_corpus.key_answers)} key answers ({counted['key_answers']} published)",
        f'{counted["distinctions"]} "not the same as" distinctions',
        f"{counted['concepts']} concepts",
    ):
        assert words in readme


PAGES = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/architecture.md",
    "docs/editors.md",
    "docs/evals.md",
    "docs/retrieval.md",
    "docs/safety.md",
    "docs/writing-with-a-model.md",
    "corpus/README.md",
]


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    folder = (CHECKOUT / page).parent
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", read(page))
    assert [target for target in targets if not (folder / target).exists()] == []


def test_every_command_in_the_readme_exists() -> None:
    from typer.main import get_command

    from assistant.cli import app

    command = get_command(app)
    for line in re.findall(r"^\s+\.venv/bin/fieldmap (.+)$", read("README.md"), re.MULTILINE):
        words = line.split()
        found = command
        for word in words:
            inner = getattr(found, "commands", None)
            if inner is None:
                break
            assert word in inner, line
            found = inner[word]
