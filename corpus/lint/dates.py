"""Every published statement is read again in time: six months for trials and approvals, twelve for the rest."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.files import Corpus
from corpus.freshness import months_between_readings, months_later
from corpus.lint.findings import LintFault, error


def date_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Due dates that are later than the kind of fact allows."""
    for key, source, statement in corpus.statements():
        verification = statement.verification
        if statement.status == "draft" or verification is None:
            continue
        months = months_between_readings(source, statement)
        latest = months_later(verification.date, months)
        if verification.due > latest:
            yield error(
                corpus.files[f"source:{source.id}"],
                f"statements[{key.split('/')[1]}].verification.due",
                f"is later than {months} months after the source was read",
                f"write {latest.isoformat()} or an earlier day",
            )
