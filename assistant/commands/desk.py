"""`fieldmap desk`: accounts, and what happened."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.settings import Settings

if TYPE_CHECKING:
    from corpus.desk import Desk

app = typer.Typer(help="The desk: who may edit, review and publish, and what was done.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="small letters, digits and . _ @ -")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="read the password from standard input instead of asking for it")
]


@app.command("add-user")
def add_user(
    name: Name,
    role: Annotated[list[str], typer.Option("--role", help="author, reviewer, publisher or operator; may be repeated")],
    password_stdin: FromInput = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="only a trusted proxy can sign this account in")
    ] = False,
) -> None:
    """Adds an account."""
    password = None if no_password else _password(password_stdin)
    person = _desk().people.add(name, role, password, by=_operator())
    typer.echo(f"Added {person.name}: {', '.join(sorted(person.roles))}.")


@app.command("list-users")
def list_users() -> None:
    """Lists the accounts."""
    people = _desk().people.all()
    for person in people:
        off = "" if person.active else "  switched off"
        typer.echo(f"{person.name:<24} {', '.join(sorted(person.roles))}{off}")
    if not people:
        typer.echo("There is no account yet. Run: fieldmap desk add-user NAME --role author")


@app.command("disable-user")
def disable_user(name: Name, why: Annotated[str, typer.Option("--why", help="kept with the event")] = "") -> None:
    """Switches an account off and ends its sessions."""
    typer.echo(f"Switched off: {_desk().people.set_active(name, False, by=_operator(), why=why).name}")


@app.command("enable-user")
def enable_user(name: Name, why: Annotated[str, typer.Option("--why", help="kept with the event")] = "") -> None:
    """Switches an account on again."""
    typer.echo(f"Switched on: {_desk().people.set_active(name, True, by=_operator(), why=why).name}")


@app.command("set-roles")
def set_roles(name: Name, role: Annotated[list[str], typer.Option("--role", help="may be repeated")]) -> None:
    """Gives an account these roles and no others."""
    person = _desk().people.set_roles(name, role, by=_operator())
    typer.echo(f"{person.name}: {', '.join(sorted(person.roles))}.")


@app.command("set-password")
def set_password(name: Name, password_stdin: FromInput = False) -> None:
    """Changes a password, ends the account's sessions and any lock."""
    typer.echo(f"Changed for {_desk().people.set_password(name, _password(password_stdin), by=_operator()).name}.")


@app.command()
def events(
    as_json: Annotated[bool, typer.Option("--json", help="every event, oldest first, one JSON object a line")] = False,
    last: Annotated[int, typer.Option("--last", min=1, help="how many, without --json")] = 50,
) -> None:
    """Prints what was done, by whom and why."""
    desk = _desk()
    if as_json:
        for line in desk.events.as_json_lines():
            typer.echo(line)
        return
    for one in reversed(desk.events.latest(last)):
        why = f": {one.why}" if one.why else ""
        typer.echo(f"{one.number:>6}  {one.happened[:19]}  {one.who:<16} {one.action:<18} {one.item or ''}{why}")


def _desk() -> Desk:
    from assistant.desk.opening import desk_of

    return desk_of(Settings())


def _operator() -> str:
    from assistant.commands.release import command_line_user

    return f"{command_line_user()} (command line)"


def _password(from_input: bool) -> str:
    if from_input:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
