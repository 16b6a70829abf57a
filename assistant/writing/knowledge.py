"""What the checker knows of the field, from an open release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.library import Library
from assistant.understand.concepts import tokenise
from assistant.writing.verify import Knowledge
from assistant.writing.verify.reading import read
from index.embeddings import Vectors

KINDS = frozenset(
    {"condition", "product", "brand", "cell", "trial", "procedure", "law", "regulator", "organisation", "registry"}
)
"""Kinds of concept that a line may not bring in by itself."""

ABOUT = frozenset({"condition", "product", "brand", "trial"})
"""Kinds of concept that say what a statement is about."""


def knowledge(library: Library) -> Knowledge:
    """What the release that answers knows."""

    def named(text: str) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for mention in library.matcher.mentions(text, cues=False):
            words = {token.written for token in tokenise(text[mention.start : mention.end])}
            if library.concept(mention.concept).kind in KINDS:
                found.setdefault(mention.concept, set()).update(words)
        for place in library.place_finder.named(text):
            # `Korean` is another word for `South Korea`; another town of the same country is another place.
            words = (
                {token.written for token in tokenise(text[place.start : place.end])} if place.strength == 1 else set()
            )
            found.setdefault(f"place:{place.answers_as}", set()).update(words)
        return {key: frozenset(words) for key, words in found.items()}

    def subjects(text: str) -> frozenset[str]:
        found = (
            one for one in library.matcher.mentions(text, cues=False) if library.concept(one.concept).kind in ABOUT
        )
        return frozenset(stem for one in found for stem in read(text[one.start : one.end]).stems)

    def kinds(text: str) -> Mapping[str, str]:
        found = {}
        for one in library.matcher.mentions(text, cues=False):
            kind = library.concept(one.concept).kind
            if kind in ("product", "brand", "condition"):
                tokens = [token for token in read(text[one.start : one.end]).tokens if token.carries]
                found.update({token.stem: "condition" if kind == "condition" else "product" for token in tokens[:1]})
        for place in library.place_finder.named(text):
            named = read(text[place.start : place.end]).tokens
            found.update({token.stem: "place" for token in named if token.carries})
        return found

    vectors: dict[str, Vectors | None] = {}

    def nearness(text: str, others: Sequence[str]) -> float | None:
        # The lines of one answer stand on the same statements: each text is embedded once.
        missing = [one for one in dict.fromkeys([text, *others]) if one not in vectors]
        vectors.update(zip(missing, library.embedded(missing), strict=True) if missing else ())
        first, *rest = (vectors[one] for one in [text, *others])
        found = [float(first[0] @ other[0]) for other in rest if first is not None and other is not None]
        return max(found, default=None)

    return Knowledge(named, subjects, kinds, nearness)
