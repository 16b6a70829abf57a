"""Accounts: nobody gets in by guessing, and whoever's password was changed is out."""

from __future__ import annotations

import pytest

from corpus.desk import Desk
from corpus.desk.errors import DeskError, LockedOut, NameTaken, PasswordTooWeak, SignInRefused, UnknownPerson
from corpus.desk.people import FREE_FAILURES, LONGEST_WAIT

RIGHT = "an orange boat at noon"


def test_the_right_password_signs_in_and_is_kept_as_a_hash(desk: Desk) -> None:
    desk.people.add("Ann", ["author", "reviewer"], RIGHT)
    person = desk.people.sign_in("ann", RIGHT)
    assert (person.name, person.roles) == ("ann", {"author", "reviewer"})
    for line in desk.events.as_json_lines():
        assert RIGHT not in line and "argon2" not in line


@pytest.mark.parametrize(("name", "password"), [("ann", "wrong"), ("ann", ""), ("nobody", RIGHT), ("proxy", RIGHT)])
def test_what_is_wrong_is_not_said(desk: Desk, name: str, password: str) -> None:
    desk.people.add("ann", ["author"], RIGHT)
    desk.people.add("proxy", ["author"], None)
    with pytest.raises(SignInRefused) as refused:
        desk.people.sign_in(name, password)
    assert str(refused.value) == str(SignInRefused())


def test_each_wrong_password_after_the_fourth_doubles_the_wait(desk: Desk, clock: object) -> None:
    desk.people.add("ann", ["author"], RIGHT)
    waits = []
    for _ in range(FREE_FAILURES + 12):
        with pytest.raises(SignInRefused):
            desk.people.sign_in("ann", "wrong")
        try:
            desk.people.sign_in("ann", RIGHT if len(waits) > 1 else "wrong again")
        except LockedOut as locked:
            waits.append(locked.seconds)
            clock.turn(seconds=locked.seconds)  # type: ignore[attr-defined]
        except SignInRefused:
            continue
    assert waits[:4] == [15, 30, 60, 120]
    assert max(waits) <= LONGEST_WAIT.total_seconds()
    assert desk.people.sign_in("ann", RIGHT).name == "ann"
    with pytest.raises(SignInRefused):  # and the count begins anew
        desk.people.sign_in("ann", "wrong")


def test_a_clock_that_goes_back_does_not_lock_for_longer(desk: Desk, clock: object) -> None:
    desk.people.add("ann", ["author"], RIGHT)
    for _ in range(FREE_FAILURES + 1):
        with pytest.raises(SignInRefused):
            desk.people.sign_in("ann", "wrong")
    clock.turn(days=-30)  # type: ignore[attr-defined]
    with pytest.raises(LockedOut) as locked:
        desk.people.sign_in("ann", RIGHT)
    assert locked.value.seconds <= 15


def test_a_new_password_a_switch_off_and_a_sign_out_end_every_session(desk: Desk) -> None:
    person = desk.people.add("ann", ["author"], RIGHT)
    assert desk.people.known("ann", person.session_version) == person
    changed = desk.people.set_password("ann", "another boat at noon")
    assert desk.people.known("ann", person.session_version) is None
    assert desk.people.known("ann", changed.session_version) == changed
    assert desk.people.known("ann", desk.people.sign_out_everywhere("ann").session_version) is not None
    assert desk.people.known("ann", changed.session_version) is None
    off = desk.people.set_active("ann", False, why="left")
    assert desk.people.known("ann", off.session_version) is None
    with pytest.raises(SignInRefused):
        desk.people.sign_in("ann", "another boat at noon")


@pytest.mark.parametrize("password", ["short", "a" * 20, "x" * 600])
def test_a_weak_password_is_refused(desk: Desk, password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        desk.people.add("ann", ["author"], password)


def test_names_and_roles_are_checked(desk: Desk) -> None:
    desk.people.add("ann", ["author"], RIGHT)
    with pytest.raises(NameTaken):
        desk.people.add("ANN ", ["reviewer"], RIGHT)
    for name, roles in (("two words", ["author"]), ("system", ["author"]), ("bob", ["king"]), ("bob", [])):
        with pytest.raises(DeskError):
            desk.people.add(name, roles, RIGHT)
    with pytest.raises(UnknownPerson):
        desk.people.set_password("bob", RIGHT)
