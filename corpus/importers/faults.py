"""What can be wrong with a document that an editor brings. Each message says what to do next, and nothing is kept.

A message may hold a file's name: whoever prints one escapes it.
"""

from __future__ import annotations


class ImportFault(Exception):
    """Base: the document was not read. `kind` is a short name that a page can choose its own words by."""

    kind = "import"


class EmptyDocument(ImportFault):
    """There are no bytes, or nothing but blanks."""

    kind = "empty"


class TooLarge(ImportFault):
    """More bytes than the limit, known before anything is parsed."""

    kind = "too-large"


class TooManyPages(ImportFault):
    """More pages than the limit."""

    kind = "too-many-pages"


class TooMuchText(ImportFault):
    """More characters of text than the limit."""

    kind = "too-much-text"


class TookTooLong(ImportFault):
    """The seconds ran out. The reader was stopped."""

    kind = "took-too-long"


class ExpandsTooFar(ImportFault):
    """A small file that unpacks to a huge one, or needs more memory than a document does."""

    kind = "expands-too-far"


class Encrypted(ImportFault):
    """A password is needed to read it."""

    kind = "encrypted"


class ScannedPages(ImportFault):
    """The pages are pictures: there is no text in them."""

    kind = "scanned"


class NoText(ImportFault):
    """It can be opened, and holds no text that could be cited."""

    kind = "no-text"


class Malformed(ImportFault):
    """Cut off or damaged."""

    kind = "malformed"


class UnsafeMarkup(ImportFault):
    """XML with a document type or entities, which no document of these kinds needs."""

    kind = "unsafe-markup"


class Mislabelled(ImportFault):
    """Its name or declared type says one thing and its content another. The message names both."""

    kind = "mislabelled"


class UnknownKind(ImportFault):
    """Not one of the kinds that are read."""

    kind = "unknown-kind"


class MissingExtra(ImportFault):
    """A reader that was asked for is not installed. The message has the command."""

    kind = "missing-extra"


class NoSuchPassage(ImportFault):
    """A span that does not lie in the text, or lies in more than one passage."""

    kind = "no-such-passage"


class AddressFault(ImportFault):
    """Base of all that can be wrong with an address, or with what answered there."""

    kind = "address"


class NotAnAddress(AddressFault):
    """No web address, or one in a form that is only used to hide where it leads."""

    kind = "not-an-address"


class RefusedAddress(AddressFault):
    """It leads to a private, local or reserved network, by its form or by its name's answers."""

    kind = "refused-address"


class RefusedPort(AddressFault):
    """Another port than those of the web."""

    kind = "refused-port"


class UnknownHost(AddressFault):
    """The name has no address."""

    kind = "unknown-host"


class Unreachable(AddressFault):
    """Nothing answered, or the answer broke off."""

    kind = "unreachable"


class BadCertificate(AddressFault):
    """The site's certificate is not valid for its name."""

    kind = "bad-certificate"


class TooManyRedirects(AddressFault):
    """Sent on more often than is followed, or from https to http."""

    kind = "too-many-redirects"


class RefusedBySite(AddressFault):
    """The site wants a sign-in, or does not answer programs."""

    kind = "refused-by-site"


class NotThere(AddressFault):
    """The site has no such page."""

    kind = "not-there"


class SiteError(AddressFault):
    """The site has a fault of its own, or answers in a form that is not HTTP."""

    kind = "site-error"


class WrongType(AddressFault):
    """The site sends something that is not read, such as a picture or a film."""

    kind = "wrong-type"


class AnswerTooLarge(AddressFault):
    """The site sends more bytes than the limit."""

    kind = "too-large"


class AnswerTookTooLong(AddressFault):
    """The site did not finish in time."""

    kind = "took-too-long"


BY_NAME: dict[str, type[ImportFault]] = {
    fault.__name__: fault
    for fault in (
        EmptyDocument,
        TooLarge,
        TooManyPages,
        TooMuchText,
        TookTooLong,
        ExpandsTooFar,
        Encrypted,
        ScannedPages,
        NoText,
        Malformed,
        UnsafeMarkup,
        UnknownKind,
        MissingExtra,
    )
}
"""What a reader in a child process may report."""
