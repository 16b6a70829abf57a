"""Fetching by address: only the public web, only the machine that was checked, and an end in time."""

from __future__ import annotations

import gzip
import http.server
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.importers import AddressFault, AddressRule, fetch, read_address
from corpus.importers.addresses import is_public, target
from corpus.importers.faults import (
    AnswerTookTooLong,
    AnswerTooLarge,
    BadCertificate,
    Mislabelled,
    NotAnAddress,
    NotThere,
    RefusedAddress,
    RefusedBySite,
    RefusedPort,
    SiteError,
    TooManyRedirects,
    UnknownHost,
    Unreachable,
    WrongType,
)

PAGE = b"<html><head><title>Notice</title></head><body><h1>Notice</h1><p>It was withdrawn in 2024.</p></body></html>"
PUBLIC = "93.184.216.34"


class Site:
    """A server on loopback that answers each path as it was told, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[http.server.BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, str | None]] = []
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("Host")))
                try:
                    site.answers[self.path](self)
                except (BrokenPipeError, ConnectionResetError):
                    pass

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def rule(self, *names: str) -> AddressRule:
        """Allows this very server and nothing else beside the public web; `names` are looked up as it."""
        return AddressRule(
            also=frozenset({("127.0.0.1", self.port)}),
            resolve=lambda host, port: ["127.0.0.1"] if host in (names or ("site.example",)) else [PUBLIC],
        )

    def at(self, path: str, name: str = "site.example") -> str:
        return f"http://{name}:{self.port}{path}"

    def say(
        self, path: str, body: bytes = PAGE, content_type: str = "text/html", status: int = 200, **headers: str
    ) -> None:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            if content_type:
                handler.send_header("Content-Type", content_type)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            if "Content_Length" not in headers:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.answers[path] = answer


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_page_is_fetched_and_read(site: Site) -> None:
    site.say("/notice?x=1", content_type="text/html; charset=utf-8")
    document = read_address(site.at("/notice?x=1#part"), rule=site.rule())
    assert (document.title, document.address) == ("Notice", site.at("/notice?x=1"))
    assert "It was withdrawn in 2024." in document.text
    assert site.asked == [("/notice?x=1", f"site.example:{site.port}")]


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("ftp://example.org/x", NotAnAddress),
        ("file:///etc/passwd", NotAnAddress),
        ("gopher://127.0.0.1:6379/_x", NotAnAddress),
        ("javascript:alert(1)", NotAnAddress),
        ("//example.org/x", NotAnAddress),
        ("example.org", NotAnAddress),
        ("", NotAnAddress),
        ("http://", NotAnAddress),
        ("http://example.org/a b", NotAnAddress),
        ("http://example.org/\r\nHost: x", NotAnAddress),
        ("http://example.org\\@127.0.0.1/", NotAnAddress),
        ("http://public.example@127.0.0.1/", NotAnAddress),
        ("http://user:word@public.example/", NotAnAddress),
        ("http://public.example:99999/", NotAnAddress),
        ("http://2130706433/", NotAnAddress),
        ("http://0x7f000001/", NotAnAddress),
        ("http://0x7f.0.0.1/", NotAnAddress),
        ("http://0177.0.0.1/", NotAnAddress),
        ("http://127.1/", NotAnAddress),
        ("http://127.0.0.1.:80/", RefusedAddress),
        ("http://１２７.０.０.１/", RefusedAddress),
        ("http://127。0。0。1/", RefusedAddress),
        ("http://127.0.0.1/", RefusedAddress),
        ("http://127.9.9.9/", RefusedAddress),
        ("http://0.0.0.0/", RefusedAddress),
        ("http://10.0.0.1/", RefusedAddress),
        ("http://172.16.0.1/", RefusedAddress),
        ("http://192.168.1.1/", RefusedAddress),
        ("http://100.64.0.1/", RefusedAddress),
        ("http://169.254.169.254/latest/meta-data/", RefusedAddress),
        ("http://168.63.129.16/", RefusedAddress),
        ("http://192.0.0.192/", RefusedAddress),
        ("http://198.18.0.1/", RefusedAddress),
        ("http://224.0.0.1/", RefusedAddress),
        ("http://240.0.0.1/", RefusedAddress),
        ("http://255.255.255.255/", RefusedAddress),
        ("http://[::1]/", RefusedAddress),
        ("http://[::]/", RefusedAddress),
        ("http://[::127.0.0.1]/", RefusedAddress),
        ("http://[::ffff:127.0.0.1]/", RefusedAddress),
        ("http://[::ffff:93.184.216.34]/", RefusedAddress),
        ("http://[2002:7f00:1::]/", RefusedAddress),
        ("http://[64:ff9b::7f00:1]/", RefusedAddress),
        ("http://[64:ff9b:1::a00:1]/", RefusedAddress),
        ("http://[2001:0:7f00:1::]/", RefusedAddress),
        ("http://[fe80::1%25eth0]/", RefusedAddress),
        ("http://[fd00:ec2::254]/", RefusedAddress),
        ("http://[fec0::1]/", RefusedAddress),
        ("http://[ff02::1]/", RefusedAddress),
        ("http://[2001:db8::1]/", RefusedAddress),
        ("http://localhost/", RefusedAddress),
        ("http://LOCALHOST./", RefusedAddress),
        ("http://db.internal/", RefusedAddress),
        ("http://printer/", RefusedAddress),
        ("http://93.184.216.34:8080/", RefusedPort),
        ("http://public.example:22/", RefusedPort),
        ("http://public.example:6379/", RefusedPort),
    ],
)
def test_what_is_not_the_public_web_is_refused_before_anything_is_connected(
    address: str, fault: type[AddressFault], monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object, **kept: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", never)
    with pytest.raises(fault) as refused:
        fetch(address, rule=AddressRule(resolve=lambda host, port: [PUBLIC]))
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    "answers",
    [
        ["127.0.0.1"],
        [PUBLIC, "10.0.0.1"],
        ["10.0.0.1", PUBLIC],
        ["::1"],
        [PUBLIC, "::ffff:10.0.0.1"],
        ["169.254.169.254"],
    ],
)
def test_a_name_with_any_private_answer_is_refused(answers: list[str]) -> None:
    with pytest.raises(RefusedAddress, match="private"):
        target("https://sly.example/", AddressRule(resolve=lambda host, port: answers), 5)


def test_a_name_is_looked_up_once_and_the_connection_goes_where_was_looked(site: Site) -> None:
    """A name that answers otherwise the second time (DNS rebinding) leads nowhere else."""
    site.say("/")
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    rule = AddressRule(also=frozenset({("127.0.0.1", site.port)}), resolve=rebinding)
    assert fetch(f"http://rebinding.example:{site.port}/", rule=rule).data == PAGE
    assert asked == ["rebinding.example"]
    assert site.asked == [("/", f"rebinding.example:{site.port}")]


def test_the_one_allowed_server_opens_no_other_port_and_no_other_address(site: Site) -> None:
    for address in (f"http://127.0.0.1:{site.port + 1}/", f"http://127.0.0.2:{site.port}/", "http://127.0.0.1/"):
        with pytest.raises(RefusedAddress):
            fetch(address, rule=site.rule())


def test_redirects_are_followed_three_times_and_checked_each_time(site: Site) -> None:
    site.say("/end")
    for step, to in (("/1", "/2"), ("/2", site.at("/3")), ("/3", "end"), ("/0", "/1")):
        site.say(step, b"", status=302, Location=to)
    assert fetch(site.at("/1"), rule=site.rule()).address == site.at("/end")
    with pytest.raises(TooManyRedirects, match="more than 3"):
        fetch(site.at("/0"), rule=site.rule())
    for inside, fault in (
        ("http://169.254.169.254/latest/", RefusedAddress),
        ("http://127.0.0.1:1/", RefusedAddress),
        ("file:///etc/passwd", NotAnAddress),
        ("http://x@127.0.0.1/", NotAnAddress),
        ("http://2130706433/", NotAnAddress),
    ):
        site.say("/sly", b"", status=301, Location=inside)
        with pytest.raises(fault):
            fetch(site.at("/sly"), rule=site.rule())


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (404, NotThere),
        (410, NotThere),
        (401, RefusedBySite),
        (403, RefusedBySite),
        (429, RefusedBySite),
        (500, SiteError),
        (204, SiteError),
        (302, SiteError),
    ],
)
def test_an_answer_without_a_document_is_named(site: Site, status: int, fault: type[AddressFault]) -> None:
    site.say("/", b"", status=status)
    with pytest.raises(fault):
        fetch(site.at("/"), rule=site.rule())


def test_types_that_are_not_read_and_types_that_are_not_true_are_refused(site: Site) -> None:
    site.say("/film", b"x", "video/mp4")
    with pytest.raises(WrongType, match="video/mp4"):
        fetch(site.at("/film"), rule=site.rule())
    site.say("/pdf", PAGE, "application/pdf")
    with pytest.raises(Mislabelled, match="application/pdf.*web page"):
        read_address(site.at("/pdf"), rule=site.rule())


def test_size_is_bounded_announced_or_not_packed_or_not(site: Site) -> None:
    site.say("/announced", b"", Content_Length=str(10**12))
    site.say("/bomb", gzip.compress(b"a" * 5_000_000), Content_Encoding="gzip")
    site.say("/twice", gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip")
    site.say("/packed", gzip.compress(PAGE), Content_Encoding="gzip")
    site.say("/short", PAGE, Content_Length=str(len(PAGE) + 5))

    def endless(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        for _ in range(1_000):
            handler.wfile.write(b"a" * 10_000)

    site.answers["/endless"] = endless
    for path in ("/announced", "/bomb", "/endless"):
        with pytest.raises(AnswerTooLarge, match="100,000 bytes"):
            fetch(site.at(path), rule=site.rule(), largest=100_000)
    with pytest.raises(SiteError, match="packed"):
        fetch(site.at("/twice"), rule=site.rule())
    with pytest.raises(Unreachable, match="broke off"):
        fetch(site.at("/short"), rule=site.rule(), seconds=5)
    assert fetch(site.at("/packed"), rule=site.rule()).data == PAGE


def test_a_site_that_drips_or_stalls_is_cut_off_in_time(site: Site) -> None:
    def drip(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for _ in range(200):
            handler.wfile.write(b"X-A: b\r\n")
            time.sleep(0.1)

    def drip_body(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b"a")
            time.sleep(0.1)

    site.answers |= {"/drip": drip, "/body": drip_body, "/stall": lambda handler: time.sleep(3)}
    for path in ("/drip", "/body", "/stall"):
        started = time.monotonic()
        with pytest.raises(AnswerTookTooLong):
            fetch(site.at(path), rule=site.rule(), seconds=1)
        assert time.monotonic() - started < 2.5


def test_a_look_up_that_fails_or_never_ends_is_named() -> None:
    def fails(host: str, port: int) -> list[str]:
        raise OSError("no such name")

    def never(host: str, port: int) -> list[str]:
        time.sleep(5)
        return [PUBLIC]

    for resolve in (fails, never, lambda host, port: [], lambda host, port: ["nonsense"]):
        with pytest.raises(UnknownHost):
            fetch("https://nowhere.example/", rule=AddressRule(resolve=resolve), seconds=0.5)


def test_nothing_there_and_nonsense_are_named(site: Site) -> None:
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    rule = AddressRule(also=frozenset({("127.0.0.1", port)}), resolve=lambda host, port: ["127.0.0.1"])
    with pytest.raises(Unreachable):
        fetch(f"http://closed.example:{port}/", rule=rule)
    site.answers["/nonsense"] = lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n") and None
    with pytest.raises(SiteError):
        fetch(site.at("/nonsense"), rule=site.rule())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificate with openssl")
def test_a_certificate_is_checked_by_the_name_that_was_asked_for(tmp_path: Path, site: Site) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=site.example", "-addext", "subjectAltName=DNS:site.example", "-keyout", key,
         "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.say("/")
    site.say("/down", b"", status=302, Location=f"http://site.example:{site.port}/")
    trust = ssl.create_default_context(cafile=str(certificate))
    rule = site.rule("site.example", "other.example")
    address = f"https://site.example:{site.port}"
    assert fetch(f"{address}/", rule=rule, trust=trust).data == PAGE
    for wrong, kept in ((f"https://other.example:{site.port}/", trust), (f"{address}/", None)):
        with pytest.raises(BadCertificate):
            fetch(wrong, rule=rule, trust=kept)
    with pytest.raises(TooManyRedirects, match="https to http"):
        fetch(f"{address}/down", rule=rule, trust=trust)


def test_public_addresses_are_public() -> None:
    for public in (PUBLIC, "8.8.8.8", "2606:4700::1111", "2a00:1450:4001::1"):
        assert is_public(ipaddress.ip_address(public))
