"""What each claim speaks of: its own diseases, products and places, and those that the text carries over to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.claims.splitting import Claim
from assistant.library import Library
from corpus.model import Concept

_PRODUCT_KINDS = frozenset({"cell", "product", "procedure", "marketing-term"})
_NAMED_KINDS = frozenset({"brand", "trial", "law"})
_RARE = 8
"""A product that at most this many sources speak of is one product and no family of them."""
_FROM_CUES = frozenset({"type-1-diabetes", "type-2-diabetes", "knee-osteoarthritis"})
"""Diseases that plain words stand for: "diabetes" for both kinds, "arthritis" for worn joints."""
_REFERS_BACK = re.compile(
    r"\b(?:it|its|they|their|them|this|these|that|those|the same|same|our|such|(?:all|both|none|each|one) (?:of |four|three|two|five|six|ten|twelve)|the (?:\w+ )?(?:treatment|therapy|therapies|cells?|product|injections?|"
    r"infusions?|drip|protocol|programme|program|procedure|method|technique|approach|company|trial|study|patients|developers|vials?))\b|^(?:\w+ ){0,2}stem cells?\b",
    re.IGNORECASE,
)
"""Words with which a sentence speaks of what was named before it."""
_FRAGMENT = re.compile(
    r"^\W*(?:(?:and |also |now |fully |completely |totally |clinically |100% |perfectly )*(?:no|zero|without|never any|approved|licen[cs]ed|"
    r"authori[sz]ed|registered|cleared|certified|proven|tested|guaranteed|painless|safe|harmless|risk[- ]free|non-?invasive|natural|backed|"
    r"trusted|effective|works|cures|heals|reverses|repairs|restores)\b|(?:results?|success|safety|recovery|cure)\b[^.]{0,20}\bguaranteed\b)",
    re.IGNORECASE,
)
"""A promise with no subject of its own: "Approved by the FDA.", "Zero risk." It is about what was named before it."""
_LONGEST_FRAGMENT = 8
"""Words."""
_ITS_SUBJECT = "stem cell treatment"
"""What a promise is about in a text that has named no product yet."""
_A_LIST = 2
"""More diseases than this in one sentence are a list: the sentences after it are about none of them in particular."""


@dataclass(frozen=True, slots=True)
class Subjects:
    """Topics and concepts of a claim; conditions and products are topic ids, named are concept ids."""

    conditions: frozenset[str]
    products: frozenset[str]
    named: frozenset[str]
    concepts: frozenset[str]
    place: str | None
    own: frozenset[str]
    """Concepts of the claim's own words: what it says, and not what is carried over to it."""
    in_words: str
    """The claim in the spelling of the field, with what is carried over to it: what is searched for."""

    @property
    def specific(self) -> bool:
        """Whether anything tells this claim's subject from any other of the field."""
        return bool(self.conditions or self.products or self.named)

    @property
    def in_own_words(self) -> bool:
        """Whether nothing had to be carried over to know what the claim is about."""
        return self.concepts == self.own


def subjects_of(library: Library, claims: Sequence[Claim], before: str = "") -> list[Subjects]:
    """The subjects of every claim of one text, in order. `before`: what was spoken of ahead of the text."""
    found: list[Subjects] = []
    spoken_of = [library.concept(concept) for concept in sorted(_mentioned(library, before))]
    carried: dict[str, tuple[Concept, ...]] = {
        "condition": tuple(item for item in spoken_of if item.kind == "condition"),
        "product": tuple(item for item in spoken_of if _is_product(item) or _is_named(library, item)),
    }
    for claim in claims:
        corrected = library.matcher.corrected(claim.asserted)
        mentioned = _mentioned(library, corrected)
        own = [library.concept(concept) for concept in sorted(mentioned)]
        conditions = tuple(item for item in own if item.kind == "condition")
        products = tuple(item for item in own if _is_product(item) or _is_named(library, item))
        borrowed: list[Concept] = []
        is_fragment = len(claim.asserted.split()) <= _LONGEST_FRAGMENT and _FRAGMENT.match(claim.asserted) is not None
        if is_fragment or _REFERS_BACK.search(claim.asserted):
            named = any(_is_named(library, item) for item in products)
            borrowed += [] if conditions or named else carried["condition"]
            borrowed += [] if products else carried["product"]
        if conditions:
            carried["condition"] = conditions if len(conditions) <= _A_LIST else ()
        if products:
            carried["product"] = products if len(products) <= _A_LIST else ()
        places = [place.answers_as for place in library.place_finder.named(claim.asserted)]
        names = ", ".join(dict.fromkeys(_name(item) for item in borrowed))
        if is_fragment and not (products or carried["product"]):
            names = f"{_ITS_SUBJECT}, {names}".removesuffix(", ")
        every = [*own, *borrowed]
        found.append(
            Subjects(
                conditions=_topics(library, every, "condition"),
                products=_topics(library, every, "product"),
                named=frozenset(item.id for item in every if _is_named(library, item)),
                concepts=mentioned | frozenset(item.id for item in borrowed),
                place=next((place for place in places if place != "international"), None),
                own=mentioned,
                in_words=f"{corrected.rstrip(' .!')} ({names})" if names else corrected,
            )
        )
    return found


def _mentioned(library: Library, text: str) -> frozenset[str]:
    """The concepts of a text; a brand or trial only by its name, never by a lay phrase that fits any other."""
    found = set()
    for mention in library.matcher.mentions(text):
        concept = library.concept(mention.concept)
        written = text[mention.start : mention.end].casefold()
        if concept.kind in _NAMED_KINDS and ("stem cell" in written or written in map(str.casefold, concept.lay)):
            continue
        found.add(concept.id)
    return frozenset(found)


def _topics(library: Library, concepts: Sequence[Concept], kind: str) -> frozenset[str]:
    """The first topic of its kind of each concept: what it is about before anything else."""
    vocabulary = library.contents.vocabulary
    listed = vocabulary.conditions if kind == "condition" else vocabulary.products
    fitting = [item for item in concepts if (item.kind == "condition" if kind == "condition" else _is_product(item))]
    found = frozenset(
        topic for item in fitting if (topic := next((one for one in item.topics if one in listed), None)) is not None
    )
    if found or kind != "condition":
        return found
    return frozenset(topic for item in concepts if item.kind == "cue" for topic in item.topics if topic in _FROM_CUES)


def _is_product(concept: Concept) -> bool:
    return concept.kind in _PRODUCT_KINDS and concept.id != "stem-cell"


def _is_named(library: Library, concept: Concept) -> bool:
    return concept.kind in _NAMED_KINDS or (
        concept.kind == "product" and library.sources_speaking_of(concept.id) <= _RARE
    )


def _name(concept: Concept) -> str:
    return concept.name.split("(")[0].strip()
