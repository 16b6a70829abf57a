"""The lines of a pasted text that assert something: no headings, navigation, bylines, addresses or disclaimers.

A list of diseases under one offer is one claim, so its short lines are joined into one.
"""

from __future__ import annotations

import re

from assistant.claims.points import Point, points_of

_BULLET = re.compile(r"^\s*(?:[-–—*•·▪►✓✔✅☑→>]|\d{1,2}[.)/]|[a-h][.)])\s*")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|can|cannot|can't|could|will|won't|would|may|might|must|"
    r"cures?|treats?|heals?|helps?|works?|reverses?|regrows?|restores?|repairs?|regenerates?|rebuilds?|improves?|improved|"
    r"approves?|approved|licen[sc]es?|licen[sc]ed|proves?|proved|proven|shows?|showed|finds?|found|says?|said|becomes?|became|"
    r"turns?|grows?|grew|walks?|walked|sees?|gets?|got|gives?|gave|takes?|took|makes?|made|offers?|offered|uses?|used|replaces?|"
    r"replaced|ends?|ended|stops?|stopped|saves?|saved|beats?|wins?|won|launches|opens?|begins?|reports?|reported|warns?|warned|"
    r"suspends?|refuses?|refused|rejects?|rejected|eliminates?|contains?|costs?|guaranteed?|passed|treated|cured|healed|reversed|"
    r"injected|published|registered|certified|come|comes|came|go|goes|went|know|knows|feel|feels|felt|need|needs|stay|stays|"
    r"continues?|remains?|reach|reaches|reached|fails?|failed|clears?|cleared|recovers?|recovered|results?|trusted)\b"
    r"|\b\w{4,}ed\b.*\b(?:by|in|for|after|with|the|a|to)\b",
    re.IGNORECASE,
)
_NO_CLAIM = re.compile(
    # bylines, addresses, telephone numbers, links, hashtags and buttons
    r"^\W*(?:(?:written by|reviewed by|author|posted by|photo|image|credit|source|tags?|share|follow|subscribe|menu|home|about|"
    r"contact|faq|blog|login|sign up|read more|learn more|click here|next|previous|related|copyright|©|advertisement|sponsored)\b"
    r"[^.!?]{0,60}|(?:#\w+\s*)+|(?:https?://|www\.)\S+|\S+@\S+\.\w+|[\d\s()+./-]{7,}|"
    r"(?:tel|phone|call|fax|e-?mail|whatsapp|address|opening hours)\b[^.!?]{0,60}|"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w* \d{1,2}?,? ?\d{4}|"
    r"(?:last )?(?:updated|reviewed|published)(?: on)?:? [^.!?]{4,30})\W*$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"^\W*By (?:Dr\.? |Prof\.? )?[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}(?:,? [^.!?]{0,40})?$")
_CALL_TO_ACT = re.compile(
    r"^\W*(?:please )?(?:book|call|contact|click|visit|learn|subscribe|follow|share|join us|sign up|request|schedule|reserve|"
    r"message|email|e-mail|dm|apply|register|download|get in touch|read|find out|discover|explore|obtain|ask (?:me|us|about)|"
    r"bring|rt|retweet|tag|comment|order|buy|enquire|inquire|see|watch|send|tap|swipe|speak to|talk to|keep up)\b"
    r"(?![^.!?]*\b(?:cure|heal|revers|regrow|proven|guarantee)\w*)",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"[$€£¥]\s?\d|\b\d+\s?(?:%|per ?cent|percent) (?:off|discount)|\b(?:discount|deposit|free (?:seminar|consultation|quote)|"
    r"limited|places left|before (?:friday|sunday|monday|the end)|save \w+|packages?|financ(?:e|ing) (?:is )?available|payment plans?|instal\w+ments?|"
    r"price|dollars|euros|pounds|filling (?:up )?quickly|last chance|today only|offer ends)\b",
    re.IGNORECASE,
)
_DISCLAIMER = re.compile(
    r"\b(?:for informational purposes only|not (?:a substitute for|intended (?:to|as)|medical advice|be considered as a substitute)|"
    r"always seek the advice|always consult|(?:do|does) not (?:endorse|necessarily reflect|replace)|at your own risk|"
    r"no representations or warranties|all rights reserved|terms (?:and|of)|individual results may vary|"
    r"decisions should always be made|readers to conduct their own research|cookie|privacy policy)\b",
    re.IGNORECASE,
)
_ADVICE = re.compile(
    r"\b(?:patients|readers|people|you|families|it(?:'s| is) (?:essential|important|crucial|vital)|we)\b[^.]{0,20}"
    r"\b(?:should|must|need to|to (?:research|note|keep|stay|remember|consult|understand))\b"
    r"|^\W*(?:keep in mind|remember|consider|understanding|evaluating|by understanding|as patients navigate|when considering|"
    r"this article|in this article|let us|let's|curious to|if you(?:'re| are) considering)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3
_NAMES_ONLY = 7
"""A line of a list with at most this many words and no verb is an entry and no sentence."""
_HEADING = 14
"""A line with at most this many words, no full stop and no verb is a heading."""


def asserting_lines(text: str) -> list[str]:
    """Lines and joined lists that may hold claims, in order."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    one_line = len(lines) == 1
    kept: list[str] = []
    entries: list[str] = []
    lead = ""
    for line in lines:
        bare = _row(_BULLET.sub("", line)) if not one_line else _row(line)
        if not bare or _NO_CLAIM.match(bare) or _BYLINE.match(bare):
            continue
        if _is_entry(bare) and not one_line:
            entries.append(bare)
            continue
        kept += _joined(lead, entries)
        entries = []
        lead = bare
        kept.append(bare)
    kept += _joined(lead, entries)
    return [line for line in kept if line]


def is_claim(sentence: str, alone: bool = False) -> bool:
    """Whether a sentence asserts something that can be checked. `alone`: it is all there is, so a headline counts."""
    plain = sentence.replace("’", "'").strip()
    if not re.search(r"[A-Za-z]{2}", plain) or _NO_CLAIM.match(plain) or _BYLINE.match(plain):
        return False
    if _DISCLAIMER.search(plain):
        return False
    if alone:
        return True
    if plain.endswith("?") or (_CALL_TO_ACT.match(plain) and not _OFFER.search(plain)):
        return False
    if _ADVICE.search(plain) and not _OFFER.search(plain):
        return False
    words = len(plain.split())
    if plain.count(";") >= 2:
        return True
    if says_enough(plain) and plain.endswith((".", "!")):
        return True
    return words >= 3 and (_FINITE.search(plain) is not None or _OFFER.search(plain) is not None or words > _HEADING)


_PROMISES: frozenset[Point] = frozenset({"approval", "safety", "benefit", "credentials"})


def says_enough(sentence: str) -> bool:
    """Whether a sentence is long enough for a claim: two words are, where they promise ("FDA registered.")."""
    return len(sentence.split()) >= FEWEST_WORDS or bool(points_of(sentence) & _PROMISES)


def is_offer(sentence: str) -> bool:
    """Whether a sentence names a price, a discount or a closing date."""
    return _OFFER.search(sentence) is not None


def _is_entry(line: str) -> bool:
    return (
        len(line.split()) <= _NAMES_ONLY
        and not line.endswith((".", "!", "?", ":"))
        and not _FINITE.search(line)
        and not _OFFER.search(line)
    )


def _joined(lead: str, entries: list[str]) -> list[str]:
    """A list of names as one line with what introduces it; one name alone is a heading, and claims nothing."""
    if len(entries) < 3:
        return []
    listed = "; ".join(entries)
    introduces = lead.endswith(":") or (0 < len(lead.split()) <= _NAMES_ONLY and not lead.endswith((".", "!", "?")))
    return [f"{lead.rstrip(':')}: {listed}" if introduces else listed]


def _row(line: str) -> str:
    """The cells of a table's row, joined; any other line as it is."""
    if line.count("|") < 1:
        return line
    cells = [cell.strip() for cell in line.strip("| ").split("|")]
    return ", ".join(cell for cell in cells if cell and not re.fullmatch(r"[:\-\s]+", cell))
