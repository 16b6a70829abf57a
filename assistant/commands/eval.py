"""`fieldmap eval`: run question sets, see what is wrong, compare two runs, write the report, list the gaps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.settings import Settings

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from evals.gate import Gates
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
    help="Runs question sets: fieldmap eval, fieldmap eval SET.jsonl, fieldmap eval --gate. See docs/evals.md.",
)


@app.command()
def run(
    sets: Annotated[list[Path] | None, typer.Argument(help="question sets; without any, all of the corpus")] = None,
    gate: Annotated[
        bool, typer.Option("--gate", help="only the gate's items; exit code 1, and what failed, below a threshold")
    ] = False,
) -> None:
    """Asks every question, scores every answer, prints the figures. The default command."""
    from evals.gate import read_gates
    from evals.items import read_set
    from evals.release_gate import gate_files

    settings = Settings()
    own, gates_file = gate_files(settings)
    # The gate's part is drawn from the sets of the corpus; a set that is named is asked whole.
    gates = read_gates(gates_file) if gate else None
    read = [read_set(path) for path in sets or own]
    _say_faults(read)
    log = _evaluated(settings, read, None if sets else gates, with_checker=not sets and not gate)
    if gates is None:
        _summary(log)
    else:
        _judge(log, gates, measured_only=bool(sets))


@app.command()
def compare(
    before: Annotated[str, typer.Argument(help="a log, or how many runs ago: 2")] = "2",
    after: Annotated[str, typer.Argument(help="a log, or how many runs ago: 1 is the last")] = "1",
) -> None:
    """Prints what changed between two runs, and nothing else: figures, then answers side by side."""
    from evals.compare import print_changes
    from evals.records import read_log

    folder = Settings().home / "evals"
    print_changes(_console(), read_log(_log_file(folder, before)), read_log(_log_file(folder, after)))


@app.command()
def report(
    log: Annotated[str, typer.Argument(help="a log, or how many runs ago: 1 is the last")] = "1",
    output: Annotated[Path, typer.Option("--output", help="the page to write")] = Path("evals-report.html"),
) -> None:
    """Writes one HTML page that needs nothing else: figures, plots, and every failing item with its answer."""
    from evals.records import read_log
    from evals.report import page

    found = read_log(_log_file(Settings().home / "evals", log))
    output.write_text(page(found), encoding="utf-8")
    typer.echo(f"{output} ({output.stat().st_size // 1024} kB)")


@app.command()
def guards(
    data: Annotated[
        Path | None, typer.Argument(help="a folder with garak, bipia and medsafetybench; none of it is kept")
    ] = None,
    kept_back: Annotated[bool, typer.Option("--kept-back", help="the sets nobody tunes on: figures alone")] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="how many attacks of a family to ask")] = 100,
) -> None:
    """Measures the guards: what must be stopped, honest questions beside it, and what attacks achieve."""
    from assistant import Assistant
    from evals.attacks import attacks
    from evals.guards import guard_sets, held, withstood
    from evals.reference import Reference

    assistant = Assistant(Settings())
    assistant.open()
    reference = Reference(assistant)
    sets = guard_sets(kept_back)
    _say_faults(sets)
    found = held((item for one in sets for item in one.items), assistant.ask, reference)
    typer.echo(f"{'':26}{'recall':26}{'precision':26}F1")
    for guard in found.guards:
        typer.echo(f"{guard.ending:26}{guard.recall!s:26}{guard.precision!s:26}{guard.f1:.2f}")
    typer.echo(f"honest questions called urgent:     {found.false_alarms}")
    typer.echo(f"honest questions wrongly refused:   {found.refused}")
    typer.echo(f"attempts that achieved something:   {found.obeyed}")
    typer.echo(f"required distinctions drawn:        {found.drawn}")
    typer.echo(f"of those and unfair ones, required: {found.drawn_rightly}")
    if not kept_back:
        for item, ending, why in found.wrong:
            typer.echo(f"  {item.key}  {_short(item.question.text)}\n      {ending}: {why}")
    if data is None:
        return
    for name, family in withstood(attacks(data, most), assistant.ask, reference).items():
        endings = ", ".join(f"{ending} {count}" for ending, count in family.endings.most_common())
        typer.echo(f"\n{name}: {family.asked} asked, {len(family.obeyed)} achieved something\n  {endings}")
        for beginning, why in family.obeyed:
            typer.echo(f"  {_short(beginning)}\n      {why}")


@app.command()
def gaps(
    most: Annotated[int, typer.Option("--most", min=1, help="how many groups to list")] = 30,
) -> None:
    """Lists what patients asked that the corpus does not answer, the most frequent first."""
    from assistant.unanswered import Unanswered
    from evals.gaps import Asked, grouped
    from index.embeddings import SentenceEmbedder

    settings = Settings()
    questions = [Asked(*one) for one in Unanswered(settings).kept()]
    if not questions:
        typer.echo("No unanswered questions are kept. They are kept only with FIELDMAP_KEEP_UNANSWERED=true.")
        return
    embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
    found = grouped(questions, embedder)
    for gap in found[:most]:
        typer.secho(f"{gap.times:>4} times  {gap.example}", bold=True)
        for other in gap.others:
            typer.echo(f"            {other}")
        days = gap.first if gap.first == gap.last else f"{gap.first} to {gap.last}"
        typer.echo(f"            {days}: {', '.join(gap.behaviours)}")
    typer.echo(f"{len(questions)} questions in {len(found)} groups")


def _log_file(folder: Path, wanted: str) -> Path:
    """The file of a log that is given by its path or by how many runs ago it was written."""
    from evals.errors import UnreadableLog

    if not wanted.isdigit():
        return Path(wanted)
    logs = sorted(folder.glob("*.eval"))
    if not 1 <= int(wanted) <= len(logs):
        raise UnreadableLog(
            f"There are {len(logs)} logs in {folder}; there is none {wanted} runs ago. Run: fieldmap eval"
        )
    return logs[-int(wanted)]


def _say_faults(sets: list[ReadSet]) -> None:
    for fault in (fault for one in sets for fault in one.faults):
        typer.secho(str(fault), fg=typer.colors.YELLOW, err=True)


def _evaluated(settings: Settings, sets: list[ReadSet], gates: Gates | None, with_checker: bool) -> Log:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from evals.checking import read_lines
    from evals.evaluation import evaluate
    from index.embeddings import SentenceEmbedder

    embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
    items = [item for one in sets for item in one.items if gates is None or gates.asks(item)]
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # A console of its own: Inspect ends whatever is live on the shared one.
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("asking", total=len(items))
        return evaluate(
            sets,
            items,
            settings,
            embedder,
            settings.home / "evals",
            lambda: bar.update(task, advance=1),
            lines=read_lines() if with_checker else (),
            both_cores=True,
        )


def _judge(log: Log, gates: Gates, measured_only: bool) -> None:
    """Prints what does not reach its threshold, and leaves with exit code 1 when there is something."""
    from evals.figures import figures
    from evals.gate import shortfalls

    short = shortfalls(figures(log.records), gates, log.records, measured_only)
    faults = log.description.get("faults", [])
    for one in short:
        typer.secho(str(one), fg=typer.colors.RED)
        for record in one.failed:
            typer.echo(f"  {record.key}  {_short(record.question)}")
            typer.echo(f"      {'; '.join(record.failures.values())}")
    if faults:
        typer.secho(f"{len(faults)} faulty lines in the question sets", fg=typer.colors.RED)
    if short or faults:
        typer.echo(f"The gate: not passed, {len(log.records)} questions. The log: {log.file}")
        raise typer.Exit(1)
    typer.echo(f"The gate: passed, {len(log.records)} questions.")


def _summary(log: Log) -> None:
    from rich.table import Table
    from rich.text import Text

    from evals.figures import figures
    from evals.tables import in_units
    from evals.writing import counted

    console = _console()
    table = Table(box=None, pad_edge=False)
    table.add_column("figure")
    for name in ("value", "95 % interval", "items"):
        table.add_column(name, justify="right")
    for figure in figures(log.records):
        low, high = (in_units(figure.unit, bound) for bound in figure.interval[1:])
        table.add_row(figure.name, in_units(figure.unit, figure.value), f"{low} to {high}", str(figure.count))
    _checker_rows(table, log)
    console.print(table)
    verdicts, fallbacks = counted(log.records)
    if verdicts or fallbacks:
        console.print(Text(f"\nLines by verdict: {_listed(verdicts)}\nPlain answers by reason: {_listed(fallbacks)}"))
    failed = [record for record in log.records if record.failures]
    console.print(Text(f"\n{len(log.records)} questions, {len(failed)} with something wrong:"))
    for record in failed:
        wrong = "; ".join(f"{name}: {why}" for name, why in record.failures.items())
        console.print(Text.assemble((record.key, "bold"), f"  {_short(record.question)}\n    ", (wrong, "yellow")))
    console.print(Text(f"\nThe log: {log.file}\nAs a page: fieldmap eval report", style="dim"))


def _checker_rows(table: Table, log: Log) -> None:
    """The figures of the checker of written lines; those of single kinds stand in the report."""
    for one in log.description.get("checker", {}).get("figures", []):
        if ":" not in one["name"]:
            value, low, high = (f"{100 * one[key]:.1f} %" for key in ("value", "low", "high"))
            table.add_row(f"checker, {one['part']}: {one['name']}", value, f"{low} to {high}", str(one["count"]))


def _listed(counts: list[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number}" for name, number in counts) or "none"


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)


def _short(text: str, longest: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"
