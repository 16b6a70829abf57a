"""The flow of an item, in one table: from where to where, who may take the step, and where two people are needed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from corpus.desk.errors import MoveRefused, NotAllowed

State = Literal["draft", "in-review", "returned", "approved", "published", "due", "suspended", "retired"]
Role = Literal["author", "reviewer", "publisher", "operator"]
STATES: tuple[State, ...] = get_args(State)
"""What is shown. `due` is a published item on its day; `suspended` stands over whatever else happens to an item."""
ROLES: tuple[Role, ...] = get_args(Role)

SYSTEM = "system"
"""Who did what no person did: the first import, a merge, what was found after an interruption."""


@dataclass(frozen=True, slots=True)
class Move:
    """One kind of step. `to` is None where the state of the work stays what it is."""

    action: str
    come_from: tuple[State, ...]
    to: State | None
    roles: tuple[Role, ...]
    second_person: bool = False
    """Whether nobody may take it who wrote any of the text that is not published yet."""
    needs_reason: bool = False
    needs_published: bool = False
    """Whether it is for items alone that patients may have seen."""


_WORK: tuple[State, ...] = ("draft", "in-review", "returned", "approved")
_ANY: tuple[State, ...] = (*_WORK, "published", "retired")

MOVES: dict[str, Move] = {
    move.action: move
    for move in (
        Move("draft", (), "draft", ("author",)),
        Move("edit", _ANY, "draft", ("author",)),
        Move("submit", ("draft", "returned"), "in-review", ("author",)),
        Move("return", ("in-review", "approved"), "returned", ("reviewer",), needs_reason=True),
        Move("approve", ("in-review",), "approved", ("reviewer",), second_person=True),
        # The text is the same, and the source was found to say the same: only the dates of reading change.
        Move("reverify", ("published",), "approved", ("author", "reviewer"), needs_published=True),
        # Given up: back to what is published, or retired where nothing ever was.
        Move("withdraw", _WORK, None, ("author", "reviewer"), needs_reason=True),
        Move("publish", ("approved",), "published", ("publisher",)),
        Move(
            "suspend",
            _ANY,
            None,
            ("author", "reviewer", "publisher", "operator"),
            needs_reason=True,
            needs_published=True,
        ),
        Move("restore", _ANY, None, ("reviewer", "publisher"), needs_reason=True, needs_published=True),
        Move("retire", ("published",), "retired", ("publisher",), needs_reason=True, needs_published=True),
    )
}


def refuse_roles(action: str, key: str, who: str, roles: frozenset[Role]) -> None:
    """Raises `NotAllowed` where none of `who`'s roles may take the step."""
    move = MOVES[action]
    if not roles.intersection(move.roles):
        raise NotAllowed(f"{who} may not {action} {key}: that is for {_or(move.roles)}. Ask one of them.")


def refuse(
    action: str, key: str, state: State, who: str, roles: frozenset[Role], authors: frozenset[str], was_published: bool
) -> None:
    """Raises `MoveRefused` or `NotAllowed` where `who` may not take the step now."""
    refuse_roles(action, key, who, roles)
    move = MOVES[action]
    if state not in move.come_from:
        raise MoveRefused(
            f"{key} is {state}, and only what is {_or(move.come_from)} can be taken through {action}. Load it again."
        )
    if move.needs_published and not was_published:
        raise MoveRefused(f"{key} was never published, so there is nothing to {action}.")
    if move.second_person and who in authors:
        raise NotAllowed(f"{who} wrote part of {key}, and two people are needed: ask another reviewer to {action} it.")


def reason_of(what: str, why: str) -> str:
    """The reason in one line. Raises `MoveRefused` where there is none; `what` says for what it is asked."""
    if not why.strip():
        raise MoveRefused(f"Say why: {what} needs a reason, which is kept with it.")
    return " ".join(why.split())


def need_reason(action: str, key: str, why: str) -> str:
    """The reason without blanks around it. Raises `MoveRefused` where the step needs one and there is none."""
    return reason_of(f"{action} of {key}", why) if MOVES[action].needs_reason else why.strip()


def open_moves(
    state: State, roles: frozenset[Role], who: str, authors: frozenset[str], was_published: bool
) -> tuple[str, ...]:
    """The steps that `who` may take now, in the order of the table."""
    found = []
    for action in MOVES:
        try:
            refuse(action, "", state, who, roles, authors, was_published)
        except (MoveRefused, NotAllowed):
            continue
        found.append(action)
    return tuple(found)


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(words) if words else "nothing"
