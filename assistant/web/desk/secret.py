"""The secret that signs the desk's cookies: from a setting, or a file that only the service's user can read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from assistant.errors import ForOperator

FILE = "desk-secret"
SHORTEST = 32


class DeskSecretUnusable(ForOperator):
    """The secret of the desk cannot be used; the message says what to do."""


def desk_secret(home: Path, given: str | None) -> bytes:
    """The secret: the one that is given, or the one kept in `home`, which is made where there is none.

    Raises `DeskSecretUnusable` for one that is too short, or that others on this machine can read.
    """
    if given is not None:
        return _long_enough(given.encode(), "FIELDMAP_DESK_SECRET")
    path = home / FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        # Two processes that start at once: one makes the file, the other reads it.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _kept(path)
    except OSError as error:
        raise DeskSecretUnusable(
            f"{path} cannot be written ({error.strerror}). Make the folder writable for the service, or set "
            "FIELDMAP_DESK_SECRET to at least 32 random characters."
        ) from None
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made)
    return made.encode()


def _kept(path: Path) -> bytes:
    try:
        others = stat.S_IMODE(path.stat().st_mode) & 0o077
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        raise DeskSecretUnusable(
            f"{path} cannot be read. Give it to the service's user, or remove it: a new one is made, and everybody "
            "signs in again."
        ) from None
    if others:
        raise DeskSecretUnusable(f"{path} can be read by others. Run: chmod 600 {path}")
    return _long_enough(text.encode(), str(path))


def _long_enough(secret: bytes, where: str) -> bytes:
    if len(secret) < SHORTEST:
        raise DeskSecretUnusable(f"{where} is shorter than {SHORTEST} characters. Use a long random one.")
    return secret
