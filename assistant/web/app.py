"""The whole web application: middleware, API, assets and the patients' page, in the order they are met."""

from __future__ import annotations

import os
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.desk.publish import Publisher
from assistant.settings import Settings
from assistant.web.api import api_app, readiness
from assistant.web.body_limit import BodyLimit, body_limit
from assistant.web.desk.doors import doorkeeper_of, mount_desk
from assistant.web.desk.gate import DESK, DeskGate
from assistant.web.door import Answering
from assistant.web.exposure import Exposure
from assistant.web.page import NAME, description, patients_page
from assistant.web.peer import Peer
from assistant.web.rate import QuestionRate
from assistant.web.reading.routes import reading_routes
from assistant.web.reading.trial_record_html import ADDRESS
from assistant.web.reading.trial_record_routes import too_large_response, trial_record_routes
from assistant.web.reply import Replies
from assistant.web.security import SecurityHeaders
from assistant.web.sessions import Conversations
from assistant.web.shell import Dress, PageShell
from assistant.web.switches import set_switches
from assistant.web.visitors import SessionCookie, Visitors
from corpus.desk import Desk

ROOM_AROUND_A_FILE = 64 * 1024
ASSETS = Path(__file__).parent / "assets"
SYSTEM_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Arial", "sans-serif"]


def create_app(
    assistant: Answering, settings: Settings, desk: Desk | None = None, publisher: Publisher | None = None
) -> FastAPI:
    """The application, ready to serve; an assistant that is not open yet is said to be not ready.

    Without a `desk` there is nothing at /desk; without a `publisher` nothing can be published from it. Raises
    `DeskSecretUnusable` or `BadProxySetting` for settings of the desk that cannot be used.
    """
    set_switches()
    visitors = Visitors()
    rate = QuestionRate(settings.questions_per_minute)
    conversations = Conversations(settings.session_minutes)
    replies = Replies(assistant, settings, conversations, rate)

    app = FastAPI(title=NAME, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.conversations = conversations

    @app.get("/healthz")
    def healthz() -> Response:
        return JSONResponse({"status": "alive"})

    @app.get("/readyz")
    def readyz() -> Response:
        return readiness(assistant)

    # Before the page, which is mounted at / and would take every other address.
    app.mount("/api", api_app(assistant, settings, visitors, rate))
    app.mount("/page", StaticFiles(directory=ASSETS))
    app.router.routes.extend(reading_routes(assistant))
    app.router.routes.extend(trial_record_routes(assistant, settings, visitors, rate))
    doorkeeper = doorkeeper_of(desk, settings) if desk is not None else None
    dresses = {"/": Dress(NAME, description())}
    if desk is not None and doorkeeper is not None:
        dresses |= mount_desk(app, desk, doorkeeper, settings, publisher)
    _mount_page(app, assistant, settings, replies, visitors)

    # The last one added is met first.
    app.add_middleware(PageShell, pages=dresses)
    app.add_middleware(SessionCookie, visitors=visitors, secure=settings.secure_cookies)
    if doorkeeper is not None:
        app.add_middleware(
            DeskGate,
            doorkeeper=doorkeeper,
            max_upload_bytes=settings.max_import_bytes + ROOM_AROUND_A_FILE,
            max_bytes=settings.max_import_bytes + ROOM_AROUND_A_FILE,
        )
    app.add_middleware(
        BodyLimit,
        limit=body_limit(settings.max_characters, settings.max_record_bytes),
        pages={ADDRESS: lambda: too_large_response(settings.max_record_bytes)},
        elsewhere=(DESK,) if doorkeeper is not None else (),
    )
    app.add_middleware(Exposure, desk=doorkeeper is not None)
    app.add_middleware(SecurityHeaders, https=settings.secure_cookies)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1"))
    app.add_middleware(Peer)
    return app


def _mount_page(app: FastAPI, assistant: Answering, settings: Settings, replies: Replies, visitors: Visitors) -> None:
    import gradio as gr

    gr.mount_gradio_app(
        app,
        patients_page(assistant, settings, replies, visitors),
        path="/",
        theme=gr.themes.Base(font=SYSTEM_FONTS, font_mono=["ui-monospace", "monospace"]),
        run_history=False,
        enable_monitoring=False,
        mcp_server=False,
        show_error=False,
        footer_links=[],
        max_file_size=1,
        ssr_mode=False,
        pwa=False,
        favicon_path=os.fspath(ASSETS / "favicon.svg"),
    )
