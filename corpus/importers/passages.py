"""From the blocks of a reader to a document: one text, its passages, and spans that an editor picks in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from corpus.importers.document import BETWEEN, Block, DocumentKind, ImportedDocument, Limits, Passage
from corpus.importers.faults import NoSuchPassage, NoText, TooMuchText
from corpus.importers.normal import has_unseen, on_one_line

LONGEST = 1_500
"""Characters; a longer block is cut between two sentences."""
LONGEST_HEADING = 160
"""Characters of a heading that are kept for a locator."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+(?=[\"“(\[]?[A-Z0-9])")


def assembled(
    kind: DocumentKind,
    blocks: Iterable[Block],
    limits: Limits,
    *,
    title: str | None = None,
    date: str | None = None,
    pages: int | None = None,
    notes: Iterable[str] = (),
) -> ImportedDocument:
    """The document that blocks make. Raises `TooMuchText`, and `NoText` where no block has a word."""
    passages: list[Passage] = []
    texts: list[str] = []
    at, heading, unseen = 0, None, False
    for block in blocks:
        unseen = unseen or has_unseen(block.text)
        for text in _cut(on_one_line(block.text)):
            texts.append(text)
            under = None if block.role == "heading" else heading
            passages.append(Passage(text, at, at + len(text), block.role, block.page, under))
            if block.role == "heading":
                heading = _shortened(text)
            at += len(text) + len(BETWEEN)
            if at - len(BETWEEN) > limits.characters:
                raise TooMuchText(
                    f"There are more than {limits.characters:,} characters of text in it. "
                    "Import the part that you need: a chapter, or the pages that you cite."
                )
    if not any(sign.isalnum() for text in texts for sign in text):
        raise NoText("There is no text in it that could be cited. Look whether it is the file that you meant.")
    found = [*notes]
    if unseen:
        found.append(
            "It held signs that cannot be seen (hidden marks, or marks that turn the order of letters round). They "
            "were taken out. Compare each passage with the original."
        )
    named = on_one_line(title or "") or None
    return ImportedDocument(kind, BETWEEN.join(texts), tuple(passages), named, date, pages, None, tuple(found))


def passage_at(document: ImportedDocument, start: int, end: int) -> Passage:
    """The span that an editor picked, without blanks at its ends, with its page and heading.

    Raises `NoSuchPassage` for one that is empty, outside the text, or reaches over more than one passage.
    """
    if not 0 <= start < end <= len(document.text):
        raise NoSuchPassage("The span is empty or outside the text. Pick the words again.")
    picked = document.text[start:end]
    start += len(picked) - len(picked.lstrip())
    end -= len(picked) - len(picked.rstrip())
    for one in document.passages:
        if one.start <= start < end <= one.end:
            return replace(one, text=document.text[start:end], start=start, end=end)
    raise NoSuchPassage("The words reach over more than one paragraph. Pick words inside one paragraph.")


def find_words(document: ImportedDocument, words: str) -> tuple[Passage, ...]:
    """Every place where these words stand, in order. Blanks, and the form of quotation marks and dashes, do not
    matter."""
    wanted = folded(words).strip()
    if not wanted:
        return ()
    found = []
    for one in document.passages:
        for match in re.finditer(re.escape(wanted), folded(one.text)):
            found.append(passage_at(document, one.start + match.start(), one.start + match.end()))
    return tuple(found)


_ALIKE = str.maketrans("‘’‛′“”„‟″‐‑‒–—−", '\'\'\'\'"""""------')


def folded(text: str) -> str:
    """`text` with one form of quotation marks, dashes and blanks. The same length for a text without double blanks."""
    return re.sub(r"\s+", " ", text.translate(_ALIKE))


def _cut(text: str) -> Iterable[str]:
    """The text whole, or in pieces of at most `LONGEST` characters where its sentences allow it."""
    if len(text) <= LONGEST:
        return [text] if text else []
    pieces: list[str] = []
    begin = last = 0
    for match in _SENTENCE_END.finditer(text):
        if match.end() - begin > LONGEST and last > begin:
            pieces.append(text[begin:last].strip())
            begin = last
        last = match.end()
    if len(text) - begin > LONGEST and last > begin:
        pieces.append(text[begin:last].strip())
        begin = last
    return [piece for piece in (*pieces, text[begin:].strip()) if piece]


def _shortened(heading: str) -> str:
    if len(heading) <= LONGEST_HEADING:
        return heading
    return heading[:LONGEST_HEADING].rsplit(" ", 1)[0] + " …"
