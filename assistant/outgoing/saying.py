"""Checks on what is said: every sentence accounted for; nothing promised, dosed, named, linked or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

from assistant.outgoing.leaving import Leaving
from assistant.outgoing.pieces import Role
from assistant.render import as_markdown
from corpus.promises import advice, amounts, doses, promises

_ADDRESS = re.compile(r"https?://[^\s)\]>,”\"]+", re.IGNORECASE)
_OTHER_LINK = re.compile(
    r"(?<![\w\\/])www\.|\b(?:javascript|vbscript|ftp|mailto|tel|file|blob):(?=\S)|\bdata:\w+/|(?<!\\)\]\(",
    re.IGNORECASE,
)
_TAG = re.compile(r"(?<!\\)<[A-Za-z/!?]")
_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
"""Characters that draw nothing, turn the direction of a line, or steer a terminal."""


def sentences_accounted_for(leaving: Leaving) -> Iterator[str]:
    """Every sentence is a vetted record, fixed wording, a person's own words or a line that was verified."""
    for part in leaving.unread:
        yield f"section {part.section} ({leaving.answer.sections[part.section].kind}) holds words of nobody"
    if leaving.answer.text != as_markdown(leaving.answer.sections):
        yield "the text is not that of the sections"
    contents = leaving.case.library.contents
    offered = {answer.question for answer in contents.key_answers.values()}
    offered |= {entry.question for entry in contents.field_map.faq.questions}
    if not set(leaving.answer.suggestions) <= offered:
        yield "a question is offered that no editor wrote"


def model_labelled(leaving: Leaving) -> Iterator[str]:
    """What a model wrote stands under the label that says so, and rests on a citation line by line."""
    labelled = {part.section for part in leaving.spoken if part.wording == "label-model-written"}
    for part in leaving.spoken:
        if part.by == "model" and part.section not in labelled:
            yield f"section {part.section} holds a line of a model without its label"
        if part.by == "model" and not part.marks:
            yield f"section {part.section} holds a line of a model that cites nothing"


def nothing_promised(leaving: Leaving) -> Iterator[str]:
    """No cure, guarantee or advice outside a quotation, a vetted sentence or a claim under check."""
    for section, text in _unvetted(leaving):
        if promises(text):
            yield f"section {section} promises"
        if advice(text):
            yield f"section {section} advises"


def nothing_dosed(leaving: Leaving) -> Iterator[str]:
    """No amount to take or that was given, and none how often, outside a quotation or a vetted sentence."""
    told = ((section, text) for section, text in _unvetted(leaving) if doses(text) or amounts(text))
    yield from (f"section {section} gives a dose" for section, _ in told)


def nobody_named(leaving: Leaving) -> Iterator[str]:
    """No business or person of the corpus but by a cited statement that names it, or by the person who asks."""
    library = leaving.case.library
    cited = {name for key in leaving.numbers.values() if key in library.contents.statements
             for name in library.statement(key).statement.names}  # fmt: skip
    for part in leaving.spoken:
        if part.by == "own" or part.ids(Role.STATEMENT):
            continue
        own = " ".join(part.values.values())
        for name in library.named_parties.keys() - cited:
            if name in part.text and name not in own:
                yield f"section {part.section} names {name}, and no record that is cited does"


def links_known(leaving: Leaving) -> Iterator[str]:
    """Every web address is that of a cited source, a signpost or a registry; nothing else can be followed."""
    registries = [one.record for one in leaving.case.library.contents.field_map.trial_record.registries if one.record]
    for position, section in enumerate(leaving.answer.sections):
        for found in _ADDRESS.findall(_without_known(leaving, section.text)):
            address = found.rstrip(".;:!?")
            is_record = any(re.fullmatch(re.escape(start) + r"[\w./-]{0,40}", address) for start in registries)
            if not is_record:
                yield f"section {position} has an address that is no source's"
        if _OTHER_LINK.search(section.text):
            yield f"section {position} has what can be followed as a link"


def _without_known(leaving: Leaving, text: str) -> str:
    """A text without the addresses that may stand in it: one may itself hold brackets, so it is taken out whole."""
    if "://" not in text:
        return text
    known = {citation.url for citation in leaving.answer.citations} | leaving.vetted.addresses
    whole = "|".join(re.escape(one.rstrip("/")) for one in sorted(known, key=len, reverse=True))
    # Where it goes on, it is another address.
    return re.sub(rf"(?:{whole})/?(?![\w/?#&=%~-]|\.[\w./])", "", text) if whole else text


def nothing_hidden(leaving: Leaving) -> Iterator[str]:
    """No character that hides, turns or steers, and no tag, in any text that leaves."""
    for position, section in enumerate(leaving.answer.sections):
        if _HIDDEN.search(section.text):
            yield f"section {position} holds a character that is not shown"
        if _TAG.search(section.text):
            yield f"section {position} holds a tag"
    for citation in leaving.answer.citations:
        texts = [getattr(citation, one.name) for one in fields(citation)]
        if any(isinstance(text, str) and _HIDDEN.search(text) for text in texts):
            yield f"the citation of {citation.statement_id} holds a character that is not shown"


def _unvetted(leaving: Leaving) -> Iterator[tuple[int, str]]:
    """What no editor has read: lines of a model, and words that are not accounted for."""
    for part in leaving.spoken:
        if part.by == "model":
            yield part.section, part.text
    for unread in leaving.unread:
        yield unread.section, unread.text
