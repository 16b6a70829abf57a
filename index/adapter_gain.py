"""Whether the adapter is worth having: learnt without one ask of each statement, and tried on those asks.

It goes into a release when the interval of what it adds to statement recall lies above zero; otherwise it stays out,
and the report says so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.adapter import ADAPTER, Adapter, AdapterSettings, Owners, last_of_each, learn, positions
from index.embeddings import Vectors
from index.hybrid import FUSION
from index.lexical import LexicalIndex
from index.vectors import Row

FILE = "adapter.npz"
ROWS = "adapter-rows.json"
RESAMPLES = 1000


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What an adapter is learnt from: the statements of a release in order, with their vectors and asks."""

    statements: tuple[str, ...]
    texts: Vectors
    asks: Vectors
    asked: tuple[str, ...]
    """The text of each ask."""
    owners: Owners

    def without(self, held_out: NDArray[np.bool_]) -> Material:
        """The same without some asks."""
        kept = ~held_out
        asked = tuple(text for text, stays in zip(self.asked, kept, strict=True) if stays)
        return Material(self.statements, self.texts, self.asks[kept], asked, self.owners[kept])


def material(rows: Sequence[Row], vectors: Vectors) -> Material:
    """What `rows` and their `vectors` hold on statements."""
    texts = [position for position, row in enumerate(rows) if row.field == "statement"]
    asks = [position for position, row in enumerate(rows) if row.field == "statement-ask"]
    statements = tuple(rows[position].owner for position in texts)
    return Material(
        statements=statements,
        texts=vectors[texts],
        asks=vectors[asks],
        asked=tuple(rows[position].text for position in asks),
        owners=positions([rows[position].owner for position in asks], statements),
    )


def write_adapter(
    folder: Path,
    rows: Sequence[Row],
    vectors: Vectors,
    previous: Path | None,
    settings: AdapterSettings = ADAPTER,
) -> dict[str, Any] | None:
    """Learns the adapter into `folder` (which holds the lexical index) where it gains; returns what was measured.

    None where there is too little to learn from. Where hardly a row differs from the `previous` release, its adapter
    and what was measured of it are taken over, so that a small edit costs a small build.
    """
    found = material(rows, vectors)
    if len(found.statements) < settings.fewest:
        return None
    marks = sorted(_mark(row) for row in rows if row.field in ("statement", "statement-ask"))
    known = _known(previous) if previous is not None else None
    if known is not None and previous is not None:
        differ = len(set(marks) ^ set(known["rows"]))
        if differ <= settings.changed * len(marks):
            if (previous / FILE).is_file():
                (folder / FILE).write_bytes((previous / FILE).read_bytes())
            (folder / ROWS).write_text(json.dumps(known), encoding="utf-8")
            return dict(known["report"])
    report = gain(found, LexicalIndex(folder / "lexical"), settings)
    if report["kept"]:
        learn(found.texts, found.asks, found.owners, settings).save(folder / FILE)
    (folder / ROWS).write_text(json.dumps({"report": report, "rows": marks}), encoding="utf-8")
    return report


def gain(found: Material, lexical: LexicalIndex, settings: AdapterSettings = ADAPTER) -> dict[str, Any]:
    """Recall among the first five with and without the adapter, on asks it has not seen, with 95 % intervals."""
    held_out = last_of_each(found.owners)
    rest = found.without(held_out)
    questions, wanted = found.asks[held_out], found.owners[held_out]
    asked = [text for text, out in zip(found.asked, held_out, strict=True) if out]
    words = _words(found.statements, lexical, asked)
    adapter = learn(rest.texts, rest.asks, rest.owners, settings)
    same = Adapter(np.zeros_like(adapter.text), np.zeros_like(adapter.ask))
    sources = np.unique([key.split("/")[0] for key in found.statements], return_inverse=True)[1]
    firsts = [_first_five(rest, tried, questions, words) for tried in (same, adapter)]
    report: dict[str, Any] = {"questions": len(asked)}
    for name, hits in (
        ("statement_recall_at_5", [(first == wanted[:, None]).any(axis=1) for first in firsts]),
        ("source_recall_at_5", [(sources[first] == sources[wanted][:, None]).any(axis=1) for first in firsts]),
    ):
        report[name] = {
            "without": round(float(hits[0].mean()), 4),
            "with": round(float(hits[1].mean()), 4),
            "gain": list(interval(hits[1].astype(float) - hits[0].astype(float))),
        }
    report["kept"] = report["statement_recall_at_5"]["gain"][0] > 0
    return report


def interval(values: NDArray[np.float64]) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean of one value a question; the same values give the same interval."""
    chance = np.random.default_rng(0)
    means = [values[chance.integers(0, len(values), len(values))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, (2.5, 97.5))
    return round(float(low), 4), round(float(high), 4)


def _first_five(rest: Material, adapter: Adapter, questions: Vectors, words: Vectors) -> NDArray[np.int64]:
    by_text, by_ask = adapter.turned(questions)
    nearest = np.full((len(questions), len(rest.statements)), -1.0, np.float32)
    for position, similarity in zip(rest.owners, rest.asks @ by_ask.T, strict=True):
        np.maximum(nearest[:, position], similarity, out=nearest[:, position])
    scores = (by_text @ rest.texts.T + nearest) / 2 + FUSION.lexical_weight * words
    return np.argsort(-scores, axis=1, kind="stable")[:, :5]


def _words(statements: Sequence[str], lexical: LexicalIndex, asked: Sequence[str]) -> Vectors:
    """BM25 of each question, scaled to its best document; questions x statements."""
    columns = positions(lexical.owners, statements)
    found = np.zeros((len(asked), len(statements)), np.float32)
    for row, text in zip(found, asked, strict=True):
        scores = lexical.scores(text)
        best = float(scores.max(initial=0.0))
        if best > 0:
            row[columns] = scores / best
    return found


def _mark(row: Row) -> str:
    return blake2b(f"{row.field} {row.key}".encode(), digest_size=6).hexdigest()


def _known(previous: Path) -> dict[str, Any] | None:
    file = previous / ROWS
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
