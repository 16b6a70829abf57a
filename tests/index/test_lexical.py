"""The lexical index finds what embeddings blur."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.lexical import LexicalIndex, tokens, write_lexical

DOCUMENTS = {
    "islets": "Zimislecel trial NCT04786262 VX-880 islet cells for type 1 diabetes",
    "knee": "RESTORE trial of platelet-rich plasma for osteoarthritis of the knee",
    "eye": "Injections into the eyes blinded three people",
}


@pytest.fixture
def index(tmp_path: Path) -> LexicalIndex:
    write_lexical(tmp_path / "lexical", DOCUMENTS)
    return LexicalIndex(tmp_path / "lexical")


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        pytest.param("NCT04786262", "islets", id="trial number"),
        pytest.param("what is nct04786262?", "islets", id="trial number in small letters"),
        pytest.param("VX-880", "islets", id="product code"),
        pytest.param("the injected eye", "eye", id="stems"),
        pytest.param("osteoarthritic knees", "knee", id="plural"),
    ],
)
def test_the_right_document_scores_best(index: LexicalIndex, question: str, owner: str) -> None:
    scores = index.scores(question)
    assert index.owners[int(np.argmax(scores))] == owner
    assert scores.max() > 0
    assert scores.shape == (3,)


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="empty"),
        pytest.param("   \n", id="blank"),
        pytest.param("the of and", id="stop words"),
        pytest.param("xyzzy plugh", id="unknown words"),
        pytest.param("???!! \u200b\x00", id="no words"),
        pytest.param("幹細胞", id="another script"),
    ],
)
def test_a_question_without_a_known_word_scores_nothing(index: LexicalIndex, question: str) -> None:
    assert index.scores(question).tolist() == [0.0, 0.0, 0.0]


def test_unknown_words_beside_a_known_one_change_nothing(index: LexicalIndex) -> None:
    assert index.scores("xyzzy knee plugh").tolist() == index.scores("knee").tolist()


def test_a_very_long_question_is_scored(index: LexicalIndex) -> None:
    assert index.owners[int(np.argmax(index.scores("knee " * 20_000)))] == "knee"


def test_words_are_stemmed_and_stop_words_left_out() -> None:
    assert tokens(["The injected eyes", ""]) == [["inject", "eye"], []]


def test_a_folder_is_written_once(tmp_path: Path) -> None:
    write_lexical(tmp_path / "lexical", DOCUMENTS)
    with pytest.raises(FileExistsError):
        write_lexical(tmp_path / "lexical", DOCUMENTS)
