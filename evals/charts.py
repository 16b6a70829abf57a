"""The plots of the report, drawn here once and put into the page as plain SVG: no script, no font, no address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from evals.records import Record

WIDTH, HEIGHT = 330, 190
BINS = 10
RIGHT, WRONG = "#1b7f5c", "#b3412f"
_ANSWERED = {"answer", "answer-with-limits", "no-vetted-source"}


def charts(records: Sequence[Record]) -> Iterator[tuple[str, str, str]]:
    """Title, explanation and SVG of every plot there is data for."""
    times = [value for record in records if (value := record.value("latency")) is not None]
    if times:
        # A few slow ones would press all others into one bar.
        longest = sorted(times)[int(0.99 * (len(times) - 1))]
        latencies = [{"ms": min(value, longest)} for value in times]
        yield (
            "Time of an answer",
            "How many answers took how long, on the machine and under the load of this run. The slowest hundredth is "
            "in the last bar.",
            _svg(_histogram(latencies, "ms", "milliseconds")),
        )
    judged = [
        {"score": record.observed["similarity"], "answer": "right" if record.value("behaviour") else "wrong"}
        for record in records
        if record.observed.get("similarity") is not None
        and record.value("behaviour") is not None
        and record.answer.get("behaviour") in _ANSWERED
    ]
    if judged:
        yield (
            "The score that sufficiency is judged by",
            "Cosine of the question with the best statement or its ask, over questions that were searched. Where wrong "
            "endings gather, a threshold could be moved to.",
            _svg(_histogram(judged, "score", "similarity of the best hit", colour="answer")),
        )
        yield (
            "Calibration of that score",
            "Share of right endings among questions with about this score; bars are 95 % intervals of a share.",
            _svg(_calibration([(row["score"], row["answer"] == "right") for row in judged], "similarity")),
        )
    routed = [
        (float(record.observed["sureness"]), record.value("behaviour") == 1)
        for record in records
        if record.observed.get("decided_by") == "classifier"
        and record.observed.get("sureness") is not None
        and record.value("behaviour") is not None
    ]
    if routed:
        yield (
            "Calibration of the router",
            "Share of right endings among messages that the classifier was about this sure of; on the line, it is as "
            "often right as it is sure.",
            _svg(_calibration(routed, "sureness of the classifier", diagonal=True)),
        )


def _histogram(rows: list[dict[str, Any]], field: str, title: str, colour: str | None = None) -> Any:
    import altair

    encoding: dict[str, Any] = {
        "x": altair.X(f"{field}:Q", bin=altair.Bin(maxbins=30), title=title),
        "y": altair.Y("count():Q", title="questions"),
    }
    if colour is not None:
        encoding["color"] = altair.Color(
            f"{colour}:N", scale=altair.Scale(domain=["right", "wrong"], range=[RIGHT, WRONG]), title=None
        )
    return _chart(rows).mark_bar().encode(**encoding)


def _calibration(pairs: Sequence[tuple[float, bool]], title: str, diagonal: bool = False) -> Any:
    import altair

    points = _chart(binned(pairs))
    x = altair.X("at:Q", title=title, scale=altair.Scale(domain=[0, 1]))
    share = altair.Y("share:Q", title="share right", scale=altair.Scale(domain=[0, 1]))
    drawn = points.mark_rule(color=RIGHT).encode(x=x, y=altair.Y("low:Q"), y2="high:Q") + points.mark_circle(
        color=RIGHT, opacity=1
    ).encode(x=x, y=share, size=altair.Size("count:Q", title="questions"))
    if diagonal:
        line = _chart([{"at": 0, "share": 0}, {"at": 1, "share": 1}])
        drawn = line.mark_line(color="#888", strokeDash=[4, 4]).encode(x=x, y=share) + drawn
    return drawn


def _chart(rows: Sequence[dict[str, Any]]) -> Any:
    import altair

    return altair.Chart(altair.Data(values=list(rows)))  # type: ignore[no-untyped-call]


def binned(pairs: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Mean score, share right with its interval, and count, of the questions in each tenth of the scale."""
    from evals import bootstrap

    rows = []
    for place in range(BINS):
        inside = [(score, right) for score, right in pairs if min(int(max(score, 0.0) * BINS), BINS - 1) == place]
        interval = bootstrap.mean([float(right) for _, right in inside])
        if interval is not None:
            at = sum(score for score, _ in inside) / len(inside)
            rows.append(
                {"at": at, "share": interval.value, "low": interval.low, "high": interval.high, "count": len(inside)}
            )
    return rows


def _svg(chart: Any) -> str:
    """The drawing, which takes the width that there is."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(chart.properties(width=WIDTH, height=HEIGHT).to_dict())
    return re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", drawn, count=1)
