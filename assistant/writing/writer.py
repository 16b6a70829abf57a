"""Writes the lines of one answer: asks a model, checks every line, asks once more where too little is left.

It never raises and never takes longer than its time. Whatever happens, its caller has the plain answer already.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from time import monotonic, sleep

from assistant.writing.breaker import Breaker
from assistant.writing.budget import Budget
from assistant.writing.client import ChatModel, Message, Reply
from assistant.writing.deadline import Deadline
from assistant.writing.errors import CallFailed, ReplyUnusable
from assistant.writing.parse import parse
from assistant.writing.prompt import again, estimated_tokens, first_messages
from assistant.writing.settings import WritingSettings
from assistant.writing.types import Line, Offered, Verdict, WritingRecord
from assistant.writing.verify import Checker

log = logging.getLogger("fieldmap")

MOST_CALLS = 2
"""Calls for one answer: the first, and one more for whatever reason."""
FEWEST_WORDS = 8
"""Words that are left after the check, below which there is too little to show."""
CHECKING_SECONDS = 5.0
"""Seconds beyond the model's own time within which its lines are read, embedding included."""
WRITING_FAILED = "writing-failed"
"""Why nothing written is shown where writing, or what follows it, broke."""


@dataclass(frozen=True, slots=True)
class Written:
    """What may be shown, in order, and what happened."""

    lines: tuple[Line, ...]
    record: WritingRecord


@dataclass
class _Attempt:
    """What one answer has used so far."""

    calls: int = 0
    tokens: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)


class Writer:
    """One per process; safe to share between threads."""

    def __init__(
        self,
        settings: WritingSettings,
        model: ChatModel,
        clock: Callable[[], float] = monotonic,
        wait: Callable[[float], None] = sleep,
    ) -> None:
        self.settings = settings
        self._model = model
        self._clock, self._wait = clock, wait
        self._budget = Budget(settings.tokens_per_hour, settings.tokens_per_day, clock)
        self._breaker = Breaker(clock=clock)
        self._deadline, self._checking = Deadline(), Deadline()

    def write(self, question: str, offered: Sequence[Offered], required: frozenset[str], checker: Checker) -> Written:
        """Checked lines for a question, or none and the name of the reason.

        `required` are ids of which at least one has to be cited: the statements that the plain answer leads with.
        """
        attempt = _Attempt()
        try:
            lines, fallback = self._written(question, offered, required, checker, attempt)
        except Exception as error:
            return Written((), self.failed(self._record(attempt), error))
        return Written(lines, replace(self._record(attempt), shown=len(lines), fallback=fallback))

    def _record(self, attempt: _Attempt) -> WritingRecord:
        return WritingRecord(self.settings.model, attempt.calls, attempt.tokens, verdicts=dict(attempt.verdicts))

    def failed(self, record: WritingRecord | None, error: Exception) -> WritingRecord:
        """The record of an answer whose writing broke, here or in a step after it. The plain answer goes out."""
        # The words of an error may be a patient's or hold a key: its type is all that is logged.
        log.error("writing failed, the plain answer goes out: %s", type(error).__name__)
        return self.kept_back(record, WRITING_FAILED)

    def kept_back(self, record: WritingRecord | None, why: str) -> WritingRecord:
        """The record of what was written, where nothing of it is shown after all, with the name of the reason."""
        return replace(record or WritingRecord(self.settings.model), shown=0, fallback=why)

    def _written(
        self,
        question: str,
        offered: Sequence[Offered],
        required: frozenset[str],
        checker: Checker,
        attempt: _Attempt,
    ) -> tuple[tuple[Line, ...], str | None]:
        ends = self._clock() + self.settings.timeout_seconds
        messages = first_messages(question, offered)
        fallback = "too-little-left"
        while attempt.calls < MOST_CALLS:
            try:
                reply = self._called(messages, ends, attempt)
            except _NotAsked as reason:
                return (), str(reason)
            except CallFailed as failure:
                fallback = failure.fault
                if not self._may_wait(failure, ends):
                    break
                continue
            try:
                lines = parse(reply.text)
            except ReplyUnusable as unusable:
                attempt.verdicts[unusable.name] += 1
                fallback = unusable.name
                messages = again(messages, (), reply.text, unusable.name)
                continue
            try:
                verdicts = self._checked(checker, lines, offered, ends)
            except CallFailed:
                return (), "checking-took-too-long"
            attempt.verdicts.update(_name(verdict) for verdict in verdicts)
            shown = tuple(verdict.line for verdict in verdicts if verdict.passed)
            if _is_enough(shown, required):
                return shown, None
            fallback = "too-little-left" if not shown else "lead-not-covered"
            messages = again(messages, [one for one in verdicts if not one.passed], reply.text)
        return (), fallback

    def _checked(
        self, checker: Checker, lines: Sequence[Line], offered: Sequence[Offered], ends: float
    ) -> list[Verdict]:
        """The verdicts, within what is left of the time and `CHECKING_SECONDS` more. Raises `CallFailed`.

        A model that replied at the last moment is still checked; a check that never ends is left behind like a call.
        """
        left = max(0.0, ends - self._clock()) + CHECKING_SECONDS
        return self._checking.run(lambda: [checker.check(line, offered) for line in dict.fromkeys(lines)], left)

    def _called(self, messages: Sequence[Message], ends: float, attempt: _Attempt) -> Reply:
        """One call. Raises `CallFailed`, or `_NotAsked` where none may be made."""
        if ends - self._clock() <= 0:
            raise CallFailed("timeout")
        estimate = estimated_tokens(messages) + self.settings.max_tokens
        if not self._budget.reserve(estimate):
            raise _NotAsked("budget-used")
        if not self._breaker.may_call():
            self._budget.correct(estimate, 0)
            raise _NotAsked("left-alone")
        attempt.calls += 1
        seconds = ends - self._clock()
        try:
            reply = self._deadline.run(lambda: self._model(messages, seconds), seconds)
        except Exception as failure:
            attempt.tokens += estimate
            self._breaker.failed()
            log.warning("the model did not reply: %s", getattr(failure, "fault", type(failure).__name__))
            raise
        self._breaker.succeeded()
        used = reply.tokens if reply.tokens is not None else estimated_tokens([*messages, ("ai", reply.text)])
        self._budget.correct(estimate, used)
        attempt.tokens += used
        return reply

    def _may_wait(self, failure: CallFailed, ends: float) -> bool:
        """Waits as long as the server asks, where that leaves time for a call; False where it does not."""
        if failure.fault in ("timeout", "busy", "refused-by-provider"):
            return False
        pause = failure.retry_after if failure.retry_after is not None else 0.2
        if self._clock() + pause >= ends:
            return False
        self._wait(pause)
        return True


class _NotAsked(Exception):
    """No call was made: the budget is used up, or the model is left alone for a while."""


def _name(verdict: Verdict) -> str:
    return "passed" if verdict.passed else verdict.failures[0].name


def _is_enough(lines: Sequence[Line], required: frozenset[str]) -> bool:
    words = sum(len(line.text.split()) for line in lines)
    covered = not required or any(required & set(line.ids) for line in lines)
    return words >= FEWEST_WORDS and covered
