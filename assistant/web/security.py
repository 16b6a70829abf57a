"""The headers that every response carries: what a browser may load, frame, keep and tell others."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY_FOR_DATA = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The address of a source's page must not learn what was asked here.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), browsing-topics=()"
    ),
}
HSTS = "max-age=31536000; includeSubDomains"
KEPT_BY_BROWSERS = ("/assets/", "/static/", "/theme.css", "/favicon.ico", "/desk/assets/", "/desk/static/")


def page_policy(script_hashes: list[str], forms: bool = False) -> str:
    """The content security policy of a page of Gradio; `forms` where it holds a plain form of ours.

    Gradio needs styles in attributes and pictures in data addresses. Scripts are ours, or one of the few that
    stand in the page itself, by their hash; none is made from text.
    """
    sent_to = "'self'" if forms else "'none'"
    scripts = " ".join(["'self'", *(f"'sha256-{found}'" for found in script_hashes)])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        f"font-src 'self'; connect-src 'self'; base-uri 'self'; form-action {sent_to}; "
        "object-src 'none'; frame-ancestors 'none'"
    )


class SecurityHeaders:
    """Middleware, outermost: adds the headers; a policy that the page brings for itself stays."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self._headers = {**HEADERS, **({"Strict-Transport-Security": HSTS} if https else {})}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                own = headers.get("Referrer-Policy")
                headers.update(self._headers)
                if own is not None:
                    headers["Referrer-Policy"] = own
                headers.setdefault("Content-Security-Policy", POLICY_FOR_DATA)
                if scope["path"].startswith("/page/"):
                    # Kept, and compared each time, so that a new version is seen at once.
                    headers["Cache-Control"] = "no-cache"
                elif not scope["path"].startswith(KEPT_BY_BROWSERS):
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)
