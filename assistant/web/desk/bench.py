"""What every page of the desk works with, and the one way in which it answers a click.

Who clicked is looked up anew for each click, and what they may do is asked again inside: that a button was not shown
to somebody stops nobody from calling what is behind it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.desk.publish import Publisher
from assistant.settings import Settings
from assistant.web.desk.html import said
from assistant.web.desk.people import Doorkeeper, SignedIn
from assistant.web.desk.texts import SourceTexts
from assistant.web.problems import log_failure
from corpus.desk import Desk
from corpus.desk.people import Person
from corpus.errors import CorpusError
from corpus.importers import ImportFault
from index.errors import IndexFault

Update = dict[str, Any]
Updates = Mapping[Any, Any]
AT_ONCE = 8
WORDS = {
    "sign-in": (
        "Nobody is signed in any more, so nothing was changed. Your text is still here: sign in on /desk/sign-in in "
        "another tab, come back and do it again."
    ),
    "not-yours": "That is for people who are {roles}, and you are not. Nothing was changed.",
    "unexpected": (
        "Something went wrong on our side. Your text is still here. Please try again; if it happens again, copy your "
        "text and tell whoever runs this service."
    ),
}


@dataclass(frozen=True)
class Bench:
    """The desk's store, the texts of imported documents, who lets people in, and the settings."""

    desk: Desk
    texts: SourceTexts
    doorkeeper: Doorkeeper
    settings: Settings
    publisher: Publisher | None = None

    def person(self, request: gr.Request) -> Person | None:
        """Who clicked, as the account is at this moment."""
        someone = self.signed_in(request)
        return someone.person if someone else None

    def signed_in(self, request: gr.Request) -> SignedIn | None:
        """Who clicked, with the mark of the sign-in."""
        return self.doorkeeper.signed_in(request.request.scope) if request.request is not None else None

    def answering(
        self, message: gr.Markdown, work: Callable[..., Updates], roles: tuple[str, ...] = ()
    ) -> Callable[..., Updates]:
        """`work` as a handler: with the person before its inputs, and with a sentence where it cannot be done.

        Where it fails, nothing but the message changes, so what was typed stays.
        """

        def handler(request: gr.Request, *values: Any) -> Updates:
            try:
                person = self.person(request)
                if person is None:
                    return {message: said(WORDS["sign-in"], "wrong")}
                if roles and not person.roles.intersection(roles):
                    return {message: said(WORDS["not-yours"].format(roles=" or ".join(roles)), "wrong")}
                return work(person, *values)
            except (CorpusError, ImportFault, IndexFault) as error:
                return {message: said(str(error), "wrong")}
            except Exception as error:
                log_failure("desk: a click failed", error)
                return {message: said(WORDS["unexpected"], "wrong")}

        return handler


def private(**more: Any) -> dict[str, Any]:
    """What every event of the desk has: no public name, no progress bar over the page, several at once."""
    return {"api_visibility": "private", "show_progress": "hidden", "concurrency_limit": AT_ONCE, **more}


def still(html: str, **settings: Any) -> gr.Markdown:
    """A part that shows HTML of ours, and nothing that it would read as marks."""
    return gr.Markdown(html, sanitize_html=False, latex_delimiters=[], show_label=False, **settings)
