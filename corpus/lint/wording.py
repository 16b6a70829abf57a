"""Wording that a patient would stumble over: too hard, too long, without its subject, or with unexplained terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from corpus.files import Corpus
from corpus.lint.findings import LintFault, error, note
from corpus.reading_grade import HIGHEST, MEDIAN_AT_MOST, reading_grade

LONGEST_STATEMENT = 45
"""Words; a longer statement is two facts."""
_NO_SUBJECT = re.compile(
    r"^(?:It|Its|They|Their|This|These|Those|He|She|His|Her|The same|The (?:authors?|study|studies|trial|report|paper"
    r"|page|review|product|treatment|researchers|guideline|law|company|team|article|document|statement|agency)"
    r"(?! (?:of|in|for|behind|from|on|by|at|against|testing|developing|making|that|who|which|called|[A-Z])))(?=[ ,'’])"
)
_MARKDOWN = re.compile(r"[`<>\[\]{}]|\*.+\*|_.+_|^\s*(?:[-+#]|\d+\.)\s")
_ABBREVIATION = re.compile(r"\b(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z]{2,9}\b")
_MEDICAL = re.compile(
    r"\b[a-z]{4,}(?:itis|osis|oma|aemia|emia|ectomy|pathy|plasty|genesis|cyte|cytes|kine|kines|blast|blasts|philia|penia|ablative)\b",
)


def wording_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Faults in the text of published statements and in the leads of published key answers."""
    grades = []
    unexplained: dict[str, list[str]] = {}
    known = _explained(corpus)
    for key, source, statement in corpus.statements():
        if statement.status == "draft":
            continue
        file, field = corpus.files[f"source:{source.id}"], f"statements[{statement.slug}]"
        if _MARKDOWN.search(statement.text):
            yield error(file, f"{field}.text", "holds a mark that a page would read as markup", "write plain text")
        if len(statement.text.split()) > LONGEST_STATEMENT:
            yield error(file, f"{field}.text", f"has over {LONGEST_STATEMENT} words", "split it into two facts")
        if _NO_SUBJECT.match(statement.text):
            yield error(file, f"{field}.text", "does not name its subject", "name the product, study or body")
        grades.append(reading_grade(statement.text))
        yield from _too_hard(file, field, grades[-1], statement.grade_reason)
        for term in _terms(statement.text):
            if term.casefold() not in known:
                unexplained.setdefault(term, []).append(key)
    for key, answer in corpus.published_key_answers().items():
        yield from _too_hard(
            corpus.files[f"key-answer:{key}"], f"[{key}].lead", reading_grade(answer.lead), answer.grade_reason
        )
    if grades and median(grades) > MEDIAN_AT_MOST:
        yield error(
            "sources",
            "",
            f"the median reading grade is {median(grades):.1f}, above {MEDIAN_AT_MOST:g}",
            "shorten sentences",
        )
    for term, keys in sorted(unexplained.items()):
        yield note(
            "concepts.yaml",
            term,
            f"is used without an entry, in {len(keys)} statement{'s' * (len(keys) > 1)} such as {keys[0]}",
            "add a concept with a plain definition, or another word",
        )


def _too_hard(file: str, field: str, grade: float, reason: str | None) -> Iterator[LintFault]:
    if grade > HIGHEST and reason is None:
        yield error(
            file, field, f"has reading grade {grade:g}, above {HIGHEST:g}", "shorten it, or give a grade_reason"
        )


def _terms(text: str) -> set[str]:
    """Abbreviations and words built like medical terms."""
    return {found[0] for pattern in (_ABBREVIATION, _MEDICAL) for found in pattern.finditer(text)}


def _explained(corpus: Corpus) -> set[str]:
    """Every word of a concept's names, and of the names and publishers of sources: an acronym may be a study's name."""
    names = [
        name
        for concept in corpus.concepts.values()
        for name in (concept.name, *concept.aliases, *concept.lay, *concept.misspellings)
    ]
    for source in corpus.sources.values():
        names += [source.title, source.publisher, *source.identifiers.values()]
        names += [source.product.name] if source.product else []
    return {word.casefold() for name in names for word in (name, *re.findall(r"[\w-]+", name))}
