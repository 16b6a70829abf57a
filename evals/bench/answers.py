"""What things cost, as ratios measured in one run: answering, building, starting.

A time says something about a machine; a ratio within one run says something about the product.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant import Assistant, Question, Settings
from corpus import Corpus, load
from index.build import Built, Reason, build
from index.cache import EmbeddingCache
from index.embeddings import SentenceEmbedder
from index.releases import Releases

QUESTIONS = 150
ROUNDS = 2


def run(data: Path | None, quick: bool) -> None:
    """Prints the figures. With `quick`, the build from nothing is left out and the active release is measured."""
    embedder = SentenceEmbedder()
    embedder.embed_queries(["warm"])
    with tempfile.TemporaryDirectory(prefix="fieldmap-bench-") as folder:
        settings = Settings() if quick else Settings(home=Path(folder))
        if not quick:
            _building(settings, embedder)
        _answering(settings, embedder, _own_questions(settings) + _patient_questions(data))
        _starting(settings)


def _building(settings: Settings, embedder: SentenceEmbedder) -> None:
    corpus = load()
    releases = Releases(settings.releases)
    cache = EmbeddingCache(settings.cache)
    print("building a release")
    first = build(corpus, releases.folder, cache, embedder, Reason("bench", "first"), progress=_dots())
    releases.activate(first.id, Reason("bench", "first"))
    _report_build("from nothing", first)
    second = build(
        _one_statement_changed(corpus),
        releases.folder,
        cache,
        embedder,
        Reason("bench", "one"),
        previous=first.id,
    )
    _report_build("one statement changed", second)
    print(f"  the second as a share of the first: {second.seconds / first.seconds:.1%} (wanted: under 10 %)")


def _report_build(name: str, built: Built) -> None:
    share = built.seconds_embedding / built.seconds
    print(
        f"  {name}: {built.seconds:.1f} s, {built.texts_embedded} of {built.texts} texts embedded, "
        f"{share:.0%} of the time embedding"
    )


def _one_statement_changed(corpus: Corpus) -> Corpus:
    source = next(iter(corpus.sources.values()))
    changed = source.statements[0].model_copy(update={"text": source.statements[0].text + " (Changed.)"})
    corpus.sources[source.id] = source.model_copy(update={"statements": [changed, *source.statements[1:]]})
    return corpus


def _answering(settings: Settings, embedder: SentenceEmbedder, questions: Sequence[str]) -> None:
    assistant = Assistant(settings, embedder=embedder)
    assistant.open()
    assistant.warm()
    for question in questions[:20]:
        assistant.ask(Question(question))
    alone: list[float] = []
    whole: list[float] = []
    steps: dict[str, list[float]] = {}
    # The two are measured in turn, so that whatever else the machine does falls on both.
    for _ in range(ROUNDS):
        for question in questions:
            before = perf_counter()
            embedder.embed_queries([question])
            alone.append(perf_counter() - before)
            before = perf_counter()
            answer = assistant.ask(Question(question))
            whole.append(perf_counter() - before)
            for step, milliseconds in answer.timings_ms.items():
                steps.setdefault(step, []).append(milliseconds)
    print(f"answering {len(questions)} questions, warm, {ROUNDS} rounds")
    for name, percentile, wanted in (("p50", 50, 2.5), ("p95", 95, 5.0)):
        embedding, answering = np.percentile(alone, percentile), np.percentile(whole, percentile)
        print(
            f"  {name}: embedding alone {embedding * 1000:.1f} ms, answer {answering * 1000:.1f} ms, "
            f"ratio {answering / embedding:.2f} (wanted: at most {wanted})"
        )
    shares = ", ".join(f"{step} {np.median(times):.1f}" for step, times in steps.items())
    print(f"  median milliseconds a step: {shares}")


def _starting(settings: Settings) -> None:
    script = (
        "import sys, time; t=time.perf_counter(); import assistant; a=time.perf_counter();"
        "import torch, sentence_transformers, chromadb; b=time.perf_counter();"
        "x=assistant.Assistant(assistant.Settings(home=sys.argv[1])); x.open();"
        "c=time.perf_counter(); x.ask(assistant.Question('Is PRP a stem cell treatment?'));"
        "d=time.perf_counter(); print(a-t, b-a, c-b, d-c)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(settings.home)], capture_output=True, text=True, check=True
    )
    ours, libraries, opening, asking = (float(value) for value in done.stdout.split())
    whole = ours + libraries + opening + asking
    print("one question from a cold process")
    print(
        f"  {whole:.1f} s: imports {(ours + libraries) / whole:.0%} (ours {ours:.1f} s, libraries {libraries:.1f} s), "
        f"opening {opening / whole:.0%}, the question {asking / whole:.0%}"
    )


def _own_questions(settings: Settings) -> list[str]:
    assistant = Assistant(settings)
    statements = list(assistant.library.contents.statements.values())
    step = max(1, len(statements) // QUESTIONS)
    return [one.statement.asks[0] for one in statements[::step]][:QUESTIONS]


def _patient_questions(data: Path | None) -> list[str]:
    """Questions of an evaluation folder, where one is given."""
    file = data / "stemcell" / "patient_questions_dev.jsonl" if data else None
    if file is None or not file.is_file():
        return []
    return [json.loads(line)["question"] for line in file.read_text(encoding="utf-8").splitlines() if line]


def _dots() -> Callable[[str, int, int], None]:
    shown = 0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal shown
        if step == "embedding" and total and done * 20 // total > shown:
            shown = done * 20 // total
            print(".", end="\n" if shown == 20 else "", flush=True)

    return progress
