"""Whether what was withdrawn stays away: neither cited nor said, in whichever part of the answer."""

from __future__ import annotations

from assistant import Answer
from evals.items import Item
from evals.reference import MARK, Reference
from evals.scoring.measure import Measure, unscored


def kept_away(item: Item, answer: Answer, reference: Reference) -> Measure:
    """1 when nothing withdrawn is cited, said word for word, or stands behind a short answer that is."""
    if not item.withdrawn:
        return unscored()
    gone = frozenset(item.withdrawn)
    unknown = [key for key in item.withdrawn if key not in reference.statements and key not in reference.key_answers]
    if unknown:
        return Measure(0.0, f"withdrawn, but not in this release: {', '.join(unknown)}")
    cited = sorted(gone & {citation.statement_id for citation in answer.citations})
    words = {key: reference.statements[key].statement.text for key in gone if key in reference.statements}
    words |= {
        key: one.lead for key, one in reference.key_answers.items() if key in gone or not gone.isdisjoint(one.stands_on)
    }
    text = _plain(answer.text)
    said = sorted(key for key, sentence in words.items() if _plain(sentence) in text)
    problems = [f"cited: {', '.join(cited)}"] if cited else []
    problems += [f"said: {', '.join(said)}"] if said else []
    return Measure(float(not problems), "; ".join(problems))


def _plain(text: str) -> str:
    return " ".join(MARK.sub("", text).replace("\\", "").split())
