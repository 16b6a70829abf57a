"""An open release, with what is worked out from it once: concept sets, places, known words, the retriever."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.understand.concepts import ConceptMatcher, tokenise
from assistant.understand.places import PlaceFinder
from corpus.freshness import Freshness, freshness
from corpus.importers.registry import registry_numbers
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement
from index.contents import Contents, PublishedStatement
from index.embeddings import Vectors
from index.hybrid import FUSION, FusionSettings, HybridRetriever
from index.release import Release
from prompts.wording import Translation, Wording, published_translations, published_wording

SUBJECT_KINDS = frozenset(
    {
        "condition",
        "product",
        "brand",
        "cell",
        "trial",
        "procedure",
        "law",
        "regulator",
        "organisation",
        "registry",
    }
)
"""Kinds of concept that say what a question is about."""

FIELD_KINDS = frozenset({"product", "brand", "cell", "trial", "law"})
"""Kinds that by themselves place a question in this field."""

GLOSSARY_KINDS = frozenset({"process", "procedure", "marketing-term", "regulator", "registry", "organisation"})
"""Kinds that place it there unless it reads like another matter altogether."""

GENERIC = frozenset({"stem-cell", "clinical-trial", "approval", "clinic", "cell-therapy", "regenerative-medicine"})
"""Concepts that nearly every question and statement has: they tell nothing apart."""

NAMED_KINDS = frozenset({"product", "brand", "trial"})
"""Kinds of concept that are the name of one thing."""
OWN_AT_MOST = 5
"""Sources that one product, brand or trial can have for its own."""

Embed = Callable[[str], Vectors | None]
EmbedAll = Callable[[Sequence[str]], Vectors]
"""Unit vectors of many texts at once, one row each."""


@dataclass(frozen=True)
class Library:
    """What the steps look things up in. One per open release; shared by all questions."""

    release: Release
    embed: Embed
    fusion: FusionSettings = FUSION
    embed_all: EmbedAll | None = None
    """The same for many texts in one pass of the model; without it they are embedded one by one."""

    def embedded(self, texts: Sequence[str]) -> list[Vectors | None]:
        """One vector (shape 1 x dimension) for each of `texts`, or None for each where there is no embedding model."""
        if self.embed_all is None or not texts:
            return [self.embed(text) for text in texts]
        rows = self.embed_all(texts)
        return [rows[position : position + 1] for position in range(len(texts))]

    @property
    def contents(self) -> Contents:
        return self.release.contents

    @cached_property
    def wording(self) -> Mapping[str, Wording]:
        """Every fixed text, in the words that were published with the release."""
        return published_wording(self.contents.wording)

    @cached_property
    def translations(self) -> Mapping[str, Translation]:
        """The messages for other languages, by language tag."""
        return published_translations(self.contents.languages)

    @cached_property
    def retriever(self) -> HybridRetriever:
        return HybridRetriever(release=self.release, embed=self.embed, fusion=self.fusion)

    @cached_property
    def known_words(self) -> frozenset[str]:
        """Every word of the statements, key answers and their asks."""
        texts = [text for one in self.contents.statements.values() for text in _texts(one.statement)]
        texts += [text for answer in self.contents.key_answers.values() for text in _answer_texts(answer)]
        return frozenset(token.plain for text in texts for token in tokenise(text))

    @cached_property
    def words_in_use(self) -> frozenset[str]:
        """Known words, those of every term of the field, and of every place."""
        return self.known_words | self.matcher.term_words | self._place_words

    @cached_property
    def _place_words(self) -> frozenset[str]:
        places = [name for place in self.contents.places.places for name in (*place.names, *place.cities_regions)]
        return frozenset(token.plain for name in places for token in tokenise(name))

    @cached_property
    def matcher(self) -> ConceptMatcher:
        return ConceptMatcher(self.contents.concepts, self._statement_words)

    @cached_property
    def _statement_words(self) -> frozenset[str]:
        """Words an editor wrote: asks hold misspellings on purpose, so they are not a reason to leave one alone."""
        return frozenset(
            token.plain for one in self.contents.statements.values() for token in tokenise(one.statement.text)
        )

    @cached_property
    def place_finder(self) -> PlaceFinder:
        return PlaceFinder(self.contents.places, self._names_a_product)

    def _names_a_product(self, written: str) -> bool:
        return any(
            mention.end - mention.start == len(written)
            and self.concept(mention.concept).kind in ("brand", "product", "trial")
            for mention in self.matcher.mentions(written, cues=False)
        )

    @cached_property
    def statement_concepts(self) -> dict[str, frozenset[str]]:
        """The subjects of every statement: of its text, and of its source's title, product and identifiers."""
        by_source = {
            source.id: self.matcher.ids(" . ".join(_names(source)), cues=False)
            for source in self.contents.sources.values()
        }
        return {
            key: self.matcher.ids(one.statement.text, cues=False) | by_source[one.source.id]
            for key, one in self.contents.statements.items()
        }

    @cached_property
    def key_answer_subjects(self) -> dict[str, frozenset[str]]:
        """What the question of every key answer is about: its subjects, and nothing that its lead or asks add."""
        return {
            key: self.subjects(self.matcher.ids(answer.question, cues=False))
            for key, answer in self.contents.key_answers.items()
        }

    @cached_property
    def key_answer_concepts(self) -> dict[str, frozenset[str]]:
        """The subjects of every key answer: of its question, lead and asks."""
        return {
            key: self.matcher.ids(" . ".join(_answer_texts(answer)), cues=False)
            for key, answer in self.contents.key_answers.items()
        }

    def sources_speaking_of(self, concept_id: str) -> int:
        """How many sources have a statement on a concept."""
        return self._sources_by_concept.get(concept_id, 0)

    @cached_property
    def _sources_by_concept(self) -> dict[str, int]:
        sources: dict[str, set[str]] = {}
        for key, concepts in self.statement_concepts.items():
            for concept in concepts:
                sources.setdefault(concept, set()).add(self.statement(key).source.id)
        return {concept: len(ids) for concept, ids in sources.items()}

    @cached_property
    def identifiers(self) -> dict[str, frozenset[str]]:
        """Source ids by trial number or other identifier, in capitals without spaces.

        A number counts wherever it stands: among the identifiers of a source, in its id or in a statement of it.
        """
        found = {number: set(ids) for number, ids in self.owners.items()}
        for source in self.contents.sources.values():
            for value in source.identifiers.values():
                found.setdefault(value.replace(" ", "").upper(), set()).add(source.id)
        for number, statements in self.naming.items():
            found.setdefault(number, set()).update(self.statement(key).source.id for key in statements)
        return {number: frozenset(ids) for number, ids in found.items()}

    @cached_property
    def owners(self) -> dict[str, frozenset[str]]:
        """Ids of the sources whose own identifier a registry number is, by `RegistryNumber.plain`."""
        found: dict[str, set[str]] = {}
        for source in self.contents.sources.values():
            for number in registry_numbers(" ; ".join([source.id, *source.identifiers.values()])):
                found.setdefault(number.plain, set()).add(source.id)
        return {number: frozenset(ids) for number, ids in found.items()}

    @cached_property
    def naming(self) -> dict[str, frozenset[str]]:
        """Ids of the statements in whose text a registry number stands, by `RegistryNumber.plain`."""
        found: dict[str, set[str]] = {}
        for key, one in self.contents.statements.items():
            for number in registry_numbers(one.statement.text):
                found.setdefault(number.plain, set()).add(key)
        return {number: frozenset(ids) for number, ids in found.items()}

    @cached_property
    def own_sources(self) -> dict[str, frozenset[str]]:
        """Source ids by the product, brand or trial that is their own: it stands in their title, product or numbers.

        Where it does not, a source with a statement on it counts. What too many sources share is a class of products,
        and no source is its own.
        """
        entitled: dict[str, set[str]] = {}
        mentioned: dict[str, set[str]] = {}
        for source in self.contents.sources.values():
            for concept in self.matcher.ids(" . ".join(_names(source)), cues=False):
                entitled.setdefault(concept, set()).add(source.id)
        for key, concepts in self.statement_concepts.items():
            for concept in concepts:
                mentioned.setdefault(concept, set()).add(key.split("/")[0])
        named = {concept.id for concept in self.contents.concepts.values() if concept.kind in NAMED_KINDS}
        found = {concept: entitled.get(concept, mentioned[concept]) for concept in named & mentioned.keys()}
        return {concept: frozenset(ids) for concept, ids in found.items() if len(ids) <= OWN_AT_MOST}

    @cached_property
    def published_by(self) -> dict[str, frozenset[str]]:
        """Source ids by the authority that published them."""
        authorities = [concept for concept in self.contents.concepts.values() if concept.kind == "regulator"]
        found: dict[str, set[str]] = {}
        for source in self.contents.sources.values():
            publisher = source.publisher.replace("U.S.", "US")
            named = self.matcher.ids(publisher, cues=False)
            for concept in authorities:
                # "US Food and Drug Administration (FDA)" publishes without what stands in brackets.
                if concept.id in named or concept.name.partition(" (")[0] in publisher:
                    found.setdefault(concept.id, set()).add(source.id)
        return {concept: frozenset(ids) for concept, ids in found.items()}

    @cached_property
    def named_parties(self) -> dict[str, frozenset[str]]:
        """Source ids by the businesses and persons that their statements name."""
        found: dict[str, set[str]] = {}
        for one in self.contents.statements.values():
            for name in one.statement.names:
                found.setdefault(name, set()).add(one.source.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def covered_countries(self) -> frozenset[str]:
        """Names of the places that the vocabulary has, in lower case."""
        return frozenset(
            name.casefold()
            for place in self.contents.places.places
            if place.topic_place or (place.falls_to and place.falls_to != "international")
            for name in place.names
        )

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self.known_words for stem in (word, _stem(word)))

    def aged(self, today: date, grace_months: int) -> frozenset[str]:
        """Ids of statements whose due date and the grace after it have passed: they lead no answer."""
        known = self._aged_on.get((today, grace_months))
        if known is None:
            known = frozenset(
                key
                for key, one in self.contents.statements.items()
                if freshness(one.verification, today, grace_months) is Freshness.AGED
            )
            self._aged_on[today, grace_months] = known
        return known

    @cached_property
    def _aged_on(self) -> dict[tuple[date, int], frozenset[str]]:
        """What was worked out for a day and a grace; a server asks for one day a day."""
        return {}

    def asked_of(self, answer: KeyAnswer) -> frozenset[str]:
        """The concepts of a key answer's question alone."""
        known = self._asked_of.get(answer.id)
        if known is None:
            known = self._asked_of[answer.id] = self.matcher.ids(answer.question, cues=False)
        return known

    @cached_property
    def _asked_of(self) -> dict[str, frozenset[str]]:
        """What was looked up for a key answer's question."""
        return {}

    def nearest_first(self, distinctions: Sequence[Distinction], vector: Vectors | None) -> tuple[Distinction, ...]:
        """The same distinctions, the one whose sentence is nearest to a text's vector first."""
        known = self._distinction_vectors
        if vector is None or known is None:
            return tuple(distinctions)
        return tuple(sorted(distinctions, key=lambda item: -float(vector[0] @ known[item.id])))

    @cached_property
    def _distinction_vectors(self) -> dict[str, Vectors] | None:
        items = self.contents.distinctions
        rows = self.embedded([f"{item.short} {item.sentence}" for item in items.values()])
        found = {key: row[0] for key, row in zip(items, rows, strict=True) if row is not None}
        return found if len(found) == len(items) else None

    def backing(self, distinction_id: str) -> tuple[str, ...]:
        """Ids of the statements of a distinction's sources that are nearest to its sentence, nearest first."""
        known = self._backing.get(distinction_id)
        if known is None:
            distinction = self.contents.distinctions[distinction_id]
            hits = self.retriever.statements(distinction.sentence, self.embed(distinction.sentence))
            sources = frozenset(distinction.source_ids)
            found = [hit.id for hit in hits if self.statement(hit.id).source.id in sources]
            rest = [key for key, one in self.contents.statements.items() if one.source.id in sources]
            known = tuple(dict.fromkeys(found or rest))
            self._backing[distinction_id] = known
        return known

    @cached_property
    def _backing(self) -> dict[str, tuple[str, ...]]:
        """What was looked up for a distinction; there are some three dozen."""
        return {}

    @cached_property
    def worked_out(self) -> dict[str, object]:
        """What other modules work out from this release once, each under its own name."""
        return {}

    def is_known(self, word: str) -> bool:
        """Whether the corpus, its asks or its concepts use a word, whatever its ending."""
        in_use = word in self._stems or _stem(word) in self._stems or word in self._place_words
        return in_use or self.matcher.is_term(word)

    def is_nearly_known(self, word: str) -> bool:
        """Whether a word is one of the corpus, or of its terms and places, with a letter or two wrong."""
        most = 1 if len(word) < 8 else 2
        return process.extractOne(word, self._word_list, scorer=OSA.distance, score_cutoff=most) is not None

    @cached_property
    def _word_list(self) -> list[str]:
        return sorted(word for word in self.words_in_use if len(word) > 2)

    def statement(self, statement_id: str) -> PublishedStatement:
        return self.contents.statements[statement_id]

    def concept(self, concept_id: str) -> Concept:
        return self.contents.concepts[concept_id]

    def subjects(self, concepts: frozenset[str]) -> frozenset[str]:
        """Those of `concepts` that say what a question is about."""
        return frozenset(
            concept
            for concept in concepts - GENERIC
            if concept in self.contents.concepts and self.concept(concept).kind in SUBJECT_KINDS
        )

    def place_name(self, place: str) -> str:
        """A place in words: `the United States`."""
        names = {entry.id: entry.names[0] for entry in self.contents.places.places if entry.names}
        name = names.get(place) or (place if place[:1].isupper() else place.replace("-", " ").title())
        return f"the {name}" if name in _WITH_ARTICLE else name

    def warm(self) -> None:
        """Works out everything now, so that the first patient does not wait for it."""
        _ = (self.retriever, self.known_words, self.statement_concepts, self.key_answer_concepts)
        _ = self.key_answer_subjects
        _ = (self.place_finder, self.identifiers, self._stems, self.covered_countries, self._sources_by_concept)
        _ = (self.own_sources, self.published_by)
        self.embed("What is a stem cell?")


@cache
def _stemmer() -> Any:
    import Stemmer

    return Stemmer.Stemmer("english")


def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


_WITH_ARTICLE = frozenset(
    {
        "United States",
        "United Kingdom",
        "European Union",
        "Bahamas",
        "Cayman Islands",
        "Philippines",
        "Netherlands",
        "United Arab Emirates",
        "Dominican Republic",
        "Maldives",
    }
)


def _names(source: Source) -> list[str]:
    product = [source.product.name] if source.product else []
    return [source.title, *product, *source.identifiers.values()]


def _texts(statement: Statement) -> list[str]:
    return [statement.text, *statement.asks]


def _answer_texts(answer: KeyAnswer) -> list[str]:
    return [answer.question, answer.lead, *answer.asks]
