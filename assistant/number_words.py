"""Numbers in words and in digits, read alike wherever a text is read for its figures."""

from __future__ import annotations

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
"""Zero to nineteen, each at its own place."""
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
VALUES = {word: float(value) for value, word in enumerate(SMALL)} | {word: float(value) for word, value in TENS.items()}
"""Every number that is one word."""

NUMBER = (
    rf"(?:\d[\d,]*(?:\.\d+)?|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(SMALL[1:10])}))?|"
    rf"{'|'.join(sorted(SMALL[1:], key=len, reverse=True))})"
)
"""A pattern for one number, in digits or in words up to ninety-nine. It has no group, no word boundary and no case."""


def number(written: str) -> float | None:
    """The value of `1,082`, `12.5`, `seven`, `Twenty-one` or `fifty one`; None for anything else."""
    plain = written.strip().casefold().replace(",", "")
    if plain[:1].isdecimal() and plain.isascii():
        try:
            return float(plain)
        except ValueError:
            return None
    tens, _, ones = plain.replace(" ", "-").partition("-")
    if not ones:
        return VALUES.get(tens)
    if tens in TENS and ones in SMALL[1:10]:
        return TENS[tens] + VALUES[ones]
    return None
