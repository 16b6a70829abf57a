"""Fetches one document by its address: from the checked machine, in few steps, few megabytes and few seconds.

The connection goes to the address that was checked, under the name that was asked for: the `Host` header, and for
https the certificate, are those of the name. No proxy, no cookie, no stored password and no script has a part in it.
"""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass
from urllib.parse import urljoin

from corpus.importers.addresses import AddressRule, Target, target
from corpus.importers.faults import (
    AddressFault,
    AnswerTookTooLong,
    AnswerTooLarge,
    BadCertificate,
    NotThere,
    RefusedBySite,
    SiteError,
    TooManyRedirects,
    Unreachable,
    WrongType,
)
from corpus.importers.kinds import TYPES

__all__ = ["AddressRule", "Fetched", "fetch"]

MOST_REDIRECTS = 3
LARGEST = 25_000_000
SECONDS = 30
_CHUNK = 65_536
_SEND_ON = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "Fieldmap (imports one document for an editor)",
    "Accept": "text/html,application/pdf,text/plain,application/json,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "identity",
    "Accept-Language": "en",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site sent: the address it came from in the end, the bytes, and what the site says they are."""

    address: str
    data: bytes
    content_type: str
    charset: str | None


def fetch(
    address: str,
    *,
    rule: AddressRule = AddressRule(),  # noqa: B008 - frozen
    largest: int = LARGEST,
    seconds: float = SECONDS,
    trust: ssl.SSLContext | None = None,
) -> Fetched:
    """What is at `address`, at most `largest` bytes of it, within `seconds` for everything together.

    Each step of at most three redirects is checked like the first. `trust` is for a certificate authority of one's own.
    Raises an `AddressFault`.
    """
    until = time.monotonic() + seconds
    at = address
    for _ in range(MOST_REDIRECTS + 1):
        leads_to = target(at, rule, _left(until))
        found = _asked(leads_to, largest, until, trust)
        if isinstance(found, Fetched):
            return found
        at = urljoin(leads_to.address, found)
        if leads_to.scheme == "https" and at.lower().startswith("http:"):
            raise TooManyRedirects(
                "The site sends on from https to http, where anyone on the way could change the document. "
                "Open it in your browser and save it."
            )
    raise TooManyRedirects(
        f"The site sends on more than {MOST_REDIRECTS} times. Open it in your browser and use the address at the end."
    )


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _late()
    return left


def _late() -> AnswerTookTooLong:
    return AnswerTookTooLong(
        "The site did not send the document in time. Try later, or save it in your browser and upload it."
    )


def _asked(leads_to: Target, largest: int, until: float, trust: ssl.SSLContext | None) -> Fetched | str:
    """The document, or the place to which the site sends on."""
    connection = _Pinned(leads_to, until, trust)
    # Each wait has the whole of the time: a site that sends a byte now and then is cut off by the clock.
    clock = threading.Timer(_left(until), connection.cut)
    clock.daemon = True
    clock.start()
    try:
        connection.request("GET", leads_to.path, headers={"Host": leads_to.authority, **_HEADERS})
        answer = connection.getresponse()
        if answer.status in _SEND_ON and (place := answer.getheader("Location")):
            return _readable(place)
        _refuse_status(answer.status)
        return _document(leads_to, answer, largest)
    except AddressFault:
        raise
    except ssl.SSLCertVerificationError:
        raise BadCertificate(
            "The site's certificate is not valid for its name, so what it sends cannot be trusted. "
            "Look at the address, and open it in your browser."
        ) from None
    except (http.client.HTTPException, ValueError, zlib.error):
        if connection.is_cut:
            raise _late() from None
        raise SiteError(
            "The site's answer is not in a form that can be read. Save it in your browser and upload it."
        ) from None
    except (TimeoutError, OSError):
        if connection.is_cut or time.monotonic() >= until:
            raise _late() from None
        raise Unreachable(
            "Nothing answered at this address, or the answer broke off. Try later, or save it in your browser and "
            "upload it."
        ) from None
    finally:
        clock.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the address that was checked. The name is for the certificate and the site."""

    def __init__(self, leads_to: Target, until: float, trust: ssl.SSLContext | None) -> None:
        super().__init__(leads_to.host, leads_to.port, timeout=_left(until))
        self._leads_to, self._until = leads_to, until
        self._trust = trust or ssl.create_default_context()
        self._raw: socket.socket | None = None
        self.is_cut = False

    def connect(self) -> None:
        failed: OSError | None = None
        for address in self._leads_to.addresses:
            try:
                self._raw = socket.create_connection((address, self._leads_to.port), timeout=_left(self._until))
                break
            except OSError as error:
                failed = error
        if self._raw is None:
            raise failed or OSError("there is no address")
        self.sock = self._raw
        if self._leads_to.scheme == "https":
            self.sock = self._trust.wrap_socket(self._raw, server_hostname=self._leads_to.host)

    def cut(self) -> None:
        """Ends the connection from another thread; whoever waits for it gets an error."""
        self.is_cut = True
        for one in (self.sock, self._raw):
            try:
                if one is not None:
                    socket.socket.shutdown(one, socket.SHUT_RDWR)
            except OSError:
                continue


def _readable(place: str) -> str:
    # Headers arrive as Latin-1; an address in UTF-8 is taken for what it is.
    try:
        return place.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return place


def _refuse_status(status: int) -> None:
    if status == 200:
        return
    if status in (404, 410):
        raise NotThere("The site has no page at this address (any more). Look for the document's present address.")
    if status in (401, 402, 403, 407, 429, 451):
        raise RefusedBySite(
            f"The site does not give this page to programs, or wants a sign-in (status {status}). "
            "Save it in your browser and upload it."
        )
    raise SiteError(
        f"The site answered with status {status} and no document. Try later, or save it in your browser and upload it."
    )


def _document(leads_to: Target, answer: http.client.HTTPResponse, largest: int) -> Fetched:
    told = answer.getheader("Content-Type") or ""
    plain = told.split(";")[0].strip().lower()
    if plain not in TYPES:
        raise WrongType(
            f"The site sends “{plain[:80]}”, which is not read. Look for the document as a web page, a PDF or plain "
            f"text."
        )
    length = answer.getheader("Content-Length") or ""
    if length.isascii() and length.isdigit() and int(length[:15]) > largest:
        raise _too_large(largest)
    data = _read(answer, (answer.getheader("Content-Encoding") or "identity").strip().lower(), largest)
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", told, re.IGNORECASE)
    return Fetched(leads_to.address, data, plain, charset[1] if charset else None)


def _read(answer: http.client.HTTPResponse, coding: str, largest: int) -> bytes:
    """The bytes of an answer, unpacked once where the site packs what it was asked to send plain."""
    if coding not in ("identity", "gzip", "x-gzip", "deflate", ""):
        raise SiteError(
            "The site sends the document packed in a way that is not read. Save it in your browser and upload it."
        )
    unpacker = zlib.decompressobj(47) if coding not in ("identity", "") else None
    made = bytearray()
    while chunk := answer.read(_CHUNK):
        if unpacker is None:
            made += chunk
        else:
            made += unpacker.decompress(chunk, largest + 1 - len(made))
        if len(made) > largest:
            raise _too_large(largest)
    if answer.length or (unpacker is not None and not unpacker.eof):
        raise Unreachable("The answer broke off. Try again, or save it in your browser and upload it.")
    return bytes(made)


def _too_large(largest: int) -> AnswerTooLarge:
    return AnswerTooLarge(
        f"The site sends more than {largest:,} bytes, which is the most that is read. Save the part that you need "
        f"and upload it."
    )
