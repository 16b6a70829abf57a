"""The page to sign in on: a plain form, in the layout of the pages to read."""

from __future__ import annotations

from html import escape

from assistant.web.desk.gate import SIGN_IN
from assistant.web.reading.layout import document, paragraph

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
FIRST_ACCOUNT = "fieldmap desk add-user NAME --role author"
WORDS = {
    "title": "The desk",
    "intro": "For editors of Fieldmap. Patients do not need an account: they ask on the first page.",
    "name": "Name",
    "password": "Password",
    "button": "Sign in",
    "first": "There is no account yet. Whoever runs this service adds the first one on its command line:",
    "proxy": (
        "This service leaves it to your organisation to know who you are. Sign in there, and open the desk from there. "
        "If you did, ask whoever runs this service to add an account with the same name:"
    ),
    "refused": "Name and password do not belong together. Please look at both and try again.",
    "locked": (
        "There were too many wrong passwords. Please try again in {minutes} minutes, or ask whoever runs this service."
    ),
    "too-many": "There were too many attempts from where you are. Please wait a minute and try again.",
    "too-old": "This page had been open for too long, or was not sent from here. Please sign in once more.",
    "away": "Accounts cannot be looked up at the moment. Nothing is lost. Please try again in a few minutes.",
    "signed-out": "You are signed out.",
}


def sign_in_page(token: str, no_account: bool = False, name: str = "", notice: str = "") -> str:
    """The form. `notice` says what happened; `name` is what was typed before."""
    told = f'<p class="notice" role="alert">{escape(notice)}</p>' if notice else ""
    first = f"{paragraph(WORDS['first'])}<pre>{FIRST_ACCOUNT}</pre>" if no_account else ""
    form = (
        f'<form class="record-form sign-in" method="post" action="{SIGN_IN}">'
        f'<input type="hidden" name="token" value="{escape(token)}">'
        f"<p><label>{WORDS['name']}"
        f'<input name="name" value="{escape(name)}" maxlength="200" required autocomplete="username" '
        'autocapitalize="none" spellcheck="false"></label></p>'
        f"<p><label>{WORDS['password']}"
        '<input name="password" type="password" maxlength="1000" required autocomplete="current-password"></label></p>'
        f'<p><button type="submit">{WORDS["button"]}</button></p></form>'
    )
    return document(WORDS["title"], told + first + form, intro=WORDS["intro"])


def proxy_page() -> str:
    """What is said where a proxy knows who people are, and it named nobody with an account."""
    return document(WORDS["title"], f"{paragraph(WORDS['proxy'])}<pre>{FIRST_ACCOUNT}</pre>")
