"""A follow-up made into a question that stands alone, by rule: subject, illness, place and facet are carried over.

Nothing is invented: every word comes from the message, from the patient's earlier questions or from a short list of
joining words. Of our own answers only what they offered is taken up (`offers`). The rewritten question is shown, so
that a wrong guess can be seen and put right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.library import Library
from assistant.types import Turn
from assistant.understand import swapped
from assistant.understand.bare import completed
from assistant.understand.carried import Carried
from assistant.understand.courtesy import courtesy
from assistant.understand.facets import depends_on_place
from assistant.understand.offers import offered, takes_up
from assistant.understand.pronouns import POINTS, pointed
from assistant.understand.unsaid import with_subject
from index.cues import shows

_FRESH = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|thanks?|thank you|so|and|but|cool|great|well|hm+)[\s,.!]+)*"
    r"(?:(?:(?:a |on a |one )?(?:different|new|another|other|unrelated|separate|last) (?:question|topic|subject|thing|matter))|something (?:else|different)|"
    r"never ?mind(?: that)?|forget (?:that|it|about (?:that|it))|changing (?:the )?(?:subject|topic)|change of (?:subject|topic)|by the way|btw|leaving that aside|scrap that|"
    r"let'?s (?:talk about|move on to|turn to) something else)\s*[:,.;!\-–]+\s*(?P<rest>.{6,})$",
    re.IGNORECASE | re.DOTALL,
)
_LEADING = re.compile(
    r"^\s*(?:(?:and|but|so|then|also|ok(?:ay)?|well|hm+|oh|ah|now|cool|great|right|thanks?|thank you|i see|got it|please|alright|yes|yeah)\b[\s,.!:;]*)+(?=\S)",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\bwhich (?:one|of (?:them|those|these|the two))?(?=\s+\w)|\b(?:both|either|neither)(?: of (?:them|those|these))?\b|\ball (?:of )?(?:them|these|those)\b",
    re.IGNORECASE,
)
_NTH = (
    (0, re.compile(r"\b(?:the )?(?:first|former)(?: one| product| treatment| trial)?\b", re.IGNORECASE)),
    (1, re.compile(r"\b(?:the )?(?:second|latter)(?: one| product| treatment| trial)?\b", re.IGNORECASE)),
)
_OTHER = re.compile(r"\b(?:the )?other (?:one|product|treatment|trial)\b", re.IGNORECASE)
_MEANING = re.compile(
    r"^\W*(?:what(?:'s| is| are| does| do)|whats|define|explain|who (?:is|was))\s+(?!the (?:risk|cost|price|side|evidence|success|rule|law|danger|chance|downside|benefit)|"
    r"(?:its?|their|there|they|this|that|these|those)\b)(?P<what>[^?]{3,60})\?*\s*$",
    re.IGNORECASE,
)
_FACET_NOUNS = re.compile(
    r"\b(?:risks?|side effects?|dangers?|downsides?|costs?|price|evidence|proof|results?|benefits?|success rates?|rules?|laws?|deaths?|"
    r"safety|approval|status|harms?|complications?|insurance|alternatives?|chances?|odds|dose|doses|age limits?|stage|data|studies|trials?)\b",
    re.IGNORECASE,
)
_ENDS_IN_FACET = re.compile(rf"(?:{_FACET_NOUNS.pattern})\W*$", re.IGNORECASE)
_ANYWHERE = re.compile(
    r"\b(?:any(?:where| country| place)|elsewhere|world|countries|outside|abroad|everywhere)\b", re.IGNORECASE
)
_THERE = re.compile(
    r"(?<!\bis )(?<!\bif )(?<!\bare )(?<!\bwas )(?<!\bwere )(?<!^)\b(?:over |out )?there\b(?!'s| (?:is|are|was|were|any|a|been|other)\b)",
    re.IGNORECASE,
)
_OF_A_REGULATOR = re.compile(
    r"^\W*what (?:do|does|did|has|have) (?:the )?[\w ]{2,40}? (?:say|think|decide|rule|do|done|said|decided|require|want)\W*$",
    re.IGNORECASE,
)
_STATES = re.compile(r"^\W*(?:there(?:'s| is| are)|i|i'm|im|it|it's|he|she|we|my|our|this|that)\b", re.IGNORECASE)
_SAME_AS = re.compile(
    r"^\W*(?:the )?(?:same as|different from|better than|worse than|safer than|like)\b", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:what time|what day|what's up|how are you|how's it going|is it raining|can you hear|who are you|your name|are you (?:a |an )?(?:bot|robot|human|real|doctor|ai))\b",
    re.IGNORECASE,
)
LONGEST_FRAGMENT = 8
"""Words of a message that is taken for an incomplete one although it points at nothing."""
LONGEST_FOLLOW_UP = 24
"""Words: a longer message is taken to stand alone."""


@dataclass(frozen=True)
class _Thread:
    """What the conversation is about so far."""

    question: str
    names: dict[str, str] = field(default_factory=dict)
    """Treatments and trials named so far by concept, as the patient wrote them, the latest last."""
    place: str | None = None
    """Where the patient said they are."""
    there: str | None = None
    """The place that was named last."""

    def after(self, library: Library, question: str) -> _Thread:
        carried = Carried(library, question)
        names = {key: name for key, name in self.names.items() if key not in carried.names()}
        lives = carried.place if carried.says_who_asks else None
        return _Thread(question, names | carried.names(), lives or self.place, carried.place or self.there)


def standalone(library: Library, text: str, history: Sequence[Turn]) -> str:
    """`text` as a question that stands alone; `text` itself where it already does or nothing came before."""
    thread: _Thread | None = None
    said = ""
    for turn in history:
        if turn.role == "assistant":
            said = turn.content
        elif courtesy(turn.content, history) is None:
            question = _read(library, turn.content, thread, said) if thread else turn.content
            thread = (thread or _Thread("")).after(library, question)
            said = ""
    if courtesy(text, history) is not None:
        return text
    if thread is None:
        return with_subject(library, text)
    return _read(library, text, thread, said)


def _read(library: Library, text: str, thread: _Thread, said: str) -> str:
    """One message in the light of the thread and of what was last said."""
    if fresh := _FRESH.match(text):
        return _sentence(fresh["rest"])
    if len(text.split()) > LONGEST_FOLLOW_UP:
        return text
    before = Carried(library, thread.question)
    if takes_up(text):
        offer = offered(library, said, text)
        if offer is not None:
            return _read(library, offer, thread, "")
        if completed(before, text, said) is None:
            return before.question
    if (whole := completed(before, text, said)) is not None:
        return _sentence(whole)
    made = swapped.swapped(library, before, text, _others(thread, before))
    if made is not None:
        return _sentence(made) if made.asks else _read(library, made.text, thread, said)
    return _joined(library, text, before, thread)


def _joined(library: Library, text: str, before: Carried, thread: _Thread) -> str:
    """A message with a word of its own for what it asks, completed by what it leaves out."""
    bare = _LEADING.sub("", text)
    there = before.place or thread.there
    named = _with_names(bare, before, thread)
    if there is not None:
        named = _THERE.sub(f"in {there}", named, count=1)
    own = Carried(library, named)
    made = named
    points = POINTS.search(named)
    if _ELSEWHERE.search(named) or (shows("everyday matter", named) and not shows("stem cell field", named)):
        return text
    if _SAME_AS.match(bare) and before.thing:
        made = f"is {before.thing} {named}"
    elif points is not None:
        made = pointed(named, own, before)
    if made == bare and _is_fragment(bare, own, before):
        made = _appended(bare, before)
    elif made == bare and own.about_a_body and before.thing and _OF_A_REGULATOR.match(bare):
        made = f"{bare.rstrip('?. ')} about {before.thing}?"
    made = _with_illness(library, made, own, before)
    made = _with_place(library, made, bare, before, thread)
    return text if made == bare else _sentence(made)


def _with_names(text: str, before: Carried, thread: _Thread) -> str:
    """`which one`, `both`, `the first`, `the other one` with the names they stand for."""
    here = list(before.names().values())
    names = here if len(here) >= 2 else list(thread.names.values())[-2:]
    if len(names) < 2:
        return text
    for position, pattern in _NTH:
        if pattern.search(text) and not re.search(
            r"\bfirst (?:time|person|in|ever|approved|human)\b", text, re.IGNORECASE
        ):
            return pattern.sub(names[position], text, count=1)
    if _OTHER.search(text):
        return _OTHER.sub(next((name for name in reversed(names) if name != before.thing), names[0]), text, count=1)
    found = _EITHER.search(text)
    if found is None:
        return text
    if found[0].casefold().startswith("which"):
        return f"{text.rstrip('?. ')}, {names[0]} or {names[1]}?"
    word = "neither" if found[0].casefold().startswith("neither") else "both"
    joined = f"neither {names[0]} nor {names[1]}" if word == "neither" else f"both {names[0]} and {names[1]}"
    return text[: found.start()] + joined + text[found.end() :]


def _others(thread: _Thread, before: Carried) -> str | None:
    """The treatment that was spoken of before the one that the last question is about."""
    return next((name for name in reversed(thread.names.values()) if name != before.thing), None)


def _is_fragment(text: str, own: Carried, before: Carried) -> bool:
    """Whether a message leaves out what it is about, although no word of it points back."""
    words = len(text.split())
    if own.things or words > LONGEST_FRAGMENT or _MEANING.match(text) or ("?" not in text and _STATES.match(text)):
        return False
    return own.named_illness is None or (bool(before.things) and words <= 4)


def _appended(text: str, before: Carried) -> str:
    """`side effects of Lantidra?` or `how many people (the MILES trial)?`."""
    if before.whole is None:
        return text
    if _ENDS_IN_FACET.search(text):
        return f"{text.rstrip('?. !')} of {before.whole}?"
    return f"{text.rstrip('?. !')} ({before.whole})?"


def _with_illness(library: Library, made: str, own: Carried, before: Carried) -> str:
    """The illness that somebody said to have, where the next question names a treatment and none."""
    if not before.says_who_asks or before.illness is None or Carried(library, made).illness is not None:
        return made
    illness = before.question[slice(*before.illness)]
    return (
        made
        if illness.casefold() in made.casefold() or not own.treatments()
        else f"{made.rstrip('?. ')} for {illness}?"
    )


def _with_place(library: Library, made: str, bare: str, before: Carried, thread: _Thread) -> str:
    """The place, for what differs from place to place: of the question before, or where somebody said to be."""
    own = Carried(library, made)
    place = (before.place if made != bare or before.says_who_asks else None) or thread.place
    if place is None or own.place is not None:
        return made
    if not depends_on_place(made) or _ANYWHERE.search(made):
        return made
    return f"{made.rstrip('?. !')} in {place}?"


def _sentence(made: object) -> str:
    """With a capital first letter, unless it begins with a name that has none."""
    text = str(made).strip()
    first = re.match(r"[a-z]+\b", text)
    return text[:1].upper() + text[1:] if first else text
