"""The words of an answer: the frame, what has to be said, what must not be, how hard it reads and how long it is."""

from __future__ import annotations

from assistant import Answer
from corpus.reading_grade import reading_grade
from evals.items import Item
from evals.reference import MARK, Reference
from evals.scoring.measure import Measure, unscored


def frame(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when the last part is the frame, with the sentence that this is no medical advice, and it is in the text."""
    last = answer.sections[-1] if answer.sections else None
    if last is None or last.kind != "framing":
        return Measure(0.0, "the last part is not the frame")
    if reference.frame not in last.text or reference.frame not in answer.text:
        return Measure(0.0, "the frame does not say that this is not medical advice")
    return Measure(1.0)


def must_say(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when the text has everything that has to be said."""
    wanted = item.expected.must_say
    if wanted is None:
        return unscored()
    missing = [pattern.pattern for pattern in wanted if not pattern.search(answer.text)]
    return Measure(float(not missing), f"not said: {'; '.join(missing)}" if missing else "")


def must_not_say(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when the text has nothing that must not be said."""
    forbidden = item.expected.must_not_say
    if forbidden is None:
        return unscored()
    hits = [(pattern.pattern, pattern.search(answer.text)) for pattern in forbidden]
    said = [f"{pattern} (“{hit[0]}”)" for pattern, hit in hits if hit]
    return Measure(float(not said), f"said: {'; '.join(said)}" if said else "")


def grade(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Years of school that the answer asks for; without its numbers and addresses."""
    text = _plain(answer)
    return Measure(reading_grade(text)) if any(letter.isalpha() for letter in text) else unscored()


def length(item: Item, answer: Answer, reference: Reference) -> Measure:
    """Words in the answer."""
    return Measure(float(len(_plain(answer).split())))


def _plain(answer: Answer) -> str:
    text = MARK.sub("", answer.text).replace("**", "").replace("\n\n", "\n")
    # A line of a list is a sentence of its own, whether or not it ends in a point.
    lines = (line.lstrip("-># ").strip() for line in text.split("\n"))
    words = ((line if line[-1] in ".!?:" else f"{line}.") for line in lines if line)
    return " ".join(word for line in words for word in line.split() if not word.startswith(("http", "(http")))
