"""What an earlier question was about, in the patient's own words: the thing, the illness, the place."""

from __future__ import annotations

import re
from functools import cached_property

from assistant.library import SUBJECT_KINDS, Library
from assistant.understand.concepts import Mention
from assistant.understand.places import NamedPlace

THINGS = ("brand", "trial", "product", "cell", "procedure", "law", "organisation", "regulator", "registry")
"""Kinds that a pronoun can stand for, the likeliest first."""
POINTED_AT_BY_NOTHING = frozenset({"approval"})
"""What was asked of a thing and is none: the "it" after "is it approved?" is what may be approved."""
BODIES = frozenset({"organisation", "regulator", "registry"})
ILLNESSES = frozenset({"condition"})

_QUESTION_WORDS = re.compile(r"\b(?:it|they|them|this|that|how|what|who|when|where|which)\b", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r"\s+(?:clinics?|treatments?|therap(?:y|ies)|injections?|shots?|trials?|stud(?:y|ies)|products?|cells?|transplants?|banks?|"
    r"banking|infusions?|drips?|grafts?|patch(?:es)?|medicines?|law|act|rule|institute)\b",
    re.IGNORECASE,
)
_TRIAL_OR_LAW_AFTER = re.compile(r"\b(?:trial|study|law|act|rule)$", re.IGNORECASE)
_ASKED_FOR = re.compile(
    r"^\W*(?:(?:what|who)(?:'s| is| are| was| were| does| do)|whats|tell me about|explain|define|describe)\s+"
    r"(?P<what>.{2,60}?)(?:\s+(?:do|does|work|works|mean|means|say|says|find|show|approved|regulated))?\W*$",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"^\W*(?:(?:so|and|but|ok(?:ay)?|well)\W+)*(?:is|are|was|were|does|do|did|has|have|had|can|could|will)\s+"
    r"(?P<what>(?:the|this|that|those|these|my|our|an?) .{2,60}?)\s+(?:(?:been|be|really|actually|fully|only|just|also|even) )*"
    r"(?:approved|legal|illegal|safe|proven|work|works|working|help|helps|available|dangerous|allowed|banned|licen[sc]ed|worth|covered|real|cause|cost)\b",
    re.IGNORECASE,
)
"""What a yes-or-no question is asked of, where no word of the field names it: "is the stuff from Japan approved"."""
_SLOT = re.compile(
    r"\b(?:for|help|helps|cure|cures|treat|treats|fix|fixes|heal|heals|repair|reverse|reverses|regrow|regrows|stop|stops|against|in)\s+"
    r"(?P<what>(?:my |the |a )?(?!(?:whom|who|what|which|it|them|this|that|these|those|me|you|us|show|shows|find|do|work|works|people|humans|patients|practice|general|english|trials?|use|sale|free|real|life|money|real|kids|children|adults|"
    r"clinics?|hospitals?|doctors?|the (?:clinic|hospital|trial|future|past|first|second|third|last|end))\b)[^\W\d_][\w'-]*(?: [^\W_][\w'-]*){0,3}?)\s*(?=\W*$|\s(?:in|with|by|at|from|after|before)\b)",
    re.IGNORECASE,
)
_OF_A_PERSON = re.compile(r"^\W*(?:(?:hi|hello|hey)\W+)?(?:i|i'm|im|i've|we|my|our|he|she)\b(?!.*\?)", re.IGNORECASE)
_GROUP = re.compile(
    r"\b(?P<what>(?:(?!(?:do|does|did|are|is|were|have|has|how|what|which|when|why|there|the|any|all|many|of|in|for|to|by|us|some|those|these|on|and|approve|allow)\b)[\w-]+ ){0,2}"
    r"(?:clinics|companies|doctors|hospitals|trials|studies|patients|countries|products|treatments|medicines|deaths|injections))\b",
    re.IGNORECASE,
)


class Carried:
    """A question of the patient, taken apart for the one that follows it."""

    def __init__(self, library: Library, question: str) -> None:
        self._library = library
        self.question = question

    @property
    def stem(self) -> str:
        """The question without its last mark."""
        return self.question.rstrip(" ?.!")

    @cached_property
    def mentions(self) -> list[Mention]:
        """Its subjects, in order of place; none that is itself made of question words."""
        found = [
            mention
            for mention in self._library.matcher.mentions(self.question, cues=False)
            if self._library.concept(mention.concept).kind in SUBJECT_KINDS
            and mention.end > mention.start
            and not _QUESTION_WORDS.search(self.question[mention.start : mention.end])
        ]
        return sorted(found, key=lambda mention: mention.start)

    @cached_property
    def things(self) -> list[Mention]:
        """What a pronoun can stand for, the likeliest first."""
        found = [mention for mention in self.mentions if self._kind(mention) in THINGS]
        return sorted(found, key=lambda mention: THINGS.index(self._kind(mention)))

    @cached_property
    def named_illness(self) -> tuple[int, int] | None:
        """Where an illness stands that the corpus has a word for."""
        named = next((mention for mention in self.mentions if self._kind(mention) in ILLNESSES), None)
        if named is None:
            return None
        before = re.search(r"\b(?:my|the)\s$", self.question[: named.start], re.IGNORECASE)
        return (before.start() if before else named.start), named.end

    @cached_property
    def illness(self) -> tuple[int, int] | None:
        """Where the illness or body part stands that the question is about, known or not."""
        if self.named_illness is not None:
            return self.named_illness
        places = {position for place in self.places for position in range(place.start, place.end)}
        for slot in _SLOT.finditer(self.question):
            # "iPS cells for parkinsons" is one term of the field, and its end is the illness all the same.
            taken = any(
                mention.start < slot.end("what")
                and slot.start("what") < mention.end
                and not (mention.start < slot.start("what") and mention.end == slot.end("what"))
                for mention in self.mentions
            )
            if not taken and places.isdisjoint(range(*slot.span("what"))):
                return slot.span("what")
        return None

    @cached_property
    def places(self) -> list[NamedPlace]:
        """Places and regulators that it names, in order of place."""
        return sorted(self._library.place_finder.named(self.question), key=lambda place: place.start)

    @cached_property
    def place(self) -> str | None:
        """The place it is asked for, in words: a named one before a regulator's, none for an adjective."""
        strong = [place for place in self.places if place.strength >= 2]
        if not strong:
            return None
        first = max(strong, key=lambda place: (place.strength, -place.start))
        if first.strength >= 3:
            return with_article(self._library, first, self.question[first.start : first.end])
        return self._library.place_name(first.id) if first.id != "international" else None

    @property
    def says_who_asks(self) -> bool:
        """Whether it is no question: "I live in Manila", "my son has MS"."""
        return _OF_A_PERSON.match(self.question) is not None

    def written(self, mention: Mention) -> str:
        """A mention as the patient wrote it, with the noun that it stands before: `the MILES trial`."""
        start, end = mention.start, mention.end
        after = _NOUN_AFTER.match(self.question, end)
        if after:
            end = after.end()
        words = self.question[start:end]
        if _TRIAL_OR_LAW_AFTER.search(words) or self._kind(mention) in ("trial", "law", "regulator"):
            before = re.search(r"\bthe\s$", self.question[:start], re.IGNORECASE)
            words = f"the {words}" if before else words
        return words

    @cached_property
    def thing(self) -> str | None:
        """What a pronoun stands for: the treatment, trial or law, else what was asked the meaning of."""
        if self.things:
            return self.written(self.things[0])
        if self.illness is not None:
            return self.question[slice(*self.illness)]
        if self.group is not None:
            return self.group
        asked = _ASKED_FOR.match(self.question)
        if asked and not _QUESTION_WORDS.search(asked["what"]):
            return asked["what"]
        spoken_of = _SPOKEN_OF.match(self.question)
        return self._term or (spoken_of["what"] if spoken_of else None)

    @cached_property
    def group(self) -> str | None:
        """The many that it asks about: `islet products`, `clinics`."""
        found = _GROUP.search(self.question)
        return found["what"] if found else None

    @cached_property
    def _term(self) -> str | None:
        """Any word of the field in it."""
        named = [
            mention
            for mention in self._library.matcher.mentions(self.question, cues=False)
            if self._kind(mention) not in ("cue", "regulator")
            and mention.concept not in POINTED_AT_BY_NOTHING
            and not _QUESTION_WORDS.search(self.question[mention.start : mention.end])
        ]
        longest = max(named, key=lambda mention: mention.end - mention.start, default=None)
        return self.written(longest) if longest is not None and longest.end > longest.start else None

    @property
    def about_a_body(self) -> bool:
        """Whether nothing is named in it but a regulator, a register or another body."""
        return bool(self.things) and all(self._kind(one) in BODIES for one in self.things)

    def treatments(self) -> list[Mention]:
        """The things named in it that are no regulator, register or other body."""
        return [one for one in self.things if self._kind(one) not in BODIES]

    @cached_property
    def whole(self) -> str | None:
        """The thing with its illness: `HSCT for MS`."""
        if self.thing is None or not self.things or self.illness is None:
            return self.thing
        illness = self.question[slice(*self.illness)]
        return self.thing if illness.casefold() in self.thing.casefold() else f"{self.thing} for {illness}"

    def names(self) -> dict[str, str]:
        """Every treatment, product and trial in it, as written, by its name in small letters, in order of place."""
        kinds = ("brand", "trial", "product", "cell", "procedure")
        written = [self.written(one) for one in self.mentions if self._kind(one) in kinds]
        return {name.casefold(): name for name in written}

    def _kind(self, mention: Mention) -> str:
        return self._library.concept(mention.concept).kind


def with_article(library: Library, place: NamedPlace, written: str) -> str:
    """A place as it was written, with the article that its name takes."""
    takes_one = library.place_name(place.id).startswith("the ") and place.strength >= 3
    codes = written.isupper() or written.casefold().startswith(
        ("united", "states", "european", "philippines", "netherlands")
    )
    return f"the {written}" if takes_one and codes and not written.casefold().startswith("the ") else written
