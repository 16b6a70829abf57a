"""Which concepts of the field a text speaks of: aliases, lay words and misspellings, longest match first.

A term of two capitals (MS, ED) and one that is also a plain word (MILES, FACT) counts when it is written in capitals,
or, unless it is a plain word, beside another term of the field ("hsct ms"), as the head of `corpus/concepts.yaml` says;
everything else matches whatever the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.model import Concept

_TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*", re.UNICODE)
"""Of a name such as `Ryoncil (remestemcel-L)`: patients write the name without it."""
_TWO_CAPITALS = re.compile(r"[A-Z]{2}")
_PLAIN_WORDS = frozenset(
    """ARM ASIA CAT COMET FACT IND MILES MIST NICE PAD PET PRIME REC SCOT CRIS ACT WHO TIL TILS SCI ASC STEP
    RESTORE TREASURE""".split()
)
"""Terms in capitals that mean something else in small letters."""
_ANCHORS = frozenset({"cell", "product", "procedure", "brand", "trial"})
"""Kinds of concept beside which a two-letter term may stand in small letters."""
_NAMES = frozenset({"brand", "trial"})
"""Kinds whose terms are proper names."""
_KNEE = re.compile(
    r"\b(?:my|his|her|our|ur|the|a|both|bad|sore|old|left|right|dodgy|painful|bust|worn|for|in|of|on|me|fat|arthritis|artritis|arthritic) (?:(?:bad|sore|old|left|right|dodgy|painful) )?"
    r"(?P<word>nees?)\b",
    re.IGNORECASE,
)
"""`nee` is `knee` behind a word that a body part stands behind, and a slip for `need` elsewhere."""
_ENDING = re.compile(r"(?:ations?|atives?|isms?|ics?|ings?|ers?|ed|es|e|s|d|r)$")
SHORTEST_ALONE, SHORTEST_INSIDE = 5, 9
"""Letters of a word that may be corrected, and of one that stands in a longer term only."""
LONGEST = 7
"""Words in the longest term that is looked up."""
REMEMBERED = 256
"""Texts whose concepts are kept, so that they are not looked for again."""


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
            for written in dict.fromkeys([concept.name, concept.plain_name, *concept.aliases, *concept.lay]):
                self._add(concept.id, written, misspelling=False)
            for written in concept.misspellings:
                self._add(concept.id, written, misspelling=not self._is_a_form(concept.id, written))
        self._known_words = frozenset(known_words)
        # One message is looked through a dozen times on its way, and each turn of a conversation again.
        self._found_in = lru_cache(maxsize=REMEMBERED)(self._look_through)

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

    def _is_a_form(self, concept: str, written: str) -> bool:
        """Whether what is listed as a misspelling is a right term without its plural s: "red flag" needs no correction."""
        key = tuple(token.plain for token in tokenise(written))
        terms = self._terms.get((*key[:-1], f"{key[-1]}s"), []) if key else []
        return any(term.concept == concept and not term.misspelling for term in terms)

    def mentions(self, text: str, cues: bool = True) -> list[Mention]:
        """Every concept in `text`, in order; a match inside a longer one does not count.

        Without `cues` the patterns of cues are passed over: they steer distinctions, and there are many of them.
        """
        return list(self._found_in(text, cues))

    def _look_through(self, text: str, cues: bool) -> tuple[Mention, ...]:
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
        return tuple(found)

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
    def _words_by_letter(self) -> dict[str, list[str]]:
        """Words that an unknown one may be corrected into, by their first letter.

        Single-word terms, and long words of longer ones ("sclerosis"). No brand and no trial: a name that the corpus
        does not have is another name, and not this one misspelt, unless an editor listed the misspelling.
        """
        words: dict[str, set[str]] = {}
        for key, terms in self._terms.items():
            meant = [term for term in terms if not term.misspelling and not term.capitals_only]
            kinds = {self._concepts[term.concept].kind for term in meant}
            if not kinds - _NAMES:
                continue
            shortest = SHORTEST_ALONE if len(key) == 1 else SHORTEST_INSIDE
            for word in key:
                if len(word) >= shortest and word.isalpha():
                    words.setdefault(word[0], set()).add(word)
        return {letter: sorted(found) for letter, found in words.items()}

    def is_term(self, word: str) -> bool:
        """Whether a lower-case word stands in any term of any concept."""
        return word in self.term_words

    @cached_property
    def term_words(self) -> frozenset[str]:
        """Every word of every term, in lower case."""
        return frozenset(word for key in self._terms for word in key)

    def corrected(self, text: str) -> str:
        """`text` with misspelt terms of the field put right; other words are left as they are.

        A listed misspelling becomes the nearest term of its concept. An unknown word of five letters or more
        becomes the one known term within one edit (two from nine letters on), if there is exactly one. A name is left
        as it is written: nothing is corrected into a brand or trial, and no word with a capital is corrected.
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
            if token.start not in covered
            and not _is_name(token, text)
            and (near := self._near(token.plain)) is not None
        ]
        knees = [(hit.start("word"), hit.end("word"), f"k{hit['word'].lower()}") for hit in _KNEE.finditer(text)]
        fuzzy = [fix for fix in fuzzy if all(fix[0] != start for start, _, _ in knees)] + knees
        return sorted(dict.fromkeys(listed + fuzzy))

    def _near(self, word: str) -> str | None:
        if len(word) < SHORTEST_ALONE or word in self._vocabulary or not word.isalpha() or not word.isascii():
            return None
        reach = 1 if len(word) < 9 else 2
        near = process.extract(
            word, self._words_by_letter.get(word[0], []), scorer=OSA.distance, score_cutoff=reach, limit=3
        )
        # "regulate" beside "regulated" is another form of the word, and no misspelling.
        if not near or _ENDING.sub("", near[0][0]) == _ENDING.sub("", word):
            return None
        if len(near) > 1 and near[0][1] == near[1][1] and not near[1][0].startswith(near[0][0]):
            return None
        return str(near[0][0])


def _plural(key: tuple[str, ...]) -> tuple[str, ...]:
    last = key[-1]
    return (*key[:-1], last + "s") if len(last) > 2 and not last.endswith("s") else key


def _is_name(token: Token, text: str) -> bool:
    """Whether a word is written as a name: with a capital, and not at the beginning of a sentence."""
    capital = token.written[:1].isupper() and token.written[1:].islower()
    return (
        capital
        and re.search(r"\w\W*$", text[: token.start]) is not None
        and not text[: token.start].rstrip().endswith((".", "?", "!"))
    )


def _put_right(written: str, concept: Concept) -> str:
    """The term of the concept that was most likely meant."""
    terms = [concept.plain_name, *concept.aliases, *concept.lay]
    return min(terms, key=lambda term: OSA.distance(term.casefold(), written.casefold()))
