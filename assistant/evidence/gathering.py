"""From a question that was read to the evidence for it."""

from __future__ import annotations

from dataclasses import replace

from assistant.evidence.answering import defined, fits, outweighed, ranked_answers
from assistant.evidence.choosing import choose, may_show
from assistant.evidence.found import Evidence
from assistant.evidence.places import missing_places
from assistant.evidence.price import missing_price
from assistant.evidence.ranking import ranked
from assistant.evidence.settings import OLDER_SHOWN
from assistant.evidence.sufficiency import missing_subjects, sufficiency
from assistant.library import Library
from assistant.understand.reading import Understanding
from index.hybrid import Hit


def gather(
    library: Library,
    understanding: Understanding,
    suspended: frozenset[str],
    aged: frozenset[str] = frozenset(),
) -> Evidence:
    """The evidence for a question: nothing suspended, and nothing led by what is in `aged`.

    What is in `aged` and would have been shown stands in `older`, so that an unattended copy does not go dark.
    """
    hits = ranked(library, understanding, suspended)
    near = ranked_answers(library, understanding, suspended)
    found = _judged(library, understanding, hits, near)
    if not aged:
        return found
    fresh = _judged(
        library,
        understanding,
        [hit for hit in hits if hit.id not in aged],
        [hit for hit in near if aged.isdisjoint(library.contents.key_answers[hit.id].stands_on)],
    )
    older = tuple(one for one in found.statements if one.id in aged)[:OLDER_SHOWN]
    if older and fresh.sufficiency == "nothing" and found.sufficiency != "nothing":
        return replace(found, key_answer=None, defined=(), statements=(), sufficiency="older", older=older)
    return replace(fresh, older=older)


def _judged(library: Library, understanding: Understanding, hits: list[Hit], near: list[Hit]) -> Evidence:
    """The key answer that fits, the statements beside it, and whether they are enough."""
    fitting = next((hit for hit in near[:5] if fits(library, understanding, hit)), None)
    if fitting is not None and outweighed(library, fitting, hits):
        fitting = None
    key_answer = library.contents.key_answers[fitting.id] if fitting else None
    chosen = choose(library, understanding, key_answer, [hit for hit in hits if may_show(library, understanding, hit)])
    similarity = max([fitting.similarity if fitting else 0.0, *(hit.similarity for hit in hits[:5])])
    terms = defined(library, understanding) if key_answer is None else ()
    missing = missing_subjects(library, understanding, key_answer, chosen)
    places = missing_places(
        library, understanding, key_answer, chosen, [*chosen, *(library.statement(hit.id) for hit in hits)]
    )
    return Evidence(
        key_answer=key_answer,
        defined=terms,
        statements=chosen,
        sufficiency="enough" if terms else sufficiency(library, understanding, key_answer, hits, missing, places),
        similarity=similarity,
        missing_subjects=missing,
        missing_places=places,
        missing_price=missing_price(library, understanding, chosen),
        nearness=fitting.similarity if fitting else 1.0,
        related=tuple(library.contents.key_answers[hit.id] for hit in near[:8] if hit is not fitting),
    )
