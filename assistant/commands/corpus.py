"""`fieldmap corpus`: check it, count it, look at a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import Settings

if TYPE_CHECKING:
    from corpus.files import Corpus

app = typer.Typer(help="The corpus: what may be said.", no_args_is_help=True)
Folder = Annotated[Path | None, typer.Option("--folder", help="another folder than the shipped corpus")]


@app.command()
def lint(folder: Folder = None) -> None:
    """Checks every file, and everything between files. Exit code 1 when there is an error."""
    from corpus.lint import faults

    found = faults(_load(folder))
    for fault in found:
        color = typer.colors.RED if fault.serious else typer.colors.YELLOW
        typer.secho(f"{'error' if fault.serious else 'note '}  {fault.fault}", fg=color)
    errors = sum(fault.serious for fault in found)
    typer.echo(f"{errors} errors, {len(found) - errors} notes")
    if errors:
        raise typer.Exit(1)


@app.command()
def stats(folder: Folder = None, as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False) -> None:
    """Counts what is published, and the drafts apart."""
    from corpus.stats import count

    counted = count(_load(folder))
    if as_json:
        typer.echo(json.dumps(counted, indent=2))
    else:
        for name, number in counted.items():
            typer.echo(f"{number:>7,}  {name.replace('_', ' ')}")


@app.command()
def show(
    record: Annotated[
        str, typer.Argument(help="a source, statement (source/slug), key answer, distinction or concept")
    ],
    folder: Folder = None,
) -> None:
    """Prints one record and the file it stands in."""
    from corpus.files import dump

    corpus = _load(folder)
    found = corpus.find(record)
    if not found:
        near = ", ".join(corpus.like(record)) or "nothing alike"
        typer.secho(f"There is no record {record}. Alike: {near}.", fg=typer.colors.RED, err=True)
        raise typer.Exit(1)
    for file, item in found:
        typer.secho(f"# {file}", fg=typer.colors.CYAN)
        typer.echo(dump(item))


def _load(folder: Path | None) -> Corpus:
    from corpus.files import SHIPPED, load

    return load(folder or Settings().corpus or SHIPPED)
