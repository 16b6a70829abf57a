"""What the page says and does where an operator keeps unanswered questions, and where not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.app import create_app
from assistant.web.page import patients_page
from assistant.web.rate import QuestionRate
from assistant.web.reply import Replies
from assistant.web.sessions import Conversations
from assistant.web.visitors import Visitor, Visitors
from prompts.wording import load_wording

if TYPE_CHECKING:
    from assistant.types import Answer, Question

SAID = load_wording()["kept-unanswered"].body


@pytest.fixture
def unanswering(by_hand: Any) -> Any:
    """An assistant that has no source for anything."""

    class Unanswering(by_hand.assistant):  # type: ignore[misc]
        def ask(self, question: Question) -> Answer:
            return by_hand.full_answer(question.text, behaviour="no-vetted-source")  # type: ignore[no-any-return]

    return Unanswering()


def replies(assistant: Any, settings: Settings) -> Replies:
    return Replies(assistant, settings, Conversations(60), QuestionRate(100))


@pytest.mark.parametrize("keep", [True, False])
def test_page_and_api_keep_a_gap_only_where_that_is_on_and_the_page_says_so(
    tmp_path: Path, unanswering: Any, keep: bool
) -> None:
    settings = Settings(home=tmp_path, keep_unanswered=keep)
    replies(unanswering, settings).reply("turn-1", "stem cells for gout", None, Visitor(None, "1.2.3.4"), "window")
    with TestClient(create_app(unanswering, settings)) as client:
        assert client.post("/api/ask", json={"question": "stem cells for psoriasis"}).status_code == 200
    file = tmp_path / "unanswered.jsonl"
    kept = file.read_text(encoding="utf-8") if file.exists() else ""
    assert ("gout" in kept) is keep and ("psoriasis" in kept) is keep and "1.2.3.4" not in kept
    page = patients_page(unanswering, settings, replies(unanswering, settings), Visitors())
    assert (SAID in str(page.config)) is keep
