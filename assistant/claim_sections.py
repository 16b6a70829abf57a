"""The sections of a claim check: claim by claim, what was left over, and the nine questions."""

from __future__ import annotations

from assistant import claims, sections
from assistant.case import Case
from assistant.phrases import escaped, lowered
from assistant.sections import Numbering, say
from assistant.types import Section


def claim_sections(case: Case, check: claims.ClaimCheck, numbering: Numbering) -> list[Section]:
    """What is said of a checked text before its distinctions and questions."""
    total = len(check.findings) + len(check.left_over)
    made = [Section("lead", say("claim-intro", count=_count(total)))]
    made += [_claim(case, finding, numbering) for finding in check.findings]
    if check.left_over:
        listed = "\n".join(f"- “{escaped(text)}”" for text in check.left_over[:MOST_LEFT_OVER])
        more = len(check.left_over) - MOST_LEFT_OVER
        tail = f"\n- {say('claims-left-over-more', count=str(more))}" if more > 0 else ""
        made.append(Section("claim", f"{say('claims-left-over')}\n\n{listed}{tail}"))
    made.append(_nine_questions(check))
    return made


MOST_LEFT_OVER = 40
"""Sentences listed; how many more there were is said."""


def _claim(case: Case, finding: claims.Finding, numbering: Numbering) -> Section:
    """One claim: its words, what can be said of it, and the statements that say so."""
    parts = [f"> {escaped(finding.claim)}"]
    if finding.verdict == "borrowed" and finding.distinctions:
        things = finding.distinctions[0].things
        parts.append(say("claim-borrowed", from_what=lowered(things[0]), to_what=lowered(things[1])))
        parts.append(finding.distinctions[0].sentence)
    elif finding.verdict == "contradicted":
        parts.append(say("claim-contradicted"))
    elif finding.verdict == "supported":
        parts.append(say("claim-supported"))
    else:
        parts.append(say("claim-not-supported"))
    if finding.key_answer and finding.verdict in ("contradicted", "supported"):
        numbers = [numbering.number(one) for one in finding.statements if one.id in finding.key_answer.stands_on]
        parts.append(f"{finding.key_answer.lead} {sections.marks(numbers)}")
        parts.append(finding.key_answer.limits)
    if finding.flags:
        listed = " ".join(f"**{flag.pattern}.** {flag.why_flag}" for flag in finding.flags[:2])
        parts.append(f"{say('claim-red-flags')} {listed}")
    shown = finding.statements
    lines = "\n".join(f"- {sections.quoted(one, numbering, case.today)}" for one in shown)
    if lines:
        parts.append(lines)
    return Section("claim", "\n\n".join(parts), tuple(numbering.number(one) for one in shown))


def _nine_questions(check: claims.ClaimCheck) -> Section:
    answered = "\n".join(f"- {row.question}" for row in check.answered)
    dodged = "\n".join(f"- **{row.question}** {row.missing_text}" for row in check.dodged)
    parts = [say("nine-questions", answered=str(len(check.answered)))]
    if answered:
        parts += [say("nine-questions-answered"), answered]
    if dodged:
        parts += [say("nine-questions-dodged"), dodged]
    return Section("claim", "\n\n".join(parts))


def _count(number: int) -> str:
    words = (
        "no claim",
        "one claim",
        "two claims",
        "three claims",
        "four claims",
        "five claims",
        "six claims",
    )
    return words[number] if number < len(words) else f"{number} claims"
