"""`fieldmap release`: build, list, activate, roll back, verify, and suspend a statement."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import Settings

if TYPE_CHECKING:
    from index.build import Built, Reason

app = typer.Typer(help="Releases: immutable, checked, switched in one move.", no_args_is_help=True)

Why = Annotated[str, typer.Option("--why", help="kept in the manifest or the history")]
Despite = Annotated[
    str | None, typer.Option("--despite", help="why it goes into service without having passed the gate; is recorded")
]


@app.command()
def build(
    activate: Annotated[bool, typer.Option("--activate", help="make it the active release when it is built")] = False,
    why: Why = "built from the command line",
    despite: Despite = None,
) -> None:
    """Builds a release from the corpus, beside the others, and runs the gate on it. Nothing that serves is touched."""
    built = build_with_progress(Settings(), why)
    if built.was_there:
        typer.echo(f"Release {built.id} has these contents already; nothing was built.")
    else:
        share = built.seconds_embedding / built.seconds if built.seconds else 0.0
        typer.echo(
            f"Release {built.id}: {built.texts} texts, {built.texts_embedded} embedded now, "
            f"{built.seconds:.1f} s, {share:.0%} of it embedding."
        )
    say_gate(built.folder)
    if activate:
        _activate(built.id, why, despite)
    else:
        typer.echo(f"To serve it: fieldmap release activate {built.id}")


@app.command("list")
def list_releases() -> None:
    """Lists the releases, oldest first; the active one is marked."""
    from index.releases import Releases

    releases = Releases(Settings().releases)
    active = releases.active()
    manifests = releases.manifests()
    if not manifests:
        typer.echo(f"No releases in {releases.folder}. Run: fieldmap release build --activate")
    for manifest in manifests:
        mark = "*" if manifest.id == active else " "
        counts = manifest.counts
        typer.echo(
            f"{mark} {manifest.id}  {manifest.created}  {counts['statements']} statements, "
            f"{counts['key_answers']} key answers  {manifest.who}: {manifest.why}"
        )


@app.command()
def activate(
    release: Annotated[str, typer.Argument(help="a release id, or the beginning of one")],
    why: Why = "activated",
    despite: Despite = None,
) -> None:
    """Makes a release that passed the gate the active one, after checking every file of it."""
    _activate(release, why, despite)


@app.command()
def rollback(why: Why = "rolled back") -> None:
    """Makes the release that was active before this one active again."""
    from index.releases import Releases

    releases = Releases(Settings().releases)
    with releases.locked():
        typer.echo(f"Active again: {releases.rollback(_reason(why))}")


@app.command()
def verify(
    release: Annotated[str | None, typer.Argument(help="a release id; without one, the active release")] = None,
) -> None:
    """Compares every file and object of a release with its manifest."""
    from index.release import verify as verify_folder
    from index.releases import Releases

    releases = Releases(Settings().releases)
    folder = releases.folder / releases.find(release) if release else releases.active_folder()
    manifest = verify_folder(folder)
    typer.echo(f"Release {manifest.id} is whole: {len(manifest.files)} files, {len(manifest.objects)} objects.")


@app.command()
def show(
    release: Annotated[str | None, typer.Argument(help="a release id; without one, the active release")] = None,
) -> None:
    """Shows how well the behaviour classifier of a release did on the messages it was not trained on."""
    from index.release import read_manifest
    from index.releases import Releases

    releases = Releases(Settings().releases)
    folder = releases.folder / releases.find(release) if release else releases.active_folder()
    manifest = read_manifest(folder)
    found = (manifest.report or {}).get("routing") or {}
    typer.echo(f"Release {manifest.id}, {manifest.created}, {manifest.who}: {manifest.why}")
    if not found.get("validation"):
        typer.echo("Its behaviour classifier was not validated: there were too few examples.")
        return
    typer.echo(
        f"Behaviours: trained on {found['trained_on']} messages, validated on {found['validation']} others: "
        f"{found['accuracy']:.0%} right, calibration error {found['calibration_error']:.3f}, "
        f"temperature {found['temperature']}, seed {found['seed']}."
    )
    for row, label in enumerate(found["labels"]):
        each = found["each"][label]
        taken_for = {name: count for name, count in zip(found["labels"], found["confusion"][row], strict=True) if count}
        typer.echo(
            f"  {label:24} {each['examples']:4} messages  precision {each['precision']}  recall {each['recall']}  "
            f"read as {', '.join(f'{name} {count}' for name, count in taken_for.items())}"
        )
    typer.echo("Thresholds: " + ", ".join(f"{name} {value}" for name, value in found["thresholds"].items()))


@app.command()
def suspend(
    statement_id: Annotated[str, typer.Argument(help="source/slug of a statement, or a key answer's id")],
    why: Why = "suspended",
) -> None:
    """Takes a statement out of use from the next question on, without a new release."""
    from assistant.desk.outside import suspend as suspend_it

    suspend_it(Settings(), statement_id, command_line_user(), why)
    typer.echo(f"Suspended: {statement_id}. To put it back: fieldmap release restore {statement_id}")


@app.command()
def restore(statement_id: Annotated[str, typer.Argument(help="the suspended id")]) -> None:
    """Puts a suspended statement back into use."""
    from assistant.desk.outside import restore as restore_it

    restore_it(Settings(), statement_id, command_line_user())
    typer.echo(f"In use again: {statement_id}")


def build_with_progress(settings: Settings, why: str) -> Built:
    """Builds the release of the settings' corpus and evaluates it, with a progress bar."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from assistant.desk.opening import desk_is_there, published_corpus
    from corpus.files import SHIPPED, load
    from corpus.lint import refuse_errors
    from evals.release_gate import ReleaseGate
    from index.build import build as build_release
    from index.cache import EmbeddingCache
    from index.embeddings import SentenceEmbedder
    from index.releases import Releases

    releases = Releases(settings.releases)
    with releases.locked():
        if desk_is_there(settings):
            corpus = published_corpus(settings)  # with what its editors published, and the shipped files merged in
        else:
            corpus = load(settings.corpus or SHIPPED, settings.wording_folder)
        refuse_errors(corpus)
        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
        embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
        # A console of its own: the evaluation ends whatever is live on the shared one.
        with Progress(*columns, TimeRemainingColumn(), console=Console()) as bar:
            task = bar.add_task("reading the corpus", total=None)

            def progress(step: str, done: int, total: int) -> None:
                bar.update(task, description=_STEPS[step], completed=done, total=total)

            gate = ReleaseGate(settings, embedder, lambda done, total: progress("gate", done, total))

            return build_release(
                corpus,
                releases.folder,
                EmbeddingCache(settings.cache),
                embedder,
                _reason(why),
                previous=releases.active(),
                progress=progress,
                evaluate=gate,
            )


_STEPS = {
    "embedding": "embedding statements and questions",
    "writing": "writing the release",
    "gate": "asking the gate's questions",
}


def say_gate(folder: Path) -> None:
    """Prints what the gate made of the release in `folder`."""
    from index.release import read_manifest

    result = (read_manifest(folder).report or {}).get("eval", {})
    if result.get("passed"):
        typer.echo(f"The gate: passed, {result['questions']} questions.")
        return
    for problem in result.get("problems", ["the release was not evaluated"]):
        typer.secho(f"The gate: {problem}", fg=typer.colors.YELLOW, err=True)
    for name, keys in result.get("failed_items", {}).items():
        typer.secho(f"  {name}: {', '.join(keys)}", fg=typer.colors.YELLOW, err=True)


def _activate(release: str, why: str, despite: str | None) -> None:
    from index.releases import Releases

    releases = Releases(Settings().releases)
    with releases.locked():
        admitted = releases.admit(release, despite)
        typer.echo(f"Active: {releases.activate(admitted, _reason(why), despite=despite)}")


def _reason(why: str) -> Reason:
    from index.build import Reason

    return Reason(command_line_user(), why)


def command_line_user() -> str:
    """The name of whoever runs the command."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in some containers
        return "unknown"
