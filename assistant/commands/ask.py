"""`fieldmap ask`: one question for a reader, or a whole set for an evaluator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import BadQuestionSet, BadRecordFile

if TYPE_CHECKING:
    from assistant.types import Answer, Question, Section

_HEADINGS = {
    "signpost": ("Get help now", "bold red"),
    "decline": ("", "yellow"),
    "lead": ("", "bold"),
    "evidence": ("What checked sources say", "cyan"),
    "limits": ("", "magenta"),
    "distinction": ("", "yellow"),
    "stage": ("", "blue"),
    "claim": ("", "cyan"),
    "questions": ("", "green"),
    "next-steps": ("", "green"),
    "framing": ("", "dim"),
}
_WRITTEN = ("Written by a language model, and checked", "bright_black")


def answer_one(text: str, place: str | None, as_json: bool) -> None:
    """Prints the answer to one question."""
    from assistant import Assistant, Question

    _show(Assistant().ask(Question(text, place=place)), as_json)


def _show(answer: Answer, as_json: bool) -> None:
    from assistant.render import harmless

    if as_json:
        # JSON escapes what steers a terminal below 0x80 only; the rest is escaped the same way.
        print(harmless(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2)))
    else:
        _print(answer)


def explain_record(path: Path, text: str, place: str | None, as_json: bool) -> None:
    """Prints the explanation of the registry record in a file. Raises `BadRecordFile` for one that cannot be read."""
    from assistant import Assistant, Question
    from corpus.importers.registry import NotARecord, decoded

    try:
        record = decoded(path.read_bytes())
    except OSError as error:
        raise BadRecordFile(f"{path} cannot be read ({error.strerror}). Give the path of a saved record.") from error
    except NotARecord as error:
        raise BadRecordFile(f"{path}: {error}") from error
    _show(Assistant().ask(Question(text, place=place, record=record)), as_json)


def answer_set(questions: Path, output: Path, place: str | None) -> None:
    """Answers every question of a set in order, in one process.

    Raises `BadQuestionSet` before anything is answered when a line cannot be read. The output file appears when the
    last answer is in it.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant import Assistant

    items = list(read_set(questions, place))
    assistant = Assistant()
    assistant.open()
    unfinished = output.with_name(output.name + ".part")
    columns = (TextColumn("answering"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=False) as progress, unfinished.open("w", encoding="utf-8") as file:
        for item in progress.track(items):
            file.write(json.dumps(assistant.ask(item).to_dict(), ensure_ascii=False) + "\n")
    unfinished.replace(output)
    print(f"{len(items)} answers in {output}")


def read_set(path: Path, place: str | None = None) -> Iterator[Question]:
    """The questions of a JSON Lines file; unknown keys are ignored. Raises `BadQuestionSet`."""
    from assistant import Question, Turn

    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionSet(f"{path} cannot be read ({error}). Give a UTF-8 file, one JSON object a line.") from error
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        item = _object(path, number, line)
        history = tuple(
            Turn(turn["role"], str(turn.get("content", "")))
            for turn in item.get("history") or []
            if isinstance(turn, dict) and turn.get("role") in ("user", "assistant")
        )
        item_place = item.get("place") if isinstance(item.get("place"), str) else place
        yield Question(text=item["question"], place=item_place, history=history, id=str(item["id"]))


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        item = json.loads(line)
    except ValueError as error:
        raise BadQuestionSet(f"{path}, line {number}: not JSON ({error}). One JSON object a line.") from error
    if not isinstance(item, dict) or "id" not in item or not isinstance(item.get("question"), str):
        raise BadQuestionSet(f'{path}, line {number}: needs "id" and a "question" in words.')
    return item


def _print(answer: Answer) -> None:
    from rich.console import Console
    from rich.text import Text

    from assistant.render import as_plain, harmless

    console = Console(highlight=False, soft_wrap=False, width=min(Console().width, 100))
    console.print(Text(f"{answer.behaviour} · release {answer.release}", style="dim"))
    for section in answer.sections:
        _print_section(console, section, as_plain(section.text))
    if answer.citations:
        console.print(Text("\nSources", style="bold"))
    for citation in answer.citations:
        how = "" if citation.verification == "source-text" else ", from a published account of it"
        published = f", {citation.published}" if citation.published else ""
        console.print(
            Text.assemble(
                (f"[{citation.n}] ", "bold cyan"),
                harmless(f"{citation.title}. {citation.publisher}{published}. "),
                (f"Checked {citation.verified}{how}. ", "dim"),
                (harmless(citation.url), "underline"),
                (f"  {citation.statement_id}", "dim"),
            )
        )
    if answer.suggestions:
        console.print(Text("\nYou could ask next", style="bold"))
        for suggestion in answer.suggestions:
            console.print(Text(f"  {harmless(suggestion)}"))


def _print_section(console: Any, section: Section, plain: str) -> None:
    from rich.text import Text

    heading, style = _HEADINGS[section.kind] if section.author == "editors" else _WRITTEN
    console.print()
    if heading:
        console.print(Text(heading, style=style))
    console.print(Text(plain, style="" if heading else style))
