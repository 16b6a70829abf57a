"""What can go wrong in an evaluation, for whoever runs it; every message says what to do next.

EvaluationError
├── UnreadableSet       the file of a question set cannot be opened or is not UTF-8
├── NothingToEvaluate   no item is left to ask
├── UnreadableLog       a log is not there, or is not one of ours
├── BadGates            gates.toml cannot be used
└── RunFailed           the run ended before its last item
"""

from __future__ import annotations


class EvaluationError(Exception):
    """Base of the errors of an evaluation; the message is for the person who started it."""


class UnreadableSet(EvaluationError):
    """The file of a question set cannot be read at all."""


class NothingToEvaluate(EvaluationError):
    """There is no item to ask."""


class UnreadableLog(EvaluationError):
    """A log that is not there, or that no evaluation of ours wrote."""


class BadGates(EvaluationError):
    """The file of thresholds cannot be used: a gate that cannot be read lets nothing pass."""


class RunFailed(EvaluationError):
    """The run ended early; nothing is measured then."""
