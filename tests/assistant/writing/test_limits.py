"""Settings that cannot work stop the program; budget, breaker and deadline hold with a clock of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from assistant import Assistant, Settings
from assistant.errors import ModelNotUsable
from assistant.writing import client
from assistant.writing.breaker import Breaker
from assistant.writing.budget import DAY, HOUR, Budget
from assistant.writing.deadline import Deadline
from assistant.writing.errors import CallFailed


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_breaker_opens_waits_and_lets_one_call_try() -> None:
    clock = Clock()
    breaker = Breaker(failures=2, pause=60, clock=clock)
    for _ in range(2):
        assert breaker.may_call()
        breaker.failed()
    assert not breaker.may_call()
    clock.now = 61
    assert breaker.may_call() and not breaker.may_call()
    breaker.failed()
    assert not breaker.may_call()
    clock.now = 122
    assert breaker.may_call()
    breaker.succeeded()
    assert breaker.may_call() and breaker.may_call()


def test_a_budget_counts_the_last_hour_and_the_last_day() -> None:
    clock = Clock()
    budget = Budget(per_hour=100, per_day=150, clock=clock)
    assert budget.reserve(100) and not budget.reserve(1)
    budget.correct(100, 40)
    assert budget.reserve(60) and not budget.reserve(1)
    clock.now = HOUR
    assert budget.reserve(50) and not budget.reserve(1)
    clock.now = HOUR + DAY
    assert budget.reserve(100)


def test_a_deadline_leaves_calls_behind_and_is_not_filled_by_them() -> None:
    go_on = threading.Event()
    deadline = Deadline(most=1)
    with pytest.raises(CallFailed, match="timeout"):
        deadline.run(go_on.wait, 0.05)
    with pytest.raises(CallFailed, match="busy"):
        deadline.run(lambda: 1, 1)
    go_on.set()
    with pytest.raises(CallFailed, match="timeout"):
        deadline.run(lambda: 1, 0)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"model": "nobody:some"}, "use provider:name with one of openai, anthropic, ollama"),
        ({"model": "gpt"}, "use provider:name"),
        ({"model": "openai:"}, "use provider:name"),
        ({"model": "openai:some"}, "set FIELDMAP_MODEL_API_KEY or OPENAI_API_KEY"),
    ],
)
def test_a_model_that_cannot_be_called_is_said_at_start(
    given: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ModelNotUsable, match=said):
        Assistant(Settings(**given))  # type: ignore[arg-type]


def test_a_missing_package_is_said_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(client.EXTRAS, "ollama", ("a_package_that_is_not_there", "ollama"))
    with pytest.raises(ModelNotUsable, match=r"pip install 'fieldmap\[ollama\]'"):
        Assistant(Settings(model="ollama:some"))


def test_tracing_is_off_unless_our_own_setting_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LANGSMITH_TRACING", "LANGCHAIN_TRACING_V2"):
        monkeypatch.setenv(name, "true")
    client.set_tracing(False)
    assert os.environ["LANGSMITH_TRACING"] == os.environ["LANGCHAIN_TRACING_V2"] == "false"


def test_without_a_model_no_client_is_imported() -> None:
    script = (
        "import sys; from assistant import Assistant; Assistant(); import assistant.pipeline; "
        "print(sorted(name for name in sys.modules if name.startswith('assistant.writing') "
        "or name.split('.')[0] in ('langchain', 'langchain_openai', 'openai', 'langchain_anthropic', 'langchain_ollama')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['assistant.writing', 'assistant.writing.step']"
