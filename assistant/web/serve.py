"""Runs the application. Nothing about a visitor is logged: no address, no path, no words."""

from __future__ import annotations

import errno
import socket

from assistant.desk.publish import Publisher
from assistant.errors import PortTaken
from assistant.settings import Settings
from assistant.web.door import Answering
from corpus.desk import Desk


def serve(
    assistant: Answering, settings: Settings, desk: Desk | None = None, publisher: Publisher | None = None
) -> None:
    """Serves until it is stopped. Raises `PortTaken` when the address is in use."""
    listening = bound_socket(settings.host, settings.port)
    with listening:
        import uvicorn

        from assistant.web.app import create_app

        config = uvicorn.Config(
            create_app(assistant, settings, desk, publisher),
            log_level="warning",
            access_log=False,
            server_header=False,
            # Forwarded headers are read by the application, after it has kept who the peer really is.
            proxy_headers=False,
            # Open pages hold a connection; stopping does not wait for them.
            timeout_graceful_shutdown=5,
        )
        uvicorn.Server(config).run(sockets=[listening])


def bound_socket(host: str, port: int) -> socket.socket:
    """A socket bound to the address. Raises `PortTaken` with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(
                f"{host}:{port} is in use or not permitted. Stop the program that listens there, or choose "
                f"another port: FIELDMAP_PORT={port + 1 if port < 65535 else port - 1} fieldmap serve"
            ) from None
        raise
    return listening
