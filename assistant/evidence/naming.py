"""Sources that a question names: by a number, a party, a product, a brand, a trial or an authority."""

from __future__ import annotations

from assistant.library import Library
from assistant.understand.reading import Understanding
from corpus.importers.registry import registry_numbers


def named_sources(library: Library, text: str) -> frozenset[str]:
    """Sources whose trial number or other identifier, or whose named party, stands in `text`."""
    by_number = (library.identifiers.get(number.plain, frozenset()) for number in registry_numbers(text))
    # Names count as they are written: "US Stem Cell Clinic" is a party to a case, "US stem cell clinics" are many.
    by_name = (sources for name, sources in library.named_parties.items() if name in text)
    return frozenset[str]().union(*by_number, *by_name)


def owning_sources(library: Library, text: str) -> frozenset[str]:
    """Sources that are the record of a trial number in `text`, or the report of that very trial."""
    numbers = registry_numbers(text)
    return frozenset[str]().union(*(library.owners.get(number.plain, frozenset()) for number in numbers))


def own_sources(library: Library, understanding: Understanding) -> frozenset[str]:
    """Sources of the products, brands and trials that the question names."""
    return frozenset[str]().union(
        *(library.own_sources.get(subject, frozenset()) for subject in understanding.subjects)
    )


def own_documents(library: Library, understanding: Understanding) -> frozenset[str]:
    """Documents that the authorities which the question names have published."""
    return frozenset[str]().union(
        *(library.published_by.get(subject, frozenset()) for subject in understanding.subjects)
    )
