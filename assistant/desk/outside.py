"""Suspending from the command line: by the desk where there is one, else in the list beside the releases alone."""

from __future__ import annotations

from assistant.desk.opening import desk_is_there, desk_of
from assistant.settings import Settings
from corpus.desk import Desk
from corpus.desk.errors import UnknownItem
from corpus.desk.flow import ROLES
from corpus.desk.people import Person
from index.suspended import Suspended


def suspend(settings: Settings, item_id: str, who: str, why: str) -> None:
    """Takes a statement or key answer out of use from the next question on. Raises a `DeskError` where it cannot."""
    if not desk_is_there(settings):
        Suspended(settings.home / "suspended.txt").suspend(item_id, why)
        return
    desk = desk_of(settings)
    desk.suspensions.suspend(_key(desk, item_id), _at_the_machine(who), why)


def restore(settings: Settings, item_id: str, who: str) -> None:
    """Puts it back into use. Raises a `DeskError` where it cannot."""
    if not desk_is_there(settings):
        Suspended(settings.home / "suspended.txt").restore(item_id)
        return
    desk = desk_of(settings)
    desk.suspensions.restore(_key(desk, item_id), _at_the_machine(who), "from the command line")


def _key(desk: Desk, item_id: str) -> str:
    for kind in ("statement", "key-answer", "source"):
        try:
            return desk.read(f"{kind}:{item_id}").row.key
        except UnknownItem:
            continue
    raise UnknownItem(item_id)


def _at_the_machine(who: str) -> Person:
    """Whoever may run commands here may do anything; the event says who it was."""
    return Person(f"{who} (command line)", frozenset(ROLES))
