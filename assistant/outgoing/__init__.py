"""The last step: an answer is read back and checked before it leaves, whoever wrote it.

Each check is a small function over the finished answer. If one does not hold, or cannot be run, the answer stays here
and a fixed sentence goes out.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.case import Case
from assistant.outgoing import citing, owing, saying
from assistant.outgoing.leaving import Check, Failure, read_back
from assistant.outgoing.withheld import withheld
from assistant.types import Answer

CHECKS: Mapping[str, Check] = {
    "ending kept": owing.ending_kept,
    "signposted": owing.signposted,
    "numbers resolve": citing.numbers_resolve,
    "quotes unchanged": citing.quotes_unchanged,
    "marks in place": citing.marks_in_place,
    "sentences accounted for": saying.sentences_accounted_for,
    "nothing promised": saying.nothing_promised,
    "nothing dosed": saying.nothing_dosed,
    "nobody named": saying.nobody_named,
    "links known": saying.links_known,
    "nothing hidden": saying.nothing_hidden,
    "framed": owing.framed,
    "distinctions drawn": owing.distinctions_drawn,
    "stage told": owing.stage_told,
    "limits told": owing.limits_told,
    "ages told": owing.ages_told,
    "places told": owing.places_told,
}
"""Every check by its name, as logs and measures know it."""

READ_BACK = "read back"
"""The name under which an answer fails that cannot be read back at all."""


def failures(answer: Answer, case: Case, verified: frozenset[str] = frozenset()) -> tuple[Failure, ...]:
    """What does not hold of an answer; a check that cannot be run is a failure of its own. Never raises."""
    try:
        leaving = read_back(answer, case, verified)
    except Exception as error:
        return (Failure(READ_BACK, f"could not be run ({type(error).__name__})"),)
    found = []
    for name, check in CHECKS.items():
        try:
            found += [Failure(name, detail) for detail in check(leaving)]
        except Exception as error:
            found.append(Failure(name, f"could not be run ({type(error).__name__})"))
    return tuple(found)


def let_out(answer: Answer, case: Case, verified: frozenset[str] = frozenset()) -> tuple[Answer, tuple[str, ...]]:
    """The answer that goes out, and the names of the checks that kept another one here."""
    found = failures(answer, case, verified)
    if not found:
        return answer, ()
    return withheld(case, found), tuple(dict.fromkeys(failure.check for failure in found))
