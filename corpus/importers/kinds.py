"""What a file is, by its bytes. Its name and its declared type are only compared with that."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from corpus.importers.document import DocumentKind
from corpus.importers.faults import EmptyDocument, Malformed, Mislabelled, UnknownKind
from corpus.importers.registry import looks_like_record
from corpus.importers.registry.legacy_csv import is_table

NAMES: dict[DocumentKind, str] = {
    "pdf": "a PDF",
    "html": "a web page (HTML)",
    "docx": "a Word document (DOCX)",
    "text": "plain text",
    "registry-record": "a trial record of ClinicalTrials.gov",
}
READ = "Read are PDF, web pages (HTML), Word documents (DOCX), plain text and records of ClinicalTrials.gov."

_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture (PNG)", "Import the document itself, or its text after text recognition (OCR)"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Import the document itself, or its text after text recognition (OCR)"),
    (b"GIF8", "a picture (GIF)", "Import the document itself, or its text after text recognition (OCR)"),
    (b"II*\x00", "a picture (TIFF)", "Import the document itself, or its text after text recognition (OCR)"),
    (b"MM\x00*", "a picture (TIFF)", "Import the document itself, or its text after text recognition (OCR)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or a protected Office file", "Open it and save it as DOCX or PDF"),
    (b"{\\rtf", "an RTF file", "Open it and save it as DOCX or PDF"),
    (b"\x1f\x8b", "a packed file (gzip)", "Unpack it and import what is in it"),
    (b"BZh", "a packed file (bzip2)", "Unpack it and import what is in it"),
    (b"\xfd7zXZ\x00", "a packed file (xz)", "Unpack it and import what is in it"),
    (b"\x28\xb5\x2f\xfd", "a packed file (zstd)", "Unpack it and import what is in it"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file (7z)", "Unpack it and import what is in it"),
    (b"Rar!", "a packed file (RAR)", "Unpack it and import what is in it"),
    (b"\x7fELF", "a program", "Look whether it is the file that you meant"),
    (b"MZ", "a program", "Look whether it is the file that you meant"),
    (b"%!PS", "a PostScript file", "Convert it to PDF"),
    (b"SQLite format 3", "a database", "Look whether it is the file that you meant"),
)
_ENDINGS: dict[str, frozenset[DocumentKind]] = {
    ".pdf": frozenset({"pdf"}),
    ".html": frozenset({"html"}),
    ".htm": frozenset({"html"}),
    ".xhtml": frozenset({"html"}),
    ".docx": frozenset({"docx"}),
    ".txt": frozenset({"text", "registry-record"}),
    ".md": frozenset({"text"}),
    ".json": frozenset({"registry-record"}),
    ".xml": frozenset({"registry-record", "html"}),
    ".csv": frozenset({"registry-record"}),
}
_TYPES: dict[str, frozenset[DocumentKind]] = {
    "application/pdf": frozenset({"pdf"}),
    "application/x-pdf": frozenset({"pdf"}),
    "text/html": frozenset({"html"}),
    "application/xhtml+xml": frozenset({"html"}),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": frozenset({"docx"}),
    "text/plain": frozenset({"text", "registry-record"}),
    "text/markdown": frozenset({"text"}),
    "application/json": frozenset({"registry-record"}),
    "application/xml": frozenset({"registry-record", "html"}),
    "text/xml": frozenset({"registry-record", "html"}),
    "text/csv": frozenset({"registry-record"}),
}
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/x-download"})
"""Types by which a sender says nothing about the content."""
TYPES = frozenset(_TYPES) | UNTOLD
"""Declared types of an answer that is read at all."""

_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|ul|ol|span|a|br|img|script"
    r"|style|nav|header)\b",
    re.IGNORECASE,
)
_SOME_TAGS = re.compile(r"</(?:p|div|h[1-6]|body|html|li|td|span|article)\s*>", re.IGNORECASE)
_ODD = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BEGINNING = 4_096


def kind_of(data: bytes, name: str | None = None, declared: str | None = None) -> DocumentKind:
    """What the bytes are.

    Raises `EmptyDocument`, `UnknownKind` (naming what it is, where that can be told), `Malformed` for a broken Word
    file, and `Mislabelled` where the name's ending or the declared type says otherwise.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise EmptyDocument("There is nothing in it. Save or copy the document again, and look at its size.")
    found = _by_content(data)
    said = _said(name, declared)
    if said is not None and found not in said[1]:
        raise Mislabelled(
            f"It is called {said[0]}, and its content is {NAMES[found]}. "
            "Look whether it is the document that you meant; if it is, give it the right ending and import it again."
        )
    return found


def _by_content(data: bytes) -> DocumentKind:
    # Some servers put a few bytes before the sign of a PDF; readers accept it within the first kilobyte.
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _packed(data)
    if data.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise UnknownKind(f"This is an empty packed file (ZIP). {READ}")
    for sign, what, next_step in _OTHERS:
        if data.startswith(sign):
            raise UnknownKind(f"This is {what}, which is not read. {next_step}. {READ}")
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp" or data.startswith((b"ID3", b"OggS", b"\x1aE\xdf\xa3")):
        raise UnknownKind(f"This is a picture, a film or a sound, which is not read. Import a text of it. {READ}")
    text = _as_text(data)
    if text is None:
        raise UnknownKind(f"This is not a document that is read, or it is damaged. {READ}")
    return _kind_of_text(text)


def _kind_of_text(text: str) -> DocumentKind:
    start = _without_prologue(text[: 4 * BEGINNING])
    if _HTML.match(start):
        return "html"
    structured = start.startswith(("{", "[", "<")) or is_table(text.strip())
    if structured and looks_like_record(text):
        return "registry-record"
    if len(_SOME_TAGS.findall(text, 0, 20 * BEGINNING)) > 4:
        return "html"
    if text.lstrip("\ufeff \t\r\n").startswith("<?xml") or start[:9].lower() == "<!doctype":
        raise UnknownKind(f"This is XML, and neither a web page nor a trial record. {READ}")
    if start[:1] in ("{", "[") and text.rstrip()[-1:] in ("}", "]"):
        raise UnknownKind(f"This is JSON without a trial record in it. {READ}")
    return "text"


def _without_prologue(start: str) -> str:
    """The beginning of a text without its mark, XML declaration and comments."""
    start = start.lstrip("\ufeff \t\r\n")
    while start.startswith(("<?xml", "<!--")):
        _, closed, rest = start.partition("?>" if start.startswith("<?") else "-->")
        if not closed:
            break
        start = rest.lstrip()
    return start


def _packed(data: bytes) -> DocumentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = frozenset(packed.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, RecursionError):
        raise Malformed(
            "It begins like a Word document and is cut off or damaged. Save or download it again, whole."
        ) from None
    if "word/document.xml" in names:
        return "docx"
    for sign, what in (
        ("xl/workbook.xml", "an Excel file"),
        ("ppt/presentation.xml", "a PowerPoint file"),
        ("META-INF/container.xml", "an e-book (EPUB)"),
        ("content.xml", "an OpenDocument file"),
    ):
        if sign in names:
            raise UnknownKind(f"This is {what}, which is not read. Save it as PDF or DOCX. {READ}")
    raise UnknownKind(f"This is a packed file (ZIP). Unpack it and import what is in it. {READ}")


def _as_text(data: bytes) -> str | None:
    """The text of bytes that are text in one of the usual encodings; None for others."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            return None
    if _ODD.search(data[: 64 * BEGINNING]):
        return None
    return decoded(data)


def decoded(data: bytes, charset: str | None = None) -> str:
    """The text of bytes: as UTF-16 with a mark, as `charset`, as UTF-8, or as what Windows writes in the west."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    for name in (charset, "utf-8-sig"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeError):
            continue
    return data.decode("cp1252", "replace")


def _said(name: str | None, declared: str | None) -> tuple[str, frozenset[DocumentKind]] | None:
    """What a name or a type says, in words and as kinds; None where they say nothing that is known."""
    ending = PurePosixPath((name or "").replace("\\", "/")).suffix.lower()
    if ending == ".doc":
        return "a .doc file", frozenset()
    if ending in _ENDINGS:
        return f"a {ending} file", _ENDINGS[ending]
    plain = (declared or "").split(";")[0].strip().lower()
    if plain in UNTOLD or plain not in _TYPES:
        return None
    return f"“{plain}” by its sender", _TYPES[plain]
