"""The desk as part of the application: its routes, its page and the gate's settings."""

from __future__ import annotations

import anyio.to_thread
from fastapi import FastAPI, Request

from assistant.desk.publish import Publisher
from assistant.settings import Settings
from assistant.web.desk.gate import DESK
from assistant.web.desk.people import Doorkeeper, TrustedProxy
from assistant.web.desk.secret import desk_secret
from assistant.web.desk.sign_in_routes import sign_in_routes
from assistant.web.desk.texts import SourceTexts
from assistant.web.desk.tickets import Tickets
from assistant.web.shell import Dress
from corpus.desk import Desk

NAME = "Fieldmap desk"
WITHOUT_SCRIPT = "The desk needs JavaScript."


def doorkeeper_of(desk: Desk, settings: Settings) -> Doorkeeper:
    """Who lets people in. Raises `DeskSecretUnusable` or `BadProxySetting`."""
    proxy = TrustedProxy.of(settings.desk_identity_header, settings.desk_identity_proxies.split(","))
    secret = desk_secret(settings.home, settings.desk_secret)
    return Doorkeeper(desk.people, Tickets(secret, settings.desk_session_minutes), proxy)


def mount_desk(
    app: FastAPI, desk: Desk, doorkeeper: Doorkeeper, settings: Settings, publisher: Publisher | None
) -> dict[str, Dress]:
    """Puts the desk into `app`, and returns the dress of its page. It goes in before the page at /."""
    # After set_switches(), which the application has called.
    import gradio as gr

    from assistant.web.desk.bench import Bench
    from assistant.web.desk.events_tab import events_route
    from assistant.web.desk.page import desk_page

    app.router.routes.extend(sign_in_routes(doorkeeper, settings.secure_cookies))
    app.router.routes.append(events_route(desk))

    async def signed_in(request: Request) -> str | None:
        """The gate has asked already; Gradio asks once more, so that neither alone holds the door."""
        someone = await anyio.to_thread.run_sync(doorkeeper.signed_in, request.scope)
        return someone.person.name if someone else None

    texts = SourceTexts(desk.database, desk.now)
    bench = Bench(desk, texts, doorkeeper, settings, publisher)
    gr.mount_gradio_app(
        app,
        desk_page(bench),
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
