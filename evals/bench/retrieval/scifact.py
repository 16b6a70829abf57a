"""SciFact (Wadden et al. 2020): scientific claims, and the abstracts that hold the evidence for or against them."""

from __future__ import annotations

import ast
import csv
import gzip
import re
from pathlib import Path

from evals.bench.retrieval.collection import Collection, Document, Query

NAME = "SciFact"
CORPUS, CLAIMS = Path("scifact", "corpus_train.csv.gz"), Path("scifact", "claims_train.csv")
FILES = (CORPUS, CLAIMS)

# An abstract is a printed list of sentences: quoted strings beside each other, without commas.
_SENTENCE = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""")


def read(folder: Path, seed: int) -> Collection:
    """Every abstract, and every claim of the train part for which evidence is recorded; `seed` chooses nothing here."""
    with gzip.open(folder / CORPUS, "rt", encoding="utf-8", newline="") as file:
        documents = [
            Document(row["doc_id"], f"{row['title']}. {abstract(row['abstract'])}") for row in csv.DictReader(file)
        ]
    claims: dict[str, str] = {}
    evidence: dict[str, set[str]] = {}
    with (folder / CLAIMS).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):  # one row for each piece of evidence
            claims[row["id"]] = row["claim"]
            if row["evidence_doc_id"]:
                evidence.setdefault(row["id"], set()).add(row["evidence_doc_id"])
    queries = [Query(key, claims[key], frozenset(found)) for key, found in evidence.items()]
    return Collection(NAME, documents, queries)


def abstract(printed: str) -> str:
    """The sentences of a printed list, joined."""
    return " ".join(str(ast.literal_eval(sentence)).strip() for sentence in _SENTENCE.findall(printed))
