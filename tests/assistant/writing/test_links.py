"""One link told from either end is the same link; told the other way round it is another."""

from __future__ import annotations

import pytest

from assistant.writing.types import Failure
from assistant.writing.verify import links
from assistant.writing.verify.reading import read

POUCH = read("A pouch was tested in diabetes. It lets blood vessels grow in. So people in the study needed medicine.")
MASS = read("A woman had nose tissue implanted. Eight years later she developed pain.")


@pytest.mark.parametrize(
    ("line", "holds"),
    [
        ("People in the study needed medicine because the pouch lets blood vessels grow in.", True),
        ("Because people in the study needed medicine, the pouch lets blood vessels grow in.", False),
        ("Because a woman was in pain, people needed medicine.", False),
    ],
)
def test_because_tells_what_so_told(line: str, holds: bool) -> None:
    word = "because" if "because" in line else "Because"
    assert (Failure("cause-added", word) in links.supported(read(line), POUCH)) is holds


def test_a_cause_that_is_turned_round_is_named() -> None:
    turned = read("People in the study needed medicine, so the pouch lets blood vessels grow in.")
    assert [one.name for one in links.turned(turned, POUCH)] == ["cause-added"]
    assert not list(links.turned(read("The pouch lets blood vessels grow in, so people needed medicine."), POUCH))


def test_after_tells_what_later_told_and_before_does_not() -> None:
    after = read("Eight years after nose tissue was implanted, a woman developed pain.")
    before = read("Eight years before nose tissue was implanted, a woman developed pain.")
    assert links.supported(after, MASS) == {Failure("order-in-time", "after")}
    assert not links.supported(before, MASS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("one in ten people", "10% people"),
        ("a 66-year-old man", "a man aged 66"),
        ("patients 14 years old", "patients aged 14"),
        ("it is unclear", "it is not clear"),
    ],
)
def test_two_ways_to_say_one_thing_are_read_alike(one: str, other: str) -> None:
    assert read(one).stems == read(other).stems


def test_shares_that_only_sound_alike_stay_apart() -> None:
    assert not any(token.value == 3 for token in read("one in three people").tokens)
    assert [t.stem for t in read("one in the study").tokens][1] == "in"
    assert not any(token.has("negation") for token in read("heart failure in people").tokens)
    assert any(token.has("negation") for token in read("failure to answer").tokens)
