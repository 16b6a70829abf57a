"""Figures over the records of a run, each with its interval and how many items it stands on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from evals import bootstrap, writing
from evals.bootstrap import Interval
from evals.items import behaviours
from evals.records import Record


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report."""

    name: str
    interval: Interval
    count: int
    """Items, classes or groups it stands on."""
    unit: str = "share"
    """`share` of 1, `years` of school, `words` or `ms`."""

    @property
    def value(self) -> float:
        return self.interval.value


MEANS = {
    "no distinction": "no distinction where none may be",
    "sources": "an expected source is cited",
    "citations": "citation integrity",
    "relevance": "cited statements near the question",
    "frame": "framing present",
    "must say": "must say",
    "must not say": "must not say",
    "withdrawn": "what was withdrawn stays away",
    "standalone": "words of the follow-up's question",
}
"""Scorers whose figure is the mean of their values, with the name of that figure."""

RANKS = {"sources": "sources cited", "statements": "statements cited", "search": "statements found"}


def figures(records: Sequence[Record]) -> tuple[Figure, ...]:
    """Every figure that these records give; what nothing was scored for is not in it."""
    answered = [record for record in records if record.error is None]
    made = [
        _figure("answered without an error", [float(record.error is None) for record in records]),
        _figure("let out by every check", [float(not record.observed.get("withheld")) for record in answered]),
        *_behaviour(answered),
        *_distinctions(answered),
        *(_figure(name, _values(answered, scorer)) for scorer, name in MEANS.items()),
        *_ranks(answered),
        *_sameness(answered),
        _figure("reading grade", _values(answered, "reading grade"), "years"),
        _figure("length", _values(answered, "words"), "words"),
        *_latency(answered),
    ]
    made += [Figure(name, interval, count, unit) for name, interval, count, unit in writing.shares(records)]
    return tuple(figure for figure in made if figure is not None)


def confusion(records: Sequence[Record]) -> Counter[tuple[str, str]]:
    """How often each wanted behaviour (first) was answered with each (second)."""
    parts = [record.parts("behaviour") for record in records]
    return Counter((part["wanted"], part["got"]) for part in parts if part)


def _values(records: Sequence[Record], scorer: str) -> list[float]:
    return [value for record in records if (value := record.value(scorer)) is not None]


def _figure(name: str, values: Sequence[float], unit: str = "share") -> Figure | None:
    interval = bootstrap.mean(values)
    return Figure(name, interval, len(values), unit) if interval else None


def _ratio(name: str, above: Sequence[float], below: Sequence[float], count: int) -> Figure | None:
    interval = bootstrap.ratio(above, below)
    return Figure(name, interval, count) if interval else None


def _behaviour(records: Sequence[Record]) -> Iterator[Figure | None]:
    pairs = [(part["wanted"], part["got"]) for record in records if (part := record.parts("behaviour"))]
    yield _figure("behaviour", [float(wanted == got) for wanted, got in pairs])
    for name in behaviours():
        right = [float(wanted == got == name) for wanted, got in pairs]
        wanted_so = [float(wanted == name) for wanted, _ in pairs]
        answered_so = [float(got == name) for _, got in pairs]
        count = int(sum(wanted_so))
        yield _ratio(f"recall of {name}", right, wanted_so, count)
        yield _ratio(f"precision of {name}", right, answered_so, int(sum(answered_so)))
        either = [one + other for one, other in zip(wanted_so, answered_so, strict=True)]
        yield _ratio(f"F1 of {name}", [2 * one for one in right], either, count) if count else None


def _distinctions(records: Sequence[Record]) -> Iterator[Figure | None]:
    required = [part for record in records if (part := record.parts("distinctions"))]
    everything = required + [part for record in records if (part := record.parts("no distinction"))]
    yield _ratio(
        "recall of distinctions",
        [part["found"] for part in required],
        [part["required"] for part in required],
        len(required),
    )
    yield _ratio(
        "precision of distinctions",
        [part["fair"] for part in everything],
        [part["drawn"] for part in everything],
        len(everything),
    )


def _ranks(records: Sequence[Record]) -> Iterator[Figure | None]:
    for scorer, name in RANKS.items():
        parts = [part for record in records if (part := record.parts(scorer))]
        for measure in parts[0] if parts else ():
            yield _figure(f"{name}, {measure}", [part[measure] for part in parts])


def _sameness(records: Sequence[Record]) -> Iterator[Figure | None]:
    """Over groups: the share with the most frequent behaviour and lead, and how much two answers share."""
    groups: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        if part := record.parts("sameness"):
            groups.setdefault((record.set, part["group"]), []).append(record)
    several = [group for group in groups.values() if len(group) > 1]
    for key, name in (("behaviour", "same behaviour over paraphrases"), ("lead", "same lead over paraphrases")):
        yield _figure(name, [_most_frequent([record.parts("sameness")[key] for record in group]) for group in several])
    yield _figure("same statements over paraphrases", [_shared(group) for group in several])


def _most_frequent(values: Sequence[str]) -> float:
    return Counter(values).most_common(1)[0][1] / len(values)


def _shared(group: Sequence[Record]) -> float:
    """The mean share of statements that two answers of a group have in common (Jaccard); 1 where none cites any."""
    cited = [frozenset(record.parts("sameness")["statements"]) for record in group]
    pairs = [(one, other) for one, other in combinations(cited, 2)]
    return sum(len(one & other) / len(one | other) if one | other else 1.0 for one, other in pairs) / len(pairs)


def _latency(records: Sequence[Record]) -> Iterator[Figure | None]:
    values = _values(records, "latency")
    for name, at in (("latency, median", 50), ("latency, 95th percentile", 95)):
        interval = bootstrap.percentile(values, at)
        yield Figure(name, interval, len(values), "ms") if interval else None
