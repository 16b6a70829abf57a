"""Reading a folder: every fault names the file, the field, the problem and the mend; writing gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import SHIPPED, Corpus, load
from corpus.errors import CorpusFault, CorpusFileError
from corpus.files import dump, tidy

Edit = Callable[[Path, Callable[[Any], Any]], None]
TRIAL = "sources/programs/zimislecel-nejm-2025.yaml"
PRP = "sources/programs/restore-prp-jama-2021.yaml"
ANSWERS = "key_answers/all.yaml"


def refused(folder: Path) -> list[CorpusFault]:
    with pytest.raises(CorpusFileError) as error:
        load(folder)
    assert all(fault.file and fault.problem and fault.mend for fault in error.value.faults)
    assert str(error.value.faults[0]) in str(error.value)
    return error.value.faults


def test_the_small_corpus_is_whole(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    assert len(corpus.sources) == 3
    assert len(list(corpus.statements())) == 8
    assert len(corpus.published_statement_ids()) == 7
    assert set(corpus.published_key_answers()) == set(corpus.key_answers) and len(corpus.key_answers) == 2
    assert len(corpus.distinctions) == 2


def _set(*path: str | int, to: Any) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        content[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        for step in path[:-1]:
            content = content[step]
        del content[path[-1]]

    return change


@pytest.mark.parametrize(
    ("file", "change", "field", "problem", "mend"),
    [
        pytest.param(
            TRIAL,
            _set("statements", 1, "facet", to="price"),
            "statements[insulin-independence-10-of-12].facet",
            "Input should be 'approval'",
            "use one of the listed values",
            id="a statement is called by its slug",
        ),
        pytest.param(
            TRIAL,
            _drop("statements", 0, "verification"),
            "statements[all-14-made-insulin-again]",
            "a published statement needs verification",
            "correct the value",
            id="published without verification",
        ),
        pytest.param(
            TRIAL,
            _set("statements", 2, "verification", "due", to="2020-01-01"),
            "statements[everyone-took-immune-drugs].verification",
            "due must be later than date",
            "correct the value",
            id="due before date",
        ),
        pytest.param(
            TRIAL,
            _set("publsher", to="x"),
            "publsher",
            "Extra inputs",
            "remove the field, or correct",
            id="typo",
        ),
        pytest.param(TRIAL, _drop("publisher"), "publisher", "Field required", "add the field", id="missing field"),
        pytest.param(
            TRIAL,
            _set("statements", 0, "asks", to="how many"),
            "statements[all-14-made-insulin-again].asks",
            "Input should be a valid list",
            "write a list",
            id="not a list",
        ),
        pytest.param(
            TRIAL,
            _set("identifiers", "pmid", to=40544428),
            "identifiers.pmid",
            "Input should be a valid string",
            "put a number, true or false in quotes",
            id="a number where text belongs",
        ),
        pytest.param(
            ANSWERS,
            _set(1, "lead", to=""),
            "[does-prp-help-knee-arthritis].lead",
            "at least 1 character",
            "write something, or remove the field",
            id="a key answer is called by its id",
        ),
        pytest.param(
            "concepts.yaml",
            _set("concepts", 0, "patterns", to=["stem(cell"]),
            "concepts[stem-cell].patterns",
            "'stem(cell' is not a regular expression",
            "correct the value",
            id="a broken pattern",
        ),
        pytest.param(
            "frame/stages.yaml",
            _drop("stages", 3, "means"),
            "stages[defined-product].means",
            "Field required",
            "add the field",
            id="a row of the frame",
        ),
        pytest.param(
            "checklists/red_flags.yaml",
            _set("title", to=None),
            "title",
            "Input should be a valid string",
            "write text",
            id="a checklist",
        ),
        pytest.param(
            "frame/stages.yaml",
            lambda content: content["stages"].pop(),
            "stages",
            "at least 7 items",
            "add items: the list is too short",
            id="six stages",
        ),
        pytest.param(
            "signposts.yaml",
            _set("checked", to="soon"),
            "checked",
            "valid date",
            "correct the value",
            id="signposts",
        ),
        pytest.param(
            "routing/crisis.yaml",
            _set("behaviour", to="sadness"),
            "behaviour",
            "Input should be",
            "use one of the listed values",
            id="a routing file",
        ),
        pytest.param(
            "topics.yaml",
            _set("places", to=["U S"]),
            "places[0]",
            "match pattern",
            "in the form",
            id="a topic id",
        ),
    ],
)
def test_a_fault_names_file_field_problem_and_mend(
    small_corpus: Path,
    edit_yaml: Edit,
    file: str,
    change: Callable[[Any], Any],
    field: str,
    problem: str,
    mend: str,
) -> None:
    edit_yaml(small_corpus / file, lambda content: change(content) and None)
    faults = refused(small_corpus)
    assert [(fault.file, fault.field) for fault in faults] == [(file, field)]
    assert problem in faults[0].problem and not faults[0].problem.startswith("Value error")
    assert mend in faults[0].mend


def test_all_faults_are_told_at_once(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(small_corpus / TRIAL, _set("statements", 0, "facet", to="price"))
    edit_yaml(small_corpus / TRIAL, _set("kind", to="blog"))
    edit_yaml(small_corpus / ANSWERS, _drop(0, "limits"))
    (small_corpus / "frame/today.yaml").unlink()
    assert sorted((fault.file, fault.field) for fault in refused(small_corpus)) == [
        ("frame/today.yaml", ""),
        (ANSWERS, "[does-zimislecel-cure-type-1-diabetes].limits"),
        (TRIAL, "kind"),
        (TRIAL, "statements[all-14-made-insulin-again].facet"),
    ]


def test_a_long_list_of_faults_is_cut_in_the_message_only() -> None:
    faults = [CorpusFault("a.yaml", f"field-{n}", "is wrong", "correct it") for n in range(23)]
    error = CorpusFileError(faults)
    assert str(error).startswith("23 faults in the corpus files:\n  a.yaml: field-0: is wrong. To mend it: correct it.")
    assert "field-19" in str(error) and "field-20" not in str(error) and "and 3 more" in str(error)
    assert error.faults == faults


@pytest.mark.parametrize(
    ("text", "field", "problem"),
    [
        pytest.param("id: a\ntitle: 'open\n", "line 3", "found unexpected end of stream", id="open quote"),
        pytest.param("id: a\ntitle: a: b\n", "line 2", "mapping values are not allowed", id="colon"),
        pytest.param("id: a\n\ttitle: b\n", "line 2", "found a tab character", id="tab"),
        pytest.param("id: *other\n", "line 1", "found undefined alias", id="alias"),
        pytest.param("id: !!python/name:os.system\n", "line 1", "could not determine a constructor", id="tag"),
        pytest.param("id: a\ntitle: b\ntitle: c\n", "line 3", "the field title stands twice", id="field twice"),
        pytest.param("id: a\0b\n", "", "control characters are not allowed", id="control character"),
    ],
)
def test_broken_yaml_names_the_line(small_corpus: Path, text: str, field: str, problem: str) -> None:
    (small_corpus / TRIAL).write_text(text, encoding="utf-8")
    (fault,) = refused(small_corpus)
    assert (fault.file, fault.field) == (TRIAL, field)
    assert problem in fault.problem
    assert fault.mend == "mend the YAML: look at indents, quotes and colons"


EVERY_KIND = (
    TRIAL,
    ANSWERS,
    "topics.yaml",
    "concepts.yaml",
    "distinctions/prp-vs-stem-cells.yaml",
    "signposts.yaml",
    "places.yaml",
    "routing/facets.yaml",
    "routing/crisis.yaml",
    "frame/stages.yaml",
    "checklists/red_flags.yaml",
)


@pytest.mark.parametrize("file", EVERY_KIND)
@pytest.mark.parametrize(
    ("content", "problem", "mend"),
    [
        pytest.param(b"", "the file is empty", "restore it from the repository", id="empty"),
        pytest.param(b"# nothing but a comment\n", "the file is empty", "restore it", id="comment"),
        pytest.param("title: café".encode("latin-1"), "not UTF-8 text", "save the file as UTF-8", id="not UTF-8"),
    ],
)
def test_a_file_without_readable_content_is_a_fault(
    small_corpus: Path, file: str, content: bytes, problem: str, mend: str
) -> None:
    (small_corpus / file).write_bytes(content)
    (fault,) = refused(small_corpus)
    assert (fault.file, fault.field, fault.problem) == (file, "", problem)
    assert mend in fault.mend


@pytest.mark.parametrize("file", ["topics.yaml", "concepts.yaml", "routing/facets.yaml", "frame/faq.yaml"])
def test_a_missing_file_is_a_fault(small_corpus: Path, file: str) -> None:
    (small_corpus / file).unlink()
    (fault,) = refused(small_corpus)
    assert str(fault) == f"{file}: No such file or directory. To mend it: restore the file from the repository."


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "topics.yaml" in {fault.file for fault in refused(tmp_path / "nowhere")}


def test_a_source_is_called_like_its_file(small_corpus: Path) -> None:
    (small_corpus / TRIAL).rename(small_corpus / "sources/programs/zimislecel.yaml")
    (fault,) = refused(small_corpus)
    assert str(fault) == (
        "sources/programs/zimislecel.yaml: id: is zimislecel-nejm-2025. To mend it: call it zimislecel, like the file."
    )


def test_an_id_belongs_to_one_source(small_corpus: Path) -> None:
    copy = small_corpus / "sources/standards" / Path(TRIAL).name
    copy.parent.mkdir()
    copy.write_bytes((small_corpus / TRIAL).read_bytes())
    (fault,) = refused(small_corpus)
    assert fault.file == "sources/standards/zimislecel-nejm-2025.yaml"
    assert fault.problem == f"zimislecel-nejm-2025 is taken by {TRIAL}"


def test_an_id_belongs_to_one_key_answer(small_corpus: Path) -> None:
    (small_corpus / "key_answers/more.yaml").write_bytes((small_corpus / ANSWERS).read_bytes())
    assert [(fault.file, fault.problem) for fault in refused(small_corpus)] == [
        ("key_answers/more.yaml", f"does-zimislecel-cure-type-1-diabetes is taken by {ANSWERS}"),
        ("key_answers/more.yaml", f"does-prp-help-knee-arthritis is taken by {ANSWERS}"),
    ]


@pytest.mark.parametrize(
    ("file", "group", "field"),
    [
        pytest.param("concepts.yaml", "concepts", "concepts[stem-cell]", id="concept"),
        pytest.param("places.yaml", "places", "places[us]", id="place"),
        pytest.param("signposts.yaml", "places", "places[unknown]", id="signposts of a place"),
    ],
)
def test_an_id_stands_once_in_a_list(small_corpus: Path, edit_yaml: Edit, file: str, group: str, field: str) -> None:
    edit_yaml(small_corpus / file, lambda content: content[group].append(content[group][0]))
    (fault,) = refused(small_corpus)
    assert (fault.file, fault.field, fault.problem) == (file, field, "stands twice")


def test_a_file_of_key_answers_is_a_list(small_corpus: Path) -> None:
    (small_corpus / ANSWERS).write_text("answers: []\n", encoding="utf-8")
    (fault,) = refused(small_corpus)
    assert (fault.file, fault.problem, fault.mend) == (
        ANSWERS,
        "is not a list",
        "start each record with `- id:`",
    )


@pytest.mark.parametrize("word", ["2025-01-02", "no", "No", "yes", "on", "off", "y"])
def test_words_stay_what_was_typed(small_corpus: Path, word: str) -> None:
    path = small_corpus / TRIAL
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f"publisher: {word}" if line.startswith("publisher:") else line for line in lines]
    path.write_text("\n".join(changed), encoding="utf-8")
    assert load(small_corpus).sources["zimislecel-nejm-2025"].publisher == word


def test_true_and_false_are_understood(small_corpus: Path) -> None:
    first = load(small_corpus).signposts.places[0].crisis
    assert [item.verified for item in first] == [True, False]


@pytest.mark.parametrize("kind", ["source", "key-answer"])
def test_every_shipped_file_is_written_as_it_would_be_written_again(shipped_corpus: Corpus, kind: str) -> None:
    by_file: dict[str, list[Any]] = {}
    for key, file in shipped_corpus.files.items():
        if key.startswith(f"{kind}:"):
            records = shipped_corpus.sources if kind == "source" else shipped_corpus.key_answers
            by_file.setdefault(file, []).append(records[key.removeprefix(f"{kind}:")])
    differ = [
        file
        for file, records in by_file.items()
        if dump(records[0] if kind == "source" else records) != (SHIPPED / file).read_text(encoding="utf-8")
    ]
    assert by_file and not differ


def test_tidy_rewrites_what_an_editor_typed_and_nothing_else(small_corpus: Path) -> None:
    tidy(small_corpus)
    before = load(small_corpus)
    assert tidy(small_corpus) == []
    path = small_corpus / TRIAL
    written = path.read_text(encoding="utf-8")
    path.write_text("# a note\n" + written.replace("publisher: ", "publisher:   "), encoding="utf-8")
    assert tidy(small_corpus) == [TRIAL]
    assert path.read_text(encoding="utf-8") == written
    assert load(small_corpus) == before


def test_tidy_writes_nothing_for_files_that_cannot_be_read(small_corpus: Path) -> None:
    (small_corpus / TRIAL).write_text("id: [", encoding="utf-8")
    kept = {path: path.read_bytes() for path in small_corpus.rglob("*.yaml")}
    with pytest.raises(CorpusFileError):
        tidy(small_corpus)
    assert {path: path.read_bytes() for path in small_corpus.rglob("*.yaml")} == kept


def test_what_was_written_is_read_as_the_same_record(small_corpus: Path) -> None:
    before = load(small_corpus)
    for key, source in before.sources.items():
        (small_corpus / before.files[f"source:{key}"]).write_text(dump(source), encoding="utf-8")
    assert load(small_corpus).sources == before.sources


@pytest.mark.parametrize(
    ("record_id", "file"),
    [
        pytest.param("zimislecel-nejm-2025", TRIAL, id="source"),
        pytest.param("zimislecel-nejm-2025/everyone-took-immune-drugs", TRIAL, id="statement"),
        pytest.param("does-prp-help-knee-arthritis", ANSWERS, id="key answer"),
        pytest.param("prp-vs-stem-cells", "distinctions/prp-vs-stem-cells.yaml", id="distinction"),
        pytest.param("prp", "concepts.yaml", id="concept"),
    ],
)
def test_a_record_is_found_with_its_file(small_corpus: Path, record_id: str, file: str) -> None:
    ((place, record),) = load(small_corpus).find(record_id)
    assert place == file
    assert record_id.endswith(getattr(record, "slug", None) or record.id)  # type: ignore[attr-defined]


def test_what_is_not_there_is_not_found_and_the_like_of_it_is_named(small_corpus: Path) -> None:
    corpus = load(small_corpus)
    assert corpus.find("zimislecel-nejm-2052") == []
    assert "zimislecel-nejm-2025" in corpus.like("zimislecel-nejm-2052")


def test_a_key_answer_on_a_draft_is_a_draft(small_corpus: Path, edit_yaml: Edit) -> None:
    edit_yaml(
        small_corpus / ANSWERS,
        lambda content: content[1]["stands_on"].append("restore-prp-jama-2021/guidelines-do-not-recommend-prp"),
    )
    corpus = load(small_corpus)
    assert set(corpus.published_key_answers()) == {"does-zimislecel-cure-type-1-diabetes"}
    assert len(corpus.key_answers) == 2
