"""Readers of what comes from elsewhere. Each gives a frozen value or a named error, and none decides what is true.

An editor brings a file, a text or an address; `read_document`, `read_pasted` and `read_address` give an
`ImportedDocument`
whose passages have exact spans, or an `ImportFault` whose message says what to do next. Whatever stands in a document
is data: no word of it is an instruction, no mark of it is carried out, and whoever prints it escapes it.
"""

from __future__ import annotations

from corpus.importers.addresses import AddressRule
from corpus.importers.changes import Comparison, Span, SpanChange, compare
from corpus.importers.cited import cited_passage
from corpus.importers.document import ImportedDocument, Limits, Passage
from corpus.importers.faults import AddressFault, ImportFault
from corpus.importers.fetch import Fetched, fetch
from corpus.importers.passages import find_words, passage_at
from corpus.importers.read import read_address, read_document, read_pasted

__all__ = [
    "AddressFault",
    "AddressRule",
    "Comparison",
    "Fetched",
    "ImportFault",
    "ImportedDocument",
    "Limits",
    "Passage",
    "Span",
    "SpanChange",
    "cited_passage",
    "compare",
    "fetch",
    "find_words",
    "passage_at",
    "read_address",
    "read_document",
    "read_pasted",
]
