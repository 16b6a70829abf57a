"""Words that turn, weaken, narrow or order what is said: each keeps to the words that it stood with.

A word of such a class governs the next words that carry something. What a line turns round or weakens has to be so in
the statements, and what is turned round, weakened or narrowed there has to stay so in the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.writing.types import Failure
from assistant.writing.verify.reading import Sentence, Text, Token
from assistant.writing.verify.support import denied_by, equals

REACH = 3
"""Words that a turning word governs."""
_WHO = frozenset(("peopl", "group", "patient", *(str(number) for number in range(2_000))))
"""What is denied of so many people is not denied by naming them."""
HEDGED = 8
"""Words that a hedge weakens: all that follows it in its clause, near enough."""
NEAR = 7
"""Tokens before a word among which what turns it is looked for."""


def governed(sentence: Sentence, place: int, reach: int = REACH) -> list[str]:
    """The stems that the word at a place governs: the next ones that carry something, up to the end of the clause."""
    found: list[str] = []
    if place + 1 < len(sentence) and sentence[place + 1].written.casefold() in ("and", "or", "but"):
        return found
    for token in sentence[place + 1 :]:
        if token.written in ".;:" and found:
            break
        if token.carries:
            found.append(token.stem)
        if len(found) == reach:
            break
    return found


def occurrences(text: Text, name: str) -> Iterator[tuple[Sentence, int, Token]]:
    """Every word of a class, with its sentence and place."""
    for sentence in text.sentences:
        for place, token in enumerate(sentence):
            if token.has(name):
                yield sentence, place, token


def _shares(mine: list[str], theirs: list[str]) -> bool:
    return any(equals(stem) & set(theirs) for stem in mine)


def _stems(sentence: Sentence) -> frozenset[str]:
    return frozenset(token.stem for token in sentence if token.carries)


def _widened(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for one in stems for stem in equals(one))


def _is_turned(sentence: Sentence, place: int, name: str) -> bool:
    """Whether a word of the class stands before a place and reaches it."""
    for back in range(max(0, place - NEAR), place):
        if sentence[back].has(name):
            between = sentence[back + 1 : place]
            if sum(token.carries for token in between) < REACH and not any(
                token.written in ".;" or token.written.casefold() == "but" for token in between
            ):
                return True
    return False


def polarity(line: Text, cited: Text) -> Iterator[Failure]:
    """What is denied here and asserted there, or the other way round."""
    for sentence, place, token in occurrences(line, "negation"):
        mine = governed(sentence, place, 5)
        theirs = [governed(other, there, 5) for other, there, _ in occurrences(cited, "negation")]
        theirs += [[denied] for denied, _ in _denials(cited)]
        if not mine:
            continue
        if not any(_shares(mine, one) for one in theirs):
            yield Failure("negation-added", f"{token.written} {' '.join(mine[:3])}")
    for other, there, token in occurrences(cited, "negation"):
        wanted = governed(other, there)
        refused = [stem for stem in governed(other, there, 5) if stem not in _WHO][:2]
        hit = _asserted(line, refused, cited, other)
        if hit is not None and not _denied_in(line, wanted):
            yield Failure("negation-dropped", f"{token.written} {' '.join(wanted[:2])}")
    plain = frozenset(stem for one in cited.sentences for stem in _stems(one))
    for denied, token in _denials(cited):
        if equals(denied) & line.stems - plain and not _denied_in(line, [denied]):
            yield Failure("negation-dropped", token.written)


def denied_alike(line: Text, cited: Text) -> frozenset[str]:
    """Stems of the line that the statements deny in another way: `unapproved` there for `not approved` here, or back."""
    denied_there = {stem for other, there, _ in occurrences(cited, "negation") for stem in governed(other, there)}
    found = {token.stem for denied, token in _denials(line) if equals(denied) & denied_there}
    denied_here = {stem for other, there, _ in occurrences(line, "negation") for stem in governed(other, there)}
    return frozenset(found | {stem for denied, _ in _denials(cited) for stem in equals(denied) & denied_here})


def _denials(text: Text) -> Iterator[tuple[str, Token]]:
    """Every word that denies by itself, with the stem of what it denies."""
    for token in text.tokens:
        denied = denied_by(token.stem)
        if denied is not None:
            yield denied, token


def _denied_in(line: Text, wanted: list[str]) -> bool:
    if any(equals(denied) & set(wanted) for denied, _ in _denials(line)):
        return True
    return any(_shares(wanted, governed(sentence, place, 5)) for sentence, place, _ in occurrences(line, "negation"))


def _asserted(line: Text, wanted: list[str], cited: Text, sentence: Sentence) -> str | None:
    """A governed word that the line says, and says of what this sentence is about rather than another one."""
    mine = frozenset(stem for one in line.sentences for stem in _stems(one))
    for stem in wanted:
        if not equals(stem) & mine:
            continue
        others = [one for one in cited.sentences if one is not sentence and equals(stem) & _stems(one)]
        best = max((len(_stems(one) & mine) / max(1, len(_stems(one))) for one in others), default=0.0)
        if len(_stems(sentence) & mine) / max(1, len(_stems(sentence))) >= best:
            return stem
    return None


def kept(
    line: Text, cited: Text, name: str, failure: str, first_decides: bool = False, same_word: bool = False
) -> Iterator[Failure]:
    """A word of the class that stands in a statement and whose governed words the line has without it.

    With `same_word` no other word of the class will do. With `first_decides` the very next word is enough: `some people` without `some`.
    """
    for sentence, place, token in occurrences(cited, name):
        if token.has("negation"):
            continue
        wanted = governed(sentence, place)
        mine = frozenset(stem for one in line.sentences for stem in _stems(one))
        if name == "hedge" and not line.any(name) and _told_plainly(mine, cited, sentence, place):
            yield Failure(failure, f"{token.written} {' '.join(wanted[:2])}")
            continue
        both = len(wanted) > 1 and all(equals(stem) & mine for stem in wanted[:2])
        if not wanted or _asserted(line, wanted[: 1 + both], cited, sentence) is None:
            continue
        if not first_decides and len(wanted) > 1 and not any(equals(stem) & mine for stem in wanted[1:]):
            continue
        if name == "some" and _counted(line, wanted[0]):
            continue
        has = equals(token.stem) & line.stems or (not same_word and line.any(name))
        if not has:
            yield Failure(failure, f"{token.written} {' '.join(wanted[:2])}")


def _told_plainly(mine: frozenset[str], cited: Text, sentence: Sentence, place: int) -> bool:
    """Whether a line has words that stand behind a hedge and nowhere else in the statements."""
    elsewhere = {stem for one in cited.sentences if one is not sentence for stem in _stems(one)}
    elsewhere |= _stems(sentence[:place])
    hedged = [stem for stem in governed(sentence, place, HEDGED) if stem not in elsewhere]
    return sum(bool(equals(stem) & mine) for stem in hedged) >= 2


def _counted(line: Text, stem: str) -> bool:
    """Whether the line counts it: `50 of 2,654 women` tells more than `some women`."""
    return any(
        one.value is not None
        and not one.has("glue")
        and any(equals(stem) & {after.stem} for after in sentence[at + 1 : at + 5])
        for sentence in line.sentences
        for at, one in enumerate(sentence)
    )


def narrowed(line: Text, cited: Text) -> Iterator[Failure]:
    """`only`, `once`, `unless`: kept where the line says most of what it narrows."""
    for sentence, place, token in occurrences(cited, "restriction"):
        before = [one.stem for one in sentence[:place] if one.carries][-3:]
        around = before + governed(sentence, place)
        mine = _widened(frozenset(stem for one in line.sentences for stem in _stems(one)))
        shared = sum(stem in mine for stem in around)
        if shared < 2 or 2 * shared < len(around):
            continue
        if not any(one.has("restriction") or (one.stem == "after" and token.stem == "onc") for one in line.tokens):
            yield Failure("narrowing-dropped", token.written)


def bound(line: Text, cited: Text, name: str, failure: str) -> Iterator[Failure]:
    """A word of the class in the line stands, in the statements, with one of the words that it stands with here."""
    opposite = {"up": "down", "down": "up"}.get(name)
    if opposite is not None and not cited.any(opposite):
        return  # there is one direction only, and it can be turned into no other
    mine_reach, their_reach = _REACHES.get(name, (REACH, REACH + 1))
    for sentence, place, token in occurrences(line, name):
        mine = _side(sentence, place, mine_reach)
        if name == "all" and not _is_nearly(sentence, place):
            whole = [
                _is_nearly(*one[:2]) for one in occurrences(cited, name) if equals(one[2].stem) & equals(token.stem)
            ]
            if whole and all(whole):
                yield Failure(failure, token.written)
        theirs = [
            _side(other, there, their_reach) + (_told_before(cited, other) if there == 0 else [])
            for other, there, one in occurrences(cited, name)
            if equals(one.stem) & equals(token.stem)
        ]
        turned = _OTHER_WAY.get(token.written.casefold())
        theirs += [_before(other, there) for other, there, one in occurrences(cited, name) if one.written == turned]
        if theirs and mine and not any(_shares(mine, one) for one in theirs):
            yield Failure(failure, f"{token.written} {' '.join(mine[:2])}")


_REACHES = {"all": (REACH, 8), "sided": (1, 2)}
"""Words governed in the line and in the statements, where they are not the usual ones."""


def _is_nearly(sentence: Sentence, place: int) -> bool:
    return place > 0 and sentence[place - 1].has("nearly")


_OTHER_WAY = {"after": "before", "before": "after"}
"""`B after A` says what `A before B` says."""


def _told_before(text: Text, sentence: Sentence) -> list[str]:
    """The words of the sentence before: what `All` or `Before that` at the start of the next one is about."""
    place = next(place for place, one in enumerate(text.sentences) if one is sentence)
    return [token.stem for token in text.sentences[place - 1] if token.carries] if place else []


def _side(sentence: Sentence, place: int, reach: int = REACH) -> list[str]:
    """What a word governs; at the end of a sentence, or at its start before nothing, the rest of it."""
    joined_on = place > 0 and sentence[place - 1].written.casefold() in ("or", "and")
    found = [] if joined_on else governed(sentence, place, reach)
    return found or _before(sentence, place)


def _before(sentence: Sentence, place: int) -> list[str]:
    return [token.stem for token in sentence[:place] if token.carries][-3:]
