"""`fieldmap eval`: run question sets, see what is wrong, compare two runs, write the report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.settings import Settings

if TYPE_CHECKING:
    from evals.items import ReadSet
    from evals.records import Log


class RunUnlessNamed(TyperGroup):
    """`fieldmap eval SET.jsonl` runs the set: what is not the name of a command belongs to `run`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=RunUnlessNamed,
    help="Runs question sets: fieldmap eval, or fieldmap eval SET.jsonl. See docs/evals.md.",
)


@app.command()
def run(
    sets: Annotated[list[Path] | None, typer.Argument(help="question sets; without any, all that are shipped")] = None,
) -> None:
    """Asks every question, scores every answer, prints the figures. The default command."""
    from evals.items import read_set
    from evals.shipped import shipped

    settings = Settings()
    read = [read_set(path) for path in sets or shipped()]
    _say_faults(read)
    _summary(_evaluated(settings, read))


def _say_faults(sets: list[ReadSet]) -> None:
    for fault in (fault for one in sets for fault in one.faults):
        typer.secho(str(fault), fg=typer.colors.YELLOW, err=True)


def _evaluated(settings: Settings, sets: list[ReadSet]) -> Log:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant import Assistant
    from evals.evaluation import evaluate
    from index.embeddings import SentenceEmbedder

    embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
    items = [item for one in sets for item in one.items]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # A console of its own: Inspect ends whatever is live on the shared one.
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("asking", total=len(items))
        assistant = Assistant(settings, embedder=embedder)
        return evaluate(sets, items, assistant, embedder, settings.home / "evals", lambda: bar.update(task, advance=1))


def _summary(log: Log) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from evals.figures import figures
    from evals.tables import in_units

    console = Console(highlight=False)
    table = Table(box=None, pad_edge=False)
    for name, how in (("figure", "left"), ("value", "right"), ("95 % interval", "right"), ("items", "right")):
        table.add_column(name, justify=how)  # type: ignore[arg-type]
    for figure in figures(log.records):
        low, high = (in_units(figure, bound) for bound in figure.interval[1:])
        table.add_row(figure.name, in_units(figure, figure.value), f"{low} to {high}", str(figure.count))
    console.print(table)
    failed = [record for record in log.records if record.failures]
    console.print(Text(f"\n{len(log.records)} questions, {len(failed)} with something wrong:"))
    for record in failed:
        wrong = "; ".join(f"{name}: {why}" for name, why in record.failures.items())
        console.print(Text.assemble((record.key, "bold"), f"  {_short(record.question)}\n    ", (wrong, "yellow")))
    console.print(Text(f"\nThe log: {log.file}\nAs a page: fieldmap eval report", style="dim"))


def _short(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
