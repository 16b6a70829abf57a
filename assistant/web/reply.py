"""One question from the page: who asks, what was said before, the answer as HTML. It never raises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.errors import NotReady
from assistant.screen.personal import scrubbed
from assistant.settings import Settings
from assistant.types import Question
from assistant.unanswered import Unanswered
from assistant.web.answer_html import answer_html, problem_html, short_text, turn_html
from assistant.web.door import Answering
from assistant.web.problems import PROBLEMS, log_failure
from assistant.web.rate import QuestionRate
from assistant.web.received import whole
from assistant.web.sessions import Conversations, Key
from assistant.web.visitors import Visitor

MOST_SUGGESTIONS = 4
LONGEST_WINDOW_NAME = 64
KEPT_OF_A_QUESTION = 2_000
"""Characters of a question that the conversation keeps."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What the page shows for a question, and the questions it offers next."""

    html: str
    suggestions: tuple[str, ...] = ()


def key_of(visitor: Visitor, window: str | None) -> Key | None:
    """The key of a conversation; None for a browser without our cookie, for which nothing is kept."""
    if visitor.id is None or not window or len(window) > LONGEST_WINDOW_NAME:
        return None
    return visitor.id, window


class Replies:
    """Answers for the page, each in its conversation."""

    def __init__(
        self, assistant: Answering, settings: Settings, conversations: Conversations, rate: QuestionRate
    ) -> None:
        self._assistant = assistant
        self._max_characters = settings.max_characters
        self._conversations = conversations
        self._rate = rate
        self._unanswered = Unanswered(settings)

    def waiting(self, turn: str, text: str) -> str:
        """The question, with the words for waiting."""
        return turn_html(turn, whole(text), None)

    def reply(self, turn: str, text: str, place: str | None, visitor: Visitor, window: str | None) -> Reply:
        """The question with its answer; a kind sentence where there can be none."""
        text = whole(text)
        if self._rate.wait_for(visitor):
            return self._problem(turn, text, "too-many-questions")
        try:
            return self._answered(turn, text, place, key_of(visitor, window))
        except NotReady:
            return self._problem(turn, text, "not-ready")
        except Exception as error:
            log_failure("page failed", error)
            return self._problem(turn, text, "unexpected")

    def clear(self, visitor: Visitor, window: str | None) -> None:
        """Forgets the conversation of this page."""
        key = key_of(visitor, window)
        if key is not None:
            self._conversations.clear(key)

    def _answered(self, turn: str, text: str, place: str | None, key: Key | None) -> Reply:
        history = self._conversations.history(key) if key else ()
        answer = self._assistant.ask(Question(text, self._known(place), history))
        self._unanswered.keep(answer)
        shown = turn_html(turn, text, answer_html(answer, turn, self._assistant.stages()), language=answer.language)
        # A pasted article would fill the memory, and only its first words matter to what is asked next. Personal
        # details do not matter to it at all, so they are gone before anything is kept.
        if key is not None and answer.behaviour != "unreadable":
            kept = scrubbed(text[:KEPT_OF_A_QUESTION])
            self._conversations.remember(key, kept, scrubbed(short_text(answer)), after=history)
        return Reply(shown, _fresh(answer.suggestions, text))

    def _known(self, place: str | None) -> str | None:
        return place if place in {known for known, _ in self._assistant.places()} else None

    def _problem(self, turn: str, text: str, name: str) -> Reply:
        return Reply(turn_html(turn, text, problem_html(PROBLEMS[name])))


def _fresh(suggestions: Sequence[str], asked: str) -> tuple[str, ...]:
    """The offered questions, each once, without the one that was just asked."""
    offered = dict.fromkeys(item for item in suggestions if item.strip().casefold() != asked.strip().casefold())
    return tuple(offered)[:MOST_SUGGESTIONS]
