"""Every word that carries something has to stand in the cited statements, or be a plain equal of a word there."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.writing.types import Failure
from assistant.writing.verify.durations import duration_at, durations
from assistant.writing.verify.reading import Sentence, Text, Token, vocabulary

SUPPORTED_BY_CLASS = ("hedge", "saying", "study", "negation")
"""Classes of which one word stands for another: a doubt for a doubt, a telling for a telling."""

UN = 6
"""Letters of a stem with `un` before it, from which the rest can be a word of its own."""
SHORTEST_STEM = 4
"""Letters of a stem that another one may go on from."""
_ENDINGS = frozenset("er or ment ement al ion ation ition ive ing ly y ist ic ical ance ence ant ent".split())
WEIGHED = frozenset("over under above below".split())
"""Words that compare a number with another, and support no comparison of anything else."""


def equals(stem: str) -> frozenset[str]:
    """The stems that may stand for one, itself among them."""
    return vocabulary().equal.get(stem, frozenset()) | {stem}


def denied_by(stem: str) -> str | None:
    """The stem of what a word denies by itself: `unapproved`, `missed`; None for any other word."""
    if stem.startswith("un") and len(stem) > UN:
        return stem[2:]
    return vocabulary().opposite.get(stem)


def words(line: Text, cited: Text, same_concepts: frozenset[str] = frozenset()) -> Iterator[Failure]:
    """Words of the line that no cited statement has. `same_concepts` are stems of other names of what is there."""
    for token in dict.fromkeys(_missing(line, cited, same_concepts)):
        yield Failure(_name(token), token.written)


def _missing(line: Text, cited: Text, same_concepts: frozenset[str]) -> Iterator[Token]:
    there, lengths = cited.stems, durations(cited)
    for sentence in line.sentences:
        for place, token in enumerate(sentence):
            if place and duration_at(sentence, place - 1) in lengths:
                continue  # `one year` for 12 months
            if _needs_support(token) and not _supported(token, there, cited, same_concepts):
                yield token


def _needs_support(token: Token) -> bool:
    if token.value is not None or token.is_mark or token.has("negation"):
        return False  # figures and polarity have checks of their own
    return not token.classes & {"glue", "telling"} or token.is_name


def _supported(token: Token, there: frozenset[str], cited: Text, same_concepts: frozenset[str]) -> bool:
    if token.has("up") or token.has("down"):
        name = "up" if token.has("up") else "down"
        return any(
            one.has(name) and one.stem in equals(token.stem)
            for one in cited.tokens
            if one.written.casefold() not in WEIGHED or token.written.casefold() in WEIGHED
        )
    if token.stem in same_concepts or equals(token.stem) & there:
        return True
    if token.is_name and not token.classes:
        return False
    if not token.classes and any(_derived(token.stem, stem) for stem in there):
        return True
    if token.has("duty"):
        return False
    return any(token.has(name) and cited.any(name) for name in SUPPORTED_BY_CLASS if name != "negation")


def _opens(sentence: Sentence, place: int) -> bool:
    """Whether a clause opens here without anyone who does what follows."""
    before = [one.written.casefold() for one in sentence[:place]]
    return (
        not before or before[-1] in ",;:" or (before[-1] in ("and", "so", "then") and before[-2:-1] in ([","], [";"]))
    )


def _derived(one: str, other: str) -> bool:
    """Whether two stems are of one word: `judgement` and `judg`, `waiver` and `waiv`."""
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_STEM and long.startswith(short) and long[len(short) :] in _ENDINGS


def _name(token: Token) -> str:
    for name, failure in (
        ("address", "advice"),
        ("duty", "advice"),
        ("standing", "standing"),
        ("cause", "cause-added"),
        ("proof", "certainty-added"),
        ("all", "quantity-changed"),
        ("some", "quantity-changed"),
        ("up", "direction"),
        ("down", "direction"),
        ("order", "order-in-time"),
        ("population", "population"),
    ):
        if token.has(name):
            return failure
    return "name-not-there" if token.is_name else "word-not-there"


def address(line: Text, cited: Text) -> Iterator[Failure]:
    """No line speaks to the reader or as someone, whatever a statement does, nor orders what no statement orders."""
    ordered = {sentence[0].stem for sentence in cited.sentences if sentence}
    for sentence in line.sentences:
        for place, token in enumerate(sentence):
            if token.has("order-given") and _opens(sentence, place) and token.stem not in ordered:
                yield Failure("advice", token.written)
    for token in line.tokens:
        if token.has("address") and not (token.written in ("I",) and cited.written.find(" I ") >= 0):
            yield Failure("advice", token.written)
