"""Whose words may be printed: a passage is published only where the rights of its source allow it."""

from __future__ import annotations

from corpus.model import CitedPassage, Rights, Source, Statement

MAY_BE_PRINTED: dict[Rights, bool] = {
    "public-domain": True,
    "cc0": True,
    "cc-by": True,
    "cc-by-sa": True,
    "open-government": True,
    # The corpus goes out under CC BY, so that anyone may use it for money and change it. These would not allow that.
    "cc-by-nc": False,
    "cc-by-nd": False,
    "cc-by-nc-sa": False,
    "cc-by-nc-nd": False,
    "all-rights-reserved": False,
}
IN_WORDS: dict[Rights, str] = {
    "public-domain": "public domain",
    "cc0": "CC0",
    "cc-by": "CC BY",
    "cc-by-sa": "CC BY-SA",
    "open-government": "an open government licence",
    "cc-by-nc": "CC BY-NC",
    "cc-by-nd": "CC BY-ND",
    "cc-by-nc-sa": "CC BY-NC-SA",
    "cc-by-nc-nd": "CC BY-NC-ND",
    "all-rights-reserved": "all rights reserved",
}


def may_publish_passages(rights: Rights | None) -> bool:
    """Whether words of a source with these rights may be printed. Not where nobody has looked at its rights."""
    return rights is not None and MAY_BE_PRINTED[rights]


def printable_passage(source: Source, statement: Statement) -> CitedPassage | None:
    """The passage of a statement that a release may hold with its words, or None."""
    passage = statement.passage
    allowed = passage is not None and passage.text is not None and may_publish_passages(source.rights)
    return passage if allowed else None
