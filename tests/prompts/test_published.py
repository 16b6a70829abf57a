"""The words of a release: said where they take the same variables, and only by the thread that answers from it."""

from __future__ import annotations

import threading

from corpus.wording import FixedText
from prompts.wording import in_use, load_wording, published_wording, using


def text(name: str, words: str, *variables: str) -> FixedText:
    return FixedText(name=name, version=7, variables=list(variables), text=words)


def test_a_published_text_is_said() -> None:
    found = published_wording({"about-hello": text("about-hello", "Good day.")})
    assert (found["about-hello"].body, found["about-hello"].version) == ("Good day.", 7)
    assert found.keys() == load_wording().keys()
    assert found["about-thanks"] is load_wording()["about-thanks"]


def test_a_text_of_another_version_of_the_program_is_not() -> None:
    """It would stop the answer: the call gives other values than the text takes."""
    found = published_wording(
        {
            "stale-statement": text("stale-statement", "Read on {day}.", "day"),
            "long-gone": text("long-gone", "Nobody says this."),
        }
    )
    assert found == load_wording()


def test_it_is_in_use_within_and_in_this_thread_alone() -> None:
    other = published_wording({"about-hello": text("about-hello", "Good day.")})
    elsewhere: list[str] = []
    with using(other):
        assert in_use()["about-hello"].body == "Good day."
        thread = threading.Thread(target=lambda: elsewhere.append(in_use()["about-hello"].body))
        thread.start()
        thread.join()
    assert elsewhere == [load_wording()["about-hello"].body] == [in_use()["about-hello"].body]
