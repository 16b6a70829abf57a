"""The YAML folder and the objects, both ways: `load` reads and checks, `dump` writes the same bytes again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from corpus.errors import CorpusFault, CorpusFileError
from corpus.field_map import FieldMap
from corpus.model import Concept, Distinction, KeyAnswer, Record, Source, Statement, Vocabulary
from corpus.routing import BehaviourExamples, Facets
from corpus.signposts import Places, Signposts
from corpus.wording import HEAD, FixedText, Languages, files_in

SHIPPED = Path(__file__).parent
"""The folder of the corpus that comes with the product."""

FRAME_FILES = (
    "layers",
    "frontiers",
    "stages",
    "institutions",
    "source_stack",
    "signals",
    "borrowing",
    "headline_checklist",
    "today",
    "rules",
    "faq",
    "deeper_pages",
    "next_steps",
    "footnotes",
    "topic_pages",
    "trial_record",
)
CHECKLIST_FILES = ("clinic_questions", "red_flags", "before_you_pay", "trial_questions", "after_treatment")

M = TypeVar("M", bound=BaseModel)


class ConceptFile(Record):
    """The file of concepts: a version and the list."""

    version: int
    concepts: list[Concept]


@dataclass(frozen=True)
class Corpus:
    """Every record of the corpus, drafts included, by id."""

    vocabulary: Vocabulary
    sources: dict[str, Source]
    key_answers: dict[str, KeyAnswer]
    distinctions: dict[str, Distinction]
    concepts: dict[str, Concept]
    field_map: FieldMap
    signposts: Signposts
    places: Places
    behaviours: tuple[BehaviourExamples, ...]
    facets: Facets
    files: dict[str, str] = field(default_factory=dict, repr=False)
    """Which file, relative to the folder, holds which record: `kind:id` -> path."""
    wording: dict[str, FixedText] = field(default_factory=dict)
    """The fixed texts by name; none where the corpus was loaded without them, and the program says its own."""
    languages: Languages | None = None
    """The messages for other languages, where they were loaded."""

    def statements(self) -> Iterator[tuple[str, Source, Statement]]:
        """Every statement, drafts included, with its full id and its source."""
        for source in self.sources.values():
            for statement in source.statements:
                yield f"{source.id}/{statement.slug}", source, statement

    def published_statement_ids(self) -> frozenset[str]:
        """The ids that a release holds."""
        return frozenset(
            statement_id for source in self.sources.values() for statement_id, _ in source.published_statements()
        )

    def published_key_answers(self) -> dict[str, KeyAnswer]:
        """Key answers that stand on published statements alone; the others are drafts."""
        published = self.published_statement_ids()
        return {key: answer for key, answer in self.key_answers.items() if published.issuperset(answer.stands_on)}

    def find(self, record_id: str) -> list[tuple[str, Record]]:
        """Every record with this id, with its file; a statement is found by `source/slug`."""
        found: list[tuple[str, Record]] = [
            (self.files[f"{kind}:{record_id}"], records[record_id])
            for kind, records in self._by_kind()
            if record_id in records and f"{kind}:{record_id}" in self.files
        ]
        if record_id in self.concepts:
            found.append(("concepts.yaml", self.concepts[record_id]))
        found += [
            (self.files[f"source:{source.id}"], statement)
            for key, source, statement in self.statements()
            if key == record_id
        ]
        return found

    def like(self, record_id: str) -> list[str]:
        """Up to five ids that look like `record_id`."""
        ids = [key for _, records in self._by_kind() for key in records]
        ids += [*self.concepts, *(key for key, _, _ in self.statements())]
        return get_close_matches(record_id, ids, n=5)

    def _by_kind(self) -> list[tuple[str, Mapping[str, Record]]]:
        return [
            ("source", self.sources),
            ("key-answer", self.key_answers),
            ("distinction", self.distinctions),
        ]


def load(folder: Path = SHIPPED, wording: Path | None = None) -> Corpus:
    """The corpus in `folder`, with the fixed texts of the folder `wording`, or of `folder/wording` where it is there.

    Raises `CorpusFileError` with every fault found in single files: file, field, what is wrong and what to do.
    Faults between files are for `corpus.lint`.
    """
    return _Reader(folder, wording or folder / "wording").corpus()


class _Reader:
    """Reads file after file, collecting faults so that an editor sees all of them at once."""

    def __init__(self, folder: Path, wording: Path) -> None:
        self.folder, self.wording = folder, wording
        self.faults: list[CorpusFault] = []
        self.files: dict[str, str] = {}

    def corpus(self) -> Corpus:
        vocabulary = self._one("topics.yaml", Vocabulary)
        sources = self._many("sources", Source, "source")
        key_answers = self._lists("key_answers", KeyAnswer, "key-answer")
        distinctions = self._many("distinctions", Distinction, "distinction")
        concept_file = self._one("concepts.yaml", ConceptFile)
        signposts = self._one("signposts.yaml", Signposts)
        places = self._one("places.yaml", Places)
        facets = self._one("routing/facets.yaml", Facets)
        behaviours = tuple(
            found
            for path in sorted((self.folder / "routing").glob("*.yaml"))
            if path.name != "facets.yaml" and (found := self._read(path, BehaviourExamples)) is not None
        )
        field_map = self._field_map()
        texts, languages = self._texts()
        if concept_file is not None:
            self._ids_differ("concepts.yaml", "concepts", [concept.id for concept in concept_file.concepts])
        if places is not None:
            self._ids_differ("places.yaml", "places", [place.id for place in places.places])
        if signposts is not None:
            self._ids_differ("signposts.yaml", "places", [entry.place for entry in signposts.places])
        if (
            self.faults
            or vocabulary is None
            or concept_file is None
            or signposts is None
            or places is None
            or facets is None
            or field_map is None
        ):
            raise CorpusFileError(self.faults)
        return Corpus(
            vocabulary=vocabulary,
            sources=sources,
            key_answers=key_answers,
            distinctions=distinctions,
            concepts={concept.id: concept for concept in concept_file.concepts},
            field_map=field_map,
            signposts=signposts,
            places=places,
            behaviours=behaviours,
            facets=facets,
            files=self.files,
            wording=texts,
            languages=languages,
        )

    def _texts(self) -> tuple[dict[str, FixedText], Languages | None]:
        """The fixed texts, which may stand outside the folder of the corpus."""
        texts: dict[str, FixedText] = {}
        languages = None
        for path in files_in(self.wording):
            file = f"wording/{path.name}"
            if path.suffix == ".yaml":
                languages = self._checked(self._yaml(path.read_text(encoding="utf-8"), file), Languages, file)
                continue
            parts = HEAD.match(path.read_text(encoding="utf-8"))
            head = self._yaml(parts["head"], file) if parts else None
            if parts is None or not isinstance(head, dict):
                mend = "begin it with `name:`, `version:` and `variables:` between two lines of dashes"
                self.faults.append(CorpusFault(file, "", "has no head of fields", mend))
                continue
            found = self._checked({**head, "text": parts["body"]}, FixedText, file)
            if found is not None and found.name != path.stem:
                mend = f"call it {path.stem}, like the file"
                self.faults.append(CorpusFault(file, "name", f"is {found.name}", mend))
            elif found is not None:
                texts[found.name] = found
                self.files[f"wording:{found.name}"] = file
        return texts, languages

    def _field_map(self) -> FieldMap | None:
        rows: dict[str, Record] = {}
        for group, names in (("frame", FRAME_FILES), ("checklists", CHECKLIST_FILES)):
            for name in names:
                schema = cast("type[Record]", FieldMap.model_fields[name].annotation)
                row = self._read(self.folder / group / f"{name}.yaml", schema)
                if row is not None:
                    rows[name] = row
        return FieldMap.model_validate(rows) if rows.keys() == FieldMap.model_fields.keys() else None

    def _ids_differ(self, file: str, field: str, ids: list[str]) -> None:
        for twice in sorted(key for key, times in Counter(ids).items() if times > 1):
            self.faults.append(
                CorpusFault(file, f"{field}[{twice}]", "stands twice", "remove one, or choose another id")
            )

    def _relative(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _raw(self, path: Path) -> Any:
        relative = self._relative(path)
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            self.faults.append(CorpusFault(relative, "", str(error.strerror), "restore the file from the repository"))
            return None
        except UnicodeDecodeError:
            self.faults.append(CorpusFault(relative, "", "not UTF-8 text", "save the file as UTF-8"))
            return None
        return self._yaml(text, relative)

    def _yaml(self, text: str, relative: str) -> Any:
        try:
            return from_yaml(text)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            where = f"line {mark.line + 1}" if mark else ""
            problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "not valid YAML"
            self.faults.append(
                CorpusFault(relative, where, str(problem), "mend the YAML: look at indents, quotes and colons")
            )
            return None

    def _checked(self, raw: Any, model: type[M], relative: str) -> M | None:
        if raw is None:
            self._say_empty(relative)
            return None
        try:
            return TypeAdapter(model).validate_python(raw)
        except ValidationError as error:
            self.faults.extend(CorpusFault.of_validation(relative, error, raw))
            return None

    def _say_empty(self, relative: str) -> None:
        """A fault for a file without content, unless it is already known why nothing was read from it."""
        if not any(fault.file == relative for fault in self.faults):
            self.faults.append(CorpusFault(relative, "", "the file is empty", "restore it from the repository"))

    def _read(self, path: Path, model: type[M]) -> M | None:
        return self._checked(self._raw(path), model, self._relative(path))

    def _one(self, name: str, model: type[M]) -> M | None:
        return self._read(self.folder / name, model)

    def _many(self, name: str, model: type[M], kind: str) -> dict[str, M]:
        """One record a file; the file is called by the record's id."""
        found: dict[str, M] = {}
        for path in sorted((self.folder / name).rglob("*.yaml")):
            record = self._read(path, model)
            if record is None:
                continue
            record_id = str(record.id)  # type: ignore[attr-defined]
            if record_id != path.stem:
                self.faults.append(
                    CorpusFault(self._relative(path), "id", f"is {record_id}", f"call it {path.stem}, like the file")
                )
            self._keep(found, record_id, record, kind, path)
        return found

    def _lists(self, name: str, model: type[M], kind: str) -> dict[str, M]:
        """A list of records a file."""
        found: dict[str, M] = {}
        for path in sorted((self.folder / name).rglob("*.yaml")):
            raw = self._raw(path)
            if raw is None:
                self._say_empty(self._relative(path))
                continue
            if not isinstance(raw, list):
                self.faults.append(
                    CorpusFault(self._relative(path), "", "is not a list", "start each record with `- id:`")
                )
                continue
            for position, item in enumerate(raw):
                try:
                    record = model.model_validate(item)
                except ValidationError as error:
                    self.faults.extend(CorpusFault.of_validation(self._relative(path), error, raw, (position,)))
                    continue
                self._keep(found, str(record.id), record, kind, path)  # type: ignore[attr-defined]
        return found

    def _keep(self, found: dict[str, M], record_id: str, record: M, kind: str, path: Path) -> None:
        if record_id in found:
            other = self.files[f"{kind}:{record_id}"]
            self.faults.append(
                CorpusFault(self._relative(path), "id", f"{record_id} is taken by {other}", "choose another id")
            )
        found[record_id] = record
        self.files[f"{kind}:{record_id}"] = self._relative(path)


class _Loader(yaml.CSafeLoader):
    """YAML without its guesses: dates and `no` stay the words that were typed, and no field stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the field {key.value} stands twice in one record", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


_GUESSES = ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _GUESSES]
    for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def from_yaml(text: str) -> Any:
    """The plain data of a corpus file. Raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=_Loader)


class _Dumper(yaml.SafeDumper):
    """Lists indented under their key, long text folded, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(record: BaseModel | list[Any]) -> str:
    """The YAML text of a record (or of a list of records), the same bytes for the same content."""
    plain: Any
    if isinstance(record, BaseModel):
        plain = record.model_dump(mode="json", exclude_none=True, exclude_defaults=False)
    else:
        plain = [item.model_dump(mode="json", exclude_none=True) for item in record]
    return as_yaml(compact(plain))


def as_yaml(plain: Any) -> str:
    """Plain data in the one form of the corpus files."""
    return yaml.dump(
        plain,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=110,
        default_flow_style=False,
    )


def tidy(folder: Path) -> list[str]:
    """Writes every file of sources and key answers as `dump` would, and returns those that changed.

    Raises `CorpusFileError` for a folder that cannot be loaded; then nothing is written.
    """
    corpus = load(folder)
    records: dict[str, BaseModel | list[Any]] = {}
    for source in corpus.sources.values():
        records[corpus.files[f"source:{source.id}"]] = source
    for answer in corpus.key_answers.values():
        listed = records.setdefault(corpus.files[f"key-answer:{answer.id}"], [])
        if isinstance(listed, list):
            listed.append(answer)
    changed = []
    for file, record in sorted(records.items()):
        path, text = folder / file, dump(record)
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(file)
    return changed


def compact(value: Any) -> Any:
    """Leaves out empty lists and maps, which say nothing in a file."""
    if isinstance(value, dict):
        return {key: compact(item) for key, item in value.items() if item not in ([], {})}
    if isinstance(value, list):
        return [compact(item) for item in value]
    return value
