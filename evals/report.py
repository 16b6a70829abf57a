"""One HTML page of a run, which needs nothing but itself: no script, and nothing is fetched from anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals import bootstrap, writing
from evals.charts import charts
from evals.figures import confusion, figures
from evals.items import behaviours
from evals.judge import comments_on
from evals.records import Log, Record
from evals.tables import in_units

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATE = Path(__file__).parent / "report.html"


def page(log: Log) -> str:
    """The page. Everything in it that comes from a set or an answer is escaped."""
    from markupsafe import Markup

    failing = [record for record in log.records if record.failures]
    return _template().render(
        created=log.created[:16].replace("T", " "),
        release=log.description.get("release"),
        faults=log.description.get("faults", []),
        count=len(log.records),
        figures=[_row(figure.name, figure.unit, figure.interval, figure.count) for figure in figures(log.records)],
        sets=_sets(log.records),
        confusion=_confusion(log.records),
        # Drawn by us from numbers; no text of a set or an answer is in them.
        charts=[(title, text, Markup(svg)) for title, text, svg in charts(log.records)],
        failures=Counter(name for record in failing for name in record.failures).most_common(),
        failing=failing,
        checker=_checker(log),
        writing=writing.counted(log.records),
        comments=comments_on(log.file),
    )


def _checker(log: Log) -> list[dict[str, Any]]:
    """The figures of the checker of written lines, where the run measured it."""
    measured: dict[str, Any] = log.description.get("checker", {})
    return [
        _row(
            f"{one['part']}: {one['name']}",
            "share",
            bootstrap.Interval(one["value"], one["low"], one["high"]),
            one["count"],
        )
        for one in measured.get("figures", [])
    ]


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(TEMPLATE.read_text(encoding="utf-8"))


def _row(name: str, unit: str, interval: bootstrap.Interval, count: int) -> dict[str, Any]:
    low, high = (in_units(unit, bound) for bound in interval[1:])
    return {"name": name, "value": in_units(unit, interval.value), "bounds": f"{low} to {high}", "count": count}


def _sets(records: Sequence[Record]) -> list[dict[str, Any]]:
    """Of each set: questions, share of right endings, and how many have something wrong."""
    rows = []
    for name in dict.fromkeys(record.set for record in records):
        of_set = [record for record in records if record.set == name]
        values = [value for record in of_set if (value := record.value("behaviour")) is not None]
        interval = bootstrap.mean(values)
        behaviour = _row(name, "share", interval, len(values)) if interval else None
        rows.append(
            {
                "name": name,
                "count": len(of_set),
                "failing": sum(bool(record.failures) for record in of_set),
                "behaviour": f"{behaviour['value']} ({behaviour['bounds']})" if behaviour else "not scored",
            }
        )
    return rows


def _confusion(records: Sequence[Record]) -> dict[str, Any]:
    """The endings that occur, and for each wanted one how often each came."""
    counted = confusion(records)
    names = [name for name in behaviours() if any(name in pair for pair in counted)]
    most = max(counted.values(), default=1)
    rows = [
        (wanted, [(counted[wanted, got], counted[wanted, got] / most, wanted == got) for got in names])
        for wanted in names
        if any(counted[wanted, got] for got in names)
    ]
    return {"names": names, "rows": rows}
