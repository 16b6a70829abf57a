"""Promises and advice in what editors write: found once, when a release is built, and never left to the answer."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.files import Corpus
from corpus.lint.findings import LintFault, error
from corpus.promises import advice, doses, promises

_MEND = "deny it, tell whose words they are, or leave it out"


def promise_faults(corpus: Corpus, within: str | None = None) -> Iterator[LintFault]:
    """Sentences of ours that promise, advise or give a dose; `within` one file where it is named.

    Statements are not among them: they say what a source says, and print as quotations.
    """
    for key, file, field, text in _written(corpus):
        if within is not None and file != within:
            continue
        for found in (*promises(text), *advice(text), *doses(text)):
            yield error(file, f"[{key}].{field}", f'says "{found}" as if it were so', _MEND)


def _written(corpus: Corpus) -> Iterator[tuple[str, str, str, str]]:
    """Id, file, field and text of everything but statements that an answer can print."""
    for key, answer in corpus.published_key_answers().items():
        file = corpus.files[f"key-answer:{key}"]
        yield key, file, "lead", answer.lead
        yield key, file, "limits", answer.limits
    for key, item in corpus.distinctions.items():
        file = corpus.files[f"distinction:{key}"]
        yield key, file, "short", item.short
        yield key, file, "sentence", item.sentence
    for source in corpus.sources.values():
        yield source.id, corpus.files[f"source:{source.id}"], "does_not_show", source.does_not_show
    for concept in corpus.concepts.values():
        yield concept.id, "concepts.yaml", "definition", concept.definition
    for name, fixed in corpus.wording.items():
        yield name, corpus.files[f"wording:{name}"], "text", fixed.text
    frame = corpus.field_map
    for stage in frame.stages.stages:
        yield stage.id, "frame/stages.yaml", "means", stage.means
        yield stage.id, "frame/stages.yaml", "not_yet", stage.not_yet
    for rule in frame.rules.rules:
        yield rule.id, "frame/rules.yaml", "plain", rule.plain
    for flag in frame.red_flags.flags:
        yield flag.id, "checklists/red_flags.yaml", "why_flag", flag.why_flag
    for name in ("before_you_pay", "after_treatment"):
        for step in getattr(frame, name).steps:
            yield step.id, f"checklists/{name}.yaml", "text", step.text
    for part in frame.trial_record.parts:
        for row in part.fields:
            for text in (row.means, *(meaning.means for meaning in row.meanings)):
                yield row.id, "frame/trial_record.yaml", "means", text or ""
