"""Who is what: of two names that a line and the statements share, each keeps what is said of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise, permutations

from assistant.writing.types import Failure
from assistant.writing.verify.reading import Sentence, Text, Token
from assistant.writing.verify.spans import boundary
from assistant.writing.verify.support import equals

FOREIGN = 2
"""Words that only the statement about another product has, from which a line has taken them from there."""


def roles(line: Text, cited: Text, kinds: Mapping[str, str]) -> Iterator[Failure]:
    """Two names of one kind (two products, two places) with what is said of them exchanged.

    `kinds` gives the kind of a name by its stem; names without one are passed over.
    """
    mine, theirs = _around(line, kinds), _around(cited, kinds)
    tellers = _tellers(line) & _tellers(cited)
    shared = sorted(mine.keys() & theirs.keys())
    for one, other in combinations(shared, 2):
        if kinds[one] != kinds[other] or (one in tellers) != (other in tellers):
            continue
        own_one, own_other = theirs[one] - theirs[other], theirs[other] - theirs[one]
        kept = len(mine[one] & own_one) + len(mine[other] & own_other)
        swapped = len(mine[one] & own_other) + len(mine[other] & own_one)
        if swapped > kept:
            yield Failure("said-of-another", f"{one}, {other}")


def across(line: Text, statements: Sequence[Text], kinds: Mapping[str, str]) -> Iterator[Failure]:
    """What one statement says of its own product, said in a line of the product of another statement alone.

    A line on two statements names both products, or says of each what both statements bear.
    """
    names = [{token.stem for token in one.tokens if token.stem in kinds} for one in statements]
    words = [{min(equals(token.stem)) for token in one.tokens if _tells(token, kinds)} for one in statements]
    mine = [token for token in line.tokens if not token.is_mark]
    here = {token.stem for token in mine if token.stem in kinds}
    told = {min(equals(token.stem)) for token in mine if _tells(token, kinds)}
    for one, other in permutations(range(len(statements)), 2):
        own = names[one] - names[other]
        for name in sorted(here & own):
            # The other statement is about a thing of the same kind that the line is silent about.
            rivals = {stem for stem in names[other] - names[one] if kinds[stem] == kinds[name]}
            only_there = told & words[other] - words[one]
            if rivals and not rivals & here and len(only_there) >= FOREIGN:
                yield Failure("said-of-another", f"{name}, {sorted(rivals)[0]}")


def _tells(token: Token, kinds: Mapping[str, str]) -> bool:
    return token.carries and token.stem not in kinds and not token.has("telling")


def _tellers(text: Text) -> frozenset[str]:
    """Names that only say what is told: `the NHS says`. Nothing that stands around them is said of them."""
    return frozenset(
        token.stem
        for sentence in text.sentences
        for token, after in pairwise(sentence)
        if token.is_name and after.has("saying")
    )


def _around(text: Text, kinds: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What stands around each name of a text: the words of its part of the sentence, and their equals."""
    found: dict[str, set[str]] = {}
    for sentence in text.sentences:
        places = [place for place, token in enumerate(sentence) if token.stem in kinds]
        for number, place in enumerate(places):
            start = boundary(sentence, places[number - 1], place) if number else 0
            end = boundary(sentence, place, places[number + 1]) if number + 1 < len(places) else len(sentence)
            found.setdefault(sentence[place].stem, set()).update(_words(sentence, start, end))
    return {stem: frozenset(words) for stem, words in found.items()}


def _words(sentence: Sentence, start: int, end: int) -> Iterator[str]:
    for token in sentence[start:end]:
        if token.carries and not token.is_name and token.value is None:
            yield min(equals(token.stem))
