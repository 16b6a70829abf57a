"""The messages that a model gets. Rules are a template of ours; what patients or sources wrote is only a value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import prompts.wording
from assistant.writing.client import Message
from assistant.writing.types import Offered, Verdict
from prompts.wording import Wording, load_wording

FOLDER = Path(prompts.wording.__file__).parent / "model"
MOST_LINES = 6
LONGEST_QUESTION = 2_000
"""So many characters of a question are sent; what is longer is mostly a pasted text."""

SHAPE = json.dumps({"lines": [{"text": "one sentence", "ids": ["id of a statement"]}]})


def model_prompts() -> Mapping[str, Wording]:
    """Every prompt for a model, by name. Raises `WordingError` for one whose head and text do not agree."""
    return load_wording(FOLDER)


def first_messages(question: str, offered: Sequence[Offered]) -> list[Message]:
    """The rules, and the question with its statements as JSON."""
    found = model_prompts()
    statements = [{"id": one.id, "text": one.text} for one in offered]
    return [
        ("system", found["write-rules"].fill(shape=SHAPE, most_lines=str(MOST_LINES))),
        (
            "human",
            found["write-question"].fill(
                question=json.dumps(question[:LONGEST_QUESTION], ensure_ascii=False),
                statements=json.dumps(statements, ensure_ascii=False, indent=1),
            ),
        ),
    ]


def again(messages: Sequence[Message], refused: Sequence[Verdict], reply: str, why: str = "") -> list[Message]:
    """The same, with what was refused and for what."""
    failures = [
        {"line": verdict.line.text[:300], "refused": [failure.name for failure in verdict.failures]}
        for verdict in refused
    ]
    if why:
        failures.append({"line": "the whole reply", "refused": [why]})
    asked = model_prompts()["write-again"].fill(failures=json.dumps(failures, ensure_ascii=False))
    return [*messages, ("ai", reply[:2_000] or "-"), ("human", asked)]


def estimated_tokens(messages: Sequence[Message]) -> int:
    """About how many tokens the messages are: three characters a token, which is more than most models count."""
    return sum(len(text) for _, text in messages) // 3 + 8 * len(messages)
