"""A small assistant whose answers are made by hand, for what the real one never does; and real servers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
import uvicorn
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.desk.publish import Publisher
from assistant.errors import NotReady
from assistant.settings import Settings
from assistant.shown import Shown
from assistant.types import Answer, Citation, Question, Section
from assistant.web.app import create_app
from assistant.web.door import Answering
from assistant.web.serve import bound_socket
from corpus.desk import Desk
from corpus.model import StageId

STAGES = [
    (StageId.DISCOVERY, "Discovery"),
    (StageId.LAB_MODEL, "Animals and laboratory models"),
    (StageId.EARLY_HUMAN_TRIAL, "First trials in people"),
    (StageId.DEFINED_PRODUCT, "A defined product"),
    (StageId.CONTROLLED_TRIAL, "Larger trials with a comparison"),
    (StageId.REGULATOR_REVIEW, "Regulator review"),
    (StageId.STANDARD_CARE, "Standard care"),
]
QUOTES = (
    "A 2025 report on the zimislecel trial covered 14 people with type 1 diabetes who had been followed for "
    "at least 12 months after receiving these lab-grown islet cells.",
    "Before treatment in the zimislecel trial for type 1 diabetes, none of the 14 people made measurable "
    "insulin; afterwards all 14 had C-peptide, the blood marker that shows islet cells are working.",
    "The Japanese health ministry's list of approved products names no islet product made from stem cells.",
)
FRAME = (
    "This is information, not medical advice. It cannot take your own situation into account; a doctor who "
    "knows you can."
)


def citation(n: int, **changed: object) -> Citation:
    """One citation of the trial, with what a test changes."""
    usual = Citation(
        n=n,
        source_id="zimislecel-nejm-2025",
        statement_id=f"zimislecel-nejm-2025/statement-{n}",
        kind="statement",
        quote=QUOTES[n - 1] if n <= len(QUOTES) else f"Statement {n}.",
        title="Stem Cell-Derived, Fully Differentiated Islets for Type 1 Diabetes",
        publisher="New England Journal of Medicine",
        url="https://www.nejm.org/doi/10.1056/NEJMoa2506549",
        locator="abstract",
        published="2025-06-20",
        verified="2026-11-21",
        verification="source-text",
        jurisdiction="international",
        lane="programs",
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def full_answer(question: str, **changed: object) -> Answer:
    """An answer with every ordinary kind of section."""
    sections = (
        Section(
            "lead",
            "In the first trial of islet cells grown from stem cells, all 14 people made insulin again. It "
            "was a small trial without a comparison group, and they are not approved anywhere yet. [1][2]",
            (1, 2),
        ),
        Section("evidence", f"- {QUOTES[0]} [1]\n- {QUOTES[1]} [2]\n- **Japan:** {QUOTES[2]} [3]", (1, 2, 3)),
        Section(
            "limits",
            "**What this does not show:** It had no comparison group, and says nothing about use without "
            "immune suppression, in children or in type 2 diabetes.",
        ),
        Section(
            "stage",
            "Where this stands: First trials in people. A few people have been treated, mainly to learn "
            "whether it is safe. It does not mean yet: That it works.",
        ),
        Section(
            "distinction",
            "Easily confused, and not the same:\n\n- **Lab-grown islets are not a wellness drip.** Infusions "
            "of cord or fat cells sold for diabetes contain no islet cells.",
        ),
        Section(
            "questions",
            "Questions to take with you:\n\n- Which product is this, by name?\n- How many people were "
            "treated, and compared with what?",
        ),
        Section("framing", FRAME),
    )
    usual = Answer(
        question=question,
        behaviour="answer",
        language="en",
        text="\n\n".join(section.text for section in sections),
        sections=sections,
        citations=(
            citation(1),
            citation(2),
            citation(
                3,
                title="List of approved regenerative medical products",
                publisher="Pharmaceuticals and Medical Devices Agency",
                url="https://www.pmda.go.jp/english/review-services/reviews/0003.html",
                jurisdiction="JP",
                verification="secondary-text",
                published="2026-03",
            ),
        ),
        distinctions=("islet-vs-wellness-iv",),
        stage=StageId.EARLY_HUMAN_TRIAL,
        release="test-release",
        jurisdictions=("international", "JP"),
        suggestions=("Is zimislecel approved?", "What are the risks of zimislecel?", question),
        timings_ms={"total": 1.0},
    )
    return replace(usual, **changed)  # type: ignore[arg-type]


def emergency_answer(question: str) -> Answer:
    """A signpost, and nothing before it."""
    sections = (
        Section(
            "signpost",
            "Call 112 now. That is the emergency number.\n\nTell them what has happened. Do not drive.",
        ),
        Section("next-steps", "What you can do next:\n\n1. Keep any papers.\n2. Tell your own doctor."),
        Section("framing", FRAME),
    )
    return full_answer(question, behaviour="emergency", sections=sections, citations=(), stage=None, suggestions=())


def plain_answer(question: str, behaviour: str, text: str) -> Answer:
    """An ending in one sentence."""
    return full_answer(
        question,
        behaviour=behaviour,
        sections=(Section("decline", text), Section("framing", FRAME)),
        citations=(),
        stage=None,
        suggestions=(),
    )


Serving = Callable[..., AbstractContextManager[str]]


@dataclass
class HandMade:
    """Stands in for the assistant: the same methods, answers made by hand, and every question kept."""

    ready: bool = True
    asked: list[Question] = field(default_factory=list)
    frame: str = FRAME
    starters: tuple[str, ...] = (
        "What did the islet cell trial find?",
        "What is a stem cell?",
        "Are stem cell clinics legal?",
        "Is any stem cell treatment approved for arthritis of the knee?",
        "How do I know whether a trial is real?",
        "What should I ask a clinic before I pay?",
    )

    @property
    def release_id(self) -> str | None:
        return "test-release" if self.ready else None

    def open(self) -> None:
        if not self.ready:
            raise NotReady("No release is active. Run: fieldmap release build --activate")

    def shown(self) -> Shown:
        raise NotReady("This small assistant has no release to read from.")

    def places(self) -> list[tuple[str, str]]:
        return [("canada", "Canada"), ("japan", "Japan"), ("uk", "United Kingdom"), ("us", "United States")]

    def stages(self) -> list[tuple[StageId, str]]:
        return STAGES

    def ask(self, question: Question) -> Answer:
        self.open()
        self.asked.append(question)
        text = question.text
        if "make it break" in text:
            raise RuntimeError(f"the secret words were: {text}")
        if not text.strip():
            return plain_answer(text, "unreadable", "I could not read that. Please try again in plain words.")
        if "chest pain" in text:
            return emergency_answer(text)
        if "<" in text or "DROP TABLE" in text:
            return plain_answer(text, "out-of-scope", "I can answer questions about stem cell treatments.")
        return replace(full_answer(text), id=question.id)


class ByHand:
    """What tests build answers from; a fixture, because test modules cannot import one another."""

    FRAME = FRAME
    STAGES = STAGES
    QUOTES = QUOTES
    citation = staticmethod(citation)
    full_answer = staticmethod(full_answer)
    emergency_answer = staticmethod(emergency_answer)
    assistant = HandMade


@pytest.fixture(scope="session")
def by_hand() -> type[ByHand]:
    return ByHand


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, questions_per_minute=30)


@pytest.fixture
def hand_made(_shared_client: tuple[TestClient, HandMade]) -> HandMade:
    """The assistant behind `client`, as new."""
    _, made = _shared_client
    made.ready = True
    made.asked.clear()
    return made


@pytest.fixture(scope="module")
def _shared_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, HandMade]]:
    made = HandMade()
    settings = Settings(home=tmp_path_factory.mktemp("home"), questions_per_minute=100_000)
    with TestClient(create_app(made, settings)) as client:
        yield client, made


@pytest.fixture
def client(_shared_client: tuple[TestClient, HandMade], hand_made: HandMade) -> TestClient:
    """The whole application around `hand_made`. An error that gets out of it fails the test."""
    client, _ = _shared_client
    client.cookies.clear()
    return client


@contextmanager
def running(
    assistant: Answering, settings: Settings, desk: Desk | None = None, publisher: Publisher | None = None
) -> Iterator[str]:
    """The address of a real server on a free port."""
    listening = bound_socket("127.0.0.1", 0)
    config = uvicorn.Config(
        create_app(assistant, settings, desk, publisher),
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    try:
        for _ in range(200):
            if server.started:
                break
            time.sleep(0.05)
        assert httpx.get(f"{address}/healthz").status_code == 200
        yield address
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listening.close()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Starts real servers: `with serving(assistant, settings) as address`."""
    return running


@pytest.fixture(scope="module")
def hand_made_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real server around the hand-made assistant."""
    home = tmp_path_factory.mktemp("home")
    with running(HandMade(), Settings(home=home, questions_per_minute=600)) as address:
        yield address


@pytest.fixture(scope="module")
def server(assistant: Assistant, shipped_home: Path) -> Iterator[str]:
    """A real server that answers from the shipped corpus."""
    with running(assistant, Settings(home=shipped_home, questions_per_minute=600)) as address:
        yield address
