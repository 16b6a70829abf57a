"""Nothing of a person's details is kept: not in the conversation, not in the unanswered questions, not in the log."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.settings import Settings
from assistant.web.rate import QuestionRate
from assistant.web.reply import Replies
from assistant.web.sessions import Conversations
from assistant.web.visitors import Visitor

if TYPE_CHECKING:
    from assistant.types import Answer, Question

DETAILS = (
    "jo.bloggs@example.org", "07700 900123", "3 May 1961", "943 476 5919", "4111 1111 1111 1111", "12 Elm Street",
)  # fmt: skip
TOLD = (
    "I am Jo, jo.bloggs@example.org, phone 07700 900123, born on 3 May 1961, NHS number 943 476 5919, card "
    "4111 1111 1111 1111. I live at 12 Elm Street, Leeds. Does PRP help tennis elbow?"
)


@pytest.fixture
def repeating(by_hand: Any) -> Any:
    """An assistant that has no source and gives the question back in its answer."""

    class Repeating(by_hand.assistant):  # type: ignore[misc]
        def ask(self, question: Question) -> Answer:
            return by_hand.full_answer(question.text, behaviour="no-vetted-source")  # type: ignore[no-any-return]

    return Repeating()


def test_no_detail_is_kept_anywhere(repeating: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings = Settings(home=tmp_path, keep_unanswered=True)
    conversations = Conversations(60)
    visitor = Visitor(id="a" * 22, network="127.0.0.0/24")
    with caplog.at_level(logging.DEBUG):
        Replies(repeating, settings, conversations, QuestionRate(100)).reply("1", TOLD, None, visitor, "window")
    remembered = " ".join(turn.content for turn in conversations.history(("a" * 22, "window")))
    stored = " ".join(file.read_text(encoding="utf-8") for file in tmp_path.rglob("*") if file.is_file())
    assert "tennis elbow" in remembered and "tennis elbow" in stored
    for detail in DETAILS:
        assert detail not in remembered + stored + caplog.text
