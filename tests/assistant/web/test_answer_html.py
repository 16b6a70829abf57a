"""An answer as HTML: nothing hostile gets through, every marker leads somewhere, quotes stay as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from assistant import Answer, Assistant, Question
from assistant.types import Section
from assistant.web.answer_html import answer_html, one_line, short_text, turn_html
from assistant.web.in_words import JURISDICTIONS, date_in_words, jurisdiction_in_words
from assistant.web.markdown_html import to_html
from assistant.web.source_html import anchor, web_address
from assistant.web.stage_html import stage_html
from corpus import Corpus
from corpus.model import StageId

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</article></div><iframe src=//evil.example>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "${alert(1)} {{constructor}} $$x$$",
    "`<b>`\n\n---\n\n| a | b |",
)
ALLOWED_TAGS = frozenset(
    "article section div h2 h3 h4 p br ul ol li strong span blockquote details summary dl dt dd a button "
    "figure figcaption svg line circle text".split()
)


class Outline(HTMLParser):
    """Every tag with its attributes, and all text."""

    def __init__(self, made: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(made)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, tag: str, name: str) -> list[str]:
        return [attributes[name] for found, attributes in self.tags if found == tag and name in attributes]


def drawn(by_hand: Any, answer: Answer, turn: str = "turn-1") -> Outline:
    """A whole turn, checked for what no turn may hold."""
    outline = Outline(turn_html(turn, answer.question, answer_html(answer, turn, by_hand.STAGES), answer.language))
    for tag, attributes in outline.tags:
        assert tag in ALLOWED_TAGS
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc", "src")]
    ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(turn) for found in ids)
    for address in outline.values("a", "href"):
        ours = address.startswith("/sources/")
        assert address.removeprefix("#") in ids if address.startswith("#") else ours or web_address(address)
    return outline


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(by_hand: Any, words: str) -> None:
    """In a question, a section, a quote, a title, a publisher: nothing becomes a tag or a link."""
    one = by_hand.citation(1, quote=f"Quote {words}", title=words, publisher=words, locator=words, jurisdiction=words)
    section = Section("evidence", f"- {one.quote} [1]\n\n{words} [1]", (1,))
    answer = by_hand.full_answer(
        words, sections=(section, Section("framing", words)), citations=(one,), language='"><b'
    )
    outline = drawn(by_hand, answer)
    flat = " ".join(outline.text.split())
    assert " ".join(words.split()) in flat
    assert outline.values("a", "href").count(f"#{anchor('turn-1', 1)}") == 2


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "https://a@b.c",
        "ftp://a.b",
        "x",
        "http://[",
    ],
)
def test_only_web_addresses_become_links(by_hand: Any, url: str) -> None:
    outline = drawn(
        by_hand,
        by_hand.full_answer("q", citations=(by_hand.citation(1, url=url), by_hand.citation(2), by_hand.citation(3))),
    )
    assert web_address(url) is None
    assert len([found for found in outline.values("a", "href") if not found.startswith(("#", "/sources/"))]) == 2
    assert "There is no web address for the original." in outline.text


def test_links_to_originals_tell_them_nothing(by_hand: Any) -> None:
    outline = drawn(by_hand, by_hand.full_answer("q"))
    links = [found for tag, found in outline.tags if tag == "a" and not found["href"].startswith(("#", "/sources/"))]
    assert len(links) == 3
    assert {link["rel"] for link in links} == {"noopener noreferrer nofollow"}
    assert {link["target"] for link in links} == {"_blank"}


def test_every_marker_leads_to_its_citation(by_hand: Any) -> None:
    """A number that is not cited stays plain text."""
    answer = by_hand.full_answer("q")
    sections = (Section("lead", "Known. [1][2][3] Unknown. [9]"), *answer.sections[1:])
    outline = drawn(by_hand, replace(answer, sections=sections))
    markers = [found for tag, found in outline.tags if found.get("class") == "marker"]
    assert {found["href"] for found in markers} == {f"#{anchor('turn-1', n)}" for n in (1, 2, 3)}
    assert "Unknown. [9]" in outline.text


def test_a_citation_says_what_was_checked_and_when(by_hand: Any) -> None:
    text = " ".join(drawn(by_hand, by_hand.full_answer("q")).text.split())
    assert "In our editors’ own words, checked against the source on 21 November 2026." in text
    assert "Checked against a published account. The original was not read." in text
    assert "New England Journal of Medicine, 20 June 2025" in text
    assert "Applies to" in text and "Japan" in text
    passage = by_hand.full_answer(
        "q", citations=(by_hand.citation(1, kind="passage"), by_hand.citation(2), by_hand.citation(3))
    )
    assert "In the source’s own words, copied on 21 November 2026." in drawn(by_hand, passage).text


def test_a_quote_is_printed_character_for_character(by_hand: Any) -> None:
    """Marks inside a quote are not read: not bold, not a number, not a list, not an escape."""
    quote = r"Dose **2** [1] of 3 * 10^6 cells/kg & <5% \* `x` - 1. *two*"
    one = by_hand.citation(1, quote=quote)
    answer = by_hand.full_answer(
        "q", sections=(Section("evidence", f"- {quote} [1]\n- **Bold** [1]", (1,)),), citations=(one,)
    )
    made = answer_html(answer, "turn-1", by_hand.STAGES)
    printed = re.findall(r'<span class="quoted">(.*?)</span>', made)
    assert [unescape(found) for found in printed] == [quote]
    assert made.count('class="marker"') == 2
    assert "<strong>Bold</strong>" in made


def test_a_signpost_has_nothing_before_it(by_hand: Any) -> None:
    made = answer_html(by_hand.emergency_answer("chest pain"), "turn-1", by_hand.STAGES)
    assert made.index('class="part signpost"') < made.index("Call 112 now")
    before = Outline(made[: made.index('<section class="part signpost">')] + "</div>")
    assert before.text == "Answer"


def test_sections_keep_their_order_and_say_their_heading_once(by_hand: Any) -> None:
    outline = drawn(by_hand, by_hand.full_answer("q"))
    kinds = [found["class"] for tag, found in outline.tags if found.get("class", "").startswith("part ")]
    assert kinds == [
        f"part {kind}" for kind in ("lead", "evidence", "limits", "stage", "distinction", "questions", "framing")
    ]
    for heading in ("What this does not show", "Where this stands", "Questions to take with you"):
        assert outline.text.count(heading) == 1
    assert outline.text.count(by_hand.FRAME) == 1


def test_the_stage_is_a_picture_with_words(by_hand: Any) -> None:
    made = stage_html(StageId.EARLY_HUMAN_TRIAL, by_hand.STAGES)
    assert 'role="img" aria-label="Step 3 of 7 from laboratory to clinic: First trials in people"' in made
    assert made.count("<circle") == 7
    assert made.count('class="step here"') == 1
    assert stage_html(StageId.EARLY_HUMAN_TRIAL, []) == ""


def test_one_block_on_one_line(by_hand: Any) -> None:
    """The Markdown part that carries it would read marks after an empty line, and change tabs."""
    answer = by_hand.full_answer("line one\n\n# two\r\n\tthree")
    made = one_line(turn_html("turn-1", answer.question, answer_html(answer, "turn-1", by_hand.STAGES)))
    assert not set("\n\r\t") & set(made)
    assert (
        Outline(made).text
        == Outline(turn_html("turn-1", answer.question, answer_html(answer, "turn-1", by_hand.STAGES))).text
    )
    assert made.startswith("<article ")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("a\nb", "<p>a<br>b</p>"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("* a", "<ul><li>a</li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("- a\n  more\n\nb", "<ul><li>a<br>more</li></ul><p>b</p>"),
        ("### A & B\ntext", "<h4>A &amp; B</h4><p>text</p>"),
        ("> said\n> so", "<blockquote><p>said<br>so</p></blockquote>"),
        ("intro:\n- a", "<p>intro:</p><ul><li>a</li></ul>"),
        ("**bold [1]** x", "<p><strong>bold <1></strong> x</p>"),
        (r"\*\*not bold\*\* \[1\]", "<p>**not bold** [1]</p>"),
        ("**open", "<p>**open</p>"),
        ("[2024]", "<p>[2024]</p>"),
        ("2024. A year", "<p>2024. A year</p>"),
        ("", ""),
    ],
)
def test_marks(text: str, made: str) -> None:
    assert to_html(text, lambda n: f"<{n}>") == made


def test_no_text_is_lost_by_marks() -> None:
    """Deep or broken nesting neither fails nor takes long."""
    for text in (
        "*" * 5_000,
        "[" * 5_000,
        "> " * 5_000,
        "**a" * 2_000,
        "\\" * 5_001,
        "\ue000" * 10 + "1\ue001",
    ):
        outline = Outline(to_html(text, lambda n: None))
        assert len(outline.text) >= len(text) // 3 or "\ue000" in text


def test_dates_and_places_in_words(shipped_corpus: Corpus) -> None:
    assert date_in_words("2026-11-21") == "21 November 2026"
    assert date_in_words("2026-03") == "March 2026"
    assert date_in_words("2026") == "2026"
    assert date_in_words("spring 2026") == "spring 2026"
    assert date_in_words("2026-13-01") == "2026-13-01"
    assert jurisdiction_in_words("JP") == "Japan"
    assert {source.jurisdiction for source in shipped_corpus.sources.values()} <= JURISDICTIONS.keys()


def test_what_is_kept_of_an_answer_is_short(by_hand: Any) -> None:
    kept = short_text(by_hand.full_answer("q"))
    assert kept.startswith("In the first trial")
    assert "[1]" not in kept
    long = by_hand.full_answer("q", sections=(Section("lead", "word " * 1_000),))
    kept, *offered = short_text(long).splitlines()
    assert len(kept) < 620
    assert offered == list(long.suggestions)


@pytest.mark.parametrize(
    "question",
    [
        "Is zimislecel approved for type 1 diabetes?",
        "I had a stem cell injection and now I have chest pain and cannot breathe",
        '"Our stem cells cure 95% of knees. FDA registered." Is this true?',
        "Which clinic is the best for stem cells?",
        "Should I stop my insulin and get stem cells?",
        "¿Puedo recibir células madre?",
        "",
        "What is the best recipe for bread?",
    ],
)
def test_real_answers(by_hand: Any, assistant: Assistant, question: str) -> None:
    """Each ending of the real assistant is drawn with all its quotes unchanged."""
    answer = assistant.ask(Question(question))
    outline = Outline(answer_html(answer, "turn-1", assistant.stages()))
    drawn(by_hand, answer)
    for cited in answer.citations:
        assert cited.quote in outline.text
    assert "**" not in outline.text
    assert assistant.frame in outline.text
