"""What is behind each button is refused to a person without the role, button or no button."""

from __future__ import annotations

from typing import Any

import gradio as gr
import pytest
from starlette.requests import Request
from starlette.routing import Mount

from assistant.web.desk.tickets import COOKIE
from corpus.desk.errors import DeskError

KEY = "source:a-page"
VALUES = {
    "item-key": KEY,
    "item-version": "1",
    "why": "because",
    "new-kind": "source",
    "new-id": "another-page",
    "edit-source-id": "a-page",
    "edit-source-title": "A page",
    "import-paste": "A first paragraph of a document.",
    "import-source-id": "a-third-page",
    "import-source-title": "A third page",
    "import-of-source": "a-page",
    "import-statement-slug": "a-slug",
    "due-queue": "statement:a-page/a-slug",
    "due-address": "https://example.org/",
    "publish-why": "because",
    "new-question": "What is a stem cell?",
    "conflicts-queue": "1",
}
"""What stands in the page as somebody without a role would fill it; everything else is empty."""

MAY_LOOK = {
    "find-words", "find-kind", "find-state", "find-lane", "find-due", "find-place", "find-topic", "find-button",
    "find-more", "found", "item-drop", "drop", "in-review-again", "in-review-queue", "due-within", "due-queue",
    "due-open", "events-look", "events-item", "step-suspend", "step-restore",
}  # fmt: skip
"""What everybody with a role may do: look, and suspend in an emergency. Nothing is suspended here, to be restored."""


def buttons(door: Any) -> dict[str, Any]:
    """What is called by each button, by the button's id."""
    page = next(route.app for route in door.client.app.routes if isinstance(route, Mount) and route.path == "/desk")
    blocks = page.get_blocks()
    return {
        blocks.blocks[number].elem_id: function
        for function in blocks.fns.values()
        for number, event in function.targets
        if event == "click" and number is not None
    }


def pressed(door: Any, function: Any) -> dict[Any, Any]:
    """What a signed-in browser gets that calls it directly."""
    headers = [(b"cookie", f"{COOKIE}={door.client.cookies.get(COOKIE)}".encode())]
    request = gr.Request(Request({"type": "http", "headers": headers, "client": ("198.51.100.1", 1)}))
    found: dict[Any, Any] = function.fn(request, *(VALUES.get(part.elem_id, "") for part in function.inputs))
    return found


def said_in(updates: dict[Any, Any]) -> str:
    return " ".join(str(one.get("value", "")) if isinstance(one, dict) else str(one) for one in updates.values())


@pytest.fixture
def begun(door: Any) -> None:
    """A draft to work on; the desk is shared, so another test may have begun it."""
    anna = next(person for person in door.desk.people.all() if person.name == "anna")
    try:
        door.desk.draft("source", "a-page", {"id": "a-page", "title": "A page"}, anna)
    except DeskError:
        assert door.desk.read(KEY).row.version == 1


def test_every_button_is_refused_without_its_role(door: Any, begun: None) -> None:
    door.desk.people.add("olga", ["operator"], "a long password of olga")
    door.sign_in("olga")
    events, guarded = door.desk.events.latest(1)[0].number, 0
    for name, function in buttons(door).items():
        if name in MAY_LOOK:
            continue
        words = said_in(pressed(door, function))
        assert "that is for" in words.lower(), (name, words)
        guarded += 1
    assert guarded >= 20
    # Her sign-in is no event of the corpus.
    assert [one.action for one in door.desk.events.latest(50) if one.number > events] == []


def test_the_same_calls_are_taken_from_those_who_may(door: Any, begun: None) -> None:
    """Else the refusals would show nothing."""
    door.sign_in("anna")
    there = buttons(door)
    assert "Begun as a draft" in said_in(pressed(door, there["begin-button"]))
    assert "Read. Pick a passage" in said_in(pressed(door, there["import-read"]))
    assert "was started without what a publication needs" in said_in(pressed(door, there["question-add"]))


def test_nobody_signed_in_is_told_so(door: Any, begun: None) -> None:
    door.client.cookies.clear()
    for name, function in buttons(door).items():
        assert "Nobody is signed in" in said_in(pressed(door, function)), name
