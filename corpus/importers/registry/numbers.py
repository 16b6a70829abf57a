"""The numbers that trial registries give: where they stand in a text, and one form of each to compare by."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegistryNumber:
    """A number as it is written, the registry whose form it has, and the form that it is compared by."""

    written: str
    registry: str
    """The id of a registry, as `corpus/frame/trial_record.yaml` lists them: `clinicaltrials-gov`."""
    plain: str
    """In capitals, without spaces and hyphens that people add: `NCT03280056`."""
    complete: bool = True
    """Whether it has as many digits as its registry gives."""


_GAP = r"[\s\u00a0:#-]{0,3}"
_FORMS: tuple[tuple[str, str], ...] = (
    # Eight digits, which people also write in groups; another count of digits is a slip that has to be told.
    ("clinicaltrials-gov", rf"NCT{_GAP}(?:\d{{4}}[ -]\d{{4}}|\d{{2,3}}(?:[ -]\d{{2,3}}){{2}}|\d{{5,10}})"),
    ("jrct", r"jRCT[\s-]?[a-z]?\s?\d{6,12}"),
    ("chictr", r"ChiCTR(?:[\s-]?[A-Z]{2,4})*[\s-]?\d{6,12}"),
    ("isrctn", rf"ISRCTN{_GAP}\d{{8}}"),
    # An EU number is four digits for the year, six and two; the newer ones begin with a 5 and end with a version.
    ("eu-ctis", r"(?:EU\s?CT\s?(?:number|no\.?)?\s?)?20\d{2}-5\d{5}-\d{2}-\d{2}"),
    ("eu-ctr", r"(?:EUCTR\s?|EudraCT\s?(?:number|no\.?)?\s?)?(?:19|20)\d{2}-\d{6}-\d{2}(?:-(?:[A-Z]{2}|3rd))?"),
    ("cris", r"KCT\s?\d{7}"),
    ("umin", r"UMIN[\s-]?(?:CTR[\s-]?)?\d{9}"),
    ("japic", r"JapicCTI[\s-]?\d{6}"),
    ("anzctr", r"ACTRN\s?\d{14}p?"),
    ("drks", r"DRKS\s?\d{8}"),
    ("ctri", r"CTRI/\d{4}/\d{2,3}/\d{6}"),
    ("tctr", r"TCTR\s?\d{11}"),
    ("irct", r"IRCT\s?\d{8,14}N\d{1,3}"),
    ("pactr", r"PACTR\s?\d{15,16}"),
)
_NUMBER = re.compile(
    "|".join(rf"(?P<r{place}>(?<![A-Za-z0-9]){form}(?![A-Za-z0-9]))" for place, (_, form) in enumerate(_FORMS)),
    re.IGNORECASE,
)
_NCT_DIGITS = 8
_DIGITS = re.compile(r"\d\D?\d\D?\d\D?\d")
"""Four digits near one another: without them a text has no number, and looking for them costs next to nothing."""


def registry_numbers(text: str) -> list[RegistryNumber]:
    """Every registry number in `text`, in order, also inside an address or without capitals."""
    found: list[RegistryNumber] = []
    if not _DIGITS.search(text):
        return found
    for match in _NUMBER.finditer(text):
        registry = _FORMS[int(str(match.lastgroup)[1:])][0]
        plain = compared(match[0], registry)
        complete = registry != "clinicaltrials-gov" or len(plain) == len("NCT") + _NCT_DIGITS
        found.append(RegistryNumber(match[0].strip(), registry, plain, complete))
    return found


def without_registry_numbers(text: str, instead: str) -> str:
    """`text` with `instead` in the place of every registry number, for rules that count or spell digits."""
    return _NUMBER.sub(instead, text) if _DIGITS.search(text) else text


def compared(written: str, registry: str) -> str:
    """The form by which a number is compared."""
    plain = re.sub(r"[\s\u00a0:#]", "", written).upper()
    if registry in ("eu-ctis", "eu-ctr"):
        digits = re.search(r"\d{4}-\d{6}-\d{2}", plain)
        return digits[0] if digits else plain
    # A hyphen belongs to a Chinese number, and to no other one here.
    return (
        plain
        if registry in ("chictr", "ctri")
        else plain.replace("-", "").replace("CTR", "" if registry == "umin" else "CTR")
    )
