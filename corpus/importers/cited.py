"""From a span that an editor picked to what a statement keeps of it."""

from __future__ import annotations

from corpus.importers.document import ImportedDocument
from corpus.importers.faults import NoSuchPassage
from corpus.importers.passages import passage_at
from corpus.model import CitedPassage, Rights
from corpus.rights import may_publish_passages

LONGEST = 1_000


def cited_passage(document: ImportedDocument, start: int, end: int, rights: Rights | None) -> CitedPassage:
    """The span with the document's hash and its locator; with its words only where `rights` allow that they are
    printed.

    Raises `NoSuchPassage` for a span that is empty, too long, or reaches over more than one paragraph.
    """
    picked = passage_at(document, start, end)
    if len(picked.text) > LONGEST:
        raise NoSuchPassage(f"The passage has over {LONGEST:,} characters. Pick the sentence or two that say it.")
    words = picked.text if may_publish_passages(rights) else None
    return CitedPassage(
        document=document.sha256, start=picked.start, end=picked.end, locator=picked.locator, text=words
    )
