"""The words of a message and the pairs they stand in: what the behaviour classifier reads beside embedding and cues.

"Which is best" and "which is best studied" lie side by side as embeddings; the pair of words tells them apart. Words
are hashed into a fixed number of columns, so nothing has to be kept but the classifier's weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.cues import with_cues
from index.embeddings import Vectors

COLUMNS = 2048
LONGEST = 2_000
"""Characters that are read: what a longer text is, shows in its beginning."""
_WORD = re.compile(r"[a-z']+|\d+|[?!$]")


def wording(texts: Sequence[str]) -> NDArray[np.float32]:
    """One row a text, of length 1 or 0, `COLUMNS` wide. The same text gives the same row everywhere."""
    rows: NDArray[np.float32] = np.zeros((len(texts), COLUMNS), np.float32)
    for row, text in zip(rows, texts, strict=True):
        for piece in set(_pieces(text)):
            number = crc32(piece.encode())
            # The sign lets words that share a column cancel out rather than add up.
            row[number % COLUMNS] += 1.0 if number >> 31 else -1.0
        length = float(np.linalg.norm(row))
        if length:
            row /= length
    return rows


def _pieces(text: str) -> Iterator[str]:
    words = ["^", *_WORD.findall(text[:LONGEST].lower().replace("’", "'")), "$"]
    yield from words
    yield from (f"{first} {second}" for first, second in zip(words, words[1:], strict=False))


def features(vectors: Vectors, texts: Sequence[str]) -> Vectors:
    """The embedding of each text, its cues and its wording, side by side: a row of the behaviour classifier."""
    return np.hstack([with_cues(vectors, texts), wording(texts)])
