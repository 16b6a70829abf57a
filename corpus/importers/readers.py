"""Which reader reads which kind. The parsers are loaded when they are needed."""

from __future__ import annotations

from corpus.importers.document import DocumentKind, ImportedDocument, Limits


def read_as(
    data: bytes, *, kind: DocumentKind, limits: Limits, charset: str | None = None, layout: bool = False
) -> ImportedDocument:
    """The document in bytes of a known kind, read in this very process. Raises an `ImportFault`."""
    if kind == "pdf":
        from corpus.importers.pdf import read_pdf
        from corpus.importers.pdf_layout import read_pdf_by_layout

        return read_pdf_by_layout(data, limits) if layout else read_pdf(data, limits)
    if kind == "html":
        from corpus.importers.html import read_html

        return read_html(data, limits, charset)
    if kind == "docx":
        from corpus.importers.docx import read_docx

        return read_docx(data, limits)
    if kind == "registry-record":
        from corpus.importers.records import read_record

        return read_record(data, limits)
    from corpus.importers.plain import read_text

    return read_text(data, limits, charset)
