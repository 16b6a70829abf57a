"""All checks of a line, in order. A check that cannot run has failed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.writing.types import Failure, Line, Offered, Verdict
from assistant.writing.verify import binding, figures, form, frame, links, roles, support
from assistant.writing.verify.reading import SENTENCE_END, Text, read, stemmed
from corpus.promises import amounts, doses

log = logging.getLogger("fieldmap")

NEAR_ENOUGH = 0.55
"""Cosine of a line and the statements it cites, joined, below which they do not speak of the same."""

MOST_CITED = 3
"""Statements that one line may stand on."""

FAILURES = (
    "ids-not-offered",
    "no-ids",
    "empty",
    "strange-signs",
    "mark-up-or-link",
    "length",
    "no-sentence",
    "not-english",
    "number-not-there",
    "unit",
    "number-of-something-else",
    "name-not-there",
    "word-not-there",
    "standing",
    "certainty-added",
    "cause-added",
    "advice",
    "dose",
    "direction",
    "order-in-time",
    "quantity-changed",
    "population",
    "whose-cells",
    "said-of-another",
    "negation-added",
    "negation-dropped",
    "hedge-dropped",
    "narrowing-dropped",
    "time-dropped",
    "comparison-dropped",
    "attribution-dropped",
    "generalised",
    "subject-dropped",
    "far-in-meaning",
    "check-failed",
)
"""Every name that a refusal can have."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the checker knows of the field."""

    named: Callable[[str], Mapping[str, frozenset[str]]]
    """The concepts and places that a text names, each with the words it is named with."""
    subjects: Callable[[str], frozenset[str]]
    """The stems of the conditions, products and trials that a text names: what it is about."""
    kinds: Callable[[str], Mapping[str, str]]
    """The stems of products, conditions and places that a text names, each with its kind."""
    nearness: Callable[[str, Sequence[str]], float | None]
    """Cosine of a text and the nearest of others; None where there is no embedding model."""


class Checker:
    """Compares written lines with the statements that were offered."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def check(self, line: Line, offered: Sequence[Offered]) -> Verdict:
        """The verdict on one line. It never raises: an error inside is a failure of the line."""
        try:
            return Verdict(line, tuple(dict.fromkeys(self._failures(line, offered))))
        except Exception as error:
            log.error("a written line could not be checked: %s", type(error).__name__)
            return Verdict(line, (Failure("check-failed", type(error).__name__),))

    def _failures(self, line: Line, offered: Sequence[Offered]) -> Iterator[Failure]:
        texts = {one.id: one.text for one in offered}
        unknown = [one for one in line.ids if one not in texts]
        if unknown:
            yield Failure("ids-not-offered", ", ".join(one[:80] for one in unknown[:3]))
            return
        if not line.ids or len(set(line.ids)) > MOST_CITED:
            yield Failure("no-ids", f"{len(line.ids)} statements")
            return
        cited = [texts[one] for one in dict.fromkeys(line.ids)]
        shape = list(form.form(line.text, " ".join(cited)))
        yield from shape
        if shape:
            return
        of_words = list(self._words(line.text, cited))
        yield from of_words
        if not of_words:  # embedding costs a hundred times what the other checks do
            yield from self._nearness(line.text, cited)

    def _words(self, written: str, cited: Sequence[str]) -> Iterator[Failure]:
        together = " ".join(cited)
        mine, theirs = read(written), read(together)
        yield from (Failure("dose", amount) for amount in (*amounts(written), *doses(written)))
        yield from form.english(mine)
        here, there = self._knowledge.named(written), self._knowledge.named(together)
        for concept in sorted(here.keys() - there.keys()):
            # A longer name there can hold this one: `FDA approved` holds `FDA`.
            if not here[concept] or not _stands_in_one_sentence(here[concept], theirs):
                yield Failure("name-not-there", concept)
        shared = here.keys() & there.keys()
        same = frozenset(stem for concept in shared for stem in _other_name(here[concept], theirs.stems))
        yield from support.address(mine, theirs)
        joined = links.supported(mine, theirs) | links.plain(mine, theirs)
        same |= binding.denied_alike(mine, theirs)
        yield from (one for one in support.words(mine, theirs, same) if one not in joined)
        yield from links.turned(mine, theirs)
        yield from figures.figures(mine, theirs)
        yield from binding.polarity(mine, theirs)
        yield from binding.kept(mine, theirs, "hedge", "hedge-dropped", first_decides=True)
        yield from binding.kept(mine, theirs, "doubt", "hedge-dropped")
        yield from binding.kept(mine, theirs, "some", "quantity-changed", first_decides=True)
        yield from binding.kept(mine, theirs, "provenance", "whose-cells", same_word=True)
        yield from roles.roles(mine, theirs, self._knowledge.kinds(together))
        if len(cited) > 1:
            yield from roles.across(mine, [read(one) for one in cited], self._knowledge.kinds(f"{together} {written}"))
        yield from binding.kept(mine, theirs, "ends", "negation-dropped")
        yield from binding.narrowed(mine, theirs)
        for name, failure in (
            ("all", "quantity-changed"),
            ("up", "direction"),
            ("down", "direction"),
            ("order", "order-in-time"),
            ("sided", "said-of-another"),
        ):
            for one in binding.bound(mine, theirs, name, failure):
                if name != "order" or not any(one.detail.split()[0] == link.detail for link in joined):
                    yield one
        for statement in cited:
            yield from frame.frame(mine, read(statement))
        yield from frame.anchored(mine, theirs, [self._knowledge.subjects(one) for one in cited])

    def _nearness(self, written: str, cited: Sequence[str]) -> Iterator[Failure]:
        near = self._knowledge.nearness(written, [" ".join(cited), *self._sentences(cited)])
        if near is None:
            yield Failure("check-failed", "no embedding model")
        elif near < NEAR_ENOUGH:
            yield Failure("far-in-meaning", f"{near:.2f}")

    @staticmethod
    def _sentences(cited: Sequence[str]) -> list[str]:
        return [part for one in cited for part in SENTENCE_END.split(one)]


def _stands_in_one_sentence(words: frozenset[str], there: Text) -> bool:
    # `through a vein` is told by `into a vein`: small words are no part of a name.
    stems = {token.stem for word in words for token in read(word).tokens if token.carries} or {
        stemmed(word) for word in words
    }
    return any(stems <= {token.stem for token in sentence} for sentence in there.sentences)


def _other_name(words: frozenset[str], there: frozenset[str]) -> frozenset[str]:
    """The stems of a name that is another name of what is there; one that only adds a word to it is not."""
    stems = frozenset(stemmed(word) for word in words)
    return frozenset() if stems & there else stems
