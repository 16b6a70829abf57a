"""What the schema cannot see: references between files, wording, promises, asks, dates, and facts that are too alike.

An error stops `release build`; a note asks an editor to look.
"""

from __future__ import annotations

from corpus.errors import CorpusFileError
from corpus.files import Corpus
from corpus.lint.asks import ask_faults
from corpus.lint.dates import date_faults
from corpus.lint.findings import LintFault
from corpus.lint.likeness import VectorsOf, likeness_faults
from corpus.lint.passages import passage_faults
from corpus.lint.promises import promise_faults
from corpus.lint.references import reference_faults
from corpus.lint.wording import wording_faults

__all__ = ["LintFault", "VectorsOf", "faults", "refuse_errors"]


def faults(corpus: Corpus, vectors_of: VectorsOf | None = None) -> list[LintFault]:
    """Everything found, errors first. Facts that are too alike are looked for where `vectors_of` can embed them."""
    found = [
        *reference_faults(corpus),
        *wording_faults(corpus),
        *ask_faults(corpus),
        *promise_faults(corpus),
        *date_faults(corpus),
        *passage_faults(corpus),
        *(likeness_faults(corpus, vectors_of) if vectors_of else ()),
    ]
    return sorted(found, key=lambda item: (not item.serious, item.fault.file, item.fault.field))


def refuse_errors(corpus: Corpus) -> None:
    """Raises `CorpusFileError` when `faults` finds an error."""
    errors = [item.fault for item in faults(corpus) if item.serious]
    if errors:
        raise CorpusFileError(errors)
