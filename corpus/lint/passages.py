"""Passages: words of a source stand in the corpus only where its rights allow that they are printed."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.files import Corpus
from corpus.lint.findings import LintFault, error
from corpus.rights import IN_WORDS, may_publish_passages


def passage_faults(corpus: Corpus) -> Iterator[LintFault]:
    """Passages with words that may not be printed, drafts included: whoever has the files has the words."""
    for _, source, statement in corpus.statements():
        passage = statement.passage
        if passage is None or passage.text is None or may_publish_passages(source.rights):
            continue
        known = f"the source's rights are {IN_WORDS[source.rights]}" if source.rights else "its rights are not known"
        yield error(
            corpus.files[f"source:{source.id}"],
            f"statements[{statement.slug}].passage.text",
            f"holds the source's own words, and {known}",
            "remove the text and keep the span, or correct the source's rights",
        )
