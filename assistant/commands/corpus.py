"""`fieldmap corpus`: check it, count it, see what is missing or due, look at a record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import Settings

if TYPE_CHECKING:
    from corpus.files import Corpus

app = typer.Typer(help="The corpus: what may be said.", no_args_is_help=True)
Folder = Annotated[Path | None, typer.Option("--folder", help="another folder than the shipped corpus")]


@app.command()
def lint(
    folder: Folder = None,
    alike: Annotated[
        bool, typer.Option("--alike/--no-alike", help="also look for facts that are too alike (embeds every statement)")
    ] = True,
) -> None:
    """Checks every file, and everything between files. Exit code 1 when there is an error, or a check cannot run."""
    from corpus.lint import faults
    from index.cache import EmbeddingCache
    from index.embeddings import SentenceEmbedder
    from index.errors import IndexFault

    settings = Settings()
    embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
    cache = EmbeddingCache(settings.cache)
    corpus = _load(folder)
    try:
        found = faults(corpus, (lambda texts: cache.documents(embedder, texts)) if alike else None)
    except IndexFault as fault:
        typer.secho(f"The check for facts that are too alike cannot run. {fault}", fg=typer.colors.RED, err=True)
        raise typer.Exit(1) from None
    for item in found:
        color = typer.colors.RED if item.serious else typer.colors.YELLOW
        typer.secho(f"{'error' if item.serious else 'note '}  {item.fault}", fg=color)
    errors = sum(item.serious for item in found)
    typer.echo(f"{errors} errors, {len(found) - errors} notes")
    if errors:
        raise typer.Exit(1)


@app.command()
def coverage(
    folder: Folder = None, as_json: Annotated[bool, typer.Option("--json", help="print JSON")] = False
) -> None:
    """Prints the rows of the field map with their statements, key answers and page. Exit code 1 for a gap."""
    from corpus.coverage import coverage as rows_of

    rows = rows_of(_load(folder))
    if as_json:
        typer.echo(json.dumps([row._asdict() for row in rows], indent=2))
    else:
        for row in rows:
            line = f"{row.group:<19} {row.id:<40} {row.statements:>5} {row.key_answers:>4}  {row.page}"
            typer.secho(line, fg=None if row.complete else typer.colors.RED)
    gaps = sum(not row.complete for row in rows)
    if not as_json:
        typer.echo(f"{len(rows)} rows (statements, key answers, page), {gaps} with a gap")
    if gaps:
        raise typer.Exit(1)


@app.command()
def due(
    within: Annotated[int, typer.Option("--within", min=0, help="also what falls due in so many days")] = 0,
    on: Annotated[datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="another day than today")] = None,
    folder: Folder = None,
) -> None:
    """Lists the published statements that have to be read again, the longest waiting first."""
    from corpus.freshness import due_by, freshness

    settings = Settings()
    today = on.date() if on else datetime.now(UTC).date()
    last = today + timedelta(days=within)
    found = due_by(_load(folder), last)
    for item in found:
        age = freshness(item.verification, today, settings.overdue_grace_months)
        typer.echo(f"{item.verification.due}  {age:<8} {item.statement_id}  {item.verification.url}")
    documents = len({item.source.id for item in found})
    typer.echo(f"{len(found)} statements of {documents} documents are due by {last}")


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


@app.command("export")
def export_folder(
    folder: Annotated[Path, typer.Argument(help="a new or empty folder")],
) -> None:
    """Writes what the desk holds as corpus files; what nobody changed, byte by byte as it came."""
    from assistant.desk.opening import desk_of
    from corpus.desk.exporting import export

    done = export(desk_of(Settings()).database, folder)
    typer.echo(f"{done.files} files in {folder}, {done.unchanged} of them as they came; {done.work} items under way.")


@app.command("import")
def import_folder(
    folder: Annotated[Path, typer.Argument(help="a folder of corpus files, such as an export")],
) -> None:
    """Takes a folder of corpus files into the desk. What was changed here is never overwritten: it is a conflict."""
    from assistant.commands.release import command_line_user
    from assistant.desk.opening import desk_of
    from corpus.desk.exporting import take_work
    from corpus.desk.merging import take_shipped

    desk, who = desk_of(Settings()), f"{command_line_user()} (command line)"
    merged = take_shipped(desk.database, folder, desk.now, who, note="imported")
    work = take_work(desk.database, folder, desk.now, who)
    if merged is None:
        typer.echo("These very files were taken in before.")
    else:
        typer.echo(
            f"{merged.added} added, {merged.taken} changed, {merged.retired} retired, "
            f"{merged.conflicts} conflicts (decide them at the desk)."
        )
    typer.echo(f"{work} items under way taken over.")


@app.command()
def tidy(folder: Folder = None) -> None:
    """Rewrites the files of sources and key answers in their one form, so that a change is a small diff."""
    from corpus.files import tidy as rewrite

    changed = rewrite(_folder(folder))
    for file in changed:
        typer.echo(file)
    typer.echo(f"{len(changed)} files rewritten")


@app.command()
def read(
    document: Annotated[str, typer.Argument(help="a file (PDF, HTML, DOCX, text, trial record), or a web address")],
    as_json: Annotated[bool, typer.Option("--json", help="print the document as JSON")] = False,
    layout: Annotated[
        bool, typer.Option("--layout", help="read a PDF by its layout (needs the extra docling)")
    ] = False,
) -> None:
    """Prints the passages of a document with their spans. Exit code 1, and what to do next, where it cannot be read."""
    from corpus.importers import AddressRule, ImportFault, Limits, read_address, read_document

    settings = Settings()
    try:
        if document.lower().startswith(("http://", "https://")):
            found = read_address(document, rule=AddressRule(ports=frozenset(settings.import_ports)))
        else:
            path = Path(document)
            with path.open("rb") as file:
                found = read_document(file.read(Limits().bytes + 1), name=path.name, layout=layout)
    except ImportFault as fault:
        typer.secho(f"{fault.kind}: {fault}", fg=typer.colors.RED, err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.secho(f"{document} cannot be opened: {error.strerror}.", fg=typer.colors.RED, err=True)
        raise typer.Exit(1) from None
    if as_json:
        typer.echo(json.dumps(found.as_plain(), indent=2, ensure_ascii=False))
        return
    head = {"title": found.title, "date": found.date, "pages": found.pages, "address": found.address}
    typer.echo(f"{found.kind}, {len(found.text):,} characters, sha256 {found.sha256}")
    for name, value in head.items():
        if value:
            typer.echo(f"{name}: {value}")
    for note in found.notes:
        typer.secho(f"note: {note}", fg=typer.colors.YELLOW)
    for one in found.passages:
        typer.secho(f"\n{one.start}-{one.end}  {one.role}, {one.locator}", fg=typer.colors.CYAN)
        typer.echo(one.text)


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
    from corpus.files import load

    return load(_folder(folder), None if folder else Settings().wording_folder)


def _folder(folder: Path | None) -> Path:
    from corpus.files import SHIPPED

    return folder or Settings().corpus or SHIPPED
