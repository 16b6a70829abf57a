"""Ways to say one thing that are read as if it were said in the plainer way, in a line as in a statement."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.number_words import NUMBER, number

_FRACTIONS = {
    "half": 50.0, "third": 100 / 3, "two-thirds": 200 / 3, "quarter": 25.0, "three-quarters": 75.0, "fifth": 20.0,
}  # fmt: skip
_NEARLY = r"(?:about|around|roughly|nearly|almost|just over|just under|slightly more than|slightly less than|over|more than|less than|under)"
_FRACTION = (
    r"(half|(?:an? |one[- ])?third|two[- ]thirds|(?:an? |one[- ])?quarter|three[- ]quarters|(?:an? |one[- ])?fifth)"
)
NEAR_A_FRACTION = 7.0
"""Points of percent that `more than half` or `about a third` may be away from the share that stands beside it."""
_MONEY = {"$": "dollars", "€": "euros", "£": "pounds"}
_COUNTRY = {"US": "US ", "A": "Australian ", "AU": "Australian ", "C": "Canadian ", "CA": "Canadian ", "": ""}

Hit = re.Match[str]


def plainer(text: str) -> str:
    """`text` with what can be said in several ways said in one. Figures are only rewritten into equal ones."""
    for pattern, said in _WAYS:
        text = pattern.sub(said, text)
    return text


def _share(hit: Hit) -> str:
    """`one in ten` as `10%`; as it stands where what follows is no number that a share is told with."""
    value = number(hit[1]) or 0.0
    return f"{100 / value:g}%" if 2 <= value <= 1_000 else hit[0]


def _fraction(written: str) -> float:
    plain = re.sub(r"^(?:an?|one)[- ]", "", written.casefold()).replace(" ", "-")
    return _FRACTIONS[plain]


def _exact_beside(hit: Hit) -> str:
    """`more than half of people (52%)` as `52% of people`, where the two agree."""
    near, share = _fraction(hit[2]), float(hit[4])
    word = (hit[1] or "").casefold()
    over = word.endswith(("over", "more than"))
    under = word.endswith(("under", "less than")) or word in ("nearly", "almost")
    agrees = abs(near - share) <= NEAR_A_FRACTION and not (over and share <= near) and not (under and share >= near)
    return f"{hit[4]}%{hit[3] or ''}" if agrees and (word or abs(near - share) < 1) else hit[0]


def _money(hit: Hit) -> str:
    return f"{hit[3]}{hit[4] or ''} {_COUNTRY.get(hit[1] or '', '')}{_MONEY[hit[2]]}"


def _decades(hit: Hit) -> str:
    count = 1.0 if hit[1].casefold() == "a" else number(hit[1])
    return f"{10 * count:g} years" if count is not None else hit[0]


def _way(pattern: str, said: str | Callable[[Hit], str]) -> tuple[re.Pattern[str], str | Callable[[Hit], str]]:
    return re.compile(pattern, re.IGNORECASE), said


_WAYS = (
    _way(r"\bas well as\b", "and"),
    _way(r"\b(?:the )?United States(?: of America)?\b", "the US"),
    _way(r"\b(?:the )?United Kingdom\b", "the UK"),
    _way(r"\b((?:not|without|never)(?: \w+){0,3}) any\b", r"\1"),
    _way(r"\b(?:due|down|owing) to chance\b", "chance"),
    _way(r"\b(?:every|each) day\b", "daily"),
    _way(r"\b(?:every|each) (week|month|year)\b", r"\1ly"),
    _way(r"\b(\d+)[- ]years?[- ]old\b", r"aged \1"),
    _way(r"\bun(sure|certain|clear|known|able)\b", r"not \1"),
    _way(r"\b(?:one|1) in (\w+)\b", _share),
    _way(
        rf"\b(?:({_NEARLY}) )?{_FRACTION}((?: of)?(?: [\w'’-]+){{0,6}}?),? \((\d+(?:\.\d+)?)(?:%| percent)\)",
        _exact_beside,
    ),
    _way(r"\btwo[- ]thirds\b", "66.7%"),
    _way(r"\b(?:a|one)[- ]third\b(?! of (?:a|an|the)\b)", "33.3%"),
    _way(r"\bthree[- ]quarters\b", "75%"),
    _way(r"(?<!\w)(US|AU?|CA?)?([$€£])\s?(\d[\d,]*(?:\.\d+)?)( (?:million|billion|thousand))?", _money),
    _way(r"\bhalf a year\b", "6 months"),
    _way(r"\bhalf an hour\b", "30 minutes"),
    _way(r"\ba year and a half\b", "18 months"),
    _way(r"\ba fortnight\b", "2 weeks"),
    _way(rf"\b(a|{NUMBER}) decades?\b", _decades),
    _way(rf"(?<!phase )\b(day|week|month) ({NUMBER})\b(?!,? \d{{4}})", r"\2 \1s"),
    _way(r"\b(?:no|not) more than\b", "at most"),
    _way(r"\b(?:no|not) (?:less|fewer) than\b", "at least"),
    _way(rf"\bas (?:long|many|much) as (?=an? |{NUMBER}\b)", "up to "),
    _way(r"\b(?:rather than|instead of)\b", "not"),
    _way(r"\bas (common|frequent|often|high|low|likely|good|many|much)(?:ly)?\b(?! as (?:an?|\d))", r"equally \1"),
    _way(r"\bwith or without\b", "alone or with"),
    _way(r"\bfail(?:s|ed|ing)? to (?:meet|reach|hit|achieve)\b", "missed"),
    _way(
        r"\b(?:did|does|do|has|had|have) not (?:meet|met|reach|reached|hit|achieve|achieved) (its|their|the)\b",
        r"missed \1",
    ),
    _way(r"\b(?:gave|give|gives|given|giving) up\b", "abandoned"),
    _way(r"\b(?:take|takes|took|taken|taking) part\b", "joined"),
    _way(r"\b(?:adverse|unwanted) (?:events?|effects?|reactions?)\b", "side effects"),
    _way(r"\bimmuno-?suppress(?:ive|ants?|ion|ed|ing)\b", "immune suppressing"),
)
