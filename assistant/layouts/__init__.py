"""Questions that a paragraph answers badly: a comparison, a question over many countries, a question for a list.

A layout holds which statements stand where; `assistant.compose.layouts` prints it. Where a layout cannot be filled, the
ordinary answer stands.
"""

from __future__ import annotations

from assistant.layouts import by_place, comparison, listing
from assistant.layouts.by_place import ByPlace
from assistant.layouts.comparison import Comparison
from assistant.layouts.listing import Listing
from assistant.library import Library
from assistant.understand.reading import Understanding

Layout = Comparison | ByPlace | Listing


def find(library: Library, reading: Understanding, hidden: frozenset[str]) -> Layout | None:
    """The layout that a question asks for and that vetted statements can fill; nothing in `hidden` is used."""
    return (
        comparison.find(library, reading, hidden)
        or by_place.find(library, reading, hidden)
        or listing.find(library, reading, hidden)
    )


__all__ = ["ByPlace", "Comparison", "Layout", "Listing", "find"]
