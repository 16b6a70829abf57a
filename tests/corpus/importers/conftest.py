"""Documents that the tests make themselves, byte by byte where it matters."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from html import escape

import pytest

from corpus.importers.document import ImportedDocument, Limits
from corpus.importers.kinds import kind_of
from corpus.importers.readers import read_as

Written = tuple[str, float, float, float]
"""A line of a page: its words, where it begins, how high it stands, how large it is; below 0 for bold letters."""
MakePdf = Callable[..., bytes]
MakeDocx = Callable[..., bytes]
ReadHere = Callable[..., ImportedDocument]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _pdf_of_streams(streams: Sequence[bytes], title: str | None, filtered: bool) -> bytes:
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{5 + 2 * at} 0 R" for at in range(len(streams)))
    objects.append(f"<< /Type /Pages /Count {len(streams)} /Kids [{kids}] >>".encode())
    for name in (b"Helvetica", b"Helvetica-Bold"):
        objects.append(b"<< /Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding /BaseFont /" + name + b" >>")
    for at, stream in enumerate(streams):
        fonts = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {fonts} /Contents {6 + 2 * at} 0 R >>".encode()
        )
        packed = zlib.compress(stream) if filtered else stream
        how = b" /Filter /FlateDecode" if filtered else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(packed), how, packed))
    if title is not None:
        objects.append(b"<< /Title (%s) >>" % title.encode("latin-1"))
    made = io.BytesIO()
    made.write(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(made.tell())
        made.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = made.tell()
    made.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    made.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    info = f" /Info {len(objects)} 0 R" if title is not None else ""
    made.write(f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R{info} >>\nstartxref\n{start}\n%%EOF\n".encode())
    return made.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> MakePdf:
    """`make_pdf(pages, title=None)`: each page a list of `Written`, or the bytes of its content."""

    def make(pages: Sequence[Sequence[Written] | bytes], title: str | None = None, filtered: bool = False) -> bytes:
        streams = []
        for page in pages:
            if isinstance(page, bytes):
                streams.append(page)
                continue
            parts = [b"BT"]
            for words, left, top, size in page:
                plain = words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
                font = b"/F2" if size < 0 else b"/F1"
                parts.append(b"%s %.1f Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj" % (font, abs(size), left, top, plain))
            streams.append(b"\n".join([*parts, b"ET"]))
        return _pdf_of_streams(streams, title, filtered)

    return make


@pytest.fixture(scope="session")
def make_docx() -> MakeDocx:
    """`make_docx(body)`: a Word file with this XML in its body, or with other parts altogether."""

    def make(body: str = "", parts: dict[str, bytes] | None = None, prologue: str = "") -> bytes:
        document = f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("[Content_Types].xml", "<Types/>")
            package.writestr("word/document.xml", document)
            for name, content in (parts or {}).items():
                package.writestr(name, content)
        return made.getvalue()

    return make


def word_paragraph(text: str, style: str | None = None) -> str:
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{marked}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


@pytest.fixture(scope="session")
def word() -> Callable[..., str]:
    """`word(text, style=None)`: a paragraph of a Word file."""
    return word_paragraph


@pytest.fixture(scope="session")
def read_here() -> ReadHere:
    """Reads bytes in this very process, where a test reads many: `read_here(data, name=None, **limits)`."""

    def read(data: bytes, name: str | None = None, **limits: int) -> ImportedDocument:
        return read_as(data, kind=kind_of(data, name), limits=Limits(**limits))

    return read
