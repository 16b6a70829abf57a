"""What follows from what, and what comes after what: one link can be told from either end.

`A. So B`, `B because A` and `as A, B` tell one thing; so do `A. Afterwards B` and `B after A`. A link is read as a pair of
sets of words: the cause and what follows from it, or the earlier and the later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.writing.types import Failure
from assistant.writing.verify.reading import Sentence, Text
from assistant.writing.verify.support import equals

TIME = frozenset("day week month year hour minute".split())
_FROM_HERE = {"because": "cause", "after": "order"}
"""What these words govern comes first; the rest of the sentence follows from it, or comes later."""
_TO_HERE = {"so": "cause", "therefore": "cause", "thus": "cause", "hence": "cause", "before": "order"}
"""What these words govern comes second."""
_BACK = {"afterwards": "order", "later": "order"}
"""What came first stands before these words, in the sentence or in the one before."""
_DONE = frozenset(
    "treatment therapi inject infus transplant surgeri oper procedur receiv given get have pay buy bought implant".split()
)
"""Stems of what is done to people, after which whatever happens to them happens."""
_BEGUN = frozenset("open start began begin begun forc introduc came new first from sinc".split())
"""Stems of words that say that a thing began."""
_FAILURES = {"cause": "cause-added", "order": "order-in-time"}


@dataclass(frozen=True, slots=True)
class Link:
    """Two sets of stems of which the first brings about the second, or comes before it."""

    kind: str
    written: str
    first: frozenset[str]
    second: frozenset[str]

    @property
    def word(self) -> str:
        return self.written.casefold()


def supported(line: Text, cited: Text) -> frozenset[Failure]:
    """The refusals that do not stand: the link is told in the statements from its other end."""
    theirs = list(_links(cited))
    return frozenset(
        Failure(_FAILURES[mine.kind], mine.written)
        for mine in _links(line)
        if any(mine.kind == one.kind and mine.word != one.word and _is_same(mine, one) for one in theirs)
    )


def plain(line: Text, cited: Text) -> frozenset[Failure]:
    """The refusals of `after a treatment` and of `since 2025` that do not stand, where the statements order nothing else.

    What happened to those who were treated happened after it, and what began on a day has been so since then.
    """
    told = {token.written.casefold() for token in cited.tokens if token.has("order")}
    found = set()
    for sentence in line.sentences:
        for place, token in enumerate(sentence):
            word, after = token.written.casefold(), sentence[place + 1 : place + 7]
            treated = any(one.stem in _DONE or (one.is_name and one.stem in cited.stems) for one in after)
            if word in ("after", "following") and treated and not told & {"before", "until", "earlier"}:
                found.add(Failure(_FAILURES["order"], token.written))
            if word == "since" and any(one.value is not None for one in after[:4]) and cited.stems & _BEGUN:
                found.add(Failure(_FAILURES["order"], token.written))
    return frozenset(found)


def turned(line: Text, cited: Text) -> Iterator[Failure]:
    """Causes of the line that the statements tell the other way round."""
    theirs = [one for one in _links(cited) if one.kind == "cause"]
    for mine in _links(line):
        if mine.kind != "cause" or any(_is_same(mine, one) for one in theirs):
            continue
        if any(_is_same(Link(mine.kind, mine.written, mine.second, mine.first), one) for one in theirs):
            yield Failure("cause-added", mine.written)


def _is_same(mine: Link, other: Link) -> bool:
    """Whether both ends hold more of their own words than of the words of the other end."""
    first, second = other.first - other.second, other.second - other.first
    here, there = mine.first - mine.second, mine.second - mine.first
    return len(here & first) > len(here & second) and len(there & second) > len(there & first)


def _links(text: Text) -> Iterator[Link]:
    for number, sentence in enumerate(text.sentences):
        told_before = _stems(text.sentences[number - 1]) if number else frozenset()
        for place, token in enumerate(sentence):
            word = token.written.casefold()
            if word == "so" and not token.has("cause"):
                continue  # `so that` tells a purpose
            here, rest = _ends(sentence, place)
            if word in _FROM_HERE and here and rest:
                yield Link(_FROM_HERE[word], token.written, here, rest)
            elif word in _BACK or (word in _TO_HERE and place == 0 and _TO_HERE[word] == "cause"):
                kind = _BACK.get(word) or _TO_HERE[word]
                before = _stems(sentence[:place]) if _opens_clause(sentence, place) else told_before
                yield Link(kind, token.written, before or told_before, _stems(sentence[place + 1 :]))
            elif word == "before" and place == 0 and _points_back(sentence):
                yield Link("order", token.written, _stems(sentence[1:]), told_before)
            elif word in _TO_HERE and here:
                yield Link(_TO_HERE[word], token.written, rest, here)


def _ends(sentence: Sentence, place: int) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a link governs, up to a comma where it opens its sentence, and the other ones."""
    end = next((at for at in range(place + 1, len(sentence)) if sentence[at].written in ",;:."), len(sentence))
    if place == 0 or all(token.value is not None or token.stem in TIME for token in sentence[:place]):
        return _stems(sentence[place + 1 : end]), _stems(sentence[end:])
    return _stems(sentence[place + 1 :]), _stems(sentence[:place])


def _opens_clause(sentence: Sentence, place: int) -> bool:
    return any(token.written in ",;:" or token.written.casefold() in ("and", "but") for token in sentence[:place])


def _points_back(sentence: Sentence) -> bool:
    return len(sentence) > 1 and sentence[1].written.casefold() in ("that", "this", "then")


def _stems(tokens: Sentence) -> frozenset[str]:
    return frozenset(min(equals(token.stem)) for token in tokens if token.carries)
