"""Reads a file in a process of its own, which ends when its seconds or its memory are used up.

The parent writes the bytes into the process and reads the document out of it; no file is made. The process can write
nothing into a file, and sees nothing of the parent's environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from corpus.importers.document import ImportedDocument, Limits
from corpus.importers.faults import BY_NAME, ExpandsTooFar, ImportFault, Malformed, TookTooLong

START_SECONDS = 15
"""What starting a process and loading a parser may take on a busy machine, beside the seconds for reading."""
_HEADER = 4


def read_apart(data: bytes, order: dict[str, Any], limits: Limits) -> ImportedDocument:
    """The document that the reader named in `order` makes of `data`.

    Raises what the reader raises, `TookTooLong`, `ExpandsTooFar` for memory, and `Malformed` where the reader broke
    down.
    """
    said = json.dumps({**order, "limits": asdict(limits)}).encode()
    given = len(said).to_bytes(_HEADER, "big") + said + data
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * limits.seconds + START_SECONDS,
            env=_environment(),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(limits) from None
    except OSError as error:
        raise Malformed(
            f"The reader could not be started ({error.strerror}). Try again; if it stays, ask the operator."
        ) from None
    # SIGXCPU and SIGALRM end a process whose time is over; SIGKILL comes from a machine without memory.
    if -done.returncode in (14, 24):
        raise _too_long(limits)
    if -done.returncode in (9, 11, 6, 7):
        raise _too_much_memory()
    try:
        answer = json.loads(done.stdout)
        if "fault" in answer:
            raise BY_NAME.get(answer["fault"], Malformed)(answer["message"])
        return ImportedDocument.from_plain(answer)
    except (ValueError, TypeError):
        raise Malformed("The file broke its reader. It may be damaged: save it again, or import its text.") from None


def _too_long(limits: Limits) -> TookTooLong:
    return TookTooLong(
        f"Reading it took longer than {limits.seconds} seconds, so it was stopped and nothing was kept. "
        "Import the part that you need, or print it to PDF anew."
    )


def _too_much_memory() -> ExpandsTooFar:
    return ExpandsTooFar(
        "Reading it needs more memory than a document does, so it was stopped and nothing was kept. "
        "Import the part that you need, or print it to PDF anew."
    )


def _environment() -> dict[str, str]:
    names = ("LANG", "LC_ALL", "SYSTEMROOT", "LD_LIBRARY_PATH", "DOCLING_ARTIFACTS_PATH")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    paths = [path or os.getcwd() for path in sys.path]
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_NUM_THREADS": "1",
        "HF_HUB_OFFLINE": "1",
    }


def _bound(limits: Limits) -> None:
    """Ends this process when it uses more than it may. Without `resource` (Windows) the parent's clock alone ends
    it."""
    try:
        import resource
        import signal
    except ImportError:
        return
    signal.alarm(2 * limits.seconds)
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        # The second limit of seconds kills without a word; the first one can be told from other ends.
        last = most + 5 if what == resource.RLIMIT_CPU else most
        last = last if hard == resource.RLIM_INFINITY else min(last, hard)
        resource.setrlimit(what, (min(most, last), last))


def _answer(order: dict[str, Any], data: bytes) -> dict[str, Any]:
    from corpus.importers.readers import read_as

    limits = Limits(**order.pop("limits"))
    _bound(limits)
    try:
        return read_as(data, limits=limits, **order).as_plain()
    except ImportFault as fault:
        return {"fault": type(fault).__name__, "message": str(fault)}
    except (MemoryError, RecursionError):
        return {"fault": ExpandsTooFar.__name__, "message": str(_too_much_memory())}


def _main() -> None:
    # Read whole before any limit is set: the parent has looked at the size.
    given = sys.stdin.buffer.read()
    length = int.from_bytes(given[:_HEADER], "big")
    order = json.loads(given[_HEADER : _HEADER + length])
    answer = json.dumps(_answer(order, given[_HEADER + length :]))
    sys.stdout.buffer.write(answer.encode())
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
