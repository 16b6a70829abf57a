"""The record's own words and days as they are printed: cut, cleaned, escaped, in quotation marks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from assistant.phrases import escaped
from assistant.screen import clean
from assistant.sections import in_words, say
from corpus.importers.registry import RecordDate

LONGEST_QUOTE = 300
MOST_QUOTES = 6


def quote(text: str) -> str:
    """A text of the record in quotation marks; no mark, link or hidden character in it has an effect."""
    plain = clean(text).replace("“", "'").replace("”", "'").replace('"', "'")
    if len(plain) > LONGEST_QUOTE:
        plain = plain[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
    return f"“{escaped(plain)}”"


def quotes(texts: Iterable[str]) -> list[str]:
    """Quotations of the first few, and how many more there are."""
    listed = list(texts)
    more = len(listed) - MOST_QUOTES
    return [quote(text) for text in listed[:MOST_QUOTES]] + ([say("record-more", count=str(more))] if more > 0 else [])


def day(found: RecordDate) -> str:
    """`27 November 2019`, or `November 2019` where the record gives no day."""
    return in_words(first_day(found)) if len(found.day) > 7 else first_day(found).strftime("%B %Y")


def first_day(found: RecordDate) -> date:
    """The day, or the first of its month."""
    return date.fromisoformat(found.day if len(found.day) > 7 else f"{found.day}-01")


def age(found: RecordDate, today: date) -> str:
    """How long ago a day was, in fixed wording; nothing for a day to come."""
    months = (today.year - first_day(found).year) * 12 + today.month - first_day(found).month
    if first_day(found) > today:
        return ""
    if months < 2:
        return say("record-updated-new")
    if months < 13:
        return say("record-updated-months", count=str(months))
    return say("record-updated-year") if months < 25 else say("record-updated-years", count=str((months - 1) // 12))
