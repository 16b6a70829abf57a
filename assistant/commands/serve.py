"""`fieldmap serve`: the first release if there is none, then the page."""

from __future__ import annotations

from threading import Thread

import typer

from assistant.settings import Settings


def serve(host: str | None, port: int | None) -> None:
    """Serves until it is stopped. Raises `PortTaken`, `NotReady`."""
    from assistant.commands.release import build_with_progress, say_gate
    from index.build import Reason
    from index.release import of_other_format
    from index.releases import Releases

    settings = Settings()
    settings = settings.model_copy(update={"host": host or settings.host, "port": port or settings.port})
    releases = Releases(settings.releases)
    active = releases.active()
    why = "first release" if active is None else "built anew for this version"
    if active is None or of_other_format(releases.folder / active):
        typer.echo(f"A release is needed ({why}). Building and checking it takes a few minutes.")
        built = build_with_progress(settings, why)
        say_gate(built.folder)
        with releases.locked():
            releases.activate(releases.admit(built.id), Reason("fieldmap serve", why))

    from assistant import Assistant
    from assistant.desk.opening import desk_of
    from assistant.desk.publish import Publisher
    from assistant.web.serve import serve as serve_page
    from corpus.desk.errors import DeskError
    from evals.release_gate import ReleaseGate
    from index.embeddings import SentenceEmbedder
    from index.errors import IndexFault

    embedder = SentenceEmbedder(settings.embedding_model, settings.embedding_sha256)
    assistant = Assistant(settings, embedder)
    typer.echo("Opening the release …")
    assistant.open()
    Thread(target=assistant.warm, daemon=True).start()
    desk = publisher = None
    try:
        desk = desk_of(settings)
        publisher = Publisher(desk, settings, embedder, lambda progress: ReleaseGate(settings, embedder, progress))
        publisher.reconcile()
    except (DeskError, IndexFault) as error:
        # Patients are answered whether or not editors can work.
        typer.secho(f"The desk stays closed. {error}", fg=typer.colors.RED, err=True)
    typer.secho(f"Fieldmap is on http://{settings.host}:{settings.port}  (stop: Ctrl+C)", fg=typer.colors.GREEN)
    serve_page(assistant, settings, desk, publisher)
