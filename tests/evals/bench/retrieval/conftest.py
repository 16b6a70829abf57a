"""Evaluation data of the same shape as the real sets, which are not in the repository, and ten documents."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from evals.bench.retrieval.collection import Document
from evals.bench.retrieval.shared_vectors import SharedVectors
from index.cache import EmbeddingCache
from index.embeddings import SentenceEmbedder

ABSTRACTS = r"""doc_id,title,abstract,structured
11,Light and plants,"['Leaves turn to light.'
 ""A plant's stem bends, too.\n"" 'It takes \'hours\'.\xa0']",False
12,Water,"['Roots find water.']",True
13,Stones,"['Stones stay where they are.']",False
"""
CLAIMS = """id,claim,evidence_doc_id,evidence_label,evidence_sentences,cited_doc_ids
1,Leaves follow the light.,11,SUPPORT,[0],[11]
1,Leaves follow the light.,11,SUPPORT,[1],[11]
1,Leaves follow the light.,12,CONTRADICT,[0],[11]
2,"Roots, in the dark, find nothing.",12,CONTRADICT,[0],[12]
3,Stones fly.,,,[],[13]
"""
QUESTIONS = {
    "1_One_QA/0000001_1.xml": [
        ("What is moss ?", "Moss is a\n   small plant."),
        ("Who has moss ?", "Nobody   has it."),
    ],
    "1_One_QA/0000001_2.xml": [("Who has lichen ?", "Nobody has it."), ("What is lichen ?", "")],
    "2_Two_QA/0000001.xml": [("What is fern &amp; bracken ?", "Fern &lt;bracken&gt; is green.")],
}


@pytest.fixture
def evaldata(tmp_path: Path) -> Path:
    """A folder with the files of both sets."""
    folder = tmp_path / "evaldata"
    (folder / "scifact").mkdir(parents=True)
    (folder / "medquad").mkdir()
    with gzip.open(folder / "scifact" / "corpus_train.csv.gz", "wt", encoding="utf-8") as file:
        file.write(ABSTRACTS)
    (folder / "scifact" / "claims_train.csv").write_text(CLAIMS, encoding="utf-8")
    with tarfile.open(folder / "medquad" / "medquad_xml.tar.gz", "w:gz") as archive:
        for name, pairs in QUESTIONS.items():
            _add(archive, name, _page(pairs))
        _add(archive, "1_One_QA/readme.txt", "not a page")
    return folder


def _page(pairs: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<QAPair pid="{number}"><Question qid="x-{number}" qtype="information">{question}</Question>'
        f"<Answer>{answer}</Answer></QAPair>"
        for number, (question, answer) in enumerate(pairs, 1)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<Document id="x"><QAPairs>{rows}</QAPairs></Document>'


def _add(archive: tarfile.TarFile, name: str, text: str) -> None:
    content = text.encode()
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


@pytest.fixture(scope="session")
def shared_vectors(embedder: SentenceEmbedder, tmp_path_factory: pytest.TempPathFactory) -> SharedVectors:
    """Vectors of the packaged model."""
    return SharedVectors(embedder, EmbeddingCache(tmp_path_factory.mktemp("bench") / "cache.sqlite"))


@pytest.fixture(scope="session")
def ten() -> list[Document]:
    """Ten documents: two with names and asks, the others with a text alone."""
    texts = [
        "Sourdough bread needs a long rest before it is baked.",
        "The lighthouse on the northern cape was built of granite.",
        "Bees find their way home by the light of the sun.",
        "A violin has four strings and is played with a bow.",
        "Glaciers move a few centimetres a day.",
        "Chess is played on a board of sixty-four squares.",
        "Olive trees can live for a thousand years.",
        "The tide comes in twice a day.",
    ]
    return [
        Document("named", "It crossed the ocean in twelve days.", "The Marigold, ship QX-4471"),
        Document("asked", "The answer is forty metres.", asks=("how deep is the old harbour", "harbour depth")),
        *(Document(f"d{number}", text) for number, text in enumerate(texts)),
    ]
