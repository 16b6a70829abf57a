"""Text of a PDF: lines with their place on the page, put together to paragraphs by `corpus.importers.lines`."""

from __future__ import annotations

import io
import logging
import re
from typing import Any

from corpus.importers.document import ImportedDocument, Limits
from corpus.importers.faults import (
    Encrypted,
    ExpandsTooFar,
    Malformed,
    ScannedPages,
    TooManyPages,
    TooMuchText,
)
from corpus.importers.lines import Line, blocks_of, stated_title
from corpus.importers.passages import assembled

FEW_CHARACTERS = 25
"""A page with fewer is one without text: a scan may still carry a stamp or a page number."""
_FILE_LIKE = re.compile(r"\.(?:docx?|pdf|indd|qxd|pptx?|tex|dvi|rtf)$|^(?:untitled|document\d*|title|slide \d+)$", re.I)


def read_pdf(data: bytes, limits: Limits) -> ImportedDocument:
    """The document in a PDF.

    Raises `Encrypted`, `ScannedPages`, `TooManyPages`, `TooMuchText`, `ExpandsTooFar`, `Malformed`, `NoText`.
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

    # What it has to say about damaged files is for its own developers.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not _opened_without_password(reader):
            raise _encrypted()
        count = len(reader.pages)
        if count > limits.pages:
            raise TooManyPages(
                f"It has {count:,} pages, and {limits.pages:,} are read at most. Import the part that you need."
            )
        pages = _pages(reader, limits)
        title = _title(reader)
    except (FileNotDecryptedError, DependencyError):
        raise _encrypted() from None
    except LimitReachedError:
        raise ExpandsTooFar(
            "A part of this PDF unpacks to far more than a page of text needs, so it was not read. "
            "Save it anew from its source, or print it to PDF."
        ) from None
    except (
        PyPdfError,
        RecursionError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        AttributeError,
        OSError,
        AssertionError,
    ):
        # The library raises any of these on a file whose objects are not what the form says.
        raise Malformed(
            "The PDF is cut off or damaged. Download or save it again, whole; or open it and print it to PDF."
        ) from None
    if not pages:
        raise Malformed("The PDF has no pages. Download or save it again, whole.")
    return _document(pages, title, limits)


def _document(pages: list[list[Line]], title: str | None, limits: Limits) -> ImportedDocument:
    empty = [
        number
        for number, lines in enumerate(pages, 1)
        if sum(len(line.text.replace(" ", "")) for line in lines) < FEW_CHARACTERS
    ]
    # A cover or a blank back is no scan: it is one when most pages have nothing, or when there is no page with text.
    if len(empty) == len(pages) or (len(empty) > 2 and len(empty) * 2 > len(pages)):
        raise ScannedPages(
            f"{len(empty)} of its {len(pages)} pages have no text: they are pictures of pages. "
            "Run text recognition (OCR) on the file first, or look for a version with text."
        )
    notes = []
    if empty:
        listed = ", ".join(str(number) for number in empty[:20]) + (" and more" if len(empty) > 20 else "")
        notes.append(
            f"Without text, so not read (pages of the file): {listed}. Look whether they are pictures of text."
        )
    blocks, dropped = blocks_of(pages)
    if dropped:
        notes.append(f"Left out as repeated on each page: {'; '.join(f'“{line}”' for line in dropped[:5])}.")
    return assembled("pdf", blocks, limits, title=title or stated_title(pages), pages=len(pages), notes=notes)


def _opened_without_password(reader: Any) -> bool:
    """Many public PDFs are only protected against change, and open with an empty password."""
    return bool(reader.decrypt(""))


def _encrypted() -> Encrypted:
    return Encrypted(
        "It is protected with a password, or in a way that cannot be opened here. "
        "Open it, save a copy without protection, and import that."
    )


def _pages(reader: Any, limits: Limits) -> list[list[Line]]:
    pages, characters = [], 0
    for page in reader.pages:
        lines = _lines(page)
        characters += sum(len(line.text) for line in lines)
        if characters > limits.characters:
            raise TooMuchText(
                f"There are more than {limits.characters:,} characters of text in it. "
                "Import the part that you need: a chapter, or the pages that you cite."
            )
        pages.append(lines)
    return pages


def _lines(page: Any) -> list[Line]:
    """The lines of a page in the order of its content, each with the height and the size of its first letters."""
    lines: list[Line] = []
    words, top, left, size, bold, longest = "", 0.0, 0.0, 0.0, False, 0

    def close() -> None:
        nonlocal words, longest
        if words.strip():
            lines.append(Line(words, top, left, size, bold))
        words, longest = "", 0

    def visit(text: str, user: Any, matrix: Any, font: Any, font_size: float) -> None:
        nonlocal words, top, left, size, bold, longest
        for number, part in enumerate(text.split("\n")):
            if number:
                close()
            if part.strip() and not words.strip():
                left, top = _place(user, matrix)
            if len(part.strip()) > longest:
                # A bullet or a raised number is set in another size than the line that it stands in.
                longest = len(part.strip())
                size = abs(float(font_size or 0)) * _scale(user, matrix)
                bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            words += part

    page.extract_text(visitor_text=visit)
    close()
    return lines


def _place(user: Any, matrix: Any) -> tuple[float, float]:
    x, y = float(matrix[4]), float(matrix[5])
    return (
        float(user[0]) * x + float(user[2]) * y + float(user[4]),
        float(user[1]) * x + float(user[3]) * y + float(user[5]),
    )


def _scale(user: Any, matrix: Any) -> float:
    across = abs(float(matrix[3])) or abs(float(matrix[1])) or 1.0
    return across * (abs(float(user[3])) or abs(float(user[1])) or 1.0)


def _title(reader: Any) -> str | None:
    """The title that the file states, unless it is the name of a file."""
    try:
        stated = (reader.metadata or {}).get("/Title")
    except Exception:  # noqa: BLE001 - any damage of this part leaves the rest readable
        return None
    words = str(stated or "").removeprefix("Microsoft Word - ").strip()
    return words if len(words) > 3 and not _FILE_LIKE.search(words) else None
