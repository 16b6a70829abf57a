"""What an answer owes besides its evidence: the distinctions and the stage that question and evidence force."""

from __future__ import annotations

from dataclasses import replace

from assistant.case import ENDS_AT_ONCE, Case
from assistant.compose.several import answers
from assistant.distinctions import Basis, required
from assistant.evidence import Evidence
from assistant.sections import stage_of
from corpus.model import Distinction, StageId


def required_parts(case: Case) -> Case:
    """Adds what the question and the evidence force: the distinctions and the stage."""
    if case.parts:
        return replace(case, distinctions=_required_of_parts(case))
    if case.understanding is None or case.behaviour in ENDS_AT_ONCE or case.behaviour == "out-of-scope":
        return case
    if case.claim_check is not None:
        return replace(case, distinctions=case.claim_check.distinctions)
    if case.evidence is None:
        return replace(case, distinctions=required(case.library, case.text, vector=case.reading.vector))
    found = case.evidence
    uses_evidence = case.behaviour not in ("no-vetted-source", "decline-clinic-ranking") and bool(found.statements)
    return replace(
        case,
        distinctions=required(
            case.library,
            case.reading.asked,
            [_basis(found)] if uses_evidence else (),
            vector=case.reading.vector,
        ),
        stage=stage_of(case.library, found.statements) if uses_evidence and _has_stage(case) else None,
    )


def _required_of_parts(case: Case) -> tuple[Distinction, ...]:
    """What the whole message owes, and the evidence of each of its answers."""
    found = [part.evidence for part in case.parts if part.evidence is not None and answers(part)]
    return required(case.library, case.reading.asked, [_basis(one) for one in found], vector=case.reading.vector)


def _basis(found: Evidence) -> Basis:
    return Basis(found.sources, found.topics, found.is_near)


def _has_stage(case: Case) -> bool:
    """Only a treatment or a disease stands somewhere between laboratory and clinic; a word or a law does not."""
    answer = case.found.key_answer
    decided = stage_of(case.library, case.found.statements) in (StageId.REGULATOR_REVIEW, StageId.STANDARD_CARE)
    if decided and answer is not None and answer.polarity in ("no", "not-yet"):
        return False  # "not approved" beside "a regulator's decision" would contradict itself
    if case.layout is not None:
        return False  # the lines of a layout stand at different stages
    kinds = {case.library.concept(subject).kind for subject in case.reading.subjects}
    return bool(kinds & {"product", "brand", "trial", "condition", "cell", "procedure"})
