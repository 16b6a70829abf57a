"""What goes out in the place of an answer that did not pass: whom to call where it is urgent, else a fixed sentence."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant import signposts
from assistant.case import URGENT, Case
from assistant.finished import finished
from assistant.outgoing.leaving import Failure
from assistant.sections import framing, say
from assistant.types import Answer, Behaviour, Section

log = logging.getLogger("fieldmap")


def withheld(case: Case, failures: Sequence[Failure]) -> Answer:
    """A true and useful answer without a word of the one that failed; never raises.

    An emergency or a crisis keeps its signpost. The log gets the names of the checks and none of the person's words.
    """
    behaviour: Behaviour = "no-vetted-source"
    if case.behaviour in URGENT:
        behaviour = case.behaviour or behaviour
    names = sorted({failure.check for failure in failures})
    log.error(
        "answer withheld: %s",
        "; ".join(f"{one.check}: {one.detail}" for one in failures[:8]),
        extra={
            "event": "answer withheld",
            "checks": names,
            "behaviour": case.behaviour,
            "release": case.library.release.id,
        },
    )
    first = _signpost(case, behaviour) if behaviour in URGENT else Section("lead", say("answer-withheld"))
    bare = replace(
        case,
        behaviour=behaviour,
        sections=(first, framing()),
        citations=(),
        distinctions=(),
        stage=None,
        suggestions=(),
    )
    return finished(bare)


def _signpost(case: Case, behaviour: Behaviour) -> Section:
    """The signpost of the place; of no place where that fails; and one that needs nothing where that fails too."""
    made = signposts.emergency if behaviour == "emergency" else signposts.crisis
    tries: tuple[Callable[[], Section], ...] = (
        lambda: made(case.library, case.question.place, case.language),
        lambda: made(case.library, None, "en"),
    )
    for attempt in tries:
        try:
            return attempt()
        except Exception as error:
            log.error("signpost failed: %s", type(error).__name__, extra={"event": "signpost failed"})
    return Section("signpost", say("emergency-place-unknown" if behaviour == "emergency" else "crisis-bare"))
