"""Passages: words of a source stand in the corpus only where its rights allow that they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.files import Corpus
from corpus.importers.normal import on_one_line
from corpus.lint.findings import LintFault, error
from corpus.rights import IN_WORDS, may_publish_passages

_FOLLOWED = re.compile(r"https?:|www\.|\b(?:javascript|vbscript|ftp|mailto|tel|file|blob|data):(?=\S)", re.IGNORECASE)
"""What could be taken for a link. No answer leaves with one that is not its source's own."""


def passage_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Passages with links, hidden signs, or words that may not be printed; drafts too: their files are public."""
    for _, source, statement in corpus.statements():
        passage = statement.passage
        if passage is None or passage.text is None:
            continue
        file, field = corpus.files[f"source:{source.id}"], f"statements[{statement.slug}].passage.text"
        if _FOLLOWED.search(passage.text):
            yield error(file, field, "holds a web address", "pick words without the address, or remove the text")
        if passage.text != on_one_line(passage.text):
            yield error(file, field, "holds signs that cannot be seen", "import the document again, and pick the words")
        if may_publish_passages(source.rights):
            continue
        known = f"the source's rights are {IN_WORDS[source.rights]}" if source.rights else "its rights are not known"
        yield error(
            file,
            field,
            f"holds the source's own words, and {known}",
            "remove the text and keep the span, or correct the source's rights",
        )
