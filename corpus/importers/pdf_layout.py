"""A PDF read by its layout with docling, for pages that the plain reader gets in a wrong order. A large extra."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from corpus.importers.document import Block, ImportedDocument, Limits, Role
from corpus.importers.faults import Malformed, MissingExtra
from corpus.importers.passages import assembled

_ROLES: dict[str, Role] = {"title": "heading", "section_header": "heading", "list_item": "item"}
_WITHOUT = "Nothing was kept. Read the PDF without its layout, or import its text."
_AROUND = ("page_header", "page_footer")


def read_pdf_by_layout(data: bytes, limits: Limits) -> ImportedDocument:
    """The document in a PDF.

    Raises `MissingExtra` where docling or one of its models is not there, `Malformed`, `NoText`, `TooMuchText`.
    """
    try:
        from docling.datamodel.base_models import DocumentStream
        from docling.document_converter import DocumentConverter
        from docling.exceptions import ConversionError
    except ImportError:
        raise MissingExtra(
            "Reading a PDF by its layout needs docling, which is not installed. Run: pip install 'fieldmap[docling]'"
        ) from None
    except Exception as error:
        raise MissingExtra(
            f"docling is installed and does not start ({type(error).__name__}: {error}). {_WITHOUT} To mend it, run: "
            "pip install --force-reinstall 'fieldmap[docling]'"
        ) from None
    try:
        converted = DocumentConverter().convert(
            DocumentStream(name="document.pdf", stream=io.BytesIO(data)),
            max_num_pages=limits.pages,
            max_file_size=limits.bytes,
        )
    except ConversionError:
        raise Malformed(f"The PDF could not be read by its layout. {_WITHOUT}") from None
    except (MemoryError, RecursionError):
        raise
    except OSError as error:
        # Also what the hub's client raises for weights that are not on this machine: nothing is fetched from here.
        raise MissingExtra(
            f"docling is installed, and its models could not be opened ({type(error).__name__}). {_WITHOUT} To get the "
            "models, run: docling-tools models download, and name their folder in DOCLING_ARTIFACTS_PATH"
        ) from None
    except Exception as error:
        raise Malformed(f"docling broke down on this PDF ({type(error).__name__}). {_WITHOUT}") from None
    return assembled("pdf", _blocks(converted.document), limits, pages=len(converted.document.pages))


def _blocks(document: Any) -> Iterator[Block]:
    for item, _ in document.iterate_items():
        label = str(getattr(item.label, "value", item.label))
        text = getattr(item, "text", "")
        if text and label not in _AROUND:
            page = next((one.page_no for one in item.prov), None)
            yield Block(text, _ROLES.get(label, "paragraph"), page)
