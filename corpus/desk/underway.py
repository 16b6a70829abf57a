"""What is published, with what is begun at the desk beside it: a key answer may name a statement that waits as well."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from corpus.desk.items import data_of
from corpus.desk.kinds import Kind, problems, split_key
from corpus.desk.tables import ItemRow
from corpus.files import Corpus
from corpus.model import Concept, Distinction, KeyAnswer, Source, Statement

_KINDS: tuple[Kind, ...] = ("source", "statement", "key-answer", "distinction", "concept")


def with_begun(session: Session, published: Corpus) -> Corpus:
    """`published`, with every complete item that was never published and is not given up."""
    begun: dict[str, dict[str, tuple[str, dict[str, Any]]]] = {kind: {} for kind in _KINDS}
    never = select(ItemRow).where(
        ItemRow.published_version.is_(None), ItemRow.state != "retired", ItemRow.kind.in_(_KINDS)
    )
    for row in session.scalars(never):
        kind, item_id = split_key(row.key)
        data = data_of(session, row.key, row.version)
        if not problems(kind, item_id, data):
            begun[kind][item_id] = row.file, data
    if not any(begun.values()):
        return published
    files = {f"{kind}:{item_id}": file for kind in _KINDS for item_id, (file, _) in begun[kind].items()}
    return replace(
        published,
        sources=_sources(published, begun["source"], begun["statement"]),
        key_answers={
            **published.key_answers,
            **{key: KeyAnswer.model_validate(data) for key, (_, data) in begun["key-answer"].items()},
        },
        distinctions={
            **published.distinctions,
            **{key: Distinction.model_validate(data) for key, (_, data) in begun["distinction"].items()},
        },
        concepts={
            **published.concepts,
            **{key: Concept.model_validate(data) for key, (_, data) in begun["concept"].items()},
        },
        files={**published.files, **files},
    )


def _sources(
    published: Corpus,
    heads: dict[str, tuple[str, dict[str, Any]]],
    statements: dict[str, tuple[str, dict[str, Any]]],
) -> dict[str, Source]:
    """Every source that has a statement, the begun ones among them."""
    by_source: dict[str, list[Statement]] = {}
    for key, (_, data) in statements.items():
        one = Statement.model_validate({**data, "status": "published"})
        by_source.setdefault(key.partition("/")[0], []).append(one)
    found = dict(published.sources)
    for source, new in by_source.items():
        slugs = {one.slug for one in new}
        if source in found:
            rest = [one for one in found[source].statements if one.slug not in slugs]
            found[source] = found[source].model_copy(update={"statements": [*rest, *new]})
        elif source in heads:
            found[source] = Source.model_validate({**heads[source][1], "statements": new})
    return found
