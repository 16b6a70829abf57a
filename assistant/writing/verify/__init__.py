"""The checker: a line that a model wrote beside the statements it cites. What fails is named."""

from assistant.writing.verify.check import FAILURES, Checker, Knowledge

__all__ = ["FAILURES", "Checker", "Knowledge"]
