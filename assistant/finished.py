"""A case that has been composed, as the answer that goes out and as what is measured."""

from __future__ import annotations

from assistant.case import Case
from assistant.render import as_markdown
from assistant.types import Answer, Observed


def finished(case: Case) -> Answer:
    """The answer that a composed case holds."""
    return Answer(
        id=case.question.id,
        question=case.question.text,
        behaviour=case.behaviour or "no-vetted-source",
        language=case.language,
        text=as_markdown(case.sections),
        sections=case.sections,
        citations=case.citations,
        distinctions=tuple(item.id for item in case.distinctions),
        stage=case.stage,
        jurisdictions=tuple(dict.fromkeys(citation.jurisdiction for citation in case.citations)),
        suggestions=case.suggestions,
        writer=_writer_of(case),
        release=case.library.release.id,
    )


def _writer_of(case: Case) -> str:
    """`quotes`, or the model of which at least one line is shown."""
    return case.writing.model if case.writing is not None and case.writing.shown else "quotes"


def observed(case: Case, answer: Answer, failed: tuple[str, ...]) -> Observed:
    """The answer with what it was decided by, and the checks that kept another one from going out."""
    found, routed = case.evidence, case.understanding.routed if case.understanding else None
    return Observed(
        answer=answer,
        similarity=found.similarity if found else None,
        sufficiency=found.sufficiency if found else None,
        routed=routed.behaviour if routed else None,
        sureness=routed.sureness if routed else None,
        decided_by=routed.decided_by if routed else None,
        withheld=failed,
        writing=case.writing,
    )
