"""Which concepts of the field a text speaks of: aliases, lay words and misspellings, longest match first.

A term of two capitals (MS, ED) and one that is also a plain word (MILES, FACT) counts when it is written in capitals,
or, unless it is a plain word, beside another term of the field ("hsct ms"), as the head of `corpus/concepts.yaml` says;
everything else matches whatever the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.model import Concept

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*", re.UNICODE)
_ASIDE = re.compile(r"\s*\([^)]*\)")
"""Of a name such as `Ryoncil (remestemcel-L)`: patients write the name without it."""
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
_PLAIN_WORDS = frozenset(
    """ARM ASIA CAT COMET FACT IND MILES MIST NICE PAD PET PRIME REC SCOT CRIS ACT WHO TIL TILS SCI ASC STEP
    RESTORE TREASURE""".split()
)
"""Terms in capitals that mean something else in small letters."""
_ANCHORS = frozenset({"cell", "product", "procedure", "brand", "trial"})
"""Kinds of concept beside which a two-letter term may stand in small letters."""
LONGEST = 7
"""Words in the longest term that is looked up."""


class Token(NamedTuple):
    """A word of a text, as looked up and as written."""

    plain: str
    written: str
    start: int
    end: int


class Mention(NamedTuple):
    """A concept found in a text, and where."""

    concept: str
    start: int
    end: int
    misspelt: bool


@dataclass(frozen=True, slots=True)
class _Term:
    concept: str
    capitals_only: bool
    misspelling: bool


def tokenise(text: str) -> list[Token]:
    """The words of `text`, lower-case, without hyphens, possessive s or apostrophes."""
    return [Token(_plain(found[0]), found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


def _plain(word: str) -> str:
    lowered = word.casefold().replace("’", "'")
    return lowered.removesuffix("'s").replace("'", "")


class ConceptMatcher:
    """Finds the concepts of a release in text. Built once per release."""

    def __init__(self, concepts: Mapping[str, Concept], known_words: Iterable[str] = ()) -> None:
        """`known_words` are never corrected: the words of the corpus itself."""
        self._concepts = concepts
        self._terms: dict[tuple[str, ...], list[_Term]] = {}
        self._patterns = [
            (concept.id, re.compile(pattern, re.IGNORECASE))
            for concept in concepts.values()
            for pattern in concept.patterns
        ]
        self._named_patterns = [entry for entry in self._patterns if concepts[entry[0]].kind != "cue"]
        for concept in concepts.values():
            for written in dict.fromkeys([concept.name, _ASIDE.sub("", concept.name), *concept.aliases, *concept.lay]):
                self._add(concept.id, written, misspelling=False)
            for written in concept.misspellings:
                self._add(concept.id, written, misspelling=True)
        self._known_words = frozenset(known_words)

    def _add(self, concept: str, written: str, misspelling: bool) -> None:
        key = tuple(token.plain for token in tokenise(written))
        if not key or len(key) > LONGEST:
            return
        plain_word = written.upper() in _PLAIN_WORDS and written.isupper()
        term = _Term(concept, plain_word or bool(_TWO_CAPITALS.fullmatch(written)), misspelling)
        for variant in {key, _plural(key)}:
            terms = self._terms.setdefault(variant, [])
            if all(known.concept != concept for known in terms):
                terms.append(term)

    def mentions(self, text: str, cues: bool = True) -> list[Mention]:
        """Every concept in `text`, in order; a match inside a longer one does not count.

        Without `cues` the patterns of cues are passed over: they steer distinctions, and there are many of them.
        """
        tokens = tokenise(text)
        found: list[Mention] = []
        in_small_letters: list[Mention] = []
        position = 0
        while position < len(tokens):
            length = self._longest(tokens, position, found, in_small_letters)
            position += length or 1
        if any(self._concepts[mention.concept].kind in _ANCHORS for mention in found):
            found = sorted(found + in_small_letters, key=lambda mention: mention.start)
        for concept, pattern in self._patterns if cues else self._named_patterns:
            if hit := pattern.search(text):
                found.append(Mention(concept, hit.start(), hit.end(), False))
        return found

    def _longest(
        self, tokens: list[Token], position: int, found: list[Mention], in_small_letters: list[Mention]
    ) -> int:
        for length in range(min(LONGEST, len(tokens) - position), 0, -1):
            span = tokens[position : position + length]
            terms = self._terms.get(tuple(token.plain for token in span), [])
            fitting = [term for term in terms if not term.capitals_only or span[0].written.isupper()]
            if fitting:
                found.extend(Mention(term.concept, span[0].start, span[-1].end, term.misspelling) for term in fitting)
                return length
            if length == 1 and terms and span[0].written.upper() not in _PLAIN_WORDS:
                in_small_letters.extend(Mention(term.concept, span[0].start, span[0].end, False) for term in terms)
        return 0

    def ids(self, text: str, cues: bool = True) -> frozenset[str]:
        """The ids of the concepts in `text`; see `mentions` for `cues`."""
        return frozenset(mention.concept for mention in self.mentions(text, cues))

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return self._known_words | self.term_words

    @cached_property
    def _single_words(self) -> list[str]:
        return sorted(
            key[0]
            for key, terms in self._terms.items()
            if len(key) == 1 and len(key[0]) >= 5 and not terms[0].misspelling and not terms[0].capitals_only
        )

    def is_term(self, word: str) -> bool:
        """Whether a lower-case word stands in any term of any concept."""
        return word in self.term_words

    @cached_property
    def term_words(self) -> frozenset[str]:
        """Every word of every term, in lower case."""
        return frozenset(word for key in self._terms for word in key)

    def corrected(self, text: str) -> str:
        """`text` with misspelt terms of the field put right; other words are left as they are.

        A listed misspelling becomes the nearest term of its concept. An unknown word of five letters or more becomes
        the one known term within one edit (two from nine letters on), if there is exactly one: never one drug into
        another, because drug names are known words themselves.
        """
        pieces: list[str] = []
        end = 0
        for token_start, token_end, replacement in self._corrections(text):
            pieces += [text[end:token_start], replacement]
            end = token_end
        return "".join([*pieces, text[end:]])

    def _corrections(self, text: str) -> list[tuple[int, int, str]]:
        listed = [
            (start, end, _put_right(text[start:end], self._concepts[concept]))
            for concept, start, end, misspelt in self.mentions(text)
            if misspelt
        ]
        covered = {position for start, end, _ in listed for position in range(start, end)}
        fuzzy = [
            (token.start, token.end, near)
            for token in tokenise(text)
            if token.start not in covered and (near := self._near(token.plain)) is not None
        ]
        return sorted(dict.fromkeys(listed + fuzzy))

    def _near(self, word: str) -> str | None:
        if len(word) < 5 or word in self._vocabulary or not word.isalpha() or not word.isascii():
            return None
        reach = 1 if len(word) < 9 else 2
        near = process.extract(word, self._single_words, scorer=OSA.distance, score_cutoff=reach, limit=3)
        near = [candidate for candidate in near if candidate[0][0] == word[0]]
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return None
        return str(near[0][0])


def _plural(key: tuple[str, ...]) -> tuple[str, ...]:
    last = key[-1]
    return (*key[:-1], last + "s") if len(last) > 2 and not last.endswith("s") else key


def _put_right(written: str, concept: Concept) -> str:
    """The term of the concept that was most likely meant."""
    terms = [*concept.aliases, *concept.lay] or [concept.name]
    return min(terms, key=lambda term: OSA.distance(term.casefold(), written.casefold()))
