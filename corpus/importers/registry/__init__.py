"""Records of trial registries: the numbers they go by, and the forms in which ClinicalTrials.gov has given them out."""

from __future__ import annotations

from corpus.importers.registry.errors import (
    BrokenRecord,
    NotARecord,
    RecordTooLarge,
    RegistryRecordFault,
    UnsafeRecord,
)
from corpus.importers.registry.numbers import RegistryNumber, registry_numbers, without_registry_numbers
from corpus.importers.registry.read import decoded, looks_like_record, read_records
from corpus.importers.registry.record import Arm, Intervention, Outcome, Party, RecordDate, TrialRecord

__all__ = [
    "Arm",
    "BrokenRecord",
    "Intervention",
    "NotARecord",
    "Outcome",
    "Party",
    "RecordDate",
    "RecordTooLarge",
    "RegistryNumber",
    "RegistryRecordFault",
    "TrialRecord",
    "UnsafeRecord",
    "decoded",
    "looks_like_record",
    "read_records",
    "registry_numbers",
    "without_registry_numbers",
]
