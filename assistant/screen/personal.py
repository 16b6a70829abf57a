"""Personal details in a message: which kinds there are, and the message without them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from typing import NamedTuple

KINDS = (
    "e-mail", "phone", "date-of-birth", "national-id", "card-number", "medical-record-number", "address",
)  # fmt: skip

# Places whose written numbers are tried when a number has no country code: those most readers write from.
_REGIONS = (
    "US",
    "GB",
    "AU",
    "DE",
    "FR",
    "ES",
    "IT",
    "BR",
    "MX",
    "IN",
    "JP",
    "KR",
    "CN",
    "TW",
    "TH",
    "VN",
    "AE",
    "RU",
)
# The library takes some tens of microseconds a number; past this many, shape alone decides, on the safe side.
_CHECKED = 40
_HELPLINES = {
    "116123",
    "116006",
    "116000",
    "18002738255",
    "18006624357",
    "08457909090",
    "131114",
    "111",
    "112",
    "988",
}

_NOT_PERSONAL = re.compile(
    r"\b(?:nct ?\d{8}|isrctn ?\d{8}|(?:eudract|eu ?ct)?[ :#]*\d{4}-\d{6}-\d\d(?:-\d\d)?|jrct\w{6,12}|"
    r"umin\d{9}|chictr[\w-]{6,16}|"
    r"ctri/\d{4}/\d\d/\d{6}|actrn\d{14}|kct\d{7}|drks\d{8}|tctr\d{11}|pmid:? ?\d{1,8}|pmc ?\d{5,8}|"
    r"10\.\d{4,9}/\S+|"
    r"isbn[ :0-9x-]{10,20}|issn:? ?\d{4}-\d{3}[\dx]|(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d(?![./-]\d))\b|https?://\S+",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[a-z]{2,24}\b", re.IGNORECASE)
_EMAIL_IN_WORDS = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64} ?[\[({] ?at ?[\])}] ?[\w-]{1,63}(?: ?(?:\.|[\[({] ?dot ?[\])}]| dot ) ?[\w-]{2,24}){1,4}"
    r"|\b[\w+-]{2,64}(?: dot [\w+-]{1,64}){0,3} at [\w-]{2,63} dot (?:com|org|net|edu|info|co|de|fr|es|it|uk|in|jp|kr|cn|br|au|ca|mx)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(?<![\w.,/$€£¥])\+?\(?\d(?:[\d()]|[ .\-/](?=[\d(])){5,22}\d(?![\d%]|[.,]\d)")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)?\d\d|(?:19|20)\d\d[./-]\d{{1,2}}[./-]\d{{1,2}}|"
    rf"\d{{1,2}}-{_MONTH}-(?:19|20)?\d\d|\d{{1,2}}\.? (?:de |di )?[a-zà-ÿ]{{3,10}} (?:de |del |di )?(?:19|20)\d\d|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? (?:19|20)\d\d|{_MONTH} \d{{1,2}}(?:st|nd|rd|"
    rf"th)?,? (?:19|20)\d\d)"
)
_BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\.?|date of birth|birth ?date|birthday|born|geboren|geburtsdatum|né|née|"
    rf"date de naissance|nacid[oa]|fecha de nacimiento|nascid[oa]|data de nascimento|data di nascita|nat[oa] il)\b[^.\n]{{0,20}}?({_DATE})\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    r"\b(?:mrn|medical record|hospital|patient|chart|record|(?<=my )case|(?<=his )case|(?<=her )case|(?<=our )case|file|admission|health ?card|"
    r"insurance|policy|member|nhs|medicare|"
    r"medicaid|membership)(?: card)?(?: (?:number|no|nr|id|identifier|file))?(?:\.|:|#| is| number| no| id|"
    r"\s)*[ :#]{0,3}"
    r"((?=[a-z0-9/-]*\d{4})[a-z]{0,4}[/-]?\d(?:[\d/-]| (?=\d)){3,14}[a-z0-9]{0,3})\b",
    re.IGNORECASE,
)
_RECORD_CUE = re.compile(
    r"\b(?:mrn|(?:hospital|patient|chart|record|file|case|admission|policy|member|membership|"
    r"insurance|health ?card|medicare|"
    r"medicaid)[ -]?(?:card )?(?:number|no\b|nr\b|id\b|#))",
    re.IGNORECASE,
)
_STREET = re.compile(
    r"\b\d{1,5}[a-z]?,? (?:[NSEW]\.? )?(?:[A-ZÀ-Þ][\w'’.-]{1,24} ){1,4}(?i:street|st|road|rd|avenue|"
    r"ave|lane|ln|drive|dr|close|court|ct|"
    r"crescent|boulevard|blvd|way|place|pl|terrace|gardens?|square|sq|row|hill|park|parkway|grove|"
    r"mews|highway|circle)\b"
    r"(?:,? (?:apt|apartment|flat|unit|suite|#) ?\w{1,6})?(?:,? [\w' ]{2,30},? [A-Z]{2} \d{5}(?:-\d{4})?)?",
)
_STREET_LOWER = re.compile(
    r"\b(?:live|living|address|reside|staying|home|send it|post it)\b[^.\n]{0,25}?\b(\d{1,5}[a-z]? "
    r"(?:[\w'’-]{2,24} ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|drive|close|court|crescent|boulevard|blvd|terrace|gardens|"
    r"square|grove|mews))\b",
    re.IGNORECASE,
)
_EUROPEAN_STREET = re.compile(
    r"\b(?:[A-ZÄÖÜ][\wäöüß-]{2,24}(?:straße|strasse|weg|gasse|allee|platz) \d{1,4}[a-z]?\b|"
    r"(?:\d{1,4},? )?(?:rue|avenue|via|calle|rua|avenida|piazza) (?:[\w'’-]{2,20} "
    r"){0,4}[\w'’-]{2,20},? (?:n[ºo.]? ?)?\d{1,5}\b|"
    r"\d{1,4},? rue (?:[\w'’-]{2,20} ?){1,4})"
)
_POSTCODE = re.compile(r"\b(?:GIR 0AA|[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2})\b")
_BOX = re.compile(r"\bP\.? ?O\.? Box \d{1,6}\b", re.IGNORECASE)
# Six digits near each other, the six letters an Italian code begins with, or the word for one that may have fewer.
_LONG_NUMBER = re.compile(r"passport|\d(?:[ ().\-/]{0,3}\d){5}|[A-Z]{6}\d\d", re.IGNORECASE)
_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w%])")
_NINO = re.compile(r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b", re.IGNORECASE)
_NINO_NAMED = re.compile(
    r"\b(?:national insurance|nino|n\.?i\.?)(?: (?:number|no\.?))?(?: is|:)* ?([A-Z]{2} ?(?:\d\d ?){3}[A-D])\b",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b")
_SSN = re.compile(r"(?<![\w-])\d{3}[- ]\d{2}[- ]\d{4}(?![\w-])")
_PASSPORT = re.compile(
    r"\bpassport (?:number|no\.?|nr\.?|#)(?: is|:)* ?((?=[A-Z0-9]*\d{2})[A-Z0-9]{7,9})\b", re.IGNORECASE
)
_PHONE_CUE = re.compile(
    r"\b(?:phone|tel|telephone|mobile|cell(?:phone)? (?:number|is|no)|call (?:me|us|my|him|her)|"
    r"ring me|text me|whatsapp|contact|"
    r"reach me|fax|line|number is|call|ring|text|dial|电话|手机|電話|手機|携帯|전화|телефон|тел|téléphone|teléfono|telefono|telefone|handy)\b[^\d]{0,20}$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"^ ?(?:million|billion|thousand|cells?|mg|ml|mcg|µg|ug|iu|units?|usd|eur|gbp|dollars?|euros?|"
    r"pounds?|yen|won|baht|people|patients|"
    r"participants|%|per|kg|km|μ|cfu|exosomes|particles|vesicles|x 10|pesos?|rupees?|hours|days)\b",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:[$€£¥₹₩฿]|usd|eur|gbp|pmid|nct|trial|article|grant|patent|lot|batch|ref|no\. of cells) ?:?$",
    re.IGNORECASE,
)


class Found(NamedTuple):
    kind: str
    start: int
    end: int


def personal_details(text: str) -> tuple[str, ...]:
    """The kinds of personal details in a message, in the order of KINDS, each once."""
    kinds = {found.kind for found in _found(text)}
    return tuple(kind for kind in KINDS if kind in kinds)


def scrubbed(text: str) -> str:
    """The message with each personal detail replaced by its kind in square brackets."""
    pieces, place = [], 0
    for found in _found(text):
        pieces += [text[place : found.start], f"[{found.kind}]"]
        place = found.end
    return "".join([*pieces, text[place:]])


def _found(text: str) -> list[Found]:
    masked = _NOT_PERSONAL.sub(lambda match: "¤" * len(match.group()), text)
    taken: list[Found] = []
    for found in _candidates(masked):
        if not any(found.start < other.end and other.start < found.end for other in taken[-200:]):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


def _candidates(text: str) -> Iterator[Found]:
    if "@" in text:
        yield from _spans("e-mail", _EMAIL.finditer(text))
    if "at" in text.lower():
        yield from _spans("e-mail", _EMAIL_IN_WORDS.finditer(text))
    if any(character.isdigit() for character in text):
        yield from _spans("date-of-birth", _BIRTH.finditer(text), group=1)
        if _RECORD_CUE.search(text):
            yield from _spans("medical-record-number", _RECORD.finditer(text), group=1)
        if _LONG_NUMBER.search(text):
            yield from _numbers(text)
        yield from _addresses(text)


def _numbers(text: str) -> Iterator[Found]:
    yield from _spans("national-id", _NINO.finditer(text))
    yield from _spans("national-id", (m for m in _SSN.finditer(text) if _valid("us.ssn", m.group().replace(" ", "-"))))
    yield from _spans("national-id", _NINO_NAMED.finditer(text), group=1)
    yield from _spans("national-id", _PASSPORT.finditer(text), group=1)
    yield from _spans("card-number", (m for m in _CARD.finditer(text) if _is_card(m.group())))
    yield from _spans("card-number", (m for m in _IBAN.finditer(text) if _valid("iban", m.group())))
    for module, shape, cue in _identity_numbers():
        if cue is None or cue.search(text):
            yield from _spans("national-id", (m for m in shape.finditer(text) if _valid(module, m.group())))
    tried = 0
    for found in _DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        if not 7 <= len(digits) <= 15 or digits in _HELPLINES or _is_amount(text, found):
            continue
        tried += 1
        if tried > _CHECKED or _is_phone(found.group(), digits, text[max(0, found.start() - 40) : found.start()]):
            yield Found("phone", found.start(), found.end())


def _is_amount(text: str, found: re.Match[str]) -> bool:
    after, before = text[found.end() : found.end() + 14], text[max(0, found.start() - 16) : found.start()]
    return bool(_AMOUNT.match(after) or _MONEY_BEFORE.search(before))


def _is_phone(written: str, digits: str, before: str) -> bool:
    import phonenumbers

    cued = _PHONE_CUE.search(before) is not None
    shaped = written.startswith(("+", "0")) or "(" in written or _groups(written) >= 3
    if not (cued or shaped):
        return False
    if re.fullmatch(r"(?:\d{1,3}[ .])+0{3}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|(?:19|20)\d\d[./-]\d\d[./-]\d\d", written):
        return False
    for region in (None,) if written.startswith("+") else _REGIONS:
        try:
            number = phonenumbers.parse(written, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.number_type(number) != phonenumbers.PhoneNumberType.TOLL_FREE
    # A made-up or misread number under the word "phone" is still meant as one.
    return cued and len(digits) >= 9


def _groups(written: str) -> int:
    return len(re.findall(r"\d+", written))


def _addresses(text: str) -> Iterator[Found]:
    for pattern in (_STREET, _EUROPEAN_STREET, _POSTCODE, _BOX):
        yield from _spans("address", pattern.finditer(text))
    yield from _spans("address", _STREET_LOWER.finditer(text), group=1)


def _spans(kind: str, matches: Iterable[re.Match[str]], group: int = 0) -> Iterator[Found]:
    for match in matches:
        yield Found(kind, match.start(group), match.end(group))


@cache
def _identity_numbers() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """The module of python-stdnum, the written shape, and the word that must stand in the text, if any.

    A shape that ordinary numbers share needs the word; a check digit alone lets one number in ten through.
    """

    def cue(words: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)

    def shape(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,]){pattern}(?!\w|[.,]\d)", re.IGNORECASE)

    return (
        ("gb.nhs", shape(r"\d{3}[ -]?\d{3}[ -]?\d{4}"), cue("nhs")),
        ("es.dni", shape(r"\d{8}-?[A-Z]"), None),
        ("es.nie", shape(r"[XYZ]-?\d{7}-?[A-Z]"), None),
        ("it.codicefiscale", shape(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]"), None),
        ("fr.nir", shape(r"[12] ?\d\d ?\d\d ?\d[\dAB] ?\d{3} ?\d{3} ?\d\d"), None),
        ("br.cpf", shape(r"\d{3}\.\d{3}\.\d{3}-\d{2}"), None),
        ("br.cpf", shape(r"\d{11}"), cue("cpf")),
        ("in_.aadhaar", shape(r"\d{4} ?\d{4} ?\d{4}"), cue("aadhaar|aadhar|uid")),
        ("kr.rrn", shape(r"\d{6}-[1-8]\d{6}"), None),
        ("cn.ric", shape(r"\d{17}[\dX]"), None),
        ("fi.hetu", shape(r"\d{6}[-+A]\d{3}[0-9A-Y]"), None),
        ("se.personnummer", shape(r"\d{6,8}-\d{4}"), None),
        ("dk.cpr", shape(r"\d{6}-\d{4}"), cue("cpr")),
        ("pl.pesel", shape(r"\d{11}"), cue("pesel")),
        (
            "de.idnr",
            shape(r"\d{2} ?\d{3} ?\d{3} ?\d{3}"),
            cue("steuer-?id|idnr|steueridentifikationsnummer|tax id"),
        ),
        ("ca.sin", shape(r"\d{3}[ -]?\d{3}[ -]?\d{3}"), cue("sin|social insurance")),
        ("au.tfn", shape(r"\d{3} ?\d{3} ?\d{2,3}"), cue("tfn|tax file")),
        ("us.ssn", shape(r"\d{9}"), cue("ssn|social security")),
        ("nl.bsn", shape(r"\d{9}"), cue("bsn|burgerservicenummer")),
        ("th.pin", shape(r"\d[ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d"), cue("thai id|id card|citizen")),
    )


@cache
def _check(module: str) -> Callable[[str], bool]:
    valid: Callable[[str], bool] = import_module(f"stdnum.{module}").is_valid
    return valid


def _valid(module: str, written: str) -> bool:
    return _check(module)(written)


def _is_card(written: str) -> bool:
    digits = re.sub(r"\D", "", written)
    return digits[0] in "23456" and len(set(digits)) > 1 and _valid("luhn", digits)
