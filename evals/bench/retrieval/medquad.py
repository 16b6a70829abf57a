"""MedQuAD (Ben Abacha and Demner-Fushman 2019): questions from pages of the NIH, each with its answer."""

from __future__ import annotations

import tarfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from evals.bench.retrieval.collection import Collection, Document, Query

NAME = "MedQuAD"
ARCHIVE = Path("medquad", "medquad_xml.tar.gz")
FILES = (ARCHIVE,)
ANSWERS, QUESTIONS = 2000, 500
"""Of some 16,400: to embed them all takes longer than everything else in a run."""


class Pair(NamedTuple):
    """A question with its answer."""

    id: str
    question: str
    answer: str


def read(folder: Path, seed: int, answers: int = ANSWERS, questions: int = QUESTIONS) -> Collection:
    """A sample of the answers, and for some of them their question; the same `seed` gives the same sample.

    Many pages say the same words, so that an answer that equals the wanted one counts as found.
    """
    chance = Random(seed)
    pairs = sorted(_pairs(folder / ARCHIVE))
    sample = chance.sample(pairs, min(answers, len(pairs)))
    same = defaultdict(set)
    for pair in sample:
        same[pair.answer].add(pair.id)
    asked = chance.sample(sample, min(questions, len(sample)))
    return Collection(
        NAME,
        [Document(pair.id, pair.answer) for pair in sample],
        [Query(pair.id, pair.question, frozenset(same[pair.answer])) for pair in asked],
    )


def _pairs(archive: Path) -> Iterator[Pair]:
    with tarfile.open(archive) as files:
        for member in files:
            file = files.extractfile(member) if member.name.endswith(".xml") else None
            if file is None:
                continue
            for pair in ElementTree.fromstring(file.read()).iter("QAPair"):
                question, answer = pair.find("Question"), pair.find("Answer")
                if question is None or answer is None:
                    continue
                asked, said = " ".join((question.text or "").split()), " ".join((answer.text or "").split())
                if asked and said:
                    yield Pair(f"{member.name}#{pair.get('pid')}", asked, said)
