"""A source read again: the same words are found where they stand now, and changed words are never called the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.importers import ImportedDocument, Limits, Span, SpanChange, compare, find_words
from corpus.importers.document import Block
from corpus.importers.passages import assembled, folded

OLD = """Methods

Twelve people were treated at one hospital. They were followed for a year.

Results

At one year 10 of 12 people needed no insulin. Two people died, neither from the treatment.

The dose was 5 mg. The “first” group did well."""


def document(text: str) -> ImportedDocument:
    return assembled("text", [Block(part) for part in text.split("\n\n")], Limits())


def span(words: str, text: str = OLD) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def became(words: str, new: str, old: str = OLD) -> SpanChange:
    return compare(document(new), {"s": span(words, old)}, old).spans["s"]


def test_the_same_text_is_one_verdict() -> None:
    found = compare(document(OLD), {"s": span("10 of 12 people"), "t": span("The dose was 5 mg.")}, OLD)
    assert found.unchanged and found.removed == found.added == ()
    assert all(one.verdict == "same" and one.looks_settled for one in found.spans.values())


def test_words_that_moved_are_found_with_their_heading() -> None:
    new = "News\n\nA new first paragraph.\n\n" + OLD
    found = compare(document(new), {"s": span("10 of 12 people")}, OLD)
    change = found.spans["s"]
    assert (change.verdict, change.looks_settled, found.unchanged) == ("moved", True, False)
    assert change.new is not None and new[change.new.start : change.new.end] == "10 of 12 people"
    assert found.added == ("News", "A new first paragraph.") and found.removed == ()


def test_the_same_words_in_a_paragraph_that_changed_are_to_be_looked_at() -> None:
    change = became("10 of 12 people needed no insulin", OLD.replace("At one year", "It is not true that at one year"))
    assert change.verdict in ("same", "moved") and change.around_changed and not change.looks_settled


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("10 of 12 people", "10 of 12", "9 of 12"),
        ("10 of 12 people", "10 of 12", "110 of 12"),
        ("10 of 12", "10 of 12", "10 of 120"),
        ("5 mg", "5 mg", "0.5 mg"),
        ("5 mg", "5 mg", "5 mg/kg"),
        ("5 mg", "5 mg", "-5 mg"),
        ("The dose was 5", "was 5 mg", "was 5.5 mg"),
        ("The dose was 5", "was 5 mg", "was 5% mg"),
        ("Two people died", "Two people died", "Three people died"),
        ("people died", "people died", "people nearly died"),
        ("treated", "treated", "untreated"),
    ],
)
def test_a_number_or_a_word_that_changed_is_never_the_same(words: str, before: str, after: str) -> None:
    change = became(words, OLD.replace(before, after))
    assert change.verdict in ("changed", "gone")
    assert change.likeness < 1


def test_the_nearest_new_wording_is_offered() -> None:
    change = became(
        "At one year 10 of 12 people needed no insulin.",
        OLD.replace("At one year 10 of 12 people needed", "After one year, 9 of the 12 people needed"),
    )
    assert change.verdict == "changed" and change.new is not None
    assert change.new.text == "After one year, 9 of the 12 people needed no insulin."


def test_what_is_gone_is_gone() -> None:
    new = "Methods\n\nThis page has moved. Please see our new site for everything about gardens and bees."
    change = became("10 of 12 people needed no insulin", new)
    assert (change.verdict, change.new) == ("gone", None)


def test_blanks_quotation_marks_and_dashes_do_not_count() -> None:
    assert became("The “first” group", OLD.replace("“first”", '"first"')).verdict in ("same", "moved")


def test_of_two_places_the_one_in_the_same_surroundings_is_chosen() -> None:
    text = "Group A\n\nIn group A 5 people died early.\n\nGroup B\n\nIn group B 5 people died late."
    picked = Span(text.rindex("5 people died"), text.rindex("5 people died") + len("5 people died"))
    change = compare(document("Foreword\n\n" + text), {"s": picked}, text).spans["s"]
    assert change.new is not None and change.new.start == picked.start + len("Foreword\n\n")


def test_a_part_of_a_longer_word_is_found_in_the_same_word_only() -> None:
    assert became("pital", OLD).verdict == "same"
    assert became("pital", OLD.replace("hospital", "capital")).verdict in ("changed", "gone")


def test_a_span_outside_the_old_text_is_refused() -> None:
    for wrong in (Span(0, 0), Span(-1, 3), Span(0, 10_000)):
        with pytest.raises(ValueError, match="the span of s"):
            compare(document(OLD), {"s": wrong}, OLD)


WORDS = ["ten", "10", "12", "of", "people", "insulin", "not", "died", "5", "mg", "0.5", "trial", "year", "cells", "a"]
SENTENCE = st.lists(st.sampled_from(WORDS), min_size=2, max_size=9).map(" ".join)
PARAGRAPHS = st.lists(SENTENCE, min_size=1, max_size=6)


@given(paragraphs=PARAGRAPHS, data=st.data())
@settings(max_examples=250, deadline=None)
def test_random_edits_never_hide_a_change(paragraphs: list[str], data: st.DataObject) -> None:
    """Whatever was edited: `same` and `moved` point to the very words, whole, and a text without the words says so."""
    old = "\n\n".join(paragraphs)
    words = list(re.finditer(r"\S+", old))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 4, len(words) - 1)))
    picked = Span(words[first].start(), words[last].end())
    edited = list(paragraphs)
    for _ in range(data.draw(st.integers(0, 4))):
        place = data.draw(st.integers(0, len(edited) - 1))
        pieces = edited[place].split(" ")
        at = data.draw(st.integers(0, len(pieces) - 1))
        what = data.draw(st.sampled_from(["drop", "change", "glue", "insert", "move"]))
        if what == "drop" and len(pieces) > 1:
            pieces.pop(at)
        elif what == "change":
            pieces[at] = data.draw(st.sampled_from(WORDS))
        elif what == "glue":
            pieces[at] = data.draw(st.sampled_from(["1", "-", "0.", "un", "x"])) + pieces[at]
        elif what == "insert":
            pieces.insert(at, data.draw(st.sampled_from(WORDS)))
        edited[place] = " ".join(pieces)
        if what == "move":
            edited.insert(data.draw(st.integers(0, len(edited) - 1)), edited.pop(place))
    new = document("\n\n".join(edited))
    found = compare(new, {"s": picked}, old)
    change = found.spans["s"]
    wanted = folded(old[picked.start : picked.end]).split()
    assert found.unchanged == (old == new.text)
    if change.verdict in ("same", "moved"):
        assert change.new is not None
        assert folded(new.text[change.new.start : change.new.end]).split() == wanted
        # Whole words: what the text has between blanks at the place is what was picked.
        before, after = new.text[: change.new.start], new.text[change.new.end :]
        assert not before or before[-1].isspace()
        assert not after or after[0].isspace()
    else:
        tokens = folded(new.text).split()
        runs = [tokens[at : at + len(wanted)] for at in range(len(tokens))]
        assert wanted not in runs
    if found.unchanged:
        assert change.verdict == "same" and change.looks_settled


def test_a_long_document_is_compared_in_a_moment() -> None:
    old = "\n\n".join(
        f"Paragraph {number} says that {number * 7} people were treated in year {number}." for number in range(1_500)
    )
    new, before = document(old.replace(" 700 people", " 699 people")), document(old)
    spans = {str(number): find_words(before, f"{number * 7} people were")[0] for number in range(90, 110)}
    found = compare(new, {key: Span(one.start, one.end) for key, one in spans.items()}, old)
    assert [key for key, one in found.spans.items() if one.verdict == "changed"] == ["100"]
