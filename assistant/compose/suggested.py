"""Follow-up questions that the corpus can answer."""

from __future__ import annotations

from assistant.case import Case


def suggested(case: Case) -> tuple[str, ...]:
    """Complete questions that the corpus answers: of neighbouring key answers, none the question itself."""
    if case.behaviour in ("out-of-scope", "unreadable"):
        return tuple(entry.question for entry in case.library.contents.field_map.faq.questions[:3])
    if case.evidence is None or case.behaviour in ("emergency", "crisis"):
        return ()
    own = case.evidence.key_answer
    topics = set(own.topics if own else ()) | {
        topic for one in case.evidence.statements[:2] for topic in one.statement.topics
    }
    near = [answer.question for answer in case.evidence.related if topics.intersection(answer.topics)]
    return tuple(dict.fromkeys(near))[:3]
