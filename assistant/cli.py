"""The command `fieldmap`. Heavy imports stay inside the commands that need them."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands import ask as ask_command
from assistant.commands import corpus as corpus_command
from assistant.commands import desk as desk_command
from assistant.commands import eval as eval_command
from assistant.commands import release as release_command

app = typer.Typer(
    name="fieldmap",
    help="Answers patients' questions on stem-cell medicine from vetted statements, with citations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(corpus_command.app, name="corpus")
app.add_typer(desk_command.app, name="desk")
app.add_typer(release_command.app, name="release")
app.add_typer(eval_command.app, name="eval")
bench_app = typer.Typer(help="Measures: what answering costs, how well documents are found.", no_args_is_help=True)
app.add_typer(bench_app, name="bench")


@app.command()
def ask(
    question: Annotated[
        str | None, typer.Argument(help="the question, in quotes; - reads it from standard input")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the answer as the contract's JSON")] = False,
    place: Annotated[str | None, typer.Option(help="a place id, such as us, japan, uk")] = None,
    input_file: Annotated[Path | None, typer.Option("--input", help="a question set, one JSON object a line")] = None,
    record: Annotated[
        Path | None, typer.Option(help="a file with a ClinicalTrials.gov record (JSON, XML, CSV) to explain")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="where the answers go, one JSON object a line")
    ] = None,
) -> None:
    """Answers one question, or every question of a set."""
    if input_file is not None:
        if output is None or question is not None or record is not None:
            raise typer.BadParameter("--input goes with --output, and without a question or a record")
        ask_command.answer_set(input_file, output, place)
        return
    if record is not None:
        ask_command.explain_record(record, question or "", place, as_json)
        return
    if question is None:
        raise typer.BadParameter('give a question: fieldmap ask "Are exosomes approved?"')
    text = sys.stdin.read() if question == "-" else question
    ask_command.answer_one(text, place, as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="address to listen on")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on")] = None,
) -> None:
    """Serves the chat page; builds the first release when there is none."""
    from assistant.commands.serve import serve as run

    run(host, port)


@app.command()
def schema() -> None:
    """Prints the answer's JSON Schema: the public contract."""
    from importlib.resources import files

    typer.echo(json.dumps(json.loads((files("assistant") / "answer.schema.json").read_text()), indent=2))


@bench_app.command("answers")
def bench_answers(
    data: Annotated[Path | None, typer.Option(envvar="EVALDATA", help="a folder of evaluation data")] = None,
    quick: Annotated[bool, typer.Option(help="leave out the build from nothing")] = False,
) -> None:
    """Measures answering, building and starting as ratios in one run."""
    from evals.bench.answers import run

    run(data, quick)


@bench_app.command()
def heldout(
    which: Annotated[str, typer.Option(help="which ask of each statement is the question: first or last")] = "last",
    statements: Annotated[int | None, typer.Option(help="an even sample of so many statements")] = None,
) -> None:
    """Measures retrieval on asks that are held out, with and without the adapter."""
    from evals.heldout import run

    if which not in ("first", "last"):
        raise typer.BadParameter("--which is first or last")
    run("first" if which == "first" else "last", statements)


@bench_app.command("retrieval")
def bench_retrieval(
    data: Annotated[Path | None, typer.Option(envvar="EVALDATA", help="a folder of evaluation data")] = None,
    queries: Annotated[int, typer.Option(min=1, help="at most so many a set")] = 1000,
    quick: Annotated[bool, typer.Option("--quick", help="at most 100 queries a set")] = False,
    only: Annotated[list[str] | None, typer.Option(help="systems whose name begins so; may be given again")] = None,
    sets: Annotated[list[str] | None, typer.Option("--set", help="the same for the sets")] = None,
    all_peers: Annotated[bool, typer.Option("--all-peers", help="fail where a peer is not installed")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", help="a file for the figures")] = None,
) -> None:
    """Compares our retriever with BM25, dense, LangChain, LlamaIndex and Haystack on the same vectors."""
    from evals.bench.retrieval.run import QUICK_QUERIES, Options, run

    most = min(queries, QUICK_QUERIES) if quick else queries
    code = run(Options(data, most, tuple(only or ()), tuple(sets or ()), all_peers, json_file))
    raise typer.Exit(code)


def main() -> None:
    """The entry point: named errors are printed as a sentence, never as a trace."""
    from assistant.errors import FieldmapError
    from corpus.errors import CorpusError
    from evals.errors import EvaluationError
    from index.errors import IndexFault
    from prompts.wording import WordingError

    try:
        app()
    except (FieldmapError, CorpusError, EvaluationError, IndexFault, WordingError) as error:
        typer.secho(str(error), fg=typer.colors.RED, err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone; Python would complain once more while closing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


if __name__ == "__main__":
    main()
