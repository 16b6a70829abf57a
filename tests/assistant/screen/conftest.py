"""The messages the screens are measured on: the corpus's routing examples and our own cases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus import Corpus

_HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def routing(shipped_corpus: Corpus) -> dict[str, list[dict[str, str]]]:
    """Every routing example once, in two halves by the hash of its text; no rule was written from `held_out`."""
    items: dict[str, dict[str, str]] = {}
    for group in shipped_corpus.behaviours:
        for text, label in group.labelled():
            items.setdefault(text, {"label": label, "from": str(group.behaviour), "text": text})
    for item in _attempts_and_look_alikes():
        benign = item["category"] == "benign"
        label = "answer" if benign else "refuse-injection"
        origin = "injection:benign" if benign else "injection:attempts"
        items.setdefault(item["question"], {"label": label, "from": origin, "text": item["question"]})
    halves: dict[str, list[dict[str, str]]] = {"dev": [], "held_out": []}
    for text, entry in items.items():
        even = int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 == 0
        halves["dev" if even else "held_out"].append(entry)
    return halves


@pytest.fixture(scope="session")
def cases() -> dict[str, list[str]]:
    data: dict[str, list[str]] = _read("cases.yaml")
    return data


def _attempts_and_look_alikes() -> Iterator[dict[str, Any]]:
    """The injection attempts of the question sets, and the messages that only look like one."""
    for name in ("hostile", "guards-must-pass"):
        for line in (files("evals") / "sets" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            if item["id"].startswith(("attempt-", "benign-")):
                yield item


def _read(name: str) -> Any:
    return yaml.load((_HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
