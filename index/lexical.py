"""The lexical index: BM25 over the words of each statement, its source's names and its identifiers.

Okapi BM25 as implemented by bm25s (Lù 2024), with the Snowball stemmer. It finds what embeddings blur: a trial number,
a product code, a brand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORDS = r"(?u)\b[\w][\w'-]*\b"


class LexicalIndex:
    """BM25 scores of every document for a question."""

    def __init__(self, folder: Path) -> None:
        """Opens what `write_lexical` wrote."""
        import bm25s

        self.owners: list[str] = json.loads((folder / "owners.json").read_text(encoding="utf-8"))
        self._bm25: Any = bm25s.BM25.load(str(folder), load_corpus=False)

    @cached_property
    def _vocabulary(self) -> dict[str, int]:
        return dict(self._bm25.vocab_dict)

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score for each of `owners`; zeros where no word of the question is known."""
        words = [word for word in tokens([question])[0] if word in self._vocabulary]
        if not words:
            return np.zeros(len(self.owners), np.float32)
        return np.asarray(self._bm25.get_scores(words), np.float32)


def write_lexical(folder: Path, documents: Mapping[str, str]) -> None:
    """Writes the index of `documents` (owner to text) into `folder`."""
    import bm25s

    folder.mkdir(parents=True)
    retriever = bm25s.BM25()
    retriever.index(tokens(list(documents.values())), show_progress=False)
    retriever.save(str(folder), show_progress=False)
    (folder / "owners.json").write_text(json.dumps(list(documents)), encoding="utf-8")


def tokens(texts: Sequence[str]) -> list[list[str]]:
    """Stemmed words of each text, stop words left out."""
    import bm25s
    import Stemmer

    found = bm25s.tokenize(
        list(texts),
        stopwords="en",
        stemmer=Stemmer.Stemmer("english"),
        token_pattern=_WORDS,
        return_ids=False,
        show_progress=False,
    )
    return [list(words) for words in found]
