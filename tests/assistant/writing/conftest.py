"""A real HTTP server on loopback that speaks the chat completions protocol, and does on purpose what it is told."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from assistant import Assistant, Settings
from assistant.writing.knowledge import knowledge
from assistant.writing.verify import Checker

ASKED = "Does zimislecel cure type 1 diabetes?"
TEN_OF_TWELVE = "zimislecel-nejm-2025/insulin-independence-10-of-12"
IMMUNE = "zimislecel-nejm-2025/everyone-took-immune-drugs"

Behave = Callable[[BaseHTTPRequestHandler, dict[str, Any], int], None]
"""What the server does with a request: the handler, what was sent, and how many came before."""


@dataclass
class Misbehaving:
    """The server, what it is to do, and everything it was sent."""

    server: ThreadingHTTPServer
    behave: Behave = field(default=lambda handler, sent, before: reply(handler, ""))
    received: list[dict[str, Any]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/v1"


def reply(handler: BaseHTTPRequestHandler, content: str, status: int = 200, **headers: str) -> None:
    """A well-formed completion with this content."""
    body = json.dumps(
        {
            "id": "one",
            "object": "chat.completion",
            "created": 1,
            "model": "test",
            "choices": [{"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": "stop"}],
            "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000},
        }
    ).encode()
    handler.send_response(status)
    handler.send_header("content-type", "application/json")
    handler.send_header("content-length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def lines(*written: tuple[str, str | Sequence[str]]) -> str:
    """The JSON that is asked for."""
    made = [{"text": text, "ids": [ids] if isinstance(ids, str) else list(ids)} for text, ids in written]
    return json.dumps({"lines": made}, ensure_ascii=False)


def says(*written: tuple[str, str | Sequence[str]]) -> Behave:
    """Replies with these lines, every time."""
    return lambda handler, sent, before: reply(handler, lines(*written))


def says_text(content: str) -> Behave:
    """Replies with this content, every time."""
    return lambda handler, sent, before: reply(handler, content)


@pytest.fixture
def misbehaving() -> Iterator[Misbehaving]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["content-length"])))
            before = len(found.received)
            found.received.append(sent)
            try:
                found.behave(self, sent, before)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Misbehaving(server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield found
    found.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


WithModel = Callable[..., Assistant]


@pytest.fixture
def with_model(small: Assistant, misbehaving: Misbehaving) -> WithModel:
    """The assistant on the small corpus with the server as its model: `with_model(model_timeout_seconds=1)`."""

    def make(**settings: Any) -> Assistant:
        given = {
            "home": small.settings.home,
            "model": "openai:test",
            "model_base_url": misbehaving.url,
            "model_api_key": "sk-secret-of-the-test",
            "model_timeout_seconds": 8.0,
        } | settings
        made = Assistant(Settings(**given), embedder=small._embedder)
        made._library = small._library
        return made

    return make


@pytest.fixture(scope="session")
def checker(small: Assistant) -> Checker:
    return Checker(knowledge(small._current()))


def slept_until(stop: threading.Event, seconds: float) -> bool:
    """Waits, and says whether the test is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if stop.wait(0.05):
            return True
    return False
