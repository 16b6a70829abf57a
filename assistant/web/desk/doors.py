"""The desk as part of the application: its routes, its page and the gate's settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import FastAPI, Request

from assistant.settings import Settings
from assistant.web.desk.gate import DESK
from assistant.web.desk.people import Accounts, Doorkeeper, TrustedProxy
from assistant.web.desk.secret import desk_secret
from assistant.web.desk.sign_in_routes import sign_in_routes
from assistant.web.desk.tickets import Tickets
from assistant.web.shell import Dress

if TYPE_CHECKING:
    import gradio as gr

NAME = "Fieldmap desk"
WITHOUT_SCRIPT = "The desk needs JavaScript."


@dataclass(frozen=True, slots=True)
class Desk:
    """What the web application needs of the desk: its accounts, and how its page is made."""

    accounts: Accounts
    page: Callable[[Doorkeeper], gr.Blocks]


def doorkeeper_of(desk: Desk, settings: Settings) -> Doorkeeper:
    """Who lets people in. Raises `DeskSecretUnusable` or `BadProxySetting`."""
    proxy = TrustedProxy.of(settings.desk_identity_header, settings.desk_identity_proxies.split(","))
    secret = desk_secret(settings.home, settings.desk_secret)
    return Doorkeeper(desk.accounts, Tickets(secret, settings.desk_session_minutes), proxy)


def mount_desk(app: FastAPI, desk: Desk, doorkeeper: Doorkeeper, settings: Settings) -> dict[str, Dress]:
    """Puts the desk into `app`, and returns the dress of its page. It goes in before the page at /."""
    import gradio as gr

    # After set_switches(), which the application has called.
    app.router.routes.extend(sign_in_routes(doorkeeper, settings.secure_cookies))

    async def signed_in(request: Request) -> str | None:
        """The gate has asked already; Gradio asks once more, so that neither alone holds the door."""
        person = await anyio.to_thread.run_sync(doorkeeper.person, request.scope)
        return person.name if person else None

    gr.mount_gradio_app(
        app,
        desk.page(doorkeeper),
        path=DESK,
        auth_dependency=signed_in,
        theme=gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]),
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        show_error=False,
        footer_links=[],
        max_file_size=settings.max_import_bytes,
        ssr_mode=False,
        pwa=False,
    )
    dress = Dress(NAME, NAME, ("style.css", "desk.css"), "desk.js", WITHOUT_SCRIPT, forms=True)
    return {f"{DESK}/": dress}
