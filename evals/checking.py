"""The checker of written lines, measured: lines that must pass and lines that must be refused.

A line of a file is one JSON object: `id`, `statements` (ids), `text`, `kind` and `verdict` (pass or fail). A question
set cannot hold it, because there is no question in it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from evals import bootstrap
from evals.errors import UnreadableSet

FOLDER = Path(__file__).parent / "checker"


class ChecksLines(Protocol):
    """The assistant, as far as it is measured here."""

    def check_line(self, text: str, statements: Sequence[str]) -> tuple[str, ...] | None: ...


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line with what the checker has to say of it."""

    id: str
    part: str
    """The file it stands in: `work` was tuned on, `held-out` was written before the checker and was not."""
    statements: tuple[str, ...]
    text: str
    kind: str
    verdict: Literal["pass", "fail"]


@dataclass(frozen=True, slots=True)
class CheckerFigure:
    """A share of lines with its interval; plain data for the log."""

    part: str
    name: str
    value: float
    low: float
    high: float
    count: int


def read_lines(files: Sequence[Path] | None = None) -> tuple[CheckedLine, ...]:
    """The shipped lines, or those of `files`. Raises `UnreadableSet`, with file and line, for a faulty one."""
    found: dict[str, CheckedLine] = {}
    for file in files if files is not None else sorted(FOLDER.glob("*.jsonl")):
        for number, text in enumerate(_lines(file), start=1):
            if not text.strip():
                continue
            one = _line(file, number, text)
            if one.id in found:
                raise UnreadableSet(f"{file.name}, line {number}: the id {one.id} stands twice. Give it another.")
            found[one.id] = one
    return tuple(found.values())


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSet(f"{file} cannot be read ({type(error).__name__}). Give a UTF-8 file.") from error


def _line(file: Path, number: int, text: str) -> CheckedLine:
    where = f"{file.name}, line {number}"
    try:
        found: Any = json.loads(text)
    except ValueError as error:
        raise UnreadableSet(f"{where}: not JSON ({error}). One JSON object a line.") from None
    wanted = {"id": str, "statements": list, "text": str, "kind": str, "verdict": str}
    if not isinstance(found, dict) or set(found) != set(wanted):
        raise UnreadableSet(f"{where}: needs exactly {', '.join(wanted)}.")
    wrong = [key for key, kind in wanted.items() if not isinstance(found[key], kind) or not found[key]]
    if wrong or found["verdict"] not in ("pass", "fail"):
        raise UnreadableSet(f"{where}: {', '.join(wrong) or 'verdict'} cannot be used. The verdict is pass or fail.")
    return CheckedLine(
        id=found["id"],
        part=file.stem,
        statements=tuple(str(one) for one in found["statements"]),
        text=found["text"],
        kind=found["kind"],
        verdict=found["verdict"],
    )


def measured(
    lines: Sequence[CheckedLine], checks: ChecksLines, advance: Callable[[], None] = lambda: None
) -> dict[str, Any]:
    """Figures by part and by kind, and the lines that were judged wrongly, as plain data for the log.

    A line whose statements are not all in the release is left out and counted.
    """
    judged: list[tuple[CheckedLine, bool, tuple[str, ...]]] = []
    missing = 0
    for line in lines:
        failures = checks.check_line(line.text, line.statements)
        advance()
        if failures is None:
            missing += 1
            continue
        judged.append((line, (not failures) == (line.verdict == "pass"), failures))
    wrong = [
        {"id": line.id, "verdict": line.verdict, "kind": line.kind, "text": line.text, "failures": list(failures)}
        for line, right, failures in judged
        if not right
    ]
    figures = [asdict(figure) for figure in _figures([(line, right) for line, right, _ in judged])]
    return {"figures": figures, "wrong": wrong, "not in the release": missing}


_NAMES = {"pass": "paraphrases that pass", "fail": "corruptions that are refused"}


def _figures(judged: Sequence[tuple[CheckedLine, bool]]) -> Iterator[CheckerFigure]:
    for part in dict.fromkeys(line.part for line, _ in judged):
        for verdict, name in _NAMES.items():
            of_part = [(line, right) for line, right in judged if line.part == part and line.verdict == verdict]
            yield from _figure(part, name, [right for _, right in of_part])
            for kind in sorted({line.kind for line, _ in of_part}):
                yield from _figure(part, f"{name}: {kind}", [right for line, right in of_part if line.kind == kind])


def _figure(part: str, name: str, right: Sequence[bool]) -> Iterator[CheckerFigure]:
    interval = bootstrap.mean([float(one) for one in right])
    if interval is not None:
        yield CheckerFigure(part, name, interval.value, interval.low, interval.high, len(right))
