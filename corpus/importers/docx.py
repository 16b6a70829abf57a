"""Text of a Word document: the paragraphs of its main part, read straight out of the package.

Two parts are opened, each unpacked within a limit and parsed without document types and entities. Macros, links,
pictures and embedded files are never touched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from corpus.importers.document import Block, ImportedDocument, Limits, Role
from corpus.importers.faults import Encrypted, ExpandsTooFar, Malformed, UnsafeMarkup
from corpus.importers.passages import assembled

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_HEADING = re.compile(r"^(?:heading|title|subtitle)\s*\d?$", re.IGNORECASE)
MOST_PARTS = 5_000
"""Files in the package. A document with hundreds of pictures has fewer."""
DEEPEST = 200
"""Elements inside one another."""


def read_docx(data: bytes, limits: Limits) -> ImportedDocument:
    """The document in a Word file. Raises `ExpandsTooFar`, `UnsafeMarkup`, `Encrypted`, `Malformed`, `NoText`,
    `TooMuchText`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bombs(package, limits)
            body = _parsed(package, "word/document.xml", limits)
            styles = _parsed(package, "word/styles.xml", limits)
            core = _parsed(package, "docProps/core.xml", limits)
    except DefusedXmlException:
        raise UnsafeMarkup(
            "The file defines entities or a document type, which Word never writes, so it was not read. "
            "Open it in a word processor and save it anew as DOCX."
        ) from None
    except (zipfile.BadZipFile, ParseError, EOFError, ValueError, OSError, NotImplementedError):
        raise _malformed() from None
    except RuntimeError:
        raise Encrypted("It is protected with a password. Save a copy without protection, and import that.") from None
    if body is None:
        raise _malformed()
    notes = []
    if _has(body, "ins") or _has(body, "del"):
        notes.append("It holds tracked changes: added words were read, deleted ones were not.")
    if _has(body, "footnoteReference") or _has(body, "endnoteReference"):
        notes.append("Its footnotes were not read.")
    title = core.findtext(_TITLE) if core is not None else None
    return assembled("docx", _blocks(body, _headings(styles)), limits, title=title, notes=notes)


def _malformed() -> Malformed:
    return Malformed(
        "The Word document is cut off or damaged. Open it in a word processor, save it anew, and import that."
    )


def _refuse_bombs(package: zipfile.ZipFile, limits: Limits) -> None:
    parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise ExpandsTooFar(
            f"The file unpacks to more than {limits.unpacked_bytes // 1_000_000} MB, or to thousands of parts, so it "
            f"was not read. "
            "Open it in a word processor, and save its text anew."
        )


def _parsed(package: zipfile.ZipFile, name: str, limits: Limits) -> Element | None:
    try:
        part: IO[bytes] = package.open(name)
    except KeyError:
        return None
    with part:
        # What a package says about its sizes need not be true.
        unpacked = part.read(limits.unpacked_bytes + 1)
    if len(unpacked) > limits.unpacked_bytes:
        raise ExpandsTooFar("The file unpacks to far more than a text needs, so it was not read. Save its text anew.")
    _refuse_deep(unpacked)
    root: Element = fromstring(unpacked, forbid_dtd=True)
    return root


def _refuse_deep(unpacked: bytes) -> None:
    depth = 0
    for sign in re.finditer(rb"<(/?)[A-Za-z][^<>]*?(/?)>", unpacked):
        depth += -1 if sign[1] else 0 if sign[2] else 1
        if depth > DEEPEST:
            raise ExpandsTooFar("The file nests deeper than any document does, so it was not read. Save its text anew.")


def _local(element: Element) -> str:
    return element.tag.removeprefix(_W).removeprefix(_STRICT) if isinstance(element.tag, str) else ""


def _has(body: Element, name: str) -> bool:
    return any(_local(element) == name for element in body.iter())


def _value(element: Element, *path: str) -> str | None:
    """The `val` of the element at the end of a path of names."""
    found: Element | None = element
    for name in path:
        found = next((child for child in found if _local(child) == name), None) if found is not None else None
    return (found.get(f"{_W}val") or found.get(f"{_STRICT}val")) if found is not None else None


def _headings(styles: Element | None) -> frozenset[str]:
    """The ids of styles that are headings, whatever they are called in the language of the program."""
    found = set()
    for style in styles if styles is not None else ():
        if _local(style) != "style":
            continue
        key = style.get(f"{_W}styleId") or style.get(f"{_STRICT}styleId") or ""
        level = _value(style, "pPr", "outlineLvl")
        if _HEADING.match(_value(style, "name") or "") or (level or "").isdigit() and int(level or 9) < 9:
            found.add(key)
    return frozenset(found)


def _blocks(body: Element, headings: frozenset[str]) -> Iterator[Block]:
    for element in body.iter():
        name = _local(element)
        if name == "body":
            yield from _of_container(element, headings)
            return


def _of_container(container: Element, headings: frozenset[str]) -> Iterator[Block]:
    for element in container:
        name = _local(element)
        if name == "p":
            yield Block(_text(element), _role(element, headings))
        elif name == "tbl":
            for row in (child for child in element if _local(child) == "tr"):
                cells = [" ".join(_paragraphs(cell)) for cell in row if _local(cell) == "tc"]
                yield Block(" | ".join(cell for cell in cells if cell.strip()), "row")
        elif name in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
            yield from _of_container(element, headings)


def _paragraphs(cell: Element) -> Iterator[str]:
    yield from (_text(element).strip() for element in cell.iter() if _local(element) == "p")


def _role(paragraph: Element, headings: frozenset[str]) -> Role:
    style = _value(paragraph, "pPr", "pStyle") or ""
    if style in headings or re.match(r"(?:Heading|Title|Subtitle)\d?$", style):
        return "heading"
    numbered = any(_local(child) == "numPr" for part in paragraph if _local(part) == "pPr" for child in part)
    return "item" if numbered or style.startswith("List") else "paragraph"


def _text(paragraph: Element) -> str:
    return "".join(_runs(paragraph))


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        name = _local(child)
        if name == "t":
            yield child.text or ""
        elif name in ("tab", "br", "cr"):
            yield " "
        elif name == "noBreakHyphen":
            yield "-"
        elif name in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "txbxContent") or _hidden(child):
            continue
        else:
            yield from _runs(child)


def _hidden(run: Any) -> bool:
    """Text that the document itself hides is not what a reader of it sees."""
    if _local(run) != "r":
        return False
    marked = [mark for part in run if _local(part) == "rPr" for mark in part if _local(mark) in ("vanish", "webHidden")]
    return any((mark.get(f"{_W}val") or "true") not in ("0", "false", "off") for mark in marked)
