"""Who may come in: what the doors of the desk need to know of accounts, and who stands behind a request."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import Scope

from assistant.errors import ForOperator
from assistant.web.desk.tickets import COOKIE, Tickets
from assistant.web.peer import peer_of
from assistant.web.visitors import cookies_of
from corpus.desk.people import People, Person

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person whose account may be used, and the mark of the sign-in, which form tokens are made for."""

    person: Person
    mark: str


class BadProxySetting(ForOperator):
    """The settings for a proxy that knows who is there cannot be used together, or cannot be read."""


@dataclass(frozen=True, slots=True)
class TrustedProxy:
    """A header that names the person, believed only from these networks."""

    header: str
    networks: tuple[Network, ...]

    @classmethod
    def of(cls, header: str | None, addresses: Iterable[str]) -> TrustedProxy | None:
        """From the two settings; None where neither is set. Raises `BadProxySetting`."""
        listed = [address.strip() for address in addresses if address.strip()]
        if not header and not listed:
            return None
        if not header or not listed:
            raise BadProxySetting(
                "Set FIELDMAP_DESK_IDENTITY_HEADER and FIELDMAP_DESK_IDENTITY_PROXIES together: a header is believed "
                "only from the addresses of the proxy that sets it."
            )
        try:
            networks = tuple(ipaddress.ip_network(address) for address in listed)
        except ValueError as error:
            raise BadProxySetting(f"FIELDMAP_DESK_IDENTITY_PROXIES: {error}") from None
        if any(network.prefixlen == 0 for network in networks):
            raise BadProxySetting("FIELDMAP_DESK_IDENTITY_PROXIES names every address there is. Name the proxy's own.")
        return cls(header.lower(), networks)

    def name_in(self, scope: Scope) -> str | None:
        """Whom the proxy names; None where the request comes from elsewhere, or names nobody or two."""
        try:
            peer = ipaddress.ip_address(peer_of(scope) or "")
        except ValueError:
            return None
        if not any(peer.version == network.version and peer in network for network in self.networks):
            return None
        named = Headers(scope=scope).getlist(self.header)
        return named[0].strip() or None if len(named) == 1 else None


@dataclass(frozen=True, slots=True)
class Doorkeeper:
    """Says who stands behind a request, looking at the account each time."""

    people: People
    tickets: Tickets
    proxy: TrustedProxy | None = None

    def signed_in(self, scope: Scope) -> SignedIn | None:
        """Who it is; None where nobody is signed in, or the account may not be used any more. Raises `DeskError`."""
        if self.proxy is not None:
            name = self.proxy.name_in(scope)
            person = self.people.named(name) if name else None
            return SignedIn(person, f"proxy {person.name}") if person is not None and person.active else None
        ticket = self.tickets.ticket(cookies_of(Headers(scope=scope).get("cookie", "")).get(COOKIE, ""))
        if ticket is None:
            return None
        person = self.people.known(ticket.account, ticket.version)
        return SignedIn(person, ticket.mark) if person is not None else None
