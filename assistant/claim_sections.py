"""The sections of a claim check: what was found overall, claim by claim, what was left over, and the nine questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import claims, sections
from assistant.case import Case
from assistant.claims.verdicts import VERDICTS
from assistant.phrases import escaped, listed, lowered
from assistant.sections import Numbering, say
from assistant.types import Section
from corpus.model import Distinction
from index.contents import PublishedStatement

MOST_GROUPS = 6
"""Groups of claims that are told in full; the others are listed with their verdict."""
MOST_TOGETHER = 3
"""Claims quoted in one group."""
MOST_LISTED = 24
"""Further claims listed; how many more there were is said."""
MOST_PASSED_OVER = 8
"""Sentences with nothing to check that are listed; how many more there were is said."""
MOST_FLAGS = 2
_MARK = re.compile(r"(?<!\\)\[(\d+)\]")
"""A citation of ours; what a pasted text has in brackets is escaped."""
_LONGEST_QUOTE, _LONGEST_IN_A_LIST = 240, 110
"""Characters of a claim that are quoted; the patient has the text."""


def claim_sections(case: Case, check: claims.ClaimCheck, numbering: Numbering) -> list[Section]:
    """What is said of a checked text before its questions."""
    groups = check.groups
    told = _Told()
    made = [Section("lead", _summary(check))]
    made += [_group(case, number, group, numbering, told) for number, group in enumerate(groups[:MOST_GROUPS], 1)]
    made += _listed(groups, check.left_over)
    made += _passed_over(check.passed_over)
    made.append(_nine_questions(check))
    made += _distinctions(case.distinctions, groups, told)
    return made


class _Told:
    """What this answer has already said once: statements, distinctions and red flags."""

    def __init__(self) -> None:
        self.ids: set[str] = set()

    def first(self, key: str) -> bool:
        """Whether `key` is told for the first time now."""
        new = key not in self.ids
        self.ids.add(key)
        return new


def _summary(check: claims.ClaimCheck) -> str:
    total = len(check.findings) + len(check.left_over)
    counted = check.counted
    if total == 1:
        verdict = check.findings[0].verdict
        return f"{say('claims-summary-one')} {say(f'claim-means-{verdict}')}"
    parts = [say(f"claim-count-{verdict}", count=str(counted[verdict])) for verdict in VERDICTS if verdict in counted]
    if check.left_over:
        parts.append(say("claim-count-left", count=str(len(check.left_over))))
    first = say("claims-summary", count=str(total), parts=listed(parts))
    weightiest = check.findings[0].verdict
    return f"{first} {say(f'claims-first-{weightiest}')}"


def _group(case: Case, number: int, group: Sequence[claims.Finding], numbering: Numbering, told: _Told) -> Section:
    """Claims on one point: their words, what can be said of them, and the statements that say so."""
    lead = group[0]
    quotes = "\n".join(f"> “{_quoted(one.claim)}”\n>" for one in group[:MOST_TOGETHER]).removesuffix("\n>")
    parts = [f"**{say('claim-number', number=str(number))}**", quotes, *_verdict(lead, told)]
    near = {one.id: one for finding in group[:MOST_TOGETHER] for one in finding.statements}
    shown = list(near.values())[: 1 if lead.reason == "none" else 2]
    for one in shown:
        numbering.number(one)
    for finding in group[:MOST_TOGETHER]:
        for mismatch in finding.mismatches:
            mark = numbering.number(mismatch.statement)
            said = say("claim-figure", said=escaped(mismatch.said), found=mismatch.found, mark=sections.marks([mark]))
            parts.append(said)
    if lead.key_answer is not None:
        marked = [numbering.number(one) for one in shown if one.id in lead.key_answer.stands_on]
        if told.first(lead.key_answer.id):
            # With its question: a "Yes" to "has it hurt people?" contradicts "it is safe".
            answered = f"**{lead.key_answer.question}** {lead.key_answer.lead} {sections.marks(marked)}".rstrip()
            parts += [answered, lead.key_answer.limits]
    flags = {flag.id: flag for finding in group for flag in finding.flags}
    new = [flag for flag in flags.values() if told.first(flag.id)][:MOST_FLAGS]
    if new:
        listed_flags = " ".join(f"**{flag.pattern}.** {flag.why_flag}" for flag in new)
        parts.append(f"{say('claim-red-flags')} {listed_flags}")
    parts += _statements(case, lead, shown, numbering, told)
    text = "\n\n".join(parts)
    return Section("claim", text, tuple(dict.fromkeys(int(mark) for mark in _MARK.findall(text))))


def _verdict(finding: claims.Finding, told: _Told) -> list[str]:
    """The verdict in words, with what was borrowed named."""
    if finding.verdict != "borrowed":
        if finding.reason == "offer":
            return [say("claim-offer")]
        name = f"claim-partly-{finding.reason}" if finding.verdict == "partly" else f"claim-{finding.verdict}"
        return [say(name)]
    if finding.reason == "pattern" and finding.pattern is not None and told.first(finding.pattern.id):
        row = finding.pattern
        said = [say("claim-borrowed-pattern", borrowed=row.borrowed, sold=row.sold, difference=row.does_not_carry)]
    elif finding.distinctions:
        things = finding.distinctions[0].things
        said = [say("claim-borrowed", from_what=lowered(things[0]), to_what=lowered(things[1]))]
    else:
        said = [say("claim-borrowed-plain")]
    if finding.distinctions and finding.reason == "distinction" and told.first(finding.distinctions[0].id):
        said.append(finding.distinctions[0].sentence)
    return said


def _statements(
    case: Case, lead: claims.Finding, shown: Sequence[PublishedStatement], numbering: Numbering, told: _Told
) -> list[str]:
    """The statements, each quoted once in an answer."""
    new = [one for one in shown if told.first(one.id)]
    again = [numbering.number(one) for one in shown]
    said = []
    if new:
        if lead.reason == "none":
            said.append(say("claim-near"))
        said.append("\n".join(f"- {sections.quoted(one, numbering, case.today)}" for one in new))
    if again and not new and lead.reason != "none":
        said.append(say("claim-see", marks=sections.marks(again)))
    return said


def _listed(groups: Sequence[Sequence[claims.Finding]], unchecked: Sequence[str]) -> list[Section]:
    """Every claim that was not told in full, with its verdict, and those that were not checked."""
    rest = [finding for group in groups[:MOST_GROUPS] for finding in group[MOST_TOGETHER:]]
    rest += [finding for group in groups[MOST_GROUPS:] for finding in group]
    lines = [f"- “{_quoted(one.claim, _LONGEST_IN_A_LIST)}” {say(f'claim-label-{one.verdict}')}" for one in rest]
    lines += [f"- “{_quoted(words, _LONGEST_IN_A_LIST)}” {say('claim-label-unchecked')}" for words in unchecked]
    if not lines:
        return []
    more = len(lines) - MOST_LISTED
    tail = [f"- {say('claims-left-over-more', count=str(more))}"] if more > 0 else []
    return [Section("claim", "\n".join([say("claims-left-over"), "", *lines[:MOST_LISTED], *tail]))]


def _passed_over(sentences: Sequence[str]) -> list[Section]:
    """Sentences that were read and hold nothing to check."""
    if not sentences:
        return []
    lines = [f"- “{_quoted(words, _LONGEST_IN_A_LIST)}”" for words in sentences[:MOST_PASSED_OVER]]
    more = len(sentences) - MOST_PASSED_OVER
    tail = [f"- {say('claims-left-over-more', count=str(more))}"] if more > 0 else []
    return [Section("claim", "\n".join([say("claims-passed-over"), "", *lines, *tail]))]


def _nine_questions(check: claims.ClaimCheck) -> Section:
    answered = "\n".join(f"- {one.row.question} “{escaped(one.words)}”" for one in check.answered)
    dodged = "\n".join(f"- **{row.question}**" for row in check.dodged)
    parts = [say("nine-questions", answered=str(len(check.answered)))]
    if answered:
        parts += [say("nine-questions-answered"), answered]
    if dodged:
        parts += [say("nine-questions-dodged"), dodged]
    return Section("claim", "\n\n".join(parts))


def _distinctions(
    drawn: Sequence[Distinction], groups: Sequence[Sequence[claims.Finding]], told: _Told
) -> list[Section]:
    """Each distinction with the claims that call for it; its sentence only where no claim has said it."""
    if not drawn:
        return []
    lines = []
    for item in drawn:
        numbers = [
            str(number)
            for number, group in enumerate(groups[:MOST_GROUPS], 1)
            if any(item.id == one.id for finding in group[:MOST_TOGETHER] for one in finding.distinctions)
        ]
        tied = "claim-tied" if len(numbers) == 1 else "claims-tied"
        where = f" {say(tied, numbers=listed(numbers))}" if numbers and len(groups) > 1 else ""
        sentence = f" {item.sentence}" if told.first(item.id) else ""
        lines.append(f"- **{item.short}**{sentence}{where}")
    return [Section("distinction", "\n".join([say("lead-distinction"), "", *lines]))]


def _quoted(words: str, longest: int = _LONGEST_QUOTE) -> str:
    """A claim's words, escaped, and cut at a word where they are very long."""
    if len(words) > longest:
        words = words[: max(words.rfind(" ", 0, longest), longest // 2)] + " …"
    return escaped(words)
