"""Documents as editors bring them: an upload or an address, under the limits of the settings."""

from __future__ import annotations

from pathlib import Path

from assistant.settings import Settings
from corpus.importers import AddressRule, ImportedDocument, Limits, read_address, read_document


def limits_of(settings: Settings) -> Limits:
    """How large a document may be here."""
    return Limits(bytes=settings.max_import_bytes)


def read_upload(file: str, settings: Settings) -> ImportedDocument:
    """What was uploaded; the file is removed, whatever came of it. Raises `ImportFault`."""
    path = Path(file)
    try:
        data = path.read_bytes()
    finally:
        path.unlink(missing_ok=True)
    return read_document(data, name=path.name, limits=limits_of(settings))


def read_from_web(address: str, settings: Settings) -> ImportedDocument:
    """The document at an address, from the ports of the settings alone. Raises `ImportFault`."""
    rule = AddressRule(ports=frozenset(settings.import_ports))
    return read_address(address.strip(), rule=rule, limits=limits_of(settings))
