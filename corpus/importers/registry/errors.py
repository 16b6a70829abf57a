"""What can be wrong with a text that should be a registry record. Each message says what to do next."""

from __future__ import annotations


class RegistryRecordFault(Exception):
    """Base: the text gives no record. `kind` is a short name that a page can choose its own words by."""

    kind = "not-a-record"


class NotARecord(RegistryRecordFault):
    """The text can be read as JSON, XML or CSV, or is none of them, and is no record in a known form."""


class BrokenRecord(RegistryRecordFault):
    """The text is a record, or part of one, and its form is damaged: cut off, or changed on the way."""

    kind = "broken-record"


class RecordTooLarge(RegistryRecordFault):
    """The text is larger than the limit, nests deeper than any record, or holds more records than are read."""

    kind = "record-too-large"


class UnsafeRecord(RegistryRecordFault):
    """The XML defines entities or a document type, which no record of the registry does."""

    kind = "unsafe-record"
