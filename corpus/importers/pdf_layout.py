"""A PDF read by its layout with docling, for pages that the plain reader gets in a wrong order. A large extra."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpus.importers.document import Block, ImportedDocument, Limits, Role
from corpus.importers.faults import Malformed, MissingExtra
from corpus.importers.passages import assembled

_ROLES: dict[str, Role] = {"title": "heading", "section_header": "heading", "list_item": "item"}
_AROUND = ("page_header", "page_footer")


def read_pdf_by_layout(data: bytes, limits: Limits) -> ImportedDocument:
    """The document in a PDF. Raises `MissingExtra` where docling is not installed, `Malformed`, `NoText`,
    `TooMuchText`."""
    try:
        from docling.datamodel.base_models import DocumentStream
        from docling.document_converter import DocumentConverter
        from docling.exceptions import ConversionError
    except ImportError:
        raise MissingExtra(
            "Reading a PDF by its layout needs docling, which is not installed. Run: pip install 'fieldmap[docling]'"
        ) from None
    try:
        converted = DocumentConverter().convert(
            DocumentStream(name="document.pdf", stream=io.BytesIO(data)),
            max_num_pages=limits.pages,
            max_file_size=limits.bytes,
        )
    except ConversionError:
        raise Malformed("The PDF could not be read by its layout. Import it without that, or save it again.") from None
    return assembled("pdf", _blocks(converted.document), limits, pages=len(converted.document.pages))


def _blocks(document: Any) -> Iterator[Block]:
    for item, _ in document.iterate_items():
        label = str(getattr(item.label, "value", item.label))
        text = getattr(item, "text", "")
        if text and label not in _AROUND:
            page = next((one.page_no for one in item.prov), None)
            yield Block(text, _ROLES.get(label, "paragraph"), page)
