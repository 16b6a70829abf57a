"""What belongs to a finding: when it was measured, in whom, beside what, by whom it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.writing.types import Failure
from assistant.writing.verify.durations import duration_at, durations
from assistant.writing.verify.reading import Sentence, Text
from assistant.writing.verify.support import equals

_TOLD = frozenset("tell told notic warn guidanc".split())
"""Stems that say on whose word a thing is told, where nobody is said to say it: `under the guidance`, `must be told`."""
SHARE_TOLD = 0.5
"""Share of the words of a sentence with a share in it, from which a line tells what that sentence tells."""
_PAST = re.compile(
    r"\b(?:was|were|had|did|got|gave|took|found|said|showed|began|went|came|made|met|fell|rose|grew|felt|became|"
    r"\w{3,}ed)\b",
    re.IGNORECASE,
)


def frame(line: Text, statement: Text) -> Iterator[Failure]:
    """What the line leaves out of one statement that it stands on. Statements it does not draw on yield nothing."""
    used = [sentence for sentence in statement.sentences if _draws_on(line, sentence)]
    if not used:
        return
    yield from _said_by(line, statement, used)
    yield from _generalised(line, statement)
    yield from _in_animals(line, statement)
    yield from _counts(line, statement)
    yield from _shares_kept(line, statement)
    results = _results(line, statement)
    if results:
        yield from _when(line, statement)
    for sentence in used:
        yield from _beside(line, sentence)


def _carried(text: Text | Sentence) -> frozenset[str]:
    tokens = text.tokens if isinstance(text, Text) else text
    return frozenset(token.stem for token in tokens if token.carries)


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for one in stems for stem in equals(one))


def _draws_on(line: Text, sentence: Sentence, share: float = 0.34) -> bool:
    theirs = _carried(sentence)
    return bool(theirs) and len(theirs & _widened(_carried(line))) >= max(2, share * len(theirs))


def _said_by(line: Text, statement: Text, used: list[Sentence]) -> Iterator[Failure]:
    """What someone says stays what someone says. `… said so` is said of all that stands before it."""
    telling = [one for one in statement.sentences if any(token.has("saying") for token in one)]
    whole = [one for one in telling if "so" in {token.written for token in one} or one in used]
    if not whole:
        return
    if not any(token.has("saying") or token.has("study") or token.stem in _TOLD for token in line.tokens):
        yield Failure("attribution-dropped")


def _generalised(line: Text, statement: Text) -> Iterator[Failure]:
    """A finding of a study does not become a fact about everyone: a word for the study, or the past, stays."""
    if not statement.any("study") or _PAST.search(statement.written) is None:
        return
    if line.any("study") or _PAST.search(line.written) is not None:
        return
    yield Failure("generalised", "the statement reports one study")


def _in_animals(line: Text, statement: Text) -> Iterator[Failure]:
    """What was seen in animals is not told without them."""
    if statement.any("species") and not line.any("species"):
        yield Failure("population", "in animals")


def _is_horizon(sentence: Sentence, place: int) -> bool:
    return duration_at(sentence, place) is not None


def _results(line: Text, statement: Text) -> bool:
    """Whether the line gives a count or share of the statement."""
    theirs = {value for sentence in statement.sentences for value in _values(sentence)}
    mine = {value for sentence in line.sentences for value in _values(sentence)}
    return bool(theirs & mine)


def _values(sentence: Sentence) -> Iterator[float]:
    for place, token in enumerate(sentence):
        if (
            token.value is None
            or token.written.casefold() == "one"
            or _is_horizon(sentence, place)
            or (1900 <= token.value <= 2100)
        ):
            continue
        around = [one.stem for one in (*sentence[max(0, place - 1) : place], *sentence[place + 1 : place + 2])]
        if "phase" in around or any(stem.endswith("-month") for stem in around) or "type" in around:
            continue
        yield token.value


def _when(line: Text, statement: Text) -> Iterator[Failure]:
    """A count or share keeps the time at which it was measured."""
    mine = durations(line)
    for sentence in statement.sentences:
        if not _draws_on(line, sentence):
            continue
        for place in range(len(sentence)):
            wanted = duration_at(sentence, place)
            if wanted is None or "age" in {one.stem for one in sentence[max(0, place - 2) : place]}:
                continue
            if wanted not in mine:
                yield Failure("time-dropped", f"{sentence[place].written} {sentence[place + 1].written}")


def _counts(line: Text, statement: Text) -> Iterator[Failure]:
    """`One had …` stays one: a sentence that counts who it speaks of keeps a count."""
    for sentence in statement.sentences:
        if len(sentence) < 3 or not _opens_with_count(sentence) or not _draws_on(line, sentence, 0.4):
            continue
        counted = {token.stem for token in sentence if token.value is not None}
        if not counted & line.stems and not any(token.has("some") for token in line.tokens):
            yield Failure("quantity-changed", sentence[0].written)


def _shares_kept(line: Text, statement: Text) -> Iterator[Failure]:
    """What was so of 10 in 12, or of 40%, is told with a figure or a word for a part, and not of everyone."""
    if any(token.has("some") or token.has("hedge") or token.written == "%" for token in line.tokens):
        return
    words = frozenset(token.stem for token in line.tokens if token.carries and token.value is None)
    figures = frozenset(token.value for token in line.tokens if token.value is not None)
    for sentence in statement.sentences:
        theirs = frozenset(token.stem for token in sentence if token.carries and token.value is None)
        told = frozenset(token.value for token in sentence if token.value is not None)
        shared = theirs & _widened(words)
        if _has_share(sentence) and not told & figures and len(shared) >= max(2, SHARE_TOLD * len(theirs)):
            yield Failure("quantity-changed", "a share")
            return


def _has_share(sentence: Sentence) -> bool:
    """Whether a part of a whole is counted: `10 of the 12`, `40%`."""
    for place, token in enumerate(sentence):
        rest = [one for one in sentence[place + 1 : place + 4] if one.written.casefold() not in ("the", "out")]
        if token.value is None or not rest:
            continue
        if rest[0].written == "%" or rest[0].stem == "percent":
            return token.value < 100
        if rest[0].written == "of" and len(rest) > 1 and rest[1].value is not None:
            return token.value < rest[1].value
    return False


def _opens_with_count(sentence: Sentence) -> bool:
    first, second = sentence[0], sentence[1]
    is_count = first.value is not None and not (1900 <= first.value <= 2100)
    return (is_count and (second.has("glue") and not second.is_mark)) or (first.has("some") and second.has("glue"))


def _beside(line: Text, sentence: Sentence) -> Iterator[Failure]:
    """Who got the dummy stays who got the dummy."""
    arms = {token.stem for token in sentence if token.has("arm")}
    if not arms or not _draws_on(line, sentence, 0.5):
        return
    mine: frozenset[str] = _widened(frozenset(token.stem for token in line.tokens))
    missing = arms - mine
    if missing and len(arms) > 1 and "sham" in arms:
        yield Failure("comparison-dropped", ", ".join(sorted(missing)))


def anchored(line: Text, cited: Text, subjects: Sequence[frozenset[str]]) -> Iterator[Failure]:
    """A line says what it is about: it has a name, or a word of what one of its statements is about.

    `subjects` are the stems of what each of the statements is about; one without any asks for nothing.
    """
    names = {token.stem for token in cited.tokens if token.is_name and not token.stem.endswith("-month")}
    mine = _widened(line.stems)
    if all(subjects) and not any((one | names) & mine for one in subjects):
        yield Failure("subject-dropped", ", ".join(sorted(subjects[0])[:3]) if subjects else "")
