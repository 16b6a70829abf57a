"""Where a fetch may lead: the web's two schemes and ports, and networks that anyone can reach. The rest is refused.

The rule is about addresses of machines, not about names: a name is looked up once, every answer is checked, and the
connection goes to an answer that was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from corpus.importers.faults import NotAnAddress, RefusedAddress, RefusedPort, UnknownHost

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]

LONGEST = 2_000
"""Characters of an address."""
_NEVER_FETCHED = tuple(
    ipaddress.ip_network(network)
    for network in (
        # Beside what Python knows as not global: relays and translators that lead to addresses inside them, and one
        # cloud's metadata service at an address that looks public.
        "168.63.129.16/32",
        "192.0.0.0/24",
        "192.88.99.0/24",
        "198.18.0.0/15",
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "100::/64",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
    )
)
_PUBLIC_V6 = ipaddress.ip_network("2000::/3")
_LOCAL_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "private",
    "home.arpa",
    "onion",
    "test",
)
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:\d+|0[xX][0-9a-fA-F]*)\.?$")
_ODD = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`]")


def looked_up(host: str, port: int) -> list[str]:
    """Every address that a name has, as the system gives them. Raises `OSError`."""
    return list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True)
class AddressRule:
    """What may be fetched. `also` opens single machines with their ports, such as the mirror in an operator's own
    network."""

    ports: frozenset[int] = frozenset({80, 443})
    also: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = field(default=looked_up, repr=False)

    def allows(self, address: IpAddress, port: int) -> bool:
        """Whether a connection to this address and port may be made."""
        return (str(address), port) in self.also or (port in self.ports and is_public(address))


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be fetched, taken apart, with the checked addresses of its machine."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def authority(self) -> str:
        """As it stands in the `Host` header."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def address(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


_PORTS = {"http": 80, "https": 443}


def is_public(address: IpAddress) -> bool:
    """Whether anyone on the internet can reach this address, and no one reaches another by it."""
    if isinstance(address, ipaddress.IPv6Address) and (address.scope_id or address not in _PUBLIC_V6):
        return False
    special = address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
    if special or address.is_private or address.is_link_local or not address.is_global:
        return False
    return not any(address.version == network.version and address in network for network in _NEVER_FETCHED)


def target(address: str, rule: AddressRule, seconds: float) -> Target:
    """Where an address leads, looked up once and checked.

    Raises `NotAnAddress`, `RefusedPort`, `RefusedAddress`, `UnknownHost`.
    """
    address = address.strip()
    if not address or len(address) > LONGEST or _ODD.search(address):
        raise NotAnAddress("This is not one web address. Copy it from the browser: it begins with https:// or http://.")
    try:
        parts = urlsplit(address)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        raise NotAnAddress("This address cannot be read. Copy it from the browser.") from None
    if scheme not in _PORTS or not host:
        raise NotAnAddress("Only addresses that begin with https:// or http:// are fetched.")
    if "@" in parts.netloc:
        raise NotAnAddress(
            "The address holds a name or a password before an @, which can hide where it leads. Leave it out."
        )
    host = _plain_host(host)
    port = _PORTS[scheme] if port is None else port
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    path = "".join(sign if sign.isascii() else "".join(f"%{byte:02X}" for byte in sign.encode()) for sign in path)
    addresses = _checked(host, port, rule, seconds)
    return Target(scheme, host, port, path, addresses)


def _plain_host(host: str) -> str:
    """The host in the form in which it is looked up. Raises `NotAnAddress` for a form that only hides."""
    if ":" in host:
        if "%" in host:
            raise RefusedAddress("The address leads to a machine in a local network, which is not fetched from.")
        return str(_ip(host))
    try:
        plain = host.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise NotAnAddress("The name in this address cannot be one. Copy it from the browser.") from None
    if _ENDS_IN_NUMBER.search(plain):
        # Decimal, octal, hexadecimal and shortened forms are not written by people.
        return str(_ip(plain))
    if not re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*", plain):
        raise NotAnAddress("The name in this address cannot be one. Copy it from the browser.")
    if any(plain == name or plain.endswith(f".{name}") for name in _LOCAL_NAMES) or "." not in plain:
        raise RefusedAddress("The address leads to a machine in a local network, which is not fetched from.")
    return plain


def _ip(written: str) -> IpAddress:
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        raise NotAnAddress(
            "The address has numbers in the place of a name, in a form that hides where it leads. Use the site's name."
        ) from None


def _checked(host: str, port: int, rule: AddressRule, seconds: float) -> tuple[str, ...]:
    try:
        found = [str(ipaddress.ip_address(host))]
    except ValueError:
        found = _resolved(host, port, rule.resolve, seconds)
    addresses = [_of_answer(one) for one in found]
    refused = [one for one in addresses if not rule.allows(one, port)]
    # One private answer among public ones is how a name is turned against the network that asks.
    if not addresses or refused:
        if port not in rule.ports and all(is_public(one) for one in refused):
            raise RefusedPort(
                f"The address uses port {port}. Fetched is only from {', '.join(map(str, sorted(rule.ports)))}. "
                "Save the document in your browser and upload it."
            )
        raise RefusedAddress(
            "The address leads to a private, local or reserved network, which is not fetched from. "
            "If the document is public, use its public address; or save it in your browser and upload it."
        )
    return tuple(map(str, addresses))


def _of_answer(written: str) -> IpAddress:
    try:
        return ipaddress.ip_address(written)
    except ValueError:
        raise UnknownHost(
            "The name in this address was answered with something that is no address. Try again."
        ) from None


def _resolved(host: str, port: int, resolve: Resolve, seconds: float) -> list[str]:
    """The answers to a name, within `seconds`: the system's own look-up cannot be stopped, only left behind."""
    found: list[str] = []
    failed = threading.Event()

    def ask() -> None:
        try:
            found.extend(resolve(host, port))
        except (OSError, UnicodeError):
            failed.set()

    asking = threading.Thread(target=ask, daemon=True, name="fieldmap-import-lookup")
    asking.start()
    asking.join(seconds)
    if asking.is_alive() or failed.is_set() or not found:
        raise UnknownHost("No site of this name was found. Look at the spelling, and whether the server is online.")
    return list(found)
