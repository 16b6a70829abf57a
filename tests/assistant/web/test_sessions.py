"""Conversations: kept apart, kept short, kept for a while."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest

from assistant import Settings
from assistant.types import Turn
from assistant.web.rate import QuestionRate
from assistant.web.reply import Replies, key_of
from assistant.web.sessions import TURNS_KEPT, Conversations
from assistant.web.visitors import Visitor

ANNA, BEN = ("anna", "window-1"), ("ben", "window-1")


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_two_browsers_never_see_each_other() -> None:
    kept = Conversations(minutes=60)
    kept.remember(ANNA, "What is MACI?", "A cartilage repair.")
    assert kept.history(ANNA) == (Turn("user", "What is MACI?"), Turn("assistant", "A cartilage repair."))
    assert kept.history(BEN) == ()
    assert kept.history(("anna", "window-2")) == ()


def test_idle_conversations_are_forgotten() -> None:
    clock = Clock()
    kept = Conversations(minutes=60, clock=clock)
    kept.remember(ANNA, "one", "two")
    clock.now += 59 * 60
    kept.remember(ANNA, "three", "four", after=kept.history(ANNA))
    clock.now += 59 * 60
    assert len(kept.history(ANNA)) == 4
    clock.now += 60
    assert kept.history(ANNA) == ()
    assert len(kept) == 0


def test_the_number_and_the_length_are_bounded() -> None:
    kept = Conversations(minutes=60, most=3)
    for number in range(10):
        kept.remember((f"visitor-{number}", "w"), "q", "a")
    assert len(kept) == 3
    assert kept.history(("visitor-9", "w"))
    assert not kept.history(("visitor-0", "w"))
    for number in range(20):
        kept.remember(ANNA, f"q{number}", "a", after=kept.history(ANNA))
    assert len(kept.history(ANNA)) == TURNS_KEPT
    assert kept.history(ANNA)[-2].content == "q19"


def test_clearing_is_at_once_and_an_answer_under_way_does_not_undo_it() -> None:
    kept = Conversations(minutes=60)
    kept.remember(ANNA, "one", "two")
    before = kept.history(ANNA)
    kept.clear(ANNA)
    kept.clear(ANNA)
    kept.remember(ANNA, "three", "four", after=before)
    assert kept.history(ANNA) == ()


def test_threads_do_not_disturb_each_other() -> None:
    kept = Conversations(minutes=60, most=50)

    def ask(number: int) -> int:
        key = (f"visitor-{number % 8}", "w")
        kept.remember(key, str(number % 8), "a", after=kept.history(key))
        return all(turn.content in (str(number % 8), "a") for turn in kept.history(key))

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(400)))


@pytest.mark.parametrize(("minutes", "most"), [(0, 1), (1, 0)])
def test_impossible_bounds_are_refused(minutes: int, most: int) -> None:
    with pytest.raises(ValueError):
        Conversations(minutes, most)


def replies(assistant: Any, kept: Conversations, settings: Settings) -> Replies:
    return Replies(assistant, settings, kept, QuestionRate(settings.questions_per_minute))


def test_history_comes_from_here_and_is_short(hand_made: Any, settings: Settings) -> None:
    kept = Conversations(minutes=60)
    page, visitor = replies(hand_made, kept, settings), Visitor("anna", "127.0.0.1")
    first = page.reply("turn-1", "What did the trial find?", None, visitor, "w")
    assert 'id="turn-1"' in first.html
    page.reply("turn-2", "And is it safe?", "japan", visitor, "w")
    history = hand_made.asked[1].history
    assert history[0] == Turn("user", "What did the trial find?")
    assert history[1].role == "assistant" and len(history[1].content) < 620
    assert hand_made.asked[1].place == "japan"
    page.clear(visitor, "w")
    page.reply("turn-3", "And then?", "nowhere", visitor, "w")
    assert hand_made.asked[2].history == ()
    assert hand_made.asked[2].place is None


def test_offers_are_complete_questions_and_not_the_one_asked(hand_made: Any, settings: Settings) -> None:
    page = replies(hand_made, Conversations(60), settings)
    offered = page.reply("turn-1", "What next?", None, Visitor(None, "x"), None).suggestions
    assert offered == ("Is zimislecel approved?", "What are the risks of zimislecel?")


def test_nothing_is_kept_without_our_cookie(hand_made: Any, settings: Settings) -> None:
    kept = Conversations(60)
    page = replies(hand_made, kept, settings)
    for visitor, window in (
        (Visitor(None, "x"), "w"),
        (Visitor("a", "x"), None),
        (Visitor("a", "x"), "w" * 65),
    ):
        assert key_of(visitor, window) is None
        page.reply("turn-1", "What did the trial find?", None, visitor, window)
        page.clear(visitor, window)
    assert len(kept) == 0


def test_what_fails_is_said_kindly(hand_made: Any, settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    page = replies(hand_made, Conversations(60), settings)
    broken = page.reply("turn-1", "make it break, said Mrs Example", None, Visitor("a", "x"), "w")
    assert "Something went wrong on our side" in broken.html
    assert "RuntimeError" in caplog.text
    assert "Mrs Example" not in caplog.text
    hand_made.ready = False
    assert "not loaded at the moment" in page.reply("turn-2", "q", None, Visitor("a", "x"), "w").html
    hurried = Replies(hand_made, settings, Conversations(60), QuestionRate(1))
    hurried.reply("turn-3", "q", None, Visitor("a", "x"), "w")
    assert "wait a little" in hurried.reply("turn-4", "q", None, Visitor("a", "x"), "w").html
