"""From an upload, a pasted text or an address to a document, or to a named fault. Nothing is written anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from corpus.importers.apart import read_apart
from corpus.importers.document import ImportedDocument, Limits
from corpus.importers.faults import TooLarge
from corpus.importers.fetch import AddressRule, fetch
from corpus.importers.kinds import kind_of


def read_document(
    data: bytes,
    *,
    name: str | None = None,
    declared: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    layout: bool = False,
    charset: str | None = None,
) -> ImportedDocument:
    """The document in a file. What it is, its bytes decide; `name` and `declared` (a content type) must agree with
    them.

    `layout` reads a PDF with docling. The reader runs in a process of its own, within `limits`.
    Raises an `ImportFault` that says what is wrong and what to do next.
    """
    if len(data) > limits.bytes:
        raise TooLarge(
            f"It has {len(data):,} bytes, and {limits.bytes:,} are read at most. Import the part that you need, "
            "or save it without pictures."
        )
    if layout:
        # A model looks at every page as a picture.
        limits = replace(limits, seconds=10 * limits.seconds, memory_bytes=8 * limits.memory_bytes)
    order: dict[str, Any] = {"kind": kind_of(data, name, declared), "charset": charset, "layout": layout}
    return read_apart(data, order, limits)


def read_pasted(text: str, *, limits: Limits = Limits()) -> ImportedDocument:  # noqa: B008 - frozen
    """The document in what was pasted: plain text, the source of a web page, or a trial record. Raises an
    `ImportFault`."""
    return read_document(text.encode("utf-8", "replace"), limits=limits, charset="utf-8")


def read_address(
    address: str,
    *,
    rule: AddressRule = AddressRule(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
) -> ImportedDocument:
    """The document at an address, fetched from here under `rule`. Raises an `ImportFault`; an `AddressFault` for the
    way."""
    fetched = fetch(address, rule=rule, largest=limits.bytes)
    document = read_document(fetched.data, declared=fetched.content_type, limits=limits, charset=fetched.charset)
    return replace(document, address=fetched.address)
