"""Small pieces of HTML for the desk. Everything that goes in is text, and is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from assistant.web.answer_html import one_line


def block(html: str) -> str:
    """HTML as a Markdown part of Gradio passes it on untouched: one block in one line."""
    return one_line(f'<div class="desk-part">{html}</div>') if html else ""


def said(words: str, kind: str = "done") -> str:
    """A message: `done`, `wrong` or `note`."""
    role = "alert" if kind == "wrong" else "status"
    return block(f'<p class="said {kind}" role="{role}">{lines(words)}</p>') if words else ""


def lines(text: str) -> str:
    """Text with its line breaks."""
    return "<br>".join(escape(line) for line in text.splitlines())


def listed(entries: Iterable[str], kind: str = "") -> str:
    """A list of texts; nothing for none."""
    made = "".join(f"<li>{lines(entry)}</li>" for entry in entries)
    return f'<ul class="{escape(kind)}">{made}</ul>' if made else ""


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names and what they stand for."""
    made = "".join(f"<dt>{escape(name)}</dt><dd>{lines(value)}</dd>" for name, value in rows if value)
    return f"<dl>{made}</dl>" if made else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts. On a narrow screen each row is a block with its names."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(
        "<tr>"
        + "".join(f'<td data-name="{escape(name)}">{lines(cell)}</td>' for name, cell in zip(head, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>" if body else ""


def heading(words: str) -> str:
    """A heading inside a part."""
    return f"<h3>{escape(words)}</h3>"


def quoted(words: str) -> str:
    """The words of a document or of a record, as they are."""
    return f"<blockquote>{lines(words)}</blockquote>"


def difference(unified: str) -> str:
    """A unified difference, with what is gone and what is new marked by sign and by colour."""
    kinds = {"+": "new", "-": "gone", "@": "where"}
    made = []
    for line in unified.splitlines():
        if line.startswith(("+++", "---")):
            continue
        element = {"+": "ins", "-": "del"}.get(line[:1], "span")
        made.append(f'<{element} class="{kinds.get(line[:1], "same")}">{escape(line) or "&nbsp;"}</{element}>')
    return f'<div class="difference">{"".join(made)}</div>' if made else ""
