"""What a check says: the fault, and whether it stops a release."""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import CorpusFault


class LintFault(NamedTuple):
    """A fault, and whether it stops a release."""

    serious: bool
    fault: CorpusFault


def error(file: str, field: str, problem: str, mend: str) -> LintFault:
    """A fault that stops a release."""
    return LintFault(True, CorpusFault(file, field, problem, mend))


def note(file: str, field: str, problem: str, mend: str) -> LintFault:
    """Something that an editor should look at."""
    return LintFault(False, CorpusFault(file, field, problem, mend))
