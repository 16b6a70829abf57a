"""What a message asks: language, spelling, concepts, place, facet, the standalone question and the behaviour."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.library import FIELD_KINDS, GLOSSARY_KINDS, Library
from assistant.types import Behaviour, Question
from assistant.understand.behaviour import Routed, route
from assistant.understand.facets import depends_on_place, facets
from assistant.understand.followup import standalone
from assistant.understand.language import detect
from assistant.understand.negation import Negation, negation, positive
from assistant.understand.places import NamedPlace, certain
from assistant.understand.unknown import countries, unknown_subjects
from index.calibration import DEFAULTS
from index.embeddings import Vectors
from index.wording import features


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """A message, read."""

    asked: str
    """The standalone question in the patient's words: what is shown where it differs from the message."""
    searched: str
    """The same with the spelling of the field put right: what is searched for."""
    rewritten: bool
    """Whether a follow-up was completed from earlier turns."""
    negation: Negation | None
    """How the question is put negatively, so that a bare yes or no would read as its opposite."""
    language: str
    concepts: frozenset[str]
    subjects: frozenset[str]
    """Concepts that say what it is about; see `Library.subjects`."""
    place: str | None
    """The place named in the text, else the place that the patient set."""
    answers_as: str | None
    """The place id that statements about `place` are tagged with."""
    in_field: bool
    """Whether a concept of the field, or of its glossary, is in it."""
    unknown: tuple[str, ...]
    """Subjects that the corpus has no word for."""
    uncovered_country: str | None
    """A country named that the corpus has nothing on."""
    facets: dict[str, float]
    """How likely each facet is what is asked for."""
    routed: Routed
    vector: Vectors | None

    @property
    def negated(self) -> bool:
        """Whether the question is put negatively."""
        return self.negation is not None

    @property
    def behaviour(self) -> Behaviour:
        return self.routed.behaviour

    @property
    def facet(self) -> str | None:
        """The facet, when one is clearly likelier than the others."""
        best = max(self.facets, key=lambda name: self.facets[name], default=None)
        return best if best is not None and self.facets[best] >= 0.4 else None


def understand(library: Library, question: Question, text: str) -> Understanding:
    """Reads the cleaned `text` of a question in the light of its history."""
    language = detect(text, library.words_in_use)
    asked = standalone(library, text, question.history)
    corrected = library.matcher.corrected(positive(asked))
    if question.place and not _place(library.place_finder.named(asked)) and depends_on_place(corrected):
        # A rule or an approval is searched for where the patient is.
        corrected = f"{corrected.rstrip(' ?.!')} in {library.place_name(question.place)}?"
    concepts = library.matcher.ids(corrected)
    subjects = library.subjects(concepts)
    named = library.place_finder.named(asked)
    place = _place(named) or question.place
    vector = library.embed(corrected)
    release = library.release
    return Understanding(
        asked=asked,
        searched=corrected,
        rewritten=asked != text,
        negation=negation(asked),
        language=language,
        concepts=concepts,
        subjects=subjects,
        place=place,
        answers_as=_answers_as(library, place),
        in_field=_has_kind(library, concepts, FIELD_KINDS | GLOSSARY_KINDS),
        unknown=unknown_subjects(corrected, library.is_known, library.is_nearly_known),
        uncovered_country=_uncovered(library, asked),
        facets=facets(corrected, release.facet.probabilities(vector) if release.facet and vector is not None else {}),
        routed=route(
            text=text,
            asked=asked,
            language=language,
            concepts=frozenset(one for one in concepts if library.concept(one).kind != "cue"),
            subjects=subjects,
            in_field=_has_kind(library, concepts, FIELD_KINDS),
            probabilities=(
                release.behaviour.probabilities(features(vector, [text]))
                if release.behaviour and vector is not None
                else {}
            ),
            thresholds=(release.behaviour.thresholds if release.behaviour else None) or DEFAULTS,
        ),
        vector=vector,
    )


def signpost_place(library: Library, question: Question, text: str) -> str | None:
    """The place whose numbers may be shown: named for certain in the text, else set by the patient."""
    return certain(library.place_finder.named(text)) or question.place


def _place(named: list[NamedPlace]) -> str | None:
    return next((place.id for place in named if place.id != "international"), None)


def _answers_as(library: Library, place: str | None) -> str | None:
    if place is None:
        return None
    return next((entry.answers_as for entry in library.contents.places.places if entry.id == place), place)


def _uncovered(library: Library, text: str) -> str | None:
    named = [name for name in countries(text) if name.casefold() not in library.covered_countries]
    return named[0] if named else None


def _has_kind(library: Library, concepts: frozenset[str], kinds: frozenset[str]) -> bool:
    return any(library.concept(concept).kind in kinds for concept in concepts)
